"""Checks the rules of evidence: statements have sources, numbers say what they measure, entries have a review date."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.draft import Draft
from bot.knowledge.models import Fact
from bot.knowledge.nodes import KnowledgeProblem
from bot.knowledge.reviewed_entries import ReviewedEntry, list_reviewed

# A percentage, or a sum with its currency before it.
_NUMBER = re.compile(r"\d\s?(?:%|per ?cent\b)|[$€£¥]\s?\d|\b(?:USD|EUR|GBP)\s?\d", re.IGNORECASE)
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def find_unsourced(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each statement without a source, unless it is a suggestion or a company's own."""
    for entry in draft.all_entries():
        for path, part in entry.parts():
            sources, basis = getattr(part, "sources", None), getattr(part, "basis", "source")
            if sources == () and basis != "suggestion" and not part.own:
                yield KnowledgeProblem(
                    entry.location(*path), "has no source; add `sources: [...]` with ids from sources.yml"
                )


def find_bare_numbers(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each fact with a percentage or a sum of money but no `figure` to say what it measures."""
    for entry in draft.all_entries():
        for path, part in entry.parts():
            if isinstance(part, Fact) and not part.own and part.figure is None:
                found = _NUMBER.search(part.text)
                if found:
                    fix = "add `figure: {year: ..., of: ..., measure: ...}`"
                    text = f'the number at "{found.group()}" needs its year and its population; {fix}'
                    yield KnowledgeProblem(entry.location(*path, "text"), text)


def find_undated(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each `reviewed` that is not a month."""
    for entry in draft.all_entries():
        reviewed = getattr(entry.value, "reviewed", None)
        if reviewed is not None and not _MONTH.fullmatch(reviewed):
            yield KnowledgeProblem(entry.location("reviewed"), f'"{reviewed}" is not a month; write it as "2026-11"')


CHECKS: tuple[Callable[[Draft], Iterator[KnowledgeProblem]], ...] = (find_unsourced, find_bare_numbers, find_undated)


def find_stale(base: KnowledgeBase, today: date, months: int = 12) -> tuple[str, ...]:
    """Return a line for each entry last reviewed more than `months` months before today, the oldest first."""
    aged = [(_age(entry.reviewed, today), entry) for entry in list_reviewed(base)]
    old = sorted((item for item in aged if item[0] > months), key=lambda item: (-item[0], item[1].place))
    return tuple(_stale_line(entry, age) for age, entry in old)


def _age(month: str, today: date) -> int:
    """Return how many calendar months ago the month, such as 2026-11, was."""
    year, number = map(int, month.split("-"))
    return (today.year - year) * 12 + today.month - number


def _stale_line(entry: ReviewedEntry, age: int) -> str:
    owner = f" (owner: {entry.owner})" if entry.owner else ""
    return f"{entry.place}{owner}: last reviewed in {entry.reviewed}, {age} months ago; review it and update `reviewed`"
