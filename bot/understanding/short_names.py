"""The short names of searches in a text: `cro`, `cro2`, `vp-sales`."""

import re
from functools import lru_cache
from typing import NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.understanding.lexicon import lexicon_of
from bot.understanding.normalise import squeeze

MOST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[ _-]")
_NUMBER = re.compile(r"[_-]?\d{1,3}")
_END = re.compile(r"(?![\w@])")


class ShortName(NamedTuple):
    """A short name in lower case, and where it ends in the text."""

    name: str
    end: int


def short_name_at(text: str, at: int, base: KnowledgeBase) -> ShortName | None:
    """What begins here and may be the short name of a search: a role's id or abbreviation, with a number or without.

    Whether there is such a search the text cannot say. Blanks and underscores come out as hyphens.
    """
    names = _names(base)
    ends = _ends(text, at)
    for end in reversed(ends):
        if squeeze(text[at:end]) in names:
            number = _NUMBER.match(text, end)
            stop = number.end() if number else end
            if _END.match(text, stop):
                return ShortName(re.sub(r"[ _]", "-", text[at:stop].casefold()), stop)
    return None


def _ends(text: str, at: int) -> list[int]:
    ends: list[int] = []
    while len(ends) < MOST_WORDS and (word := _WORD.match(text, at)):
        ends.append(word.end())
        between = _BETWEEN.match(text, word.end())
        at = between.end() if between else len(text)
    return ends


@lru_cache(maxsize=4)
def _names(base: KnowledgeBase) -> frozenset[str]:
    ids = {squeeze(name) for role in base.roles.values() for name in (role.id, role.short)}
    return frozenset(ids | set(lexicon_of(base).abbreviations))
