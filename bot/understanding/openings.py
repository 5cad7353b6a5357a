"""How an order begins: its verb, the search and the numbers before it, and what is left after them."""

import re
import unicodedata
from typing import NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.understanding.forms import words_of
from bot.understanding.numbers import numbers_at
from bot.understanding.problems import Problem
from bot.understanding.short_names import short_name_at
from bot.understanding.verbs import LONGEST_PHRASE, Verb, verb_of
from bot.understanding.wordings import worded

_WORD = re.compile(r"\?|[^\W\d_]+(?:['\u2019/][^\W\d_]+)*")
_GAP = re.compile(r"[\s\-_:,.!*~`\"'\u201c\u201d\u2018\u2019/]*")
_EMOJI = re.compile(r"\s*:[a-z0-9_+'-]*[a-z_+][a-z0-9_+'-]*:(?::[a-z0-9-]+:)?")
_BETWEEN = re.compile(r"[^\w<@#?\"'\u201c\u201d\u2018\u2019`(+]+")
POLITE = frozenset(
    words_of(
        "the a want need what whats what's i we i'm im just please pls kindly hey hi hello ok okay so hiring lets let's"
        " can could you would"
    )
)
"""Words before the order that say nothing."""
NAMING = ("add", "rename")
"""Verbs with nothing but words of the person's own behind them, which may begin with an emoji or a sign."""
LINKING = frozenset(
    words_of("mark set make turn change is are was were as to has have been be item items now both all")
)
"""Words between numbers and their verb, or before either."""


class Opening(NamedTuple):
    """The beginning of a plain text.

    `called` are the words of the verb in lower case, mended, or the first word where it is none. `rest` is what comes
    after verb and search, `whole` after the verb alone; both without the punctuation and blanks around them.
    """

    verb: Verb
    called: str
    search: str | None
    numbers: tuple[int, ...]
    rest: str
    whole: str
    problem: Problem | None = None


class Word(NamedTuple):
    """A word in lower case without accents, and where it ends."""

    text: str
    end: int


class Seen(NamedTuple):
    """What stands before the verb, up to the place `at`; `listed` says how a list of numbers was begun, if one was."""

    at: int = 0
    search: str | None = None
    numbers: tuple[int, ...] = ()
    problem: Problem | None = None
    listed: str = ""


def open_order(text: str, base: KnowledgeBase) -> Opening:
    """Take the beginning of a plain text apart. Never raises."""
    seen = Seen(_after(text, 0))
    while further := _further(text, seen, base):
        seen = further._replace(at=_after(text, further.at))
    words = words_at(text, seen.at)
    called = verb_of([word.text for word in words])
    if called and not (called.words == ("?",) and seen.at):
        end = words[called.length - 1].end
        rest = worded(text[end:]) if called.verb in NAMING else text[_after(text, end) :].strip()
        return Opening(called.verb, " ".join(called.words), seen.search, seen.numbers, rest, rest, seen.problem)
    return _without_verb(text, seen)


def _further(text: str, seen: Seen, base: KnowledgeBase) -> Seen | None:
    """What is seen with one thing more: numbers, a short name, or a word that says nothing; None at the verb."""
    listed = None if seen.listed else numbers_at(text, seen.at, "all")
    if listed and listed.end > seen.at:
        return Seen(listed.end, seen.search, listed.numbers, listed.problem, text[seen.at])
    words = [word.text for word in words_at(text, seen.at)]
    if verb_of(words) or words == ["?"]:
        return None
    name = None if seen.search else short_name_at(text, seen.at, base)
    if name:
        return seen._replace(search=name.name, at=name.end)
    if words and words[0] in POLITE | LINKING:
        return seen._replace(at=words_at(text, seen.at)[0].end)
    return None


def _without_verb(text: str, seen: Seen) -> Opening:
    """`3`, `item 3 please`, `cro`, `3 @somebody`, nothing at all, or a word that is no verb."""
    rest = text[seen.at :].strip(" \t\n?" if seen.at else None)
    called = ""
    verb: Verb = "item" if seen.numbers else "status" if seen.search else "empty"
    if rest.startswith("<@") and seen.numbers:
        verb = "assign"
    elif rest and not seen.listed.isalpha():
        verb, called = "unknown", (rest if seen.numbers or seen.search else text).split(maxsplit=1)[0]
    return Opening(verb, called, seen.search, seen.numbers, rest, rest or text.strip(), seen.problem)


def words_at(text: str, at: int) -> list[Word]:
    """The words from this place on that a verb may be made of, with nothing but punctuation between them."""
    words: list[Word] = []
    while len(words) < LONGEST_PHRASE and (found := _WORD.match(text, at)):
        words.append(Word(_bare(found.group()), found.end()))
        gap = _GAP.match(text, found.end())
        at = gap.end() if gap else found.end()
    return words


def _bare(word: str) -> str:
    word = word.casefold().replace("\u2019", "'")
    if word.isascii():
        return word
    return "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each))


def _after(text: str, at: int) -> int:
    """Past blanks, punctuation and emoji."""
    while passed := _EMOJI.match(text, at) or _BETWEEN.match(text, at):
        at = passed.end()
    return at
