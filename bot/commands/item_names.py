"""Finds the items that a message names by their title: `assign the reference checks to @ana`.

A title is known by its key words, without articles and without the verb it begins with. A name in a message is one or
more of them in a row, typing mistakes included, if they belong to one title alone and are enough of it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.commands.tokens import fold
from bot.commands.vocabulary import senses
from bot.matching import nearest_word
from bot.understanding.phrases import words_of

MIN_SHARE = 0.33
"""The least share of a title's key words that names it, if no other title has them. Chosen by hand."""
MIN_CORRECTED = 5
"""Letters of a word that may be misspelt."""
MAX_GAP = 2
"""Words without meaning between two key words of a name: `list of the finalists`."""
_TOO_PLAIN = frozenset(words_of("search list item role hire candidate step task new first final day week month"))
"""Words that don't name an item by themselves, because every message about a search may have them."""
_JOINING = frozenset(
    words_of("a an the of with for and to in on at by as is our my your their der die das des la le el")
)
MIN_PLURAL = 4
"""Letters of a word whose last `s` is taken for the plural."""
_WORD = re.compile(r"(?<![\w/.@:<_-])[^\W\d_]+(?:'[^\W\d_]+)*(?![\w/@>]|\.\w|-\w)")
_TEXT_BEGINS = re.compile(r'[:"\u201c\u201e\n]|\s(?:because|since|weil|porque|to\s+["\u201c])')
"""What separates the item from the words about it, where names stay as they are."""


class ItemName(NamedTuple):
    """A name of an item in a text, from `start` to `end`."""

    number: int
    start: int
    end: int


class _TextWord(NamedTuple):
    """A word of the text; `key` is the key word that it stands for, empty if none."""

    key: str
    is_joining: bool
    start: int
    end: int


class ItemNames:
    """The names of the items of one search."""

    def __init__(self, titles: Iterable[tuple[int, str]]) -> None:
        """Take the number and the title of each item."""
        self._keys = {number: frozenset(_key_words(title)) for number, title in titles}
        self._known = sorted({word for keys in self._keys.values() for word in keys})

    def find(self, text: str) -> tuple[ItemName, ...]:
        """The names in the text, in order, none overlapping another."""
        end = found.start() if (found := _TEXT_BEGINS.search(text)) else len(text)
        words = [self._word(match) for match in _WORD.finditer(text, 0, end)]
        return tuple(self._names(words))

    def replace(self, text: str) -> str:
        """The text with the number of the item in place of each name; unchanged if it names none."""
        for name in reversed(self.find(text)):
            text = f"{text[: name.start]}{name.number}{text[name.end :]}"
        return text

    def _word(self, match: re.Match[str]) -> _TextWord:
        word = _singular(fold(match[0]).removesuffix("'s"))
        is_joining = fold(match[0]) in _JOINING
        key = word if word in self._known else ""
        if not key and len(word) >= MIN_CORRECTED and (fold(match[0]),) not in senses():
            key = nearest_word(word, self._known) or ""
        return _TextWord("" if is_joining else key, is_joining, *match.span())

    def _names(self, words: list[_TextWord]) -> Iterator[ItemName]:
        at = 0
        while at < len(words):
            run = _run_of_keys(words, at)
            found = next((name for last in reversed(run) if (name := self._name(words, at, last))), None)
            if found:
                yield found
            at = next(
                (place for place in range(at + 1, len(words)) if not found or words[place].start >= found.end),
                len(words),
            )

    def _name(self, words: list[_TextWord], first: int, last: int) -> ItemName | None:
        """The item that these words name, if it is one alone."""
        keys = frozenset(word.key for word in words[first : last + 1] if word.key)
        fitting = [number for number, known in self._keys.items() if keys <= known]
        exact = [number for number in fitting if self._keys[number] == keys]
        number = (exact or fitting or [0])[0]
        if len(exact or fitting) != 1 or len(keys) < MIN_SHARE * len(self._keys[number]):
            return None
        if len(keys) == 1 and not exact and (not keys.isdisjoint(_TOO_PLAIN) or tuple(keys) in senses()):
            return None  # `check`, `start` and the like are verbs
        return ItemName(number, words[first].start, words[last].end)


def _run_of_keys(words: list[_TextWord], at: int) -> list[int]:
    """The places of the key words in a row that begins here, with few joining words between them."""
    run: list[int] = []
    for place in range(at, len(words)):
        if words[place].key:
            run.append(place)
        elif not run or not words[place].is_joining or place - run[-1] > MAX_GAP:
            break
    return run if run and run[0] == at else []


def _key_words(title: str) -> Iterator[str]:
    """The words that tell a title from others: without articles, and without the verb in `Agree the budget`."""
    words = [fold(word) for word in _WORD.findall(title)]
    if len(words) > 1 and words[1] in ("the", "a", "an"):
        words = words[1:]
    yield from Counter(_singular(word.removesuffix("'s")) for word in words if word not in _JOINING)


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= MIN_PLURAL and word.endswith("s") and not word.endswith("ss") else word
