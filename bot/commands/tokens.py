"""Takes a sentence apart into tokens: numbers, people, dates, signs, and phrases of the vocabulary."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from bot.commands.vocabulary import Kind, WordMeaning, longest_phrase, senses
from bot.dates.words import is_date_word

TokenKind = Kind | Literal["number", "amount", "date", "mention", "mark"]

_TOKEN = re.compile(
    r"(?P<mention><@[UW][A-Z0-9]+>)"
    r"|(?P<emoji>:[a-z0-9_+'-]*[a-z_+][a-z0-9_+'-]*:(?::[a-z0-9-]+:)?)"
    r"|(?P<link>https?://\S+|[\w.-]+@[\w.-]+\.\w+|\w[\w-]*\.(?:pdf|docx?|xlsx?|pptx?|txt|png|jpe?g|md|csv)\b)"
    r"|(?P<date>\d{4}-\d\d?-\d\d?|\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d\d))?\b\.?|\+\d+ ?[dwmy]\b|q[1-4]\b"
    r"|\d{1,2}(?:st|nd|rd|th|er)\b)"
    r"|(?P<amount>[€$£]\s?\d[\d.,]*\w*|\d[\d.,]*(?:%|[€$£°]|[^\W\d_]\w*)|\d+[.:]\d[\d.:]*|(?<!\S)-+\d[\d.,]*"
    r"|\d+\s?[-\u2013]\s?\d+(?:%|[€$£]|[^\W\d_]))"
    r"|(?P<number>\d+)"
    r"|(?P<word>n/a\b|[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<mark>[^\w\s])",
    re.IGNORECASE,
)
_UNITS = frozenset(("day", "days", "week", "weeks", "month", "months", "quarter", "year", "fortnight", "couple"))
_ARTICLES = frozenset(("a", "an"))
NUMBER_WORDS = {
    word: str(number)
    for number, words in enumerate(
        (
            "one eins uno",
            "two zwei deux dos dois",
            "three drei trois tres",
            "four vier quatre cuatro quatro",
            "five funf cinq cinco",
            "six sechs seis",
            "seven sieben sept siete sete",
            "eight acht huit ocho oito",
            "nine neun neuf nueve nove",
            "ten zehn dix diez dez",
            "eleven elf onze once",
            "twelve zwolf douze doce doze",
            "thirteen treize trece treze dreizehn",
            "fourteen quatorze catorce vierzehn",
            "fifteen quinze quince funfzehn",
            "sixteen seize sechzehn",
            "seventeen siebzehn",
            "eighteen achtzehn",
            "nineteen neunzehn",
            "twenty zwanzig vingt veinte vinte",
        ),
        1,
    )
    for word in words.split()
}
_NO = frozenset(("no", "n"))
"""Short for `number` before one, otherwise a refusal."""


_OK = frozenset(("ok", "okay", "oui", "check"))
_ORDINALS = frozenset(("first", "second", "third", "fourth"))
_TIME_PREPOSITIONS = frozenset(("at", "um"))


class Token(NamedTuple):
    """A part of a sentence, from `start` to `end`. `value` is what stands for it in a command."""

    kind: TokenKind
    value: str
    start: int
    end: int


class _Part(NamedTuple):
    """A part of the text as the pattern finds it; words are in lower case, without accents."""

    kind: str
    text: str
    start: int
    end: int


def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of a plain text, in order. Emoji are left out."""
    parts = list(_parts(text.replace("\u2019", "'")))
    tokens: list[Token] = []
    at = 0
    while at < len(parts):
        token, used = _match_phrase(parts, at) or (_single(parts, at, tokens), 1)
        token = _judge_in_context(token, tokens, parts, at + used) if token else None
        if token and token.kind == "item" and parts[at].text in _NO and not _is_number_next(parts, at + used):
            token = token._replace(kind="negation")
        if token:
            tokens.append(token)
        at += used
    return tuple(tokens)


def _judge_in_context(token: Token, before: Sequence[Token], parts: Sequence[_Part], after: int) -> Token:
    """The token as what it is between its neighbours: `3 ok` is done, `at 10` is a time, `First, ...` counts."""
    word = parts[after - 1].text
    previous = before[-1].kind if before else ""
    following = parts[after].text if after < len(parts) else ","
    if word in _OK and previous == "number" and not following.isalnum():
        return token._replace(kind="act", value="done")
    if word in _ORDINALS and following in ",:" and token.kind == "date":
        return token._replace(kind="filler", value="")
    if token.kind == "number" and before and parts[after - 2].text in _TIME_PREPOSITIONS:
        return token._replace(kind="amount")
    return token


def _is_number_next(parts: Sequence[_Part], at: int) -> bool:
    """Whether a number follows, perhaps after a dot or a colon: `no. 12`."""
    following = [part for part in parts[at : at + 2] if part.text not in (".", ":", "#")]
    return bool(following) and (following[0].kind == "number" or following[0].text in NUMBER_WORDS)


def fold(word: str) -> str:
    """The word in lower case, without accents."""
    word = word.casefold()
    if word.isascii():
        return word
    return "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each))


def _parts(text: str) -> Iterator[_Part]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        word = fold(found.group()) if kind == "word" else found.group()
        yield _Part(kind, word, found.start(), found.end())


def _match_phrase(parts: Sequence[_Part], at: int) -> tuple[Token, int] | None:
    """The longest phrase of the vocabulary at this position, and how many parts it has."""
    words: list[str] = []
    ends: list[int] = []
    for place in range(at, len(parts)):
        part = parts[place]
        if part.kind == "word":
            words.append(part.text)
            ends.append(place)
        elif part.text not in ("-", "\u2010") or not words:
            break
        if len(words) == longest_phrase():
            break
    for length in range(len(words), 0, -1):
        sense = senses().get(tuple(words[:length]))
        if sense and not _is_date_article(words, length, sense):
            last = ends[length - 1]
            return Token(sense.kind, sense.value, parts[at].start, parts[last].end), last - at + 1
    return None


def _is_date_article(words: Sequence[str], length: int, sense: WordMeaning) -> bool:
    """Whether the word is the `a` of `a week`."""
    is_article = sense.kind == "filler" and length == 1 and words[0] in _ARTICLES
    return is_article and len(words) > 1 and words[1] in _UNITS


def _single(parts: Sequence[_Part], at: int, before: Sequence[Token]) -> Token | None:
    part = parts[at]
    value, kind = part.text, part.kind
    if kind == "emoji" or (kind == "mark" and not _is_punctuation(value)):
        return None
    if kind == "word":
        return _word_token(part, before)
    if kind == "number" and before and before[-1].kind == "other" and _is_noun_before(before, parts[at + 1 : at + 2]):
        return Token("amount", value, part.start, part.end)
    known: dict[str, TokenKind] = {"mention": "mention", "date": "date", "number": "number", "mark": "mark"}
    return Token(known.get(kind, "amount" if kind == "amount" else "other"), value, part.start, part.end)


def _is_noun_before(before: Sequence[Token], following: Sequence[_Part]) -> bool:
    """Whether the number belongs to the word before it, as in `room 12`, rather than to what follows."""
    sense = senses().get((following[0].text,)) if following else None
    return before[-1].value.isalpha() and (sense is None or sense.kind not in ("filler", "act", "negation"))


def _is_punctuation(mark: str) -> bool:
    return unicodedata.category(mark)[0] == "P" or mark in "+&=>|<~^$`"


def _word_token(part: _Part, before: Sequence[Token]) -> Token:
    word = part.text
    if word in NUMBER_WORDS and _expects_number(before):
        return Token("number", NUMBER_WORDS[word], part.start, part.end)
    kind: TokenKind = "date" if is_date_word(word) else "other"
    return Token(kind, word, part.start, part.end)


def _expects_number(before: Sequence[Token]) -> bool:
    """Whether a number of an item is expected here: at the beginning, or after an act or a word such as `item`."""
    significant = [token for token in before if token.kind not in ("filler", "request", "mark", "and")]
    return not significant or significant[-1].kind in ("act", "item")
