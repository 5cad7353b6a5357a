"""Whether a number counts the words behind it, as in `5 board members agreed`, rather than naming an item."""

import re
from typing import Literal

from bot.understanding.days import MONTHS
from bot.understanding.forms import words_of

Counts = Literal["yes", "perhaps", "no"]

NEAR = 3
"""Words behind a number among which the thing counted stands."""
_BEHIND = re.compile(rf"(?:\s+[^\W\d_][\w'\u2019-]*){{1,{NEAR}}}")
_COUNTED = frozenset(
    words_of("more other others further additional extra people men women staff percent pct hrs am pm them")
) | frozenset(MONTHS)
"""Words that something is counted with, or that stand behind the day of a date, though none ends in an s."""
_PASSED = frozenset(words_of("of the our their these those"))
"""Words between a number and the things that it counts."""
_NEITHER = frozenset(
    words_of(
        "both all and or but with without as in by for on at to from is are was were has have had does been be done ok"
        " okay agreed see per via this that because since after before until when if no not none now already thanks yes"
        " its always perhaps sometimes looks works seems says needs goes comes makes gives shows means helps follows"
        " waits depends stays agrees"
    )
)
"""Words that begin a sentence of their own: nothing behind them is counted."""


def counts(text: str, at: int) -> Counts:
    """Whether the number that ends at this place counts what follows it.

    `perhaps` where a word that may be counted stands a little further on.

    >>> counts("5 people agreed", 1), counts("5 board members agreed", 1), counts("5 both agreed", 1)
    ('yes', 'perhaps', 'no')
    """
    behind = _BEHIND.match(text, at)
    words = behind.group().casefold().split() if behind else []
    told: Counts = "yes"
    for word in words:
        if word in _NEITHER:
            break
        if word in _COUNTED or _is_plural(word):
            return told
        told = told if word in _PASSED else "perhaps"
    return "no"


def _is_plural(word: str) -> bool:
    return len(word) > NEAR and word.endswith("s") and not word.endswith(("ss", "us", "is"))
