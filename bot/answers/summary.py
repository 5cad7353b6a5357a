"""The first view of an answer: the sentence that answers, what decides it, and the sources that carry it.

What fits is decided by counting words, because a card that is read in a channel has to be short. Everything else is in
the full view.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.answers.models import (
    Advice,
    Cell,
    Comparison,
    FaqAnswer,
    FullAnswer,
    Ownership,
    RoleProfile,
    Row,
    Similarities,
)
from bot.answers.titles import title
from bot.answers.wording import (
    STAKE_LABELS,
    answer_with_note,
    as_sentence,
    cell_text,
    fact_with_note,
    list_items,
    source_label,
)
from bot.knowledge.models import Fact, Role, Source

MAX_WORDS = 84
"""Of a summary with its sources; notices and buttons add about 25. Chosen by hand: the goal is a card of at most 120
words."""
MIN_LINES, MAX_LINES = 2, 4
MAX_CONTRASTS = 5
MIN_CONTRASTS = {1: 3, 2: 3, 3: 2}
MAX_SIDE_WORDS = 7
MAX_SOURCES = 5
MIN_SOURCES = 1
"""All chosen by hand. MIN_CONTRASTS is by the number of roles; with more roles, one is enough."""
PROFILE_TOPICS = ("responsibilities", "metrics", "reporting_line", "first_hire", "tenure")
"""The topics in the summary of a role, in this order."""
SEPARATING_TOPICS = ("responsibilities", "metrics", "horizon", "focus", "reporting_line", "stakeholders", "objective")
"""The topics on which roles without a curated pair may be contrasted."""
STRENGTHS = ("official", "practitioner", "vendor", "thin")
"""Of sources, strongest first."""


class Side(NamedTuple):
    """What is true of one role."""

    name: str
    text: str


class Contrast(NamedTuple):
    """One topic, role by role. The title is empty if the card as a whole is about that topic."""

    title: str
    sides: tuple[Side, ...]


class Line(NamedTuple):
    """One statement, with a label before it, such as a role, which may be empty."""

    label: str
    text: str


class Summary(NamedTuple):
    """The first view of an answer.

    - `answer`: the sentence that answers the question.
    - `contrasts`, `lines`: what decides it.
    - `sources`: those that carry it, at most MAX_SOURCES; `further_sources` counts those in the full view.
    - `is_whole`: there is nothing more to say, so a full view is not offered.
    """

    title: str
    answer: str
    contrasts: tuple[Contrast, ...]
    lines: tuple[Line, ...]
    sources: tuple[Source, ...]
    further_sources: int
    is_whole: bool


class Candidates(NamedTuple):
    """What may be said in a summary, most important first: topics to contrast, and statements with their labels."""

    contrasts: tuple[Row, ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()
    most_lines: int = MAX_LINES


def summarise(answer: FullAnswer) -> Summary:
    """Return the first view of an answer."""
    sources = {source.id: source for source in answer.sources}
    candidates = _candidates(answer)
    heading = title(answer)
    short = answer_with_note(answer.short, sources)
    words = count_words(heading) + count_words(short)
    rows = _fitting_rows(candidates.contrasts, MAX_WORDS - words - _SOURCE_WORDS)
    words += sum(_row_words(row) for row in rows)
    facts = _fitting_facts(candidates, MAX_WORDS - words - _SOURCE_WORDS, sources)
    words += sum(_line_words(label, fact, sources) for label, fact in facts)
    cited = _cited(answer.short, rows, facts)
    shown = _fitting_sources(_ranked(cited, sources, answer.short.sources), MAX_WORDS - words)
    return Summary(
        title=heading,
        answer=short,
        contrasts=tuple(_contrast(row) for row in rows),
        lines=tuple(Line(label, fact_with_note(fact, sources)) for label, fact in facts),
        sources=shown,
        further_sources=len(sources) - len(shown),
        is_whole=len(facts) == len(candidates.facts) and len(shown) == len(sources) and not _has_more(answer),
    )


_SOURCE_WORDS = 10
"""The words kept free for the sources while statements are chosen. Chosen by hand."""


def _candidates(answer: FullAnswer) -> Candidates:
    match answer:
        case Comparison():
            return _compared(answer)
        case RoleProfile():
            return _profiled(answer)
        case Advice():
            return Candidates(facts=tuple(_advised(answer)))
        case Ownership():
            return Candidates(facts=tuple(_owned(answer)))
        case Similarities():
            return Candidates(
                facts=tuple(
                    (item.title, Fact(text=item.text, sources=item.sources, own=item.own)) for item in answer.items
                )
            )
        case FaqAnswer():
            return Candidates(facts=tuple(("", fact) for fact in answer.facts))


def _compared(answer: Comparison) -> Candidates:
    """Return the topics on which the roles differ most, or on one topic its statements about each role in turn."""
    if answer.topic and answer.topic.of == "role":
        points = [("", fact) for point in answer.points for fact in point.facts[:1]]
        by_role = [(cell.role.short, fact) for cell in answer.rows[0].cells for fact in cell.facts[:1]]
        return Candidates(facts=(*by_role, *points), most_lines=max(MAX_LINES, len(by_role)))
    if answer.pair and answer.pair.differences:
        by_difference = [[row for row in answer.rows if row.difference is each] for each in answer.pair.differences]
        return Candidates(tuple(row for rows in by_difference for row in rows))
    return Candidates(_most_different(answer.rows))


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


def _profiled(answer: RoleProfile) -> Candidates:
    if answer.topic:
        facts = answer.aspect.facts if answer.aspect else ()
        return Candidates(facts=tuple((fact.label or "", fact) for fact in facts))
    if answer.is_kit:
        return Candidates(answer.rows)
    rows = {row.topic.id: row for row in answer.rows if row.topic}
    return Candidates(tuple(rows[topic] for topic in PROFILE_TOPICS if topic in rows))


def _advised(answer: Advice) -> Iterator[tuple[str, Fact]]:
    """Yield the statements, or in a composed answer what each role's profile says; then the questions to settle."""
    if answer.is_composed and answer.question.id != "importance":
        for role in answer.roles:
            yield from _duty(role) if answer.question.id == "both_or_one" else _when(role)
    elif answer.is_composed:
        yield from ((point.title, fact) for point in answer.points for fact in point.facts[:1])
    else:
        yield from (("", fact) for point in answer.points for fact in point.facts)
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


def _fitting_rows(rows: Sequence[Row], room: int) -> tuple[Row, ...]:
    """Return the first rows that fit, but at least MIN_CONTRASTS."""
    kept: list[Row] = []
    for row in rows[:MAX_CONTRASTS]:
        room -= _row_words(row)
        if room < 0 and len(kept) >= MIN_CONTRASTS.get(len(row.cells), 1):
            break
        kept.append(row)
    return tuple(kept)


def _fitting_facts(candidates: Candidates, room: int, sources: Mapping[str, Source]) -> tuple[tuple[str, Fact], ...]:
    """Return the statements that fit, in their order; a long one is passed over, but the first ones are always kept."""
    kept: list[tuple[str, Fact]] = []
    for label, fact in candidates.facts:
        words = _line_words(label, fact, sources)
        if len(kept) == candidates.most_lines or (words > room and len(kept) >= MIN_LINES):
            continue
        kept.append((label, fact))
        room -= words
    return tuple(kept)


def _fitting_sources(ranked: Sequence[Source], room: int) -> tuple[Source, ...]:
    kept: list[Source] = []
    for source in ranked[:MAX_SOURCES]:
        room -= count_words(source_label(source))
        if room < 0 and len(kept) >= MIN_SOURCES:
            break
        kept.append(source)
    return tuple(kept)


def _ranked(cited: Iterable[str], sources: Mapping[str, Source], first: tuple[str, ...]) -> list[Source]:
    """Return the sources cited, those in `first` and then the strongest first, each publisher once."""
    known = [sources[each] for each in dict.fromkeys(cited) if each in sources]
    by_publisher = {(source.publisher, source.year): source for source in reversed(known)}
    distinct = [source for source in known if by_publisher[source.publisher, source.year] is source]
    return sorted(distinct, key=lambda source: (source.id not in first, STRENGTHS.index(source.strength)))


def _cited(short: Fact, rows: Iterable[Row], facts: Iterable[tuple[str, Fact]]) -> list[str]:
    cells = [cell for row in rows for cell in row.cells]
    in_cells = [source for cell in cells for source in (cell.sources or [s for f in cell.facts[:1] for s in f.sources])]
    return [*short.sources, *(source for _, fact in facts for source in fact.sources), *in_cells]


def _contrast(row: Row) -> Contrast:
    return Contrast(row.title, tuple(Side(cell.role.short, _side_text(cell)) for cell in row.cells))


def _side_text(cell: Cell) -> str:
    """Return the text of a cell; a list that is too long is cut after the items that fit, the first one at least."""
    items = list_items(cell.text or "", ",;")
    kept = [each for place, each in enumerate(items) if count_words(" ".join(items[: place + 1])) <= MAX_SIDE_WORDS]
    # The label after the text, such as "our reading", is kept.
    return cell_text(cell._replace(text=" ".join(kept or items[:1]).rstrip(",;"))) if cell.text else cell_text(cell)


def _row_words(row: Row) -> int:
    return count_words(row.title) + sum(count_words(f"{cell.role.short} {_side_text(cell)}") for cell in row.cells)


def _line_words(label: str, fact: Fact, sources: Mapping[str, Source]) -> int:
    return count_words(label) + count_words(fact_with_note(fact, sources))


def _has_more(answer: FullAnswer) -> bool:
    """Return whether the full view shows more than the statements: other topics, or questions to settle."""
    match answer:
        case Comparison() if answer.topic and answer.topic.of == "role":
            return _has_more_on_topic(answer)
        case Comparison() | RoleProfile(topic=None):
            return True
        case Advice():
            return bool(answer.considerations) or answer.is_composed
    return False


def _has_more_on_topic(answer: Comparison) -> bool:
    """Return whether there are curated sides, or more than the first statement about a role or on the pair."""
    if any(row.difference for row in answer.rows):
        return True
    lists = [*(cell.facts for cell in answer.rows[0].cells), *(point.facts for point in answer.points)]
    return any(len(facts) > 1 for facts in lists)


def count_words(text: str) -> int:
    """Return how many words a text has, as people count: by the spaces between them."""
    return len(text.split())
