"""Normalises typed text into plain words: removes Slack's markup, accents, emoji, dots and quotation marks."""

import re
import unicodedata
from typing import NamedTuple

MAX_LENGTH = 1_000
"""How many characters are read. Of a longer text it is the first and the last half of that: the question is usually
at one of the two ends. Chosen by hand."""

_CODE = re.compile(r"```.*?(?:```|$)|`(?![A-Za-z ]+`)[^`]*`", re.DOTALL)
"""Code, but not plain words between backticks, which people use for emphasis."""
_LINK = re.compile(r"<(?:https?|mailto):[^|>]*\|([^>]*)>")
_MARKUP = re.compile(r"<[@#!][^>]*>|<(?:https?|mailto):[^>]*>|https?://\S+")
_BOT_NAME = re.compile(r"^\s*@[\w.-]+")
_EMOJI = re.compile(r":(?:[+-]1|100|[a-z0-9_+'-]*[a-z_][a-z0-9_+'-]*):")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\u00b4": "'", "\u2013": "-", "\u2014": " - "})
_DOTTED = re.compile(r"\b(?:[a-z]\.)+[a-z]\b|\b(?:[a-z]\.){2,}")
_WORD = re.compile(r"\d+(?:[.,]\d+)+[a-z]*|[^\W_]+(?:_\w+)*(?:'[a-z]+)?")
_STOPS = ".?!;\n"
_CONTRACTED = frozenset(("what", "who", "how", "when", "where", "why", "that", "it", "there", "here", "let"))
"""After these words `'s` is a verb, and people often omit the apostrophe: what's and whats are the same word."""


class Utterance(NamedTuple):
    """A text as words and the punctuation between them.

    `gaps[i]` is the punctuation before word i, without spaces, and `gaps[-1]` is what ends the text; so there is one
    more gap than there are words.
    """

    words: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def has_question_mark(self) -> bool:
        """Whether the text has a question mark."""
        return any("?" in gap for gap in self.gaps)

    def clause(self, word: int) -> tuple[int, int]:
        """Return the index of the first word of the clause around a word, and the index after its last."""
        start, end = word, word + 1
        while start > 0 and not any(stop in self.gaps[start] for stop in _STOPS):
            start -= 1
        while end < len(self.words) and not any(stop in self.gaps[end] for stop in _STOPS):
            end += 1
        return start, end


def normalise(text: str) -> Utterance:
    """Return the words of a text in lower case without accents, and the punctuation between them. Never raises.

    Code, addresses of links, mentions and emoji are left out. `C.M.O.` and `cmo's` both become `cmo`.
    """
    if _is_simple(text):
        words_only = tuple(text.casefold().split())
        return Utterance(words_only, ("",) * (len(words_only) + 1))
    plain = _plain(_both_ends(text))
    words: list[str] = []
    gaps: list[str] = []
    end = 0
    for found in _WORD.finditer(plain):
        gaps.append(_gap(plain[end : found.start()]))
        words.append(_without_possessive(found.group()))
        end = found.end()
    gaps.append(_gap(plain[end:]))
    return Utterance(tuple(words), tuple(gaps))


def _both_ends(text: str) -> str:
    """Return the first and the last half of a long text, without the words that the cut would split."""
    half = MAX_LENGTH // 2
    if len(text) <= MAX_LENGTH:
        return text
    head, _, split = text[:half].rpartition(" ")
    cut, _, tail = text[-half:].partition(" ")
    return f"{head or split}\n{tail or cut}"


def _is_simple(text: str) -> bool:
    """Return whether the text has only ASCII letters and spaces, as most phrases of the knowledge do."""
    return len(text) <= MAX_LENGTH and text.isascii() and text.replace(" ", "").isalpha()


def squeeze(text: str) -> str:
    """Return a name without spaces and punctuation, by which two spellings are compared for equality."""
    return "".join(normalise(text).words)


def _plain(text: str) -> str:
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    text = _LINK.sub(r"\1", _CODE.sub(" ", text))
    text = _BOT_NAME.sub(" ", _MARKUP.sub(" ", text))
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_QUOTES))[
            :MAX_LENGTH
        ]  # normalising can make one character many
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = _EMOJI.sub(" ", text.casefold())
    return _DOTTED.sub(lambda found: found.group().replace(".", ""), text)


def _gap(between: str) -> str:
    return between.replace(" ", "")


def _without_possessive(word: str) -> str:
    stem, apostrophe, ending = word.partition("'")
    if apostrophe and ending == "s" and stem not in _CONTRACTED:
        return stem
    return stem + ending
