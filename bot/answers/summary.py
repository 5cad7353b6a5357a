"""The first view of an answer: the sentence that answers, what decides it, and the sources that carry it.

What fits is decided by counting words, because a card that is read in a channel has to be short. Everything else is in
the full view.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.answers.models import Advice, Cell, Comparison, FullAnswer, RoleProfile, Row
from bot.answers.reasons import Reasons, find_reasons
from bot.answers.titles import title
from bot.answers.wording import answer_with_note, cell_text, fact_with_note, list_items, source_label
from bot.knowledge.models import Fact, Source

MAX_WORDS = 76
"""Of a summary with its sources; notices and buttons add about 25. Chosen by hand: the goal is a card of at most 120
words."""
MIN_LINES = 2
MAX_CONTRASTS = 5
MIN_CONTRASTS = {1: 3, 2: 3, 3: 2}
MAX_SIDE_WORDS = {1: 8, 2: 5}
FEWEST_SIDE_WORDS = 5
MAX_SOURCES = 5
MIN_SOURCES = 1
"""All chosen by hand. MIN_CONTRASTS and MAX_SIDE_WORDS are by the number of roles; with more roles, one contrast is
enough, and a side has FEWEST_SIDE_WORDS."""
STRENGTHS = ("official", "practitioner", "vendor", "thin")
_LAST_ESTABLISHED = STRENGTHS.index("practitioner")
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


def summarise(answer: FullAnswer) -> Summary:
    """Return the first view of an answer."""
    sources = {source.id: source for source in answer.sources}
    reasons = find_reasons(answer)
    heading = title(answer)
    short = answer_with_note(answer.short, sources)
    words = count_words(heading) + count_words(short)
    rows = _fitting_rows(reasons.contrasts, MAX_WORDS - words - _SOURCE_WORDS)
    words += sum(_row_words(row) for row in rows)
    facts = _fitting_facts(reasons, MAX_WORDS - words - _SOURCE_WORDS, sources)
    words += sum(_line_words(label, fact, sources) for label, fact in facts)
    cited = _cited(answer.short, rows, facts) or list(sources)
    shown = _fitting_sources(_ranked(cited, sources, answer.short.sources), MAX_WORDS - words)
    return Summary(
        title=heading,
        answer=short,
        contrasts=tuple(_contrast(row) for row in rows),
        lines=tuple(Line(label, fact_with_note(fact, sources)) for label, fact in facts),
        sources=shown,
        further_sources=len(sources) - len(shown),
        is_whole=len(facts) == len(reasons.facts) and len(shown) == len(sources) and not _has_more(answer),
    )


_SOURCE_WORDS = 10
"""The words kept free for the sources while statements are chosen. Chosen by hand."""


def _fitting_rows(rows: Sequence[Row], room: int) -> tuple[Row, ...]:
    """Return the first rows that fit, but at least MIN_CONTRASTS."""
    kept: list[Row] = []
    for row in rows[:MAX_CONTRASTS]:
        room -= _row_words(row)
        if room < 0 and len(kept) >= MIN_CONTRASTS.get(len(row.cells), 1):
            break
        kept.append(row)
    return tuple(kept)


def _fitting_facts(reasons: Reasons, room: int, sources: Mapping[str, Source]) -> tuple[tuple[str, Fact], ...]:
    """Return the statements that fit, in their order; a long one is passed over, but the first ones are always kept."""
    kept: list[tuple[str, Fact]] = []
    for label, fact in reasons.facts:
        words = _line_words(label, fact, sources)
        if len(kept) == reasons.most_lines or (words > room and len(kept) >= MIN_LINES):
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
    """Return the sources cited, each publisher once: those in `first`, and then the strongest first.

    Of those in `first`, the established ones come first, in the order in which the answer names them: the source of its
    main clause stands first there, and may be less official than that of a detail.
    """
    known = [sources[each] for each in dict.fromkeys(cited) if each in sources]
    by_publisher = {(source.publisher, source.year): source for source in reversed(known)}
    distinct = [source for source in known if by_publisher[source.publisher, source.year] is source]
    return sorted(distinct, key=lambda source: _rank(source, first))


def _rank(source: Source, first: tuple[str, ...]) -> tuple[bool, int]:
    strength = STRENGTHS.index(source.strength)
    return (source.id not in first, max(strength, _LAST_ESTABLISHED) if source.id in first else strength)


def _cited(short: Fact, rows: Iterable[Row], facts: Iterable[tuple[str, Fact]]) -> list[str]:
    cells = [cell for row in rows for cell in row.cells]
    in_cells = [source for cell in cells for source in (cell.sources or [s for f in cell.facts[:1] for s in f.sources])]
    return [*short.sources, *(source for _, fact in facts for source in fact.sources), *in_cells]


def _contrast(row: Row) -> Contrast:
    return Contrast(row.title, tuple(Side(cell.role.short, _side_text(cell, len(row.cells))) for cell in row.cells))


def _side_text(cell: Cell, sides: int) -> str:
    """Return the text of a cell; a list that is too long is cut after the items that fit, the first one at least."""
    most = MAX_SIDE_WORDS.get(sides, FEWEST_SIDE_WORDS)
    items = list_items(cell.text or "", ",;")
    kept = [each for place, each in enumerate(items) if count_words(" ".join(items[: place + 1])) <= most]
    # The label after the text, such as "our reading", is kept.
    return cell_text(cell._replace(text=" ".join(kept or items[:1]).rstrip(",;"))) if cell.text else cell_text(cell)


def _row_words(row: Row) -> int:
    texts = [f"{cell.role.short} {_side_text(cell, len(row.cells))}" for cell in row.cells]
    return count_words(row.title) + sum(map(count_words, texts))


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
