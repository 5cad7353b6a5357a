"""An answer as one clean text to paste into a memo or to send on: answer, reasons, what is disputed, sources, date."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bot.answers.models import FullAnswer
from bot.answers.plain import notices
from bot.answers.reasons import find_reasons
from bot.answers.summary import Summary, summarise
from bot.answers.wording import as_sentence, fact_with_note, long_date, source_label
from bot.knowledge.models import Source

MAX_DISPUTED = 3
"""Chosen by hand, so that a memo fits on a page."""


class Memo(NamedTuple):
    """A memo: its title, a name for its file without the extension, and its text, in Markdown unless it has another."""

    title: str
    name: str
    markdown: str
    extension: str = "md"


def memo_of(answer: FullAnswer, today: date) -> Memo:
    """Return the memo of an answer as of today."""
    summary = summarise(answer)
    lines = [f"# {summary.title}", "", as_sentence(summary.answer), ""]
    if reasons := list(_reasons(summary)):
        lines += ["## What decides it", "", *reasons, ""]
    if disputed := list(_disputed(answer, summary)):
        lines += ["## What others say", "", *disputed, ""]
    if sources := [*map(_source, answer.sources)]:
        lines += ["## Sources", "", *sources, ""]
    for note in notices(answer):
        lines += [note, ""]
    lines.append(f"Rolecall, {long_date(today)}")
    name = "-".join("".join(each if each.isalnum() else " " for each in summary.title.casefold()).split())
    return Memo(summary.title, name, "\n".join(lines))


def _reasons(summary: Summary) -> Iterator[str]:
    for contrast in summary.contrasts:
        sides = "; ".join(f"{side.name}: {side.text}" for side in contrast.sides)
        yield f"- {contrast.title}: {as_sentence(contrast.sides[0].text if len(contrast.sides) == 1 else sides)}"
    for line in summary.lines:
        yield f"- {f'{line.label}: ' if line.label else ''}{line.text}"


def _disputed(answer: FullAnswer, summary: Summary) -> Iterator[str]:
    """Yield the disputed statements that the summary has no room for: what argues against the answer."""
    shown = {line.text for line in summary.lines}
    sources = {source.id: source for source in answer.sources}
    disputed = [fact_with_note(fact, sources) for _, fact in find_reasons(answer).facts if fact.disputed]
    yield from (f"- {text}" for text in [text for text in disputed if text not in shown][:MAX_DISPUTED])


def _source(source: Source) -> str:
    return f"- {source_label(source)}{f': {source.address}' if source.address else ''}"
