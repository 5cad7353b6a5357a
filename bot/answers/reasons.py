"""What decides an answer, most important first: topics to contrast and statements. The first view shows what fits."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.answers.models import Advice, Comparison, FaqAnswer, FullAnswer, Ownership, RoleProfile, Row, Similarities
from bot.answers.wording import STAKE_LABELS, as_sentence
from bot.knowledge.models import Fact, Role

MAX_LINES = 4
MAX_POINTS = 2
"""Both chosen by hand: of MAX_LINES statements on a topic, MAX_POINTS say what is true only of the pair."""
PROFILE_TOPICS = ("responsibilities", "metrics", "reporting_line", "first_hire", "tenure")
"""The topics in the summary of a role, in this order."""
SEPARATING_TOPICS = ("responsibilities", "metrics", "horizon", "focus", "reporting_line", "stakeholders", "objective")
"""The topics on which roles without a curated pair may be contrasted."""


class Reasons(NamedTuple):
    """Topics to contrast, and statements with their labels, at most `most_lines` of which are shown."""

    contrasts: tuple[Row, ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()
    most_lines: int = MAX_LINES


def find_reasons(answer: FullAnswer) -> Reasons:
    """Return what decides the answer."""
    match answer:
        case Comparison():
            return _compared(answer)
        case RoleProfile():
            return _profiled(answer)
        case Advice():
            return Reasons(facts=tuple(_advised(answer)))
        case Ownership():
            return Reasons(facts=tuple(_owned(answer)))
        case Similarities():
            return Reasons(
                facts=tuple(
                    (item.title, Fact(text=item.text, sources=item.sources, own=item.own)) for item in answer.items
                )
            )
        case FaqAnswer():
            return Reasons(facts=tuple((fact.label or "", fact) for fact in answer.facts))


def _compared(answer: Comparison) -> Reasons:
    """Return the topics on which the roles differ most, or on one topic what is said of the pair, then of each role."""
    if answer.topic and answer.topic.of == "role":
        points = [("", fact) for point in answer.points for fact in point.facts[:MAX_POINTS]]
        by_role = [(cell.role.short, fact) for cell in answer.rows[0].cells for fact in cell.facts[:1]]
        return Reasons(facts=(*points, *by_role), most_lines=max(MAX_LINES, len(by_role)))
    if answer.pair and answer.pair.differences:
        by_difference = [[row for row in answer.rows if row.difference is each] for each in answer.pair.differences]
        return Reasons(tuple(row for rows in by_difference for row in rows))
    return Reasons(_most_different(answer.rows))


def _most_different(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows in which every role has a text, those with the fewest words in common first."""
    eligible = [
        row for row in rows if row.topic and row.topic.id in SEPARATING_TOPICS and all(c.text for c in row.cells)
    ]
    order = SEPARATING_TOPICS.index
    return tuple(sorted(eligible, key=lambda row: (round(_overlap(row), 1), order(row.topic.id if row.topic else ""))))


def _overlap(row: Row) -> float:
    """Return the share of words that the texts of a row have in common, from 0 to 1."""
    words = [set((cell.text or "").casefold().replace(",", "").split()) for cell in row.cells]
    return len(set.intersection(*words)) / max(len(set.union(*words)), 1)


def _profiled(answer: RoleProfile) -> Reasons:
    if answer.topic:
        facts = answer.aspect.facts if answer.aspect else ()
        return Reasons(facts=tuple((fact.label or "", fact) for fact in facts))
    if answer.is_kit:
        return Reasons(answer.rows)
    rows = {row.topic.id: row for row in answer.rows if row.topic}
    return Reasons(tuple(rows[topic] for topic in PROFILE_TOPICS if topic in rows))


def _advised(answer: Advice) -> Iterator[tuple[str, Fact]]:
    """Yield the statements, or in a composed answer what each role's profile says; then the questions to settle."""
    if answer.is_composed and answer.taken_in:
        yield from ((fact.label or "", fact) for fact in answer.points[0].facts)
    if answer.is_composed and answer.question.id != "importance":
        for role in answer.roles:
            yield from _duty(role) if answer.question.id == "both_or_one" else _when(role)
    elif answer.is_composed:
        yield from ((point.title, fact) for point in answer.points for fact in point.facts[:1])
    else:
        yield from ((fact.label or "", fact) for point in answer.points for fact in point.facts)
    if not answer.roles:
        for each in answer.considerations:
            yield each.title, Fact(text=each.question, sources=each.sources)


def _duty(role: Role) -> Iterator[tuple[str, Fact]]:
    """Yield what the role is accountable for: whether that is a full-time job decides whether the role is needed."""
    return _from_profile(role, "focus", role.accountable_for and f"accountable for {role.accountable_for}")


def _when(role: Role) -> Iterator[tuple[str, Fact]]:
    return _from_profile(role, "first_hire", role.hire_when and f"hire one when {role.hire_when}")


def _from_profile(role: Role, topic: str, text: str | None) -> Iterator[tuple[str, Fact]]:
    """Yield the text, or else the topic in one line, with the sources of the topic's first statement."""
    aspect = role.topics.get(topic)
    sources = tuple(dict.fromkeys(source for fact in aspect.facts[:1] for source in fact.sources)) if aspect else ()
    if said := text or (aspect.brief if aspect else ""):
        yield role.short, Fact(text=as_sentence(said), sources=sources)


def _owned(answer: Ownership) -> Iterator[tuple[str, Fact]]:
    names = {role.id: role.short for role in answer.roles}
    for stake in answer.thing.stakes:
        label = f"{names[stake.role]} {STAKE_LABELS[stake.part].lower()}"
        yield label, Fact(text=stake.text, sources=stake.sources, basis=stake.basis, own=stake.own)
    yield from (("", fact) for fact in answer.thing.differs)
