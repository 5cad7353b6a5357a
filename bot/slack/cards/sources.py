"""Facts and their sources in mrkdwn, and the sections and context blocks that hold them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.answers import wording
from bot.answers.wording import MAX_PUBLISHERS, citation_marks, first_by_publisher, publisher_label
from bot.knowledge.models import Fact, Source
from bot.slack.blocks import Block, context, section
from bot.slack.limits import MAX_SECTION_TEXT
from bot.slack.text import count_fitting, escape, fit_lines, link, truncate

MAX_SECTION = MAX_SECTION_TEXT
MAX_SMALL_PRINT = 500
"""In characters before escaping, which can make a text five times as long; so the result always fits."""
MAX_SOURCE_LINE = MAX_SECTION - 60
"""In characters of links, which leaves room for the words around them."""
MAX_SOURCE_LINES = 4
"""Chosen by hand: more sources than fit are only counted."""
SEPARATOR_LENGTH = 2
"""Of the `; ` between links. Lines need one character less, so counting two of them is safe."""


def statement_text(text: str, note: str, ids: Iterable[str], numbers: Mapping[str, int]) -> str:
    """Return a statement, escaped, with its note in italics and the numbers of its sources."""
    return f"{escape(text)}{f' _({escape(note)})_' if note else ''}{citation_marks(ids, numbers)}"


def fact_lines(facts: Sequence[Fact], numbers: Mapping[str, int]) -> list[str]:
    """Return a bullet for each fact, in the order written. Disputed ones are marked."""
    return [_fact(fact, numbers) for fact in facts]


def paragraphs(lines: Iterable[str], most: int = 4) -> Iterator[Block]:
    """Spread the lines over as few sections as possible. Lines that do not fit in `most` sections are counted."""
    rest = list(lines)
    while rest and most:
        taken = len(rest) if most == 1 else _count_fitting(rest, MAX_SECTION)
        yield section(fit_lines(rest[:taken], MAX_SECTION))
        rest, most = rest[taken:], most - 1


def small_print(text: str) -> Block:
    """Return an unescaped text, clipped if necessary, as a context block."""
    return context(escape(truncate(text, MAX_SMALL_PRINT)))


def source_lines(sources: Sequence[Source], *, overview: bool) -> list[str]:
    """Return the sources as lines of links: numbered, or in an overview the first few publishers, each once.

    A line holds as many whole links as fit. Sources that do not fit in MAX_SOURCE_LINES lines are counted.
    """
    if overview:
        return [_publishers(sources)]
    links = [f"[{number}] {link(source.address, publisher_label(source))}" for number, source in enumerate(sources, 1)]
    lines: list[str] = []
    while links and len(lines) < MAX_SOURCE_LINES:
        taken = _count_fitting(links, MAX_SOURCE_LINE)
        lines.append("; ".join(links[:taken]))
        links = links[taken:]
    lines[-1] += f"; and {len(links)} more." if links else "."
    return [f"Sources: {lines[0]}", *lines[1:]]


def _fact(fact: Fact, numbers: Mapping[str, int]) -> str:
    label = f"*{escape(fact.label)}*: " if fact.label else ""
    return f"• {label}{statement_text(fact.text, wording.qualifier(fact), fact.sources, numbers)}"


def _count_fitting(lines: Sequence[str], limit: int) -> int:
    """Return how many of the lines fit within the limit, but at least one: a line that is too long is clipped later."""
    return max(count_fitting((len(line) + SEPARATOR_LENGTH for line in lines), limit), 1)


def _publishers(sources: Sequence[Source]) -> str:
    first = first_by_publisher(sources)
    links = [link(source.address, name) for name, source in list(first.items())[:MAX_PUBLISHERS]]
    kept = links[: _count_fitting(links, MAX_SOURCE_LINE)]
    more = len(first) - len(kept)
    return f"Sources: {'; '.join(kept)}{f'; and {more} more, named under each topic' if more else ''}."
