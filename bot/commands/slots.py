"""What a message names, whatever it asks for: items, a person, a date. Only good enough to offer a command."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.commands.tokens import fold
from bot.commands.vocabulary import senses
from bot.dates.reader import is_date_like

MAX_NUMBER = 200
MAX_DATE_WORDS = 5
_PERSON = re.compile(r"<@[UW][A-Z0-9]+>")
_LINK = re.compile(r"https?://[^\s<>]+|[\w./-]+\.(?:pdf|docx?|xlsx?|pptx?)\b", re.IGNORECASE)
_ME = re.compile(
    r"(?<![\w'])(?:me|myself|mir|mich|moi|mi|mim|i'?ll|gimme|my name|ich|yo|eu|je|mig)(?![\w'])", re.IGNORECASE
)
_EXCEPT = re.compile(
    r"\b(?:except|excepting|with the exception of|but not|all but|ausser|sauf|salvo|menos)\b.*", re.IGNORECASE
)
_RANGE = re.compile(
    r"(?<![\w.,])(\d{1,3})\s*(?:-|\u2013|\bto\b|\bthru\b|\bthrough\b|\bbis\b)\s*(\d{1,3})(?![\w.])", re.IGNORECASE
)
_MEASURES = r"%|k\b|days?\b|weeks?\b|min|pm\b|am\b|h\b|uhr"
_NUMBER = re.compile(
    rf"(?<![a-z0-9_.,€$£:/+-])#?(\d{{1,3}})(?![\d€$£%:/-]|[.,]\d|[a-z]{{2}}|\s*(?:{_MEASURES}))",
    re.IGNORECASE | re.ASCII,
)
_WORD = re.compile(r"\S+")
_TRIM = "()[]{}.,;!?\"'*_~"
_ORDINALS = frozenset(("first", "second", "third", "fourth", "last"))


class Slots(NamedTuple):
    """What a message names: `person` as a mention or `me`, `when` as typed, and its words without accents."""

    numbers: tuple[int, ...]
    person: str
    when: str
    folded: str
    text: str

    @property
    def items(self) -> str:
        """The item numbers as they are typed."""
        return ", ".join(map(str, self.numbers))


def find_slots(text: str) -> Slots:
    """What the plain text names. Of several people or dates, the first person and the longest date."""
    person = found[0] if (found := _PERSON.search(text)) else ""
    bare = _PERSON.sub(" ", _LINK.sub(" ", text))
    when = _date_words(bare)
    bare = bare.replace(when, " ") if when else bare
    if not person and _ME.search(bare):
        person = "me"
    folded = " ".join(fold(text).split())
    return Slots(_numbers(bare), person, _without_preposition(when).strip(_TRIM), folded, text)


def _date_words(text: str) -> str:
    """The longest words in a row that are a date, as typed; empty if none are."""
    words = list(_WORD.finditer(text))
    for length in range(min(MAX_DATE_WORDS, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            found = text[words[at].start() : words[at + length - 1].end()]
            if _is_date(found):
                return found
    return ""


def _without_preposition(words: str) -> str:
    """The words of a date without the preposition that they may begin with: `to Wednesday, 9 December`."""
    first, _, rest = words.partition(" ")
    return rest if _kind_of(fold(first)) == "preposition" and is_date_like(rest.strip(_TRIM)) else words


def _is_date(words: str) -> bool:
    """Whether the words are a date and nothing else: neither a bare number nor a word that has another meaning."""
    parts = [fold(word.strip(_TRIM)) for word in words.split()]
    if not {_kind_of(part) for part in parts} <= {"", "preposition", "and"} or _RANGE.fullmatch(words.strip(_TRIM)):
        return False
    is_vague = all(part.isdecimal() or _kind_of(part) or part in _ORDINALS for part in parts)
    return not is_vague and is_date_like(words.strip(_TRIM))


def _kind_of(word: str) -> str:
    """What the word stands for in a command; empty if nothing."""
    sense = senses().get((word,))
    return sense.kind if sense else ""


def _numbers(text: str) -> tuple[int, ...]:
    """The item numbers, with those of ranges, without those that are excepted."""
    excepted = found[0] if (found := _EXCEPT.search(text)) else ""
    wanted = list(_plain_numbers(text.replace(excepted, " ") if excepted else text))
    left_out = set(_plain_numbers(excepted))
    return tuple(dict.fromkeys(number for number in wanted if number not in left_out and 0 < number <= MAX_NUMBER))


def _plain_numbers(text: str) -> Iterator[int]:
    for found in _RANGE.finditer(text):
        first, last = int(found[1]), int(found[2])
        yield from range(first, min(last, first + MAX_NUMBER) + 1)
    yield from (int(found[1]) for found in _NUMBER.finditer(_RANGE.sub(" ", text)))
