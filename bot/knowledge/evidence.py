"""What a statement has to show for itself: its source, what its number counts, and when somebody last looked."""

import re
from collections.abc import Callable, Iterator

from bot.knowledge.draft import Draft
from bot.knowledge.models import Fact
from bot.knowledge.places import KnowledgeProblem

_NUMBER = re.compile(r"\d\s?(?:%|per ?cent\b)|[$€£¥]\s?\d|\b(?:USD|EUR|GBP)\s?\d", re.IGNORECASE)
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def find_unsourced(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every statement without a source that is neither a suggestion nor a company's own."""
    for entry in draft.all_entries():
        for path, part in entry.parts():
            sources, basis = getattr(part, "sources", None), getattr(part, "basis", "source")
            if sources == () and basis != "suggestion" and not part.own:
                yield KnowledgeProblem(
                    entry.place(*path), "has no source; add `sources: [...]` with ids from sources.yml"
                )


def find_bare_numbers(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every fact that names a percentage or a sum of money and not what was counted, when."""
    for entry in draft.all_entries():
        for path, part in entry.parts():
            if isinstance(part, Fact) and not part.own and part.figure is None:
                found = _NUMBER.search(part.text)
                if found:
                    mend = "add `figure: {year: ..., of: ..., measure: ...}`"
                    text = f'the number at "{found.group()}" needs its year and whom it counts; {mend}'
                    yield KnowledgeProblem(entry.place(*path, "text"), text)


def find_undated(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every `reviewed` that is not a month."""
    for entry in draft.all_entries():
        reviewed = getattr(entry.value, "reviewed", None)
        if reviewed is not None and not _MONTH.fullmatch(reviewed):
            yield KnowledgeProblem(entry.place("reviewed"), f'"{reviewed}" is no month; write it as "2026-11"')


CHECKS: tuple[Callable[[Draft], Iterator[KnowledgeProblem]], ...] = (find_unsourced, find_bare_numbers, find_undated)
