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

_WORD = re.compile(r"\?|[^\W\d_]+(?:['\u2019/][^\W\d_]+)*")
_GAP = re.compile(r"[\s\-_:,.!*~`\"'\u201c\u201d\u2018\u2019/]*")
_EMOJI = re.compile(r"\s*:[a-z0-9_+'-]*[a-z_+][a-z0-9_+'-]*:(?::[a-z0-9-]+:)?")
_BETWEEN = re.compile(r"[^\w<@#?\"'\u201c\u201d\u2018\u2019`(+]+")
POLITE = frozenset(
    words_of("i we i'm im just please pls plz kindly hey hi hello ok okay so hiring lets let's can could you would")
)
"""Words before the order that say nothing."""
LINKING = frozenset(words_of("mark set make is are was were as to has have been be item items now both all"))
"""Words between numbers and their verb, or before either."""
MOST_SKIPPED = 6


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


def open_order(text: str, base: KnowledgeBase) -> Opening:
    """Take the beginning of a plain text apart. Never raises."""
    at = 0
    search: str | None = None
    numbers: tuple[int, ...] = ()
    problem: Problem | None = None
    for _ in range(MOST_SKIPPED):
        at = _after(text, at)
        listed = numbers_at(text, at, "all")
        if listed.end > at and not numbers:
            numbers, at, problem = listed.numbers, listed.end, problem or listed.problem
            continue
        words = words_at(text, at)
        called = verb_of([word.text for word in words])
        if called:
            end = words[called.length - 1].end
            rest = text[_after(text, end) :].strip()
            return Opening(called.verb, " ".join(called.words), search, numbers, rest, rest, problem)
        name = None if search else short_name_at(text, at, base)
        if name:
            search, at = name.name, name.end
        elif words and words[0].text in POLITE | LINKING:
            at = words[0].end
        else:
            break
    rest = text[at:].strip()
    first = rest.split(maxsplit=1)[0] if rest else ""
    if rest:
        return Opening("unknown", first, search, numbers, rest, text.strip(), problem)
    return Opening(
        "item" if numbers else "status" if search else "empty", "", search, numbers, "", text.strip(), problem
    )


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
