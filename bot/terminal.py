"""Answers as text for the terminal: a comparison is a table as wide as the window, the rest is wrapped text."""

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

from bot.answers.models import Answer, Comparison, FullAnswer, Row
from bot.answers.plain import PlainAnswer, is_overview, render_plain, render_summary
from bot.answers.remarks import NO_REMARKS, Remarks, remark_lines
from bot.answers.summary import summarise
from bot.answers.wording import cell_text, publisher_label, short_names

MIN_COLUMN_WIDTH = 14
"""Characters. A narrower column is hard to read, so the rows are listed instead."""
MAX_WIDTH = 120
"""Characters. On a wider terminal the rest stays empty."""
MARGIN = 2
BOLD, NORMAL = "\033[1m", "\033[0m"
_ASCII = (("\u2014\u2013\u2500", "-"), ("\u201c\u201d", '"'), ("\u2018\u2019", "'"), ("\u2026", "..."), ("£", "GBP "))
ASCII = str.maketrans({character: plainer for characters, plainer in _ASCII for character in characters})


def render(  # noqa: PLR0913  a terminal has these properties
    answer: Answer,
    remarks: Remarks = NO_REMARKS,
    *,
    in_full: bool = False,
    width: int | None = None,
    bold: bool | None = None,
    encoding: str | None = None,
) -> str:
    """The answer as text, without a final line break: the short view, or everything.

    `width` in characters, `bold` and `encoding` default to those of the terminal. Characters that the encoding lacks
    are replaced with plain ones.
    """
    columns = min(width or shutil.get_terminal_size().columns, MAX_WIDTH)
    shown_bold = sys.stdout.isatty() if bold is None else bold
    if isinstance(answer, FullAnswer) and not in_full:
        return _encodable("\n".join(_short(answer, remarks, columns, bold=shown_bold)), encoding)
    words = render_plain(answer)
    lines = [*_title(words.title, columns, bold=shown_bold), *_body(answer, words, columns)]
    for note in words.notes:
        lines += ["", *_wrapped(note, columns)]
    if words.sources:
        lines += ["", *(_wrapped(words.sources, columns) if is_overview(answer) else _sources(answer))]
    return _encodable("\n".join(lines), encoding)


def _short(answer: FullAnswer, remarks: Remarks, width: int, *, bold: bool) -> Iterator[str]:
    summary = summarise(answer)
    words = render_summary(answer, summary, remark_lines(remarks))
    yield from _title(words.title, width, bold=bold)
    yield from _wrapped(words.body[0], width)
    if words.body[1:]:
        yield ""
        yield from _paragraphs(words.body[1:], width)
    for note in (*words.notes, *((words.sources,) if words.sources else ())):
        yield from ("", *_wrapped(note, width))
    if not summary.is_whole:
        yield from ("", "Everything on this: rolecall ask --full")


def _title(title: str, width: int, *, bold: bool) -> Iterator[str]:
    if title:
        yield from (f"{BOLD}{line}{NORMAL}" if bold else line for line in _wrapped(title, width))
        yield ""


def _sources(answer: Any) -> Iterator[str]:
    """The numbered sources with their addresses, which are never wrapped so that terminals can open them."""
    yield "Sources"
    for number, source in enumerate(answer.sources, 1):
        yield (
            f"[{number}] {publisher_label(source)}: {source.title}"
            if source.address
            else f"[{number}] {publisher_label(source)}"
        )
        if source.address:
            yield f"    {source.address}"


def _body(answer: Answer, words: PlainAnswer, width: int) -> Iterator[str]:
    if isinstance(answer, Comparison) and is_overview(answer) and answer.rows:
        yield from _paragraphs(words.body[: -len(answer.rows)], width)
        yield ""
        yield from _table(answer.rows, width) or _list(answer.rows, width)
    else:
        yield from _paragraphs(words.body, width)


def _paragraphs(texts: Iterable[str], width: int) -> Iterator[str]:
    for text in texts:
        yield from _wrapped(text, width)


def _wrapped(text: str, width: int) -> list[str]:
    hang = "  " if text.startswith("- ") else ""
    return wrap(text, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False) or [""]


def _table(rows: Sequence[Row], width: int) -> list[str]:
    """The rows as a table with a column for each role. Empty if the columns would be under MIN_COLUMN_WIDTH."""
    roles = [each.role for each in rows[0].cells]
    first = min(max(len(row.title) for row in rows), width // 4)
    other = (width - first) // len(roles) - MARGIN
    if other < MIN_COLUMN_WIDTH:
        return []
    widths = [first, *([other] * len(roles))]
    lines = [*_cells(["", *short_names(roles)], widths), "\u2500" * (sum(widths) + MARGIN * len(roles))]
    for row in rows:
        lines += [*_cells([row.title, *map(cell_text, row.cells)], widths), ""]
    return lines[:-1]


def _list(rows: Sequence[Row], width: int) -> list[str]:
    """The rows as a list: the topic, then a line for each role."""
    lines: list[str] = []
    for row in rows:
        lines.append(row.title)
        for each in row.cells:
            lines += wrap(f"{each.role.short}: {cell_text(each)}", width, initial_indent="  ", subsequent_indent="    ")
        lines.append("")
    return lines[:-1]


def _cells(texts: Sequence[str], widths: Sequence[int]) -> list[str]:
    """The lines of one row, each cell wrapped to its column's width."""
    columns = [wrap(text, width) or [""] for text, width in zip(texts, widths, strict=True)]
    height = max(map(len, columns))
    padded = [column + [""] * (height - len(column)) for column in columns]
    lines = zip(*padded, strict=True)
    return [(" " * MARGIN).join(f"{part:{w}}" for part, w in zip(line, widths, strict=True)).rstrip() for line in lines]


def _encodable(text: str, encoding: str | None) -> str:
    """The text, reduced to ASCII if the terminal cannot show it. The encoding defaults to the terminal's."""
    encoding = encoding or sys.stdout.encoding or "ascii"
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return text.translate(ASCII).encode("ascii", "replace").decode("ascii")
    return text
