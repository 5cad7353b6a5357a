"""The numbers of items at the beginning of a text: `3`, `3 4 7-9`, `#3, #4`, `3 and 4`."""

import re
from typing import Literal, NamedTuple

from bot.understanding.counting import Counts, counts
from bot.understanding.problems import Problem

HIGHEST = 9_999
MOST = 200
"""Items that one order may name; no search has as many."""

Reach = Literal["all", "most", "few"]
"""How far a list goes on where a number follows without a comma, and words follow that number.

`all`: always; `most`: where the number is higher than the one before, so that of `3 2 references called` only the 3
is an item; `few`: not for one such number alone, for what follows is a sentence: `3 2 weeks behind`. But for `all`, a
number that counts what follows it is no item, and where that is in doubt it is asked.
"""

_ONE = re.compile(
    r"(?P<lead>\s*(?:\b(?:items?|steps?|tasks?|no|nos|nr|num|numbers?)\b[.:\s]*)?)"
    r"(?P<mark>[#(\[*_~`\"'“”]*)(?P<first>\d+)"
    r"(?:(?P<dash>\s*(?:[-\u2010-\u2015]|\.{2,3}|\b(?:to|thru|through|bis)\b)\s*)#?(?P<last>\d+))?"
    r"[)\]*_~`\"'“”]*(?![\w%]|[-\u2010-\u2015/:.]\d)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"[\s,;:-]*")
_SLASHED = re.compile(r"[\s:]*(\d+(?:/\d+)+)(?!\S)")
_JOINT = re.compile(r"\s*(?:[,;&+]|\b(?:and|plus|then)\b)[\s,&+]*(?=[#(\[*_~`\"'“”\di-n])", re.IGNORECASE)
_BLANK = re.compile(r"\s+")
_WORDS = re.compile(r"\s+[^\W\d_]")
_CLOSED = re.compile(r"[\d\s,;&+#.\u2010-\u2015-]*[)\]*_~`\"'“”]")
_AMOUNT = re.compile(r"[-\u2010-\u2015/'\u2019][^\W\d_]|\+(?!\s*[#\d])|[€$£°]")
"""What stands right behind a number that is an amount: `30-day`, `30+`, `30€`."""
_LINKS = " \t\n,;"


class Group(NamedTuple):
    """One number or one range: where it ends in the text, and where its first number does.

    `joined` says whether more than a blank joins it to the one before: `linked` a comma or an `and`, `called` a word
    such as `item` alone, otherwise a `#` or the like. `worded` is a range with a word between its ends.
    """

    first: int
    last: int
    end: int
    first_end: int
    joined: bool
    linked: bool = False
    called: bool = False
    worded: bool = False

    @property
    def said(self) -> str:
        """The group as it is written."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class Numbers(NamedTuple):
    """Numbers in the order typed, each once, where in the text they end, and what is wrong with them."""

    numbers: tuple[int, ...]
    end: int
    problem: Problem | None = None


def numbers_at(text: str, at: int = 0, reach: Reach = "most") -> Numbers:
    """The numbers that begin at this place of a plain text; none, and no length, where something else stands there."""
    if slashed := _SLASHED.match(text, at):
        each = [int(part) for part in slashed.group(1).split("/")]
        return _checked([Group(n, n, slashed.end(), slashed.end(), joined=True) for n in each], text, at)
    groups = groups_at(text, at)
    if reach == "all" or not groups or not _WORDS.match(text, groups[-1].end):
        return _checked(groups, text, at)
    own, doubtful = _own(groups, text, reach)
    found = _checked(own, text, at)
    return found if found.problem or not doubtful else _asked(groups, own, text, at)


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
    if not found or (not first and _is_text(text, found, linked=bool(joint))):
        return None
    dash, last, first_end = found["dash"], found["last"], found.end("first")
    worded = bool(last) and dash.strip().isalpha()
    if last and dash != dash.strip() and not worded and _WORDS.match(text, found.end()):
        return Group(
            _value(found["first"]), _value(found["first"]), first_end, first_end, bool(joint)
        )  # `3 - 2 called`
    called = bool(found["lead"].strip()) and not joint
    marked = bool(joint or found["mark"] or called)
    values = _value(found["first"]), _value(last or found["first"])
    return Group(*values, found.end(), first_end, marked, bool(joint), called and not first, worded)


def _is_text(text: str, found: re.Match[str], *, linked: bool) -> bool:
    """Whether this is an amount, or begins what is in brackets or quotes with other words."""
    opened = found["mark"].strip("#")
    return bool(
        (opened and not _CLOSED.match(text, found.end("first"))) or (not linked and _AMOUNT.match(text, found.end()))
    )


def _value(digits: str) -> int:
    return int(digits[:9])


def _own(groups: list[Group], text: str, reach: Reach) -> tuple[list[Group], bool]:
    """The groups that are items where words follow the last one, and whether the last may be one as well."""
    called = next((at for at, group in enumerate(groups) if group.called), None)
    if called:  # `5 items 6 and 7 come first`
        return groups[:called], False
    last, before = groups[-1], groups[:-1]
    counted = counts(text, last.end)
    if last.worded and counted == "yes":  # `5 to 6 weeks`
        return [*before, last._replace(last=last.first, end=last.first_end)], True
    if not before:
        return groups, False
    if last.joined:
        doubtful = counted == "yes" if last.linked else reach == "few"
        return (before, True) if doubtful else (groups, False)
    if _is_given_back(groups, counted, reach):
        return before, False
    return (groups, False) if counted == "no" else (before, True)


def _is_given_back(groups: list[Group], counted: Counts, reach: Reach) -> bool:
    """Whether the last number, behind nothing but a blank, belongs to the words that follow it."""
    *_, before, last = groups
    if reach == "few" and (len(groups) == 2 or before.joined):  # noqa: PLR2004  one before and one after
        return True
    return counted == "yes" or (reach == "most" and last.first <= before.last)


def _asked(groups: list[Group], own: list[Group], text: str, at: int) -> Numbers:
    """The problem that the last number may be an item or a part of the words, with both ways to write it."""
    listed = f"{', '.join(group.said for group in groups)}: {text[groups[-1].end :].strip()}"
    alone = f"{', '.join(group.said for group in own)}: {text[own[-1].end :].strip(_LINKS)}"
    return Numbers((), groups[-1].end, Problem("which_numbers", text[at:].strip(), (listed, alone)))


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
    words = group.said
    if not 0 < group.first <= HIGHEST or not 0 < group.last <= HIGHEST:
        return Problem("bad_number", words)
    if group.last < group.first:
        return Problem("backwards", words)
    if group.last - group.first >= MOST:
        return Problem("too_many", words)
    return None
