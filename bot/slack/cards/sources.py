"""Facts and their sources in mrkdwn: what is said, on whose word, and what is only our reading of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from bot.answers import wording
from bot.answers.models import Clarification, NotKnown
from bot.answers.refusals import clarifying_question, refusal_text
from bot.answers.wording import citation_marks, publisher_label
from bot.knowledge.models import Fact, Source
from bot.slack.blocks import Block, context, section
from bot.slack.text import escape, fit_lines, link, truncate

MAX_SECTION = 3000
MAX_SMALL_PRINT = 500
"""Characters before escaping, which can make them five times as many."""
MAX_SOURCE_LINE = MAX_SECTION - 60
"""Characters of links in a line of small print, with room for the words around them."""
MAX_LINES = 4
MAX_PUBLISHERS = 8


def statement_text(text: str, note: str, ids: Iterable[str], numbers: Mapping[str, int]) -> str:
    """A statement with what must be known of it in italics, and the numbers of its sources."""
    return f"{escape(text)}{f' _({escape(note)})_' if note else ''}{citation_marks(ids, numbers)}"


def fact_lines(facts: Sequence[Fact], numbers: Mapping[str, int]) -> list[str]:
    """One bullet for each fact; those on which sources differ last, under a line that says so."""
    agreed = [_fact(fact, numbers) for fact in facts if not fact.disputed]
    disputed = [_fact(fact, numbers) for fact in facts if fact.disputed]
    return [*agreed, *(["*Sources differ:*", *disputed] if disputed else [])]


def paragraphs(lines: Iterable[str], most: int = 4) -> Iterator[Block]:
    """The lines in as few sections as hold them; what does not fit into `most` of them is counted."""
    rest = list(lines)
    while rest and most:
        taken = len(rest) if most == 1 else _count_fitting(rest, MAX_SECTION)
        yield section(fit_lines(rest[:taken], MAX_SECTION))
        rest, most = rest[taken:], most - 1


def small_print(text: str) -> Block:
    """A line of small print."""
    return context(escape(truncate(text, MAX_SMALL_PRINT)))


def source_lines(sources: Sequence[Source], *, overview: bool) -> list[str]:
    """The sources as lines of links: numbered, or in an overview the first few publishers, each once.

    A line holds as many whole links as small print takes; sources beyond MOST_LINES of them are counted.
    """
    if overview:
        return [_publishers(sources)]
    links = [f"[{number}] {link(source.address, publisher_label(source))}" for number, source in enumerate(sources, 1)]
    lines: list[str] = []
    while links and len(lines) < MAX_LINES:
        taken = _count_fitting(links, MAX_SOURCE_LINE)
        lines.append("; ".join(links[:taken]))
        links = links[taken:]
    lines[-1] += f"; and {len(links)} more." if links else "."
    return [f"Sources: {lines[0]}", *lines[1:]]


def _fact(fact: Fact, numbers: Mapping[str, int]) -> str:
    return f"• {statement_text(fact.text, wording.qualifier(fact), fact.sources, numbers)}"


def _count_fitting(lines: Sequence[str], limit: int) -> int:
    """How many of the lines, at least one, stay within the limit with two characters between them."""
    size = 0
    for place, line in enumerate(lines):
        size += len(line) + 2
        if size > limit:
            return max(place, 1)
    return len(lines)


def _publishers(sources: Sequence[Source]) -> str:
    first: dict[str, Source] = {}
    for source in sources:
        first.setdefault(publisher_label(source), source)
    links = [link(source.address, name) for name, source in islice(first.items(), MAX_PUBLISHERS)]
    kept = links[: _count_fitting(links, MAX_SOURCE_LINE)]
    more = len(first) - len(kept)
    return f"Sources: {'; '.join(kept)}{f'; and {more} more, named under each topic' if more else ''}."


def clarification(answer: Clarification) -> list[Block]:
    """Which reading is meant; the readings are the buttons below."""
    return [section(escape(clarifying_question(answer.about)))]


def not_known(answer: NotKnown) -> list[Block]:
    """Why there is no answer; the nearest things known are the buttons below."""
    return [section(escape(refusal_text(answer.reason, answer.about)))]
