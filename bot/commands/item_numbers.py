"""The numbers of items at the beginning of a text: `3`, `3 4 7-9`, `#3, #4`, `3 and 4`."""

import re
from typing import Literal, NamedTuple

from bot.commands.command import CommandProblem
from bot.dates.periods import MONTHS
from bot.understanding.phrases import words_of

CountVerdict = Literal["yes", "perhaps", "no"]

MAX_LOOKAHEAD_WORDS = 3
"""Words behind a number among which the thing counted stands."""
_FOLLOWING_WORDS = re.compile(rf"(?:\s+[^\W\d_][\w'\u2019-]*){{1,{MAX_LOOKAHEAD_WORDS}}}")
_COUNT_NOUNS = frozenset(
    words_of("more other others further additional extra people men women staff percent pct hrs am pm them")
) | frozenset(MONTHS)
"""Words that something is counted with, or that stand behind the day of a date, though none ends in an s."""
_DETERMINERS = frozenset(words_of("of the our their these those"))
"""Words between a number and the things that it counts."""
_CLAUSE_STARTERS = frozenset(
    words_of(
        "both all and or but with without as in by for on at to from is are was were has have had does been be done ok"
        " okay agreed see per via this that because since after before until when if no not none now already thanks yes"
        " its always perhaps sometimes looks works seems says needs goes comes makes gives shows means helps follows"
        " waits depends stays agrees"
    )
)
"""Words that begin a sentence of their own: nothing behind them is counted."""


def classify_count(text: str, at: int) -> CountVerdict:
    """Whether the number that ends at this place counts what follows it.

    `perhaps` where a word that may be counted stands a little further on.

    >>> classify_count("5 people agreed", 1), classify_count("5 board members agreed", 1)
    ('yes', 'perhaps')
    >>> classify_count("5 both agreed", 1)
    'no'
    """
    behind = _FOLLOWING_WORDS.match(text, at)
    words = behind.group().casefold().split() if behind else []
    told: CountVerdict = "yes"
    for word in words:
        if word in _CLAUSE_STARTERS:
            break
        if word in _COUNT_NOUNS or _is_plural(word):
            return told
        told = told if word in _DETERMINERS else "perhaps"
    return "no"


def _is_plural(word: str) -> bool:
    return len(word) > MAX_LOOKAHEAD_WORDS and word.endswith("s") and not word.endswith(("ss", "us", "is"))


MAX_ITEM_NUMBER = 9_999
MAX_ITEMS = 200
"""Items that one order may name; no search has as many."""

Greediness = Literal["all", "most", "few"]
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
_LEADING_PUNCTUATION = re.compile(r"[\s,;:-]*")
_SLASHED = re.compile(r"[\s:]*(\d+(?:/\d+)+)(?!\S)")
_JOINT = re.compile(r"\s*(?:[,;&+]|\b(?:and|plus|then)\b)[\s,&+]*(?=[#(\[*_~`\"'“”\di-n])", re.IGNORECASE)
_BLANK = re.compile(r"\s+")
_WORDS = re.compile(r"\s+[^\W\d_]")
_CLOSED = re.compile(r"[\d\s,;&+#.\u2010-\u2015-]*[)\]*_~`\"'“”]")
_QUANTITY_SUFFIX = re.compile(r"[-\u2010-\u2015/'\u2019][^\W\d_]|\+(?!\s*[#\d])|[€$£°]")
"""What stands right behind a number that is an amount: `30-day`, `30+`, `30€`."""
_LINKS = " \t\n,;"


class NumberRange(NamedTuple):
    """One number or one range: where it ends in the text, and where its first number does.

    `has_separator` says whether more than a blank joins it to the one before: `has_comma_or_and` a comma or an `and`,
    `has_item_word` a word such as `item` alone, otherwise a `#` or the like. `is_word_range` is a range with a word
    between its ends.
    """

    first: int
    last: int
    end: int
    first_end: int
    has_separator: bool
    has_comma_or_and: bool = False
    has_item_word: bool = False
    is_word_range: bool = False

    @property
    def as_text(self) -> str:
        """The group as it is written."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class NumberList(NamedTuple):
    """Numbers in the order typed, each once, where in the text they end, and what is wrong with them."""

    numbers: tuple[int, ...]
    end: int
    problem: CommandProblem | None = None


def parse_numbers(text: str, at: int = 0, greediness: Greediness = "most") -> NumberList:
    """The numbers that begin at this place of a plain text; none, and no length, where something else stands there."""
    if slashed := _SLASHED.match(text, at):
        each = [int(part) for part in slashed.group(1).split("/")]
        return _expand_ranges(
            [NumberRange(n, n, slashed.end(), slashed.end(), has_separator=True) for n in each], text, at
        )
    groups = parse_number_ranges(text, at)
    if greediness == "all" or not groups or not _WORDS.match(text, groups[-1].end):
        return _expand_ranges(groups, text, at)
    own, doubtful = _select_item_ranges(groups, text, greediness)
    found = _expand_ranges(own, text, at)
    return found if found.problem or not doubtful else _ambiguous_numbers(groups, own, text, at)


def parse_number_ranges(text: str, at: int = 0) -> list[NumberRange]:
    """The numbers and ranges that follow each other from this place on; a few too many where there are too many."""
    found: list[NumberRange] = []
    start = _LEADING_PUNCTUATION.match(text, at)
    at = start.end() if start else at
    while len(found) <= MAX_ITEMS and (one := _parse_range(text, at, first=not found)):
        found.append(one)
        at = one.end
    return found


def _parse_range(text: str, at: int, *, first: bool) -> NumberRange | None:
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
        return NumberRange(
            _value(found["first"]), _value(found["first"]), first_end, first_end, bool(joint)
        )  # `3 - 2 called`
    called = bool(found["lead"].strip()) and not joint
    marked = bool(joint or found["mark"] or called)
    values = _value(found["first"]), _value(last or found["first"])
    return NumberRange(*values, found.end(), first_end, marked, bool(joint), called and not first, worded)


def _is_text(text: str, found: re.Match[str], *, linked: bool) -> bool:
    """Whether this is an amount, or begins what is in brackets or quotes with other words."""
    opened = found["mark"].strip("#")
    return bool(
        (opened and not _CLOSED.match(text, found.end("first")))
        or (not linked and _QUANTITY_SUFFIX.match(text, found.end()))
    )


def _value(digits: str) -> int:
    return int(digits[:9])


def _select_item_ranges(groups: list[NumberRange], text: str, greediness: Greediness) -> tuple[list[NumberRange], bool]:
    """The groups that are items where words follow the last one, and whether the last may be one as well."""
    called = next((at for at, group in enumerate(groups) if group.has_item_word), None)
    if called:  # `5 items 6 and 7 come first`
        return groups[:called], False
    last, before = groups[-1], groups[:-1]
    counted = classify_count(text, last.end)
    if last.is_word_range and counted == "yes":  # `5 to 6 weeks`
        return [*before, last._replace(last=last.first, end=last.first_end)], True
    if not before:
        return groups, False
    if last.has_separator:
        doubtful = counted == "yes" if last.has_comma_or_and else greediness == "few"
        return (before, True) if doubtful else (groups, False)
    if _belongs_to_text(groups, counted, greediness):
        return before, False
    return (groups, False) if counted == "no" else (before, True)


def _belongs_to_text(groups: list[NumberRange], verdict: CountVerdict, greediness: Greediness) -> bool:
    """Whether the last number, behind nothing but a blank, belongs to the words that follow it."""
    *_, before, last = groups
    if greediness == "few" and (len(groups) == 2 or before.has_separator):  # noqa: PLR2004  one before and one after
        return True
    return verdict == "yes" or (greediness == "most" and last.first <= before.last)


def _ambiguous_numbers(groups: list[NumberRange], own: list[NumberRange], text: str, at: int) -> NumberList:
    """The problem that the last number may be an item or a part of the words, with both ways to write it."""
    listed = f"{', '.join(group.as_text for group in groups)}: {text[groups[-1].end :].strip()}"
    alone = f"{', '.join(group.as_text for group in own)}: {text[own[-1].end :].strip(_LINKS)}"
    return NumberList((), groups[-1].end, CommandProblem("which_numbers", text[at:].strip(), (listed, alone)))


def _expand_ranges(groups: list[NumberRange], text: str, at: int) -> NumberList:
    numbers: dict[int, None] = {}
    for group in groups:
        if problem := _find_range_problem(group):
            return NumberList((), groups[-1].end, problem)
        numbers.update(dict.fromkeys(range(group.first, group.last + 1)))
    if len(numbers) > MAX_ITEMS:
        return NumberList((), groups[-1].end, CommandProblem("too_many", text[at : groups[-1].end].strip()))
    return NumberList(tuple(numbers), groups[-1].end if groups else at)


def _find_range_problem(group: NumberRange) -> CommandProblem | None:
    words = group.as_text
    if not 0 < group.first <= MAX_ITEM_NUMBER or not 0 < group.last <= MAX_ITEM_NUMBER:
        return CommandProblem("bad_number", words)
    if group.last < group.first:
        return CommandProblem("backwards", words)
    if group.last - group.first >= MAX_ITEMS:
        return CommandProblem("too_many", words)
    return None
