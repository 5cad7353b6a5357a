"""Which search and which items an order is for: named before the verb, right behind it, or behind the numbers."""

import re
from typing import NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.understanding.numbers import Reach, numbers_at
from bot.understanding.openings import Opening
from bot.understanding.problems import Problem
from bot.understanding.short_names import short_name_at, short_name_ending
from bot.understanding.wordings import SEPARATORS, worded

_LEADING = re.compile(r"(?:of|for|on|to|with|about|in|the|is|are|at|as)\b\s*", re.IGNORECASE)


class Sought(NamedTuple):
    """The short name of a search, if any, and the text without it."""

    search: str | None
    rest: str


class Aim(NamedTuple):
    """The search and the items that an order is for, and the words after them."""

    search: str | None
    numbers: tuple[int, ...]
    rest: str
    problem: Problem | None


def sought(opening: Opening, base: KnowledgeBase, *, ending: bool = False) -> Sought:
    """The search named before the verb or right behind it, or with `ending` at the end of the text."""
    rest = opening.rest
    if opening.search:
        return Sought(opening.search, rest)
    name = short_name_at(rest, _led(rest), base)
    if name:
        return Sought(name.name, worded(rest[name.end :]))
    last = short_name_ending(rest, base) if ending else None
    return Sought(last.name, rest[: last.start].strip(SEPARATORS)) if last else Sought(None, rest)


def aim(opening: Opening, base: KnowledgeBase, reach: Reach) -> Aim:
    """Search and numbers, before the verb or behind it; without a number that is the problem."""
    search, rest = sought(opening, base)
    if opening.numbers:
        return Aim(search, opening.numbers, worded(rest), opening.problem)
    listed = numbers_at(rest, _led(rest), reach)
    if not listed.numbers and not listed.problem:
        return Aim(search, (), rest, Problem("no_number", rest.strip()))
    after = worded(rest[listed.end :])
    behind = None if search else short_name_ending(after, base)
    if behind and behind.start == 0:  # `3 in cro`, and nothing else
        return Aim(behind.name, listed.numbers, "", listed.problem)
    return Aim(search, listed.numbers, after, listed.problem)


def _led(text: str) -> int:
    """Where the text goes on behind a small word such as `of` or `for`, in which no number and no name begins."""
    found = _LEADING.match(text)
    return found.end() if found else 0
