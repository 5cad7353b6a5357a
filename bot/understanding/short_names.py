"""The short names of searches in a text: `cro`, `cro2`, `vp_sales`."""

import re
from functools import lru_cache
from typing import NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.understanding.lexicon import lexicon_of
from bot.understanding.normalise import squeeze

MOST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[ _-]")
_NUMBER = re.compile(r"[_-]?(\d{1,3})")
_END = re.compile(r"(?![\w@])")
_STRETCH = re.compile(r"\S+")
_BEFORE = re.compile(r"(?:^|\s)(?:in|for|of|on|at)\s+(?:the\s+)?$|[\s(]*$", re.IGNORECASE)
_SEARCH = re.compile(r"\s+search$", re.IGNORECASE)
_AFTER = " \t\n).,;!?"
ENDING = 60
"""Characters at the end of a text in which a short name is looked for."""


class ShortName(NamedTuple):
    """What may be a short name, as searches are named: id of the role and number. It stands from `start` to `end`."""

    name: str
    start: int
    end: int


def short_name_at(text: str, at: int, base: KnowledgeBase) -> ShortName | None:
    """The short name that begins here: a role's id or abbreviation, with a number right behind it or without.

    Whether there is such a search the text cannot say. An abbreviation that several roles share is left as it is.
    """
    for end in reversed(_ends(text, at)):
        role = _names(base).get(squeeze(text[at:end]))
        if role:
            number = _NUMBER.match(text, end)
            stop = number.end() if number else end
            if _END.match(text, stop):
                return ShortName(role + (number[1] if number else ""), at, stop)
    return None


def short_name_ending(text: str, base: KnowledgeBase) -> ShortName | None:
    """The short name that ends the text, with the `in` or `for` before it and the word `search` behind it."""
    trimmed = _SEARCH.sub("", text.rstrip(_AFTER))
    stretches = list(_STRETCH.finditer(trimmed, max(0, len(trimmed) - ENDING)))
    for stretch in stretches[-MOST_WORDS:]:
        start = stretch.start() + (trimmed[stretch.start()] == "(")
        found = short_name_at(trimmed, start, base)
        if found and found.end == len(trimmed):
            before = _BEFORE.search(text, max(0, start - ENDING), start)
            return found._replace(start=before.start() if before else start, end=len(text))
    return None


def _ends(text: str, at: int) -> list[int]:
    ends: list[int] = []
    while len(ends) < MOST_WORDS and (word := _WORD.match(text, at)):
        ends.append(word.end())
        between = _BETWEEN.match(text, word.end())
        at = between.end() if between else len(text)
    return ends


@lru_cache(maxsize=4)
def _names(base: KnowledgeBase) -> dict[str, str]:
    """Ids and abbreviations, squeezed, to the id meant; to themselves where several roles share one."""
    shared = {name: ids[0] if len(ids) == 1 else name for name, ids in lexicon_of(base).abbreviations.items()}
    own = {squeeze(name): role.id for role in base.roles.values() for name in (role.short, role.id)}
    return {**shared, **own}
