"""How an order begins: its verb, the search and the numbers before it, and what is left after them."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from bot.commands.command import CommandProblem
from bot.commands.free_text import SEPARATORS, strip_leading_punctuation
from bot.commands.item_numbers import Greediness, parse_numbers
from bot.commands.verbs import LONGEST_PHRASE, Verb, match_verb
from bot.knowledge.base import KnowledgeBase
from bot.understanding.lexicon import lexicon_of
from bot.understanding.normalise import squeeze
from bot.understanding.phrases import words_of

MAX_NAME_WORDS = 3
_NAME_WORD = re.compile(r"[^\W\d_]+")
_NAME_SEPARATOR = re.compile(r"[ _-]")
_NUMBER = re.compile(r"[_-]?(\d{1,3})")
_END = re.compile(r"(?![\w@])")
_STRETCH = re.compile(r"\S+")
_LEADING_PREPOSITION = re.compile(r"(?:^|\s)(?:in|for|of|on|at)\s+(?:the\s+)?$|[\s(]*$", re.IGNORECASE)
_SEARCH = re.compile(r"\s+search$", re.IGNORECASE)
_AFTER = " \t\n).,;!?"
TRAILING_WINDOW = 60
"""Characters at the end of a text in which a short name is looked for."""


class ShortName(NamedTuple):
    """What may be a short name, as searches are named: id of the role and number. It stands from `start` to `end`."""

    name: str
    start: int
    end: int


def match_short_name(text: str, at: int, base: KnowledgeBase) -> ShortName | None:
    """The short name that begins here: a role's id or abbreviation, with a number right behind it or without.

    Whether there is such a search the text cannot say. An abbreviation that several roles share is left as it is.
    """
    for end in reversed(_ends(text, at)):
        role = _roles_by_name(base).get(squeeze(text[at:end]))
        if role:
            number = _NUMBER.match(text, end)
            stop = number.end() if number else end
            if _END.match(text, stop):
                return ShortName(role + (number[1] if number else ""), at, stop)
    return None


def match_trailing_short_name(text: str, base: KnowledgeBase) -> ShortName | None:
    """The short name that ends the text, with the `in` or `for` before it and the word `search` behind it."""
    trimmed = _SEARCH.sub("", text.rstrip(_AFTER))
    stretches = list(_STRETCH.finditer(trimmed, max(0, len(trimmed) - TRAILING_WINDOW)))
    for stretch in stretches[-MAX_NAME_WORDS:]:
        start = stretch.start() + (trimmed[stretch.start()] == "(")
        found = match_short_name(trimmed, start, base)
        if found and found.end == len(trimmed):
            before = _LEADING_PREPOSITION.search(text, max(0, start - TRAILING_WINDOW), start)
            return found._replace(start=before.start() if before else start, end=len(text))
    return None


def _ends(text: str, at: int) -> list[int]:
    ends: list[int] = []
    while len(ends) < MAX_NAME_WORDS and (word := _NAME_WORD.match(text, at)):
        ends.append(word.end())
        between = _NAME_SEPARATOR.match(text, word.end())
        at = between.end() if between else len(text)
    return ends


@lru_cache(maxsize=4)
def _roles_by_name(base: KnowledgeBase) -> dict[str, str]:
    """Ids and abbreviations, squeezed, to the id meant; to themselves where several roles share one."""
    shared = {name: ids[0] if len(ids) == 1 else name for name, ids in lexicon_of(base).abbreviations.items()}
    own = {squeeze(name): role.id for role in base.roles.values() for name in (role.short, role.id)}
    return {**shared, **own}


_VERB_WORD = re.compile(r"\?|[^\W\d_]+(?:['\u2019/][^\W\d_]+)*")
_GAP = re.compile(r"[\s\-_:,.!*~`\"'\u201c\u201d\u2018\u2019/]*")
_LEADING_EMOJI = re.compile(r"\s*:[a-z0-9_+'-]*[a-z_+][a-z0-9_+'-]*:(?::[a-z0-9-]+:)?")
_PUNCTUATION = re.compile(r"[^\w<@#?\"'\u201c\u201d\u2018\u2019`(+]+")
LEADING_FILLERS = frozenset(
    words_of(
        "the a want need what whats what's i we i'm im just please pls kindly hey hi hello ok okay so hiring lets let's"
        " can could you would"
    )
)
"""Words before the order that say nothing."""
TITLE_VERBS = ("add", "rename")
"""Verbs with nothing but words of the person's own behind them, which may begin with an emoji or a sign."""
LINKING_WORDS = frozenset(
    words_of("mark set make turn change is are was were as to has have been be item items now both all")
)
"""Words between numbers and their verb, or before either."""


class Prefix(NamedTuple):
    """The beginning of a plain text.

    `verb_words` are the words of the verb in lower case, mended, or the first word where it is none. `rest` is what
    comes after verb and search, `argument_text` after the verb alone; both without the punctuation and blanks around
    them.
    """

    verb: Verb
    verb_words: str
    search: str | None
    numbers: tuple[int, ...]
    rest: str
    argument_text: str
    problem: CommandProblem | None = None


class WordSpan(NamedTuple):
    """A word in lower case without accents, and where it ends."""

    text: str
    end: int


class PrefixState(NamedTuple):
    """What stands before the verb, up to the place `position`.

    `list_marker` says how a list of numbers was begun, if one was.
    """

    position: int = 0
    search: str | None = None
    numbers: tuple[int, ...] = ()
    problem: CommandProblem | None = None
    list_marker: str = ""


def parse_prefix(text: str, base: KnowledgeBase) -> Prefix:
    """Take the beginning of a plain text apart. Never raises."""
    seen = PrefixState(_skip_punctuation(text, 0))
    while further := _consume_next(text, seen, base):
        seen = further._replace(position=_skip_punctuation(text, further.position))
    words = split_verb_words(text, seen.position)
    called = match_verb([word.text for word in words])
    if called and not (called.words == ("?",) and seen.position):
        end = words[called.word_count - 1].end
        rest = (
            strip_leading_punctuation(text[end:])
            if called.verb in TITLE_VERBS
            else text[_skip_punctuation(text, end) :].strip()
        )
        return Prefix(called.verb, " ".join(called.words), seen.search, seen.numbers, rest, rest, seen.problem)
    return _prefix_without_verb(text, seen)


def _consume_next(text: str, seen: PrefixState, base: KnowledgeBase) -> PrefixState | None:
    """What is seen with one thing more: numbers, a short name, or a word that says nothing; None at the verb."""
    listed = None if seen.list_marker else parse_numbers(text, seen.position, "all")
    if listed and listed.end > seen.position:
        return PrefixState(listed.end, seen.search, listed.numbers, listed.problem, text[seen.position])
    words = [word.text for word in split_verb_words(text, seen.position)]
    if match_verb(words) or words == ["?"]:
        return None
    name = None if seen.search else match_short_name(text, seen.position, base)
    if name:
        return seen._replace(search=name.name, position=name.end)
    if words and words[0] in LEADING_FILLERS | LINKING_WORDS:
        return seen._replace(position=split_verb_words(text, seen.position)[0].end)
    return None


def _prefix_without_verb(text: str, seen: PrefixState) -> Prefix:
    """`3`, `item 3 please`, `cro`, `3 @somebody`, nothing at all, or a word that is no verb."""
    rest = text[seen.position :].strip(" \t\n?" if seen.position else None)
    called = ""
    verb: Verb = "item" if seen.numbers else "status" if seen.search else "empty"
    if rest.startswith("<@") and seen.numbers:
        verb = "assign"
    elif rest and not seen.list_marker.isalpha():
        verb, called = "unknown", (rest if seen.numbers or seen.search else text).split(maxsplit=1)[0]
    return Prefix(verb, called, seen.search, seen.numbers, rest, rest or text.strip(), seen.problem)


def split_verb_words(text: str, at: int) -> list[WordSpan]:
    """The words from this place on that a verb may be made of, with nothing but punctuation between them."""
    words: list[WordSpan] = []
    while len(words) < LONGEST_PHRASE and (found := _VERB_WORD.match(text, at)):
        words.append(WordSpan(_bare(found.group()), found.end()))
        gap = _GAP.match(text, found.end())
        at = gap.end() if gap else found.end()
    return words


def _bare(word: str) -> str:
    word = word.casefold().replace("\u2019", "'")
    if word.isascii():
        return word
    return "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each))


def _skip_punctuation(text: str, at: int) -> int:
    """Past blanks, punctuation and emoji."""
    while passed := _LEADING_EMOJI.match(text, at) or _PUNCTUATION.match(text, at):
        at = passed.end()
    return at


_LEADING = re.compile(r"(?:of|for|on|to|with|about|in|the|is|are|at|as)\b\s*", re.IGNORECASE)


class SearchAddress(NamedTuple):
    """The short name of a search, if any, and the text without it."""

    search: str | None
    rest: str


class ItemAddress(NamedTuple):
    """The search and the items that an order is for, and the words after them."""

    search: str | None
    numbers: tuple[int, ...]
    rest: str
    problem: CommandProblem | None


def extract_search(prefix: Prefix, base: KnowledgeBase, *, allow_trailing: bool = False) -> SearchAddress:
    """The search named before the verb or right behind it, or with `allow_trailing` at the end of the text."""
    rest = prefix.rest
    if prefix.search:
        return SearchAddress(prefix.search, rest)
    name = match_short_name(rest, _skip_preposition(rest), base)
    if name:
        return SearchAddress(name.name, strip_leading_punctuation(rest[name.end :]))
    last = match_trailing_short_name(rest, base) if allow_trailing else None
    return SearchAddress(last.name, rest[: last.start].strip(SEPARATORS)) if last else SearchAddress(None, rest)


def extract_items(prefix: Prefix, base: KnowledgeBase, greediness: Greediness) -> ItemAddress:
    """Search and numbers, before the verb or behind it; without a number that is the problem."""
    search, rest = extract_search(prefix, base)
    if prefix.numbers:
        return ItemAddress(search, prefix.numbers, strip_leading_punctuation(rest), prefix.problem)
    listed = parse_numbers(rest, _skip_preposition(rest), greediness)
    if not listed.numbers and not listed.problem:
        return ItemAddress(search, (), rest, CommandProblem("no_number", rest.strip()))
    after = strip_leading_punctuation(rest[listed.end :])
    behind = None if search else match_trailing_short_name(after, base)
    if behind and behind.start == 0:  # `3 in cro`, and nothing else
        return ItemAddress(behind.name, listed.numbers, "", listed.problem)
    return ItemAddress(search, listed.numbers, after, listed.problem)


def _skip_preposition(text: str) -> int:
    """Where the text goes on behind a small word such as `of` or `for`, in which no number and no name begins."""
    found = _LEADING.match(text)
    return found.end() if found else 0
