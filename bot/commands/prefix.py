"""The beginning of a command: which search and items it addresses, and the text that is left.

Short names of searches (`cro`, `cro2`, `vp_sales`) are recognised here too, because a command may name its search
before the verb, right after it, or at the end.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from bot.commands.command import CommandProblem
from bot.commands.free_text import SEPARATORS, strip_leading_punctuation
from bot.commands.item_numbers import Greediness, parse_numbers
from bot.knowledge.base import KnowledgeBase
from bot.understanding.lexicon import lexicon_of
from bot.understanding.normalise import squeeze

MAX_NAME_WORDS = 3
TRAILING_WINDOW = 60
"""Characters at the end of a text that are scanned for a short name; the longest role id plus `in the ... search`."""
_NAME_WORD = re.compile(r"[^\W\d_]+")
_NAME_SEPARATOR = re.compile(r"[ _-]")
_NAME_NUMBER = re.compile(r"[_-]?(\d{1,3})")
_NAME_END = re.compile(r"(?![\w@])")
_TOKEN = re.compile(r"\S+")
_TRAILING_PREPOSITION = re.compile(r"(?:^|\s)(?:in|for|of|on|at)\s+(?:the\s+)?$|[\s(]*$", re.IGNORECASE)
_TRAILING_SEARCH = re.compile(r"\s+search$", re.IGNORECASE)
_TRAILING_PUNCTUATION = " \t\n).,;!?"
_LEADING_PREPOSITION = re.compile(
    r"(?:(?:of|for|on|to|with|about|in|the|is|are|at|as|zu|f\u00fcr|fuer|den|die|das|le|la|les|pour|du|el|los|para|del|o|os)"
    r"\b\s*)+",
    re.IGNORECASE,
)
FILE_FORMATS = frozenset(("md", "csv", "ics"))


class Prefix(NamedTuple):
    """A command taken apart as far as its verb, search and item numbers.

    - `verb`: a verb of the catalogue, or `unknown`; `verb_words`: the words it was called by, in lower case and with
      typos corrected, or the first word if it is no verb.
    - `search`: the short name as typed, None if there is none.
    - `numbers`: of items, in the order typed.
    - `rest`: the text after verb, search and numbers; `argument_text`: all the text after the verb. Both without the
      punctuation around them.
    - `start`, `end`: where the words of the verb are in the text.
    """

    verb: str
    verb_words: str
    search: str | None
    numbers: tuple[int, ...]
    rest: str
    argument_text: str
    problem: CommandProblem | None = None
    start: int = 0
    end: int = 0


def extract_search(prefix: Prefix, base: KnowledgeBase, *, allow_trailing: bool = False) -> tuple[str | None, str]:
    """The search named before the verb, right after it, or (`allow_trailing`) at the end; and the text without it."""
    rest = prefix.rest
    if prefix.search:
        return prefix.search, rest
    name = match_short_name(rest, _skip_preposition(rest), base)
    if name:
        return name.name, strip_leading_punctuation(rest[name.end :])
    last = match_trailing_short_name(rest, base) if allow_trailing else None
    return (last.name, rest[: last.start].strip(SEPARATORS)) if last else (None, rest)


def extract_items(prefix: Prefix, base: KnowledgeBase, greediness: Greediness) -> Prefix:
    """The prefix with its search and item numbers taken from the text; the problem `no_number` if there are none."""
    search, rest = extract_search(prefix, base)
    prefix = prefix._replace(search=search)
    if prefix.numbers:
        return prefix._replace(rest=strip_leading_punctuation(rest))
    listed = parse_numbers(rest, _skip_preposition(rest), greediness)
    if not listed.numbers and not listed.problem:
        return prefix._replace(rest=rest, problem=CommandProblem("no_number", rest.strip()))
    after = strip_leading_punctuation(rest[listed.end :])
    prefix = prefix._replace(numbers=listed.numbers, rest=after, problem=listed.problem)
    trailing = None if search else match_trailing_short_name(after, base)
    if trailing and trailing.start == 0:  # `3 in cro`, and nothing else
        return prefix._replace(search=trailing.name, rest="")
    return prefix


class ShortName(NamedTuple):
    """What may be the short name of a search, the id of a role plus a number, at `start` to `end` of a text."""

    name: str
    start: int
    end: int


def match_short_name(text: str, at: int, base: KnowledgeBase) -> ShortName | None:
    """The short name that begins at this position: the id or abbreviation of a role, perhaps with a number.

    Whether there is such a search is for the caller to find out. An abbreviation that several roles share is kept
    as typed.
    """
    for end in reversed(_word_ends(text, at)):
        role = _roles_by_name(base).get(squeeze(text[at:end]))
        if role:
            number = _NAME_NUMBER.match(text, end)
            stop = number.end() if number else end
            if _NAME_END.match(text, stop):
                return ShortName(role + (number[1] if number else ""), at, stop)
    return None


def match_trailing_short_name(text: str, base: KnowledgeBase) -> ShortName | None:
    """The short name that ends the text, including an `in` or `for` before it and the word `search` after it."""
    trimmed = _TRAILING_SEARCH.sub("", text.rstrip(_TRAILING_PUNCTUATION))
    tokens = list(_TOKEN.finditer(trimmed, max(0, len(trimmed) - TRAILING_WINDOW)))
    for token in tokens[-MAX_NAME_WORDS:]:
        start = token.start() + (trimmed[token.start()] == "(")
        found = match_short_name(trimmed, start, base)
        if found and found.end == len(trimmed):
            before = _TRAILING_PREPOSITION.search(text, max(0, start - TRAILING_WINDOW), start)
            return found._replace(start=before.start() if before else start, end=len(text))
    return None


def _word_ends(text: str, at: int) -> list[int]:
    ends: list[int] = []
    while len(ends) < MAX_NAME_WORDS and (word := _NAME_WORD.match(text, at)):
        ends.append(word.end())
        separator = _NAME_SEPARATOR.match(text, word.end())
        at = separator.end() if separator else len(text)
    return ends


@lru_cache(maxsize=4)
def _roles_by_name(base: KnowledgeBase) -> dict[str, str]:
    """Squeezed ids and abbreviations mapped to the role id; abbreviations of several roles map to themselves.

    An abbreviation that is a format of the export names no search: `export md` is Markdown, not the managing director.
    """
    shared = {name: ids[0] if len(ids) == 1 else name for name, ids in lexicon_of(base).abbreviations.items()}
    own = {squeeze(name): role.id for role in base.roles.values() for name in (role.short, role.id)}
    return {name: role for name, role in {**shared, **own}.items() if name not in FILE_FORMATS}


def _skip_preposition(text: str) -> int:
    """The position after a leading word such as `of` or `for`, where a number or a name may begin."""
    found = _LEADING_PREPOSITION.match(text)
    return found.end() if found else 0
