"""The numbers of items at the beginning of a text: `3`, `3 4 7-9`, `#3, #4`, `3 and 4`."""

import re
from typing import Literal, NamedTuple

from bot.commands.command import CommandProblem
from bot.dates.periods import MONTHS
from bot.understanding.phrases import words_of

CountVerdict = Literal["yes", "perhaps", "no"]

MAX_SINGULAR_IN_S = 3
"""Letters of the longest word in -s that is not taken for a plural, such as `gas`."""
MAX_LOOKAHEAD_WORDS = 3
"""Words after a number that are searched for a noun that it counts: `5 board members`."""
_FOLLOWING_WORDS = re.compile(rf"(?:\s+[^\W\d_][\w'\u2019-]*){{1,{MAX_LOOKAHEAD_WORDS}}}")
_COUNT_NOUNS = frozenset(
    words_of("more other others further additional extra people men women staff percent pct hrs am pm them")
) | frozenset(MONTHS)
"""Nouns that follow a count, and months, which follow the day of a date. Plurals in -s need no list."""
_DETERMINERS = frozenset(words_of("of the our their these those"))
"""Words that can come between a number and the noun it counts: `2 of the references`."""
_CLAUSE_STARTERS = frozenset(
    words_of(
        "both all and or but with without as in by for on at to from is are was were has have had does been be done ok"
        " okay agreed see per via this that because since after before until when if no not none now already thanks yes"
        " its always perhaps sometimes looks works seems says needs goes comes makes gives shows means helps follows"
        " waits depends stays agrees"
    )
)
"""Words that begin a new clause, so that the number doesn't count anything after them: `3 is done`."""
MAX_ITEM_NUMBER = 9_999
MAX_ITEMS = 200
"""The most items in one command, which is more than a search has."""

Greediness = Literal["all", "most", "few"]
"""Whether a number belongs to the list if no comma precedes it and words follow it.

- `all`: always.
- `most`: if it is higher than the number before. In `done 3 2 references called` only 3 is an item.
- `few`: never if it is the only such number. In `block 3 2 weeks behind` it begins the reason.

Except with `all`, a number that counts what follows it is not an item; if that is unclear, the person is asked.
"""

_NUMBER_OR_RANGE = re.compile(
    r"(?P<lead>\s*(?:\b(?:items?|steps?|tasks?|no|nos|nr|num|numbers?)\b[.:\s]*)?)"
    r"(?P<mark>[#(\[*_~`\"'“”]*)(?P<first>\d+)"
    r"(?:(?P<dash>\s*(?:[-\u2010-\u2015]|\.{2,3}|\b(?:to|thru|through|bis)\b)\s*)#?(?P<last>\d+))?"
    r"[)\]*_~`\"'“”]*(?![\w%]|[-\u2010-\u2015/:.]\d)",
    re.IGNORECASE,
)
_LEADING_PUNCTUATION = re.compile(r"[\s,;:-]*")
_SLASH_LIST = re.compile(r"[\s:]*(\d+(?:/\d+)+)(?!\S)")
_SEPARATOR = re.compile(r"\s*(?:[,;&+]|\b(?:and|plus|then)\b)[\s,&+]*(?=[#(\[*_~`\"'“”\di-n])", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_WORDS = re.compile(r"\s+[^\W\d_]")
_CLOSING_MARK = re.compile(r"[\d\s,;&+#.\u2010-\u2015-]*[)\]*_~`\"'“”]")
_QUANTITY_SUFFIX = re.compile(r"[-\u2010-\u2015/'\u2019][^\W\d_]|\+(?!\s*[#\d])|[€$£°]")
"""What directly follows a number that is an amount: `30-day`, `30+`, `30€`."""
_LIST_PUNCTUATION = " \t\n,;"


def classify_count(text: str, at: int) -> CountVerdict:
    """Whether the number that ends at this position counts what follows it, and so is not the number of an item.

    `perhaps` if a noun that it may count follows after other words.

    >>> classify_count("5 people agreed", 1), classify_count("5 board members agreed", 1)
    ('yes', 'perhaps')
    >>> classify_count("5 both agreed", 1)
    'no'
    """
    following = _FOLLOWING_WORDS.match(text, at)
    words = following.group().casefold().split() if following else []
    verdict: CountVerdict = "yes"
    for word in words:
        if word in _CLAUSE_STARTERS:
            break
        if word in _COUNT_NOUNS or _is_plural(word):
            return verdict
        verdict = verdict if word in _DETERMINERS else "perhaps"
    return "no"


def _is_plural(word: str) -> bool:
    return len(word) > MAX_SINGULAR_IN_S and word.endswith("s") and not word.endswith(("ss", "us", "is"))


class NumberRange(NamedTuple):
    """A number, or a range of numbers, and the positions where the range and its first number end.

    - `has_separator`: something other than a space marks it as part of the list: a comma, an `and`, a `#`, `item`.
    - `has_comma_or_and`: it is a comma or an `and`.
    - `has_item_word`: it is a word such as `item`, without a comma or `and`.
    - `is_word_range`: a word stands between the two numbers: `5 to 6`.
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
        """The range as people write it."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class NumberList(NamedTuple):
    """Item numbers in the order typed, each once, the position where they end, and the problem if there is one."""

    numbers: tuple[int, ...]
    end: int
    problem: CommandProblem | None = None


def parse_numbers(text: str, at: int = 0, greediness: Greediness = "most") -> NumberList:
    """The list of numbers at this position of a plain text; an empty list that ends here if there is none."""
    if slashed := _SLASH_LIST.match(text, at):
        numbers = [int(part) for part in slashed.group(1).split("/")]
        return _expand_ranges(
            [NumberRange(n, n, slashed.end(), slashed.end(), has_separator=True) for n in numbers], text, at
        )
    ranges = parse_number_ranges(text, at)
    if greediness == "all" or not ranges or not _WORDS.match(text, ranges[-1].end):
        return _expand_ranges(ranges, text, at)
    items, is_ambiguous = _select_item_ranges(ranges, text, greediness)
    listed = _expand_ranges(items, text, at)
    return listed if listed.problem or not is_ambiguous else _ambiguous_numbers(ranges, items, text, at)


def parse_number_ranges(text: str, at: int = 0) -> list[NumberRange]:
    """The numbers and ranges in a row from this position on. Stops soon after `MAX_ITEMS`, which is an error anyway."""
    ranges: list[NumberRange] = []
    start = _LEADING_PUNCTUATION.match(text, at)
    at = start.end() if start else at
    while len(ranges) <= MAX_ITEMS and (parsed := _parse_range(text, at, is_first=not ranges)):
        ranges.append(parsed)
        at = parsed.end
    return ranges


def _parse_range(text: str, at: int, *, is_first: bool) -> NumberRange | None:
    """The number or range at this position; None if there is none that can belong to the list."""
    separator = None if is_first else _SEPARATOR.match(text, at)
    if not is_first and not separator and not _SPACE.match(text, at):
        return None
    found = _NUMBER_OR_RANGE.match(text, separator.end() if separator else at)
    if not found or (not is_first and _belongs_to_words(text, found, has_separator=bool(separator))):
        return None
    dash, last, first_end = found["dash"], found["last"], found.end("first")
    is_word_range = bool(last) and dash.strip().isalpha()
    if last and dash != dash.strip() and not is_word_range and _WORDS.match(text, found.end()):
        # In `3 - 2 called`, the dash separates the item from the text.
        number = _value(found["first"])
        return NumberRange(number, number, first_end, first_end, bool(separator))
    has_item_word = bool(found["lead"].strip()) and not separator
    has_separator = bool(separator or found["mark"] or has_item_word)
    values = _value(found["first"]), _value(last or found["first"])
    item_word = has_item_word and not is_first
    return NumberRange(*values, found.end(), first_end, has_separator, bool(separator), item_word, is_word_range)


def _belongs_to_words(text: str, found: re.Match[str], *, has_separator: bool) -> bool:
    """Whether the number is an amount such as `30-day`, or begins a bracket or quotation with words in it."""
    opening_mark = found["mark"].strip("#")
    return bool(
        (opening_mark and not _CLOSING_MARK.match(text, found.end("first")))
        or (not has_separator and _QUANTITY_SUFFIX.match(text, found.end()))
    )


def _value(digits: str) -> int:
    """The number; only its first digits if it is longer than that of any item could be."""
    return int(digits[:9])


def _select_item_ranges(ranges: list[NumberRange], text: str, greediness: Greediness) -> tuple[list[NumberRange], bool]:
    """The ranges that are surely items, although words follow; and whether that is unclear for the last range."""
    at_item_word = next((at for at, each in enumerate(ranges) if each.has_item_word), None)
    if at_item_word:  # `5 items 6 and 7 come first`
        return ranges[:at_item_word], False
    last, others = ranges[-1], ranges[:-1]
    count = classify_count(text, last.end)
    if last.is_word_range and count == "yes":  # `5 to 6 weeks`
        return [*others, last._replace(last=last.first, end=last.first_end)], True
    if not others:
        return ranges, False
    if last.has_separator:
        is_ambiguous = count == "yes" if last.has_comma_or_and else greediness == "few"
        return (others, True) if is_ambiguous else (ranges, False)
    if _last_belongs_to_text(ranges, count, greediness):
        return others, False
    return (ranges, False) if count == "no" else (others, True)


def _last_belongs_to_text(ranges: list[NumberRange], count: CountVerdict, greediness: Greediness) -> bool:
    """Whether the last number, preceded only by a space, belongs to the words that follow it."""
    *others, previous, last = ranges
    if greediness == "few" and (not others or previous.has_separator):
        return True
    return count == "yes" or (greediness == "most" and last.first <= previous.last)


def _ambiguous_numbers(ranges: list[NumberRange], items: list[NumberRange], text: str, at: int) -> NumberList:
    """The problem that the last number may be an item or part of the text, with both ways to write the command."""
    as_item = f"{', '.join(each.as_text for each in ranges)}: {text[ranges[-1].end :].strip()}"
    as_text = f"{', '.join(each.as_text for each in items)}: {text[items[-1].end :].strip(_LIST_PUNCTUATION)}"
    return NumberList((), ranges[-1].end, CommandProblem("which_numbers", text[at:].strip(), (as_item, as_text)))


def _expand_ranges(ranges: list[NumberRange], text: str, at: int) -> NumberList:
    """All numbers of the ranges, each once; or the problem of the first range that can't be right."""
    numbers: dict[int, None] = {}
    for each in ranges:
        if problem := _find_range_problem(each):
            return NumberList((), ranges[-1].end, problem)
        numbers.update(dict.fromkeys(range(each.first, each.last + 1)))
    if len(numbers) > MAX_ITEMS:
        return NumberList((), ranges[-1].end, CommandProblem("too_many", text[at : ranges[-1].end].strip()))
    return NumberList(tuple(numbers), ranges[-1].end if ranges else at)


def _find_range_problem(numbers: NumberRange) -> CommandProblem | None:
    words = numbers.as_text
    if not 0 < numbers.first <= MAX_ITEM_NUMBER or not 0 < numbers.last <= MAX_ITEM_NUMBER:
        return CommandProblem("bad_number", words)
    if numbers.last < numbers.first:
        return CommandProblem("backwards", words)
    if numbers.last - numbers.first >= MAX_ITEMS:
        return CommandProblem("too_many", words)
    return None
