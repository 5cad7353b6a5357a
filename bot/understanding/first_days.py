"""The day that a search is started with: found at the end of a text, and told where it cannot be read."""

import re
from itertools import pairwise

from bot.understanding.dates import looks_like_date
from bot.understanding.forms import words_of

LONGEST = 300
"""Characters at the end of a text in which a day is looked for."""
SHORT = 60
"""Characters at its end in which an `asap` is looked for."""
MOST_WORDS = 6
"""Words that a day may have where it stands before everything else."""

_SMALL = r"[\s:]*(?:(?:on|by|the|before|around|is|zum|den)\b\s*){0,2}"
_BY = re.compile(
    r"(?:^|(?<=[\s,;(]))(?:by|before|until|till|bis|zum|ab|to start|starting|starts?|start date|(?:the )?first day"
    rf"|target|due|from|on|within|in)\b{_SMALL}",
    re.IGNORECASE,
)
_SURELY = re.compile(
    rf"(?:^|(?<=[\s,;(]))(?:by|before|until|till|bis|zum|starting|start date|(?:the )?first day)\b{_SMALL}",
    re.IGNORECASE,
)
"""Words behind which a day stands, and hardly ever anything else."""
_LAST_WORD = re.compile(r"(?:^|\s)(\S+)$")
_BARE = re.compile(r"\d{4}-\d\d?-\d\d?|\+\d+[dwmy]")
_AT_ONCE = re.compile(
    r"(?:^|[\s,;(])(?:(?:by|starting)\s+)?(?:a\.?s\.?a\.?p|as soon as possible|immediately|right away|at once)[.!)]*$",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:(?:the|next|this|early|late|mid|end of)\s+)*(?:summer|autumn|fall|winter|spring|easter|christmas|xmas|ostern"
    r"|weihnachten|sommer|herbst|noël|été)(?:\s+(?:of\s+)?\d{2,4})?",
    re.IGNORECASE,
)
_DIVIDING = frozenset(
    words_of(
        "region regions country countries market markets segment segments function functions product products team"
        " teams industry sector sectors territory vertical verticals geography area division channel brand customer"
        " unit design default"
    )
)
"""What a company is divided by: behind `by` these belong to a name."""


def without_date(text: str) -> tuple[str, str]:
    """The text without the date that ends it, and the words of that date: all that follows a `by`, or the last word."""
    for found in _BY.finditer(text, max(0, len(text) - LONGEST)):
        if looks_like_date(text[found.end() :]):
            return text[: found.start()].strip(" ,;:(-\n\t"), text[found.end() :].strip(" .,!)")
    last = _LAST_WORD.search(text[-LONGEST:])
    if last and _BARE.fullmatch(last.group(1)):
        return text[: len(text) - len(last.group())].strip(" ,;:"), last.group(1)
    by = _SURELY.match(text)
    return _behind_date(text, by.end()) if by else (_without_haste(text), "")


def _without_haste(text: str) -> str:
    """The text without an `asap` that ends it: so is everything laid out where no day is named."""
    at_once = _AT_ONCE.search(text, max(0, len(text) - SHORT))
    return text[: at_once.start()].rstrip(" ,;:(") if at_once else text


def _behind_date(text: str, at: int) -> tuple[str, str]:
    """The text behind the date that begins here, and the date: `by 1 june cro`."""
    words = [found for found, _ in zip(re.finditer(r"\S+", text[at:]), range(MOST_WORDS + 1), strict=False)]
    for before, after in reversed(list(pairwise(words))):
        when = text[at : at + before.end()]
        if looks_like_date(when):
            return text[at + after.start() :], when.strip(" ,;:")
    return text, ""


def unread_date(name: str) -> str:
    """The words in a name that were surely meant as a day and are none that can be read; empty where there are none.

    >>> unread_date("cro by summer"), unread_date("cro by region"), unread_date("Growth lead")
    ('summer', '', '')
    """
    for found in _BY.finditer(name[:LONGEST]):
        words = name[found.end() :].strip(" .,!)\n\t")
        if words and (_VAGUE.fullmatch(words) or _is_meant(name, found.start(), words)):
            return words
    return ""


def _is_meant(name: str, at: int, words: str) -> bool:
    """Whether what stands here can be nothing but a day."""
    first = words_of(words.split(maxsplit=1)[0])
    return bool(_SURELY.match(name, at)) and _DIVIDING.isdisjoint(first)
