"""Renders answers as plain text: complete sentences without markup, for screen readers, notifications and terminals."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bot.answers.directory import described_examples
from bot.answers.models import (
    Advice,
    Answer,
    Clarification,
    Comparison,
    Directory,
    FaqAnswer,
    FullAnswer,
    Help,
    NotKnown,
    Ownership,
    RoleProfile,
    Row,
    Similarities,
)
from bot.answers.suggested import has_suggestions
from bot.answers.summary import Contrast, Summary
from bot.answers.titles import in_full, title
from bot.answers.wording import (
    LEVEL_LABELS,
    MAX_PUBLISHERS,
    OWN_LABEL,
    STAKE_LABELS,
    SUGGESTIONS_NOTICE,
    answer_with_note,
    as_sentence,
    basis_label,
    cell_text,
    citation_marks,
    clarifying_question,
    composed_notice,
    first_by_publisher,
    join_words,
    month_name,
    no_stake_text,
    omitted_text,
    publisher_label,
    qualifier,
    refusal_text,
    source_label,
    verdict,
)
from bot.knowledge.considerations import Choice
from bot.knowledge.models import Fact, Role, Source, Stake
from bot.understanding.intents import Option

Lines = Iterator[str]
Numbers = Mapping[str, int]
MAX_REASONS = 8
"""With more choices than this, their reasons are left out. Chosen by hand to keep the text short."""
MAX_NAMES = 5
"""How many other names of a role are listed. Chosen by hand."""
HOW_TO_ASK = (
    "In a channel, mention me and ask; in a direct message, just ask; anywhere, type /roles and the question.",
)
MOST_ASKED = "Most people ask"
"""The heading of the examples in the help."""


class PlainAnswer(NamedTuple):
    """An answer as plain text: a title (may be empty) and the lines of the answer, the most important first.

    `notes` say that it was composed, and how old it is. `sources` is one line, empty for an answer without evidence.
    """

    title: str
    body: tuple[str, ...]
    notes: tuple[str, ...] = ()
    sources: str = ""


def render_plain(answer: Answer) -> PlainAnswer:
    """Render any answer in full as plain text. The lines are unescaped and contain no line breaks."""
    body = tuple(RENDERERS[type(answer)](answer))
    if isinstance(answer, Directory | Help | Clarification | NotKnown):
        return PlainAnswer(title(answer), body)
    short = as_sentence(answer_with_note(answer.short, {source.id: source for source in answer.sources}))
    return PlainAnswer(title(answer), (short, *body), tuple(notices(answer)), _sources(answer))


def render_summary(answer: FullAnswer, summary: Summary, remarks: Sequence[str] = ()) -> PlainAnswer:
    """Render the first view of an answer as plain text. The remarks are on the question."""
    contrasts = [_contrast(each) for each in summary.contrasts]
    lines = [f"- {f'{line.label}: ' if line.label else ''}{line.text}" for line in summary.lines]
    names = [source_label(source) for source in summary.sources]
    more = f"; and {summary.further_sources} more" if summary.further_sources > 0 else ""
    notes = (*remarks, *notices(answer))
    sources = f"Sources: {'; '.join(names)}{more}." if names else ""
    return PlainAnswer(summary.title, (as_sentence(summary.answer), *contrasts, *lines), notes, sources)


def _contrast(contrast: Contrast) -> str:
    """Return a topic with what is true of each role, or of the one role."""
    if len(contrast.sides) == 1:
        return f"- {contrast.title}: {as_sentence(contrast.sides[0].text)}"
    sides = "; ".join(f"{side.name}: {side.text}" for side in contrast.sides)
    return f"- {contrast.title} — {as_sentence(sides)}"


def number_sources(sources: Iterable[Source]) -> dict[str, int]:
    """Return the number under which each source is cited, by its id, starting at 1."""
    return {source.id: number for number, source in enumerate(sources, 1)}


def fact_text(statement: Fact, numbers: Numbers) -> str:
    """Return the statement with its qualifier in brackets and the numbers of its sources."""
    note = qualifier(statement)
    label = f"{statement.label}: " if statement.label else ""
    return f"{label}{statement.text}{f' ({note})' if note else ''}{citation_marks(statement.sources, numbers)}"


def _facts(statements: Sequence[Fact], numbers: Numbers) -> Lines:
    """Yield a line for each statement, in the order written."""
    yield from (f"- {fact_text(each, numbers)}" for each in statements)


def _row(row: Row) -> str:
    return f"{row.title} — {'; '.join([f'{each.role.short}: {cell_text(each)}' for each in row.cells])}."


def _comparison(answer: Comparison) -> Lines:
    if answer.topic and answer.topic.of == "role":
        yield from _one_topic(answer)
    else:
        yield from map(_row, answer.rows)


def _one_topic(answer: Comparison) -> Lines:
    numbers = number_sources(answer.sources)
    for row in answer.rows:
        yield from (
            f"{each.role.short}: {cell_text(each)}{citation_marks(each.sources, numbers)}." for each in row.cells
        )
    for point in answer.points:
        yield f"{point.title}:"
        yield from _facts(point.facts, numbers)
    for each in answer.rows[0].cells:
        if each.facts:
            yield f"{each.role.short} in full:"
            yield from _facts(each.facts, numbers)


def _similarities(answer: Similarities) -> Lines:
    numbers = number_sources(answer.sources)
    for each in answer.items:
        own = f" ({OWN_LABEL})" if each.own else ""
        yield f"- {each.title}: {each.text}{own}{citation_marks(each.sources, numbers)}"


def _profile(answer: RoleProfile) -> Lines:
    if not answer.topic:
        yield from (f"{row.title} — {cell_text(row.cells[0])}." for row in answer.rows)
        yield from describe_other_names(answer.role)
    elif answer.aspect:
        yield from _facts(answer.aspect.facts, number_sources(answer.sources))


def describe_other_names(role: Role) -> Lines:
    """Yield the other names of the role, and the other meanings of its abbreviations."""
    if role.names:
        yield f"Also called {join_words(role.names[:MAX_NAMES])}."
    for short in dict.fromkeys(sense.short for sense in role.also_means):
        senses = [f"{sense.name} ({sense.where})" for sense in role.also_means if sense.short == short]
        yield f"{short} can also stand for {join_words(senses, 'or')}."


def _advice(answer: Advice) -> Lines:
    numbers = number_sources(answer.sources)
    for point in answer.points:
        yield f"{point.title}:"
        yield from _facts(point.facts, numbers)
    names = {role.id: role.short for role in answer.recommended_roles}
    in_full = can_give_reasons(answer)
    for each in answer.considerations:
        yield f"To weigh, {each.title}: {each.question}"
        for choice in each.choices:
            reason = f". {choice.because}" if in_full else ""
            yield f"- {choice.label}: {verdict(choice, names)}{reason}{_basis_and_sources(choice, numbers)}"


def can_give_reasons(answer: Advice) -> bool:
    """Return whether the choices to weigh are few enough to give the reason of each."""
    return sum(len(each.choices) for each in answer.considerations) <= MAX_REASONS


def _basis_and_sources(statement: Choice | Stake, numbers: Numbers) -> str:
    note = basis_label(statement)
    return f"{f' ({note})' if note else ''}{citation_marks(statement.sources, numbers)}"


def _ownership(answer: Ownership) -> Lines:
    numbers = number_sources(answer.sources)
    names = {role.id: role.short for role in answer.roles}
    for stake in answer.thing.stakes:
        yield f"{STAKE_LABELS[stake.part]} — {names[stake.role]}: {stake.text}{_basis_and_sources(stake, numbers)}"
    if answer.thing.differs:
        yield "Where companies differ:"
        yield from _facts(answer.thing.differs, numbers)


def _without_stake(answer: Ownership) -> list[Role]:
    """Return the roles asked about that have no stake in the thing."""
    return [role for role in answer.asked if role not in answer.roles]


def _curated(answer: FaqAnswer) -> Lines:
    yield from _facts(answer.facts, number_sources(answer.sources))


def _directory(answer: Directory) -> Lines:
    for level, name in LEVEL_LABELS.items():
        if members := [in_full(role) for role in answer.roles if role.level == level]:
            yield f"{name}: {', '.join(members)}."
    yield f"Topics of a role: {', '.join(topic.name.lower() for topic in answer.topics)}."


def _help(answer: Help) -> Lines:
    yield f"{MOST_ASKED}:"
    yield from (f"- {question} ({use})" for question, use in described_examples(answer))
    yield from HOW_TO_ASK


def _clarification(answer: Clarification) -> Lines:
    yield clarifying_question(answer.about, is_ambiguous=answer.is_ambiguous)
    yield from (f"- {option.label}" for option in answer.options)


def _not_known(answer: NotKnown) -> Lines:
    yield refusal_text(answer.reason, answer.about)
    yield from _options("You could ask", answer.nearest)


def _options(opening: str, options: Sequence[Option]) -> Lines:
    if options:
        yield as_sentence(f"{opening}: {'; '.join(option.label for option in options)}")


RENDERERS: dict[type[Any], Callable[[Any], Lines]] = {
    Comparison: _comparison,
    Similarities: _similarities,
    RoleProfile: _profile,
    Advice: _advice,
    Ownership: _ownership,
    FaqAnswer: _curated,
    Directory: _directory,
    Help: _help,
    Clarification: _clarification,
    NotKnown: _not_known,
}
"""Kind of answer to the function that yields its lines."""


def notices(answer: FullAnswer) -> Lines:
    """Yield the notices on an answer.

    It was composed, leaves roles out, is about roles without a part in it, has suggestions of our own, or is old.
    """
    if isinstance(answer, Comparison | Similarities | Advice) and answer.is_composed:
        yield composed_notice(answer.roles)
    if isinstance(answer, Comparison) and answer.omitted_roles:
        yield omitted_text(answer.omitted_roles)
    if isinstance(answer, Ownership) and (uninvolved := _without_stake(answer)):
        yield no_stake_text(uninvolved)
    if has_suggestions(answer):
        yield SUGGESTIONS_NOTICE
    if answer.stale:
        yield f"Last reviewed {month_name(answer.stale)}."


def _sources(answer: Any) -> str:
    return f"Sources: {'; '.join(_publishers(answer))}." if answer.sources else ""


def _publishers(answer: Any) -> list[str]:
    """Return every source with its number, or in an overview, which cites no numbers, the first few publishers."""
    if not is_overview(answer):
        return [f"[{number}] {publisher_label(source)}" for number, source in enumerate(answer.sources, 1)]
    names = list(first_by_publisher(answer.sources))
    more = len(names) - MAX_PUBLISHERS
    return names[:MAX_PUBLISHERS] + ([f"and {more} more"] if more > 0 else [])


def is_overview(answer: Answer) -> bool:
    """Return whether the answer has one line for each of many topics, without numbered citations."""
    match answer:
        case Comparison(topic=topic):
            return topic is None or topic.of == "pair"
        case RoleProfile(topic=topic):
            return topic is None
    return False
