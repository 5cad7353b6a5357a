"""Figures: each is recorded once, in figures.yml, and statements refer to it by its id."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.draft import Draft
from bot.knowledge.layout import FIGURES
from bot.knowledge.models import Fact, Figure, FigureEntry
from bot.knowledge.nodes import FileLocation, KnowledgeProblem, Node, Scalar, Section, Series, did_you_mean, get_text
from bot.knowledge.reading import Entries

REFERENCE = "figure"
"""The key of a statement that names a figure."""
INLINE_KEYS = ("year", "undated", "of", "measure")
"""The keys of a figure that are part of each statement that names it."""
UNDATED = "not stated"
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def resolve_figures(entries: Entries, problems: list[KnowledgeProblem]) -> Entries:
    """Return the entries with the id of each figure replaced by what a statement shows of it.

    An id that does not exist becomes a problem; an empty figure takes its place, so that nothing else is reported about
    it. A figure that is written out in the statement stays as it is.
    """
    figures = entries.get(FIGURES.name, {})
    return {
        name: {key: _resolved(section, figures, problems) for key, section in sections.items()}
        for name, sections in entries.items()
    }


def _resolved(section: Section, figures: dict[str, Section], problems: list[KnowledgeProblem]) -> Section:
    values: dict[str, Node] = {}
    for key, value in section.values.items():
        name = get_text(value) if key == REFERENCE else None
        if name is None:
            values[key] = _inside(value, figures, problems)
        elif name in figures:
            shown = {part: figures[name].values[part] for part in INLINE_KEYS if part in figures[name].values}
            values[key] = Section(value.location, shown)
        else:
            text = f'there is no figure "{name}"{did_you_mean(name, tuple(figures))}'
            problems.append(KnowledgeProblem(value.location, text))
            values[key] = _unknown(value.location)
    return Section(section.location, values)


def _unknown(location: FileLocation) -> Section:
    shown = zip(INLINE_KEYS, (UNDATED, "there is no such figure", UNDATED, "estimate"), strict=True)
    return Section(location, {key: Scalar(location, text, text) for key, text in shown})


def _inside(node: Node, figures: dict[str, Section], problems: list[KnowledgeProblem]) -> Node:
    if isinstance(node, Section):
        return _resolved(node, figures, problems)
    if isinstance(node, Series):
        return Series(node.location, tuple(_inside(item, figures, problems) for item in node.items))
    return node


def find_undated_figures(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each figure with neither a year nor a reason, in figures.yml or written out in a statement.

    A figure of figures.yml is reported once, however many statements name it. A company's own statements are exempt.
    """
    text = "the year is not stated; add `undated: ...` with the reason, or the year"
    # A statement that names a figure has the figure's lines, so the same problem is found again.
    yield from dict.fromkeys(KnowledgeProblem(location, text) for location in _undated(draft))


def _undated(draft: Draft) -> Iterator[FileLocation]:
    for entry in draft.all_entries():
        for path, part in entry.parts():
            if isinstance(part, FigureEntry) and _lacks_reason(part):
                yield entry.location(*path, "year")
            if isinstance(part, Fact) and part.figure and not part.own and _lacks_reason(part.figure):
                yield entry.location(*path, REFERENCE, "year")


def _lacks_reason(figure: Figure | FigureEntry) -> bool:
    return figure.year == UNDATED and not figure.undated


def find_wrong_months(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each month of a next edition that is none."""
    for entry in draft.entries_of(FigureEntry):
        month = entry.value.next_due
        if month is not None and not _MONTH.fullmatch(month):
            text = f'"{month}" is not a month; write it as "2027-02"'
            yield KnowledgeProblem(entry.location("next_due"), text)


CHECKS: tuple[Callable[[Draft], Iterator[KnowledgeProblem]], ...] = (find_undated_figures, find_wrong_months)


def find_outdated(base: KnowledgeBase, today: date) -> tuple[str, ...]:
    """Return a line for each figure that is superseded, and for each whose next edition is due by today."""
    month = f"{today:%Y-%m}"
    lines = []
    for figure in base.figures.values():
        if figure.superseded_by:
            newer = base.figures.get(figure.superseded_by)
            known = f": {newer.value} ({newer.year})" if newer else ""
            lines.append(f'figures.yml, "{figure.id}": superseded by "{figure.superseded_by}"{known}')
        elif figure.next_due and figure.next_due <= month:
            lines.append(f'figures.yml, "{figure.id}": the next edition was due in {figure.next_due}; look for it')
    return tuple(lines)
