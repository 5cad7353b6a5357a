"""Counts what the knowledge rests on: how strong its citations are, and how many of its figures have a year."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, get_args, get_type_hints

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import KnowledgeModel, Source

STRENGTHS: tuple[str, ...] = get_args(get_type_hints(Source, include_extras=True)["strength"])
"""The strengths of a source, the strongest first."""
ESTABLISHED = STRENGTHS[:2]
"""The strengths of a source that can support a statement alone: official and practitioner."""
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class EvidenceCounts:
    """How much the statements of a base cite, and how their figures are dated."""

    citations: Mapping[str, int]
    """The number of citations by the strength of the source."""
    statements: int
    """The number of statements that cite a source."""
    weak: int
    """The number of those whose sources are all weaker than established."""
    figures: int
    undated: int


def count_evidence(base: KnowledgeBase) -> EvidenceCounts:
    """Return the counts for every statement of the base, wherever it stands."""
    parts = tuple(_all_parts(base))
    cited = [tuple(base.sources[each].strength for each in part.sources) for part in parts if _sources(part)]
    years = [part.figure.year for part in parts if getattr(part, "figure", None) is not None]
    return EvidenceCounts(
        citations=Counter(strength for strengths in cited for strength in strengths),
        statements=len(cited),
        weak=sum(not set(strengths) & set(ESTABLISHED) for strengths in cited),
        figures=len(years),
        undated=sum(not _YEAR.search(year) for year in years),
    )


def describe_evidence(counts: EvidenceCounts) -> tuple[str, ...]:
    """Return a line each on the citations, the weak statements and the figures; shares are rounded to whole percent."""
    total = sum(counts.citations.values())
    shares = ", ".join(f"{_share(counts.citations.get(each, 0), total)} {each}" for each in STRENGTHS)
    return (
        f"{total} citations: {shares}",
        f"{counts.weak} of {counts.statements} statements cite no official or practitioner source",
        f"{counts.undated} of {counts.figures} figures have no year ({_share(counts.undated, counts.figures)})",
    )


def _all_parts(base: KnowledgeBase) -> Iterator[Any]:
    # The topics of a kit are in the roles as well.
    for entries in (base.roles, base.pairs, base.faq, base.things, base.considerations, base.checklist, base.cautions):
        for entry in entries.values():
            yield from _parts(entry)


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, KnowledgeModel):
        yield value
        for part in fields(value):  # type: ignore[arg-type]  # every model is a dataclass
            yield from _parts(getattr(value, part.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _parts(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _parts(item)


def _sources(part: Any) -> tuple[str, ...]:
    sources: tuple[str, ...] = getattr(part, "sources", ())
    return sources


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole) if whole else 0}%"
