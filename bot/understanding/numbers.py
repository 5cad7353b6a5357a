"""The numbers of items at the beginning of a text: `3`, `3 4 7-9`, `#3, #4`, `3 and 4`."""

import re
from typing import Literal, NamedTuple

from bot.understanding.problems import Problem

HIGHEST = 9_999
MOST = 200
"""Items that one order may name; no search has as many."""

Reach = Literal["all", "most", "few"]
"""How far a list goes on where a number follows without a comma, and words follow that number.

`all`: always; `most`: where the number is higher than the one before, so that of `3 2 references called` only the 3
is an item; `few`: not for one such number alone, for what follows is a sentence: `3 2 weeks behind`.
"""

_ONE = re.compile(
    r"(?P<lead>\s*(?:\b(?:items?|steps?|tasks?|no|nos|nr|num|numbers?)\b[.:\s]*)?)"
    r"(?P<mark>[#(\[*_~`\"'“”]*)(?P<first>\d+)"
    r"(?:(?P<dash>\s*(?:[-\u2010-\u2015]|\.{2,3}|\b(?:to|thru|through)\b)\s*)#?(?P<last>\d+))?"
    r"[)\]*_~`\"'“”]*(?![\w%]|[-\u2010-\u2015/:.]\d)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"[\s,;:-]*")
_SLASHED = re.compile(r"[\s:]*(\d+(?:/\d+)+)(?!\S)")
_JOINT = re.compile(r"\s*(?:[,;&+]|\b(?:and|plus|then)\b)[\s,&+]*(?=[#(\[*_~`\"'“”\di-n])", re.IGNORECASE)
_BLANK = re.compile(r"\s+")
_WORDS = re.compile(r"\s+[^\W\d_]")


class Group(NamedTuple):
    """One number or one range: where it ends in the text, and whether more than a blank joins it to the one before."""

    first: int
    last: int
    end: int
    joined: bool


class Numbers(NamedTuple):
    """Numbers in the order typed, each once, where in the text they end, and what is wrong with them."""

    numbers: tuple[int, ...]
    end: int
    problem: Problem | None = None


def numbers_at(text: str, at: int = 0, reach: Reach = "most") -> Numbers:
    """The numbers that begin at this place of a plain text; none, and no length, where something else stands there."""
    if slashed := _SLASHED.match(text, at):
        each = [int(part) for part in slashed.group(1).split("/")]
        return _checked([Group(n, n, slashed.end(), joined=True) for n in each], text, at)
    return _checked(_kept(groups_at(text, at), text, reach), text, at)


def groups_at(text: str, at: int = 0) -> list[Group]:
    """The numbers and ranges that follow each other from this place on; a few too many where there are too many."""
    found: list[Group] = []
    start = _BEFORE.match(text, at)
    at = start.end() if start else at
    while len(found) <= MOST and (one := _one(text, at, first=not found)):
        found.append(one)
        at = one.end
    return found


def _one(text: str, at: int, *, first: bool) -> Group | None:
    joint = None if first else _JOINT.match(text, at)
    blank = None if first or joint else _BLANK.match(text, at)
    if not first and not joint and not blank:
        return None
    found = _ONE.match(text, joint.end() if joint else at)
    if not found:
        return None
    dash, last = found["dash"], found["last"]
    if last and dash != dash.strip() and not dash.strip().isalpha() and _WORDS.match(text, found.end()):
        return Group(_value(found["first"]), _value(found["first"]), found.end("first"), bool(joint))  # `3 - 2 called`
    marked = bool(joint or found["mark"] or found["lead"].strip())
    return Group(_value(found["first"]), _value(last or found["first"]), found.end(), marked)


def _value(digits: str) -> int:
    return int(digits[:9])


def _kept(groups: list[Group], text: str, reach: Reach) -> list[Group]:
    """Without the last number, where it belongs to the words that follow it."""
    if reach == "all" or len(groups) < 2 or groups[-1].joined or not _WORDS.match(text, groups[-1].end):  # noqa: PLR2004  one before and one after
        return groups
    alone = len(groups) == 2 or groups[-2].joined  # noqa: PLR2004  see above
    given_back = alone if reach == "few" else groups[-1].first <= groups[-2].last
    return groups[:-1] if given_back else groups


def _checked(groups: list[Group], text: str, at: int) -> Numbers:
    numbers: dict[int, None] = {}
    for group in groups:
        if problem := _wrong(group):
            return Numbers((), groups[-1].end, problem)
        numbers.update(dict.fromkeys(range(group.first, group.last + 1)))
    if len(numbers) > MOST:
        return Numbers((), groups[-1].end, Problem("too_many", text[at : groups[-1].end].strip()))
    return Numbers(tuple(numbers), groups[-1].end if groups else at)


def _wrong(group: Group) -> Problem | None:
    words = f"{group.first}-{group.last}" if group.last != group.first else str(group.first)
    if not 0 < group.first <= HIGHEST or not 0 < group.last <= HIGHEST:
        return Problem("bad_number", words)
    if group.last < group.first:
        return Problem("backwards", words)
    if group.last - group.first >= MOST:
        return Problem("too_many", words)
    return None
