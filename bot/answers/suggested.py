"""Finds out whether an answer shows suggestions of Rolecall's own that were built from sources."""

from collections.abc import Iterator

from bot.answers.models import Advice, Cell, Comparison, FaqAnswer, FullAnswer, Ownership, RoleProfile
from bot.answers.wording import is_sourced_suggestion
from bot.knowledge.models import Fact


def has_suggestions(answer: FullAnswer) -> bool:
    """Return whether any statement shown, or all statements that a cell sums up, are suggestions built from sources."""
    return any(map(is_sourced_suggestion, (answer.short, *_statements(answer)))) or any(
        cell.facts and all(map(is_sourced_suggestion, cell.facts)) for cell in _cells(answer)
    )


def _statements(answer: FullAnswer) -> Iterator[Fact]:
    """Yield the statements that the full view of the answer shows."""
    match answer:
        case RoleProfile() if answer.aspect and answer.topic:
            yield from answer.aspect.facts
        case Comparison() if answer.topic and answer.topic.of == "role":
            yield from (fact for cell in answer.rows[0].cells for fact in cell.facts)
            yield from (fact for point in answer.points for fact in point.facts)
        case Advice():
            yield from (fact for point in answer.points for fact in point.facts)
        case Ownership():
            yield from answer.thing.differs
        case FaqAnswer():
            yield from answer.facts


def _cells(answer: FullAnswer) -> Iterator[Cell]:
    """Yield the cells that sum up a topic of a role."""
    if isinstance(answer, Comparison | RoleProfile):
        yield from (cell for row in answer.rows for cell in row.cells if not cell.sources)
