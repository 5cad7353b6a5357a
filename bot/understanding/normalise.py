"""Text as people type it, into plain words: Slack's markup, accents, emoji, dots and quotes taken off."""

import re
import unicodedata
from typing import NamedTuple

LONGEST = 1_000
"""Characters that are read: of a longer text its beginning and its end, half each, where the question stands."""

_CODE = re.compile(r"```.*?(?:```|$)|`(?![A-Za-z ]+`)[^`]*`", re.DOTALL)
"""Code, but not plain words that somebody put between backticks to stress them."""
_LINK = re.compile(r"<(?:https?|mailto):[^|>]*\|([^>]*)>")
_MARKUP = re.compile(r"<[@#!][^>]*>|<(?:https?|mailto):[^>]*>|https?://\S+")
_BOT_NAME = re.compile(r"^\s*@[\w.-]+")
_EMOJI = re.compile(r":(?:[+-]1|100|[a-z0-9_+'-]*[a-z_][a-z0-9_+'-]*):")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\u00b4": "'", "\u2013": "-", "\u2014": " - "})
_DOTTED = re.compile(r"\b(?:[a-z]\.)+[a-z]\b|\b(?:[a-z]\.){2,}")
_WORD = re.compile(r"\d+(?:[.,]\d+)+[a-z]*|[^\W_]+(?:_\w+)*(?:'[a-z]+)?")
_STOPS = ".?!;\n"
_CONTRACTED = frozenset(("what", "who", "how", "when", "where", "why", "that", "it", "there", "here", "let"))
"""After these words `'s` is a verb, and people leave the apostrophe out: what's and whats are one word."""


class Utterance(NamedTuple):
    """A text as words, with what stood before each of them.

    `gaps[i]` is the punctuation between word i-1 and word i, without blanks; `gaps[-1]` is what ends the text, so
    there is one more gap than words.
    """

    words: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def has_question_mark(self) -> bool:
        """Whether there is a question mark anywhere."""
        return any("?" in gap for gap in self.gaps)

    def clause(self, word: int) -> tuple[int, int]:
        """The first word of the clause that holds the given word, and the one after its last."""
        start, end = word, word + 1
        while start > 0 and not any(stop in self.gaps[start] for stop in _STOPS):
            start -= 1
        while end < len(self.words) and not any(stop in self.gaps[end] for stop in _STOPS):
            end += 1
        return start, end


def normalise(text: str) -> Utterance:
    """The words of a text in lower case without accents, and the punctuation around them. Never raises.

    Code spans, links' addresses, mentions and emoji are left out; `C.M.O.` becomes `cmo`, `cmo's` becomes `cmo`.
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
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]}\n{text[-half:]}"


def _is_simple(text: str) -> bool:
    """Whether the text is nothing but ASCII letters and blanks, as most phrases of the knowledge are."""
    return len(text) <= LONGEST and text.isascii() and text.replace(" ", "").isalpha()


def squeeze(text: str) -> str:
    """A name with everything but its letters and digits taken off: how two spellings are the same."""
    return "".join(normalise(text).words)


def _plain(text: str) -> str:
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    text = _LINK.sub(r"\1", _CODE.sub(" ", text))
    text = _BOT_NAME.sub(" ", _MARKUP.sub(" ", text))
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_QUOTES))[:LONGEST]  # one sign may stand for many letters
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
