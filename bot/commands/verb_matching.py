"""Finding the verb that a command begins with: exactly, then with its typos corrected."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bot.commands.catalogue import CATALOGUE
from bot.matching import SpellingCorrector, nearest_names, nearest_word

MIN_CORRECTABLE_SYNONYM = 6
"""Shorter synonyms are never the result of a correction: they are too close to each other and to everyday words."""
NEVER_CORRECTED = frozenset(("decided", "decision", "unmute"))
"""Nor are these: each is one typo away from a verb that does something else, or changes something by itself."""
NEVER_SUGGESTED = frozenset(("stop", "abort"))
"""Words that are not offered as what may have been meant: a close match to them should not end a search."""
MIN_LENGTH_FOR_TWO_TYPOS = 8
"""From this length on a word with two typos is corrected. Chosen so that no verb turns into another: see the tests."""
LONGEST_PHRASE = 4
MAX_SUGGESTIONS = 3
SUGGESTION_CUTOFF = 60
"""Similarity (0-100) from which a verb is suggested. At 50, unrelated words of the same length are."""
LONGEST_WORD = 30


class VerbMatch(NamedTuple):
    """A verb, how many words it was called by, and these words with their typos corrected."""

    verb: str
    word_count: int
    words: tuple[str, ...]


def match_verb(words: Sequence[str]) -> VerbMatch | None:
    """The verb that the words (in lower case) begin with, by its longest phrase; exact before corrected."""
    exact = _match_longest_phrase(words)
    if exact and exact.word_count == len(words):
        return exact
    corrected = _match_longest_phrase([_correct_typo(word) or word for word in words[:LONGEST_PHRASE]])
    return corrected if not exact or (corrected and corrected.word_count > exact.word_count) else exact


def suggest_verbs(word: str) -> tuple[str, ...]:
    """The verbs whose names or synonyms are most similar to a word that is no verb, most similar first."""
    names = {phrase[0]: verb for phrase, verb in _verbs_by_phrase().items() if len(phrase) == 1}
    offered = {name: verb for name, verb in names.items() if name not in NEVER_SUGGESTED}
    return tuple(nearest_names(word[:LONGEST_WORD], offered, MAX_SUGGESTIONS, SUGGESTION_CUTOFF))


def _match_longest_phrase(words: Sequence[str]) -> VerbMatch | None:
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        phrase = tuple(words[:length])
        if phrase in _verbs_by_phrase():
            return VerbMatch(_verbs_by_phrase()[phrase], length, phrase)
    return None


def _correct_typo(word: str) -> str | None:
    """The verb word that was meant: one typo away, or two in a long word, and no other verb as close."""
    corrector = _spelling_corrector()
    corrected = corrector.correct(word)
    if corrected is None and word not in corrector and len(word) >= MIN_LENGTH_FOR_TWO_TYPOS:
        nearest = nearest_word(word, sorted(_correctable_words()))
        return nearest if nearest and nearest[0] == word[0] else None
    if corrected is None or sorted(corrected) == sorted(word):  # swapped letters are the most likely typo
        return corrected
    return None if any(nearest_word(word, [other]) for other in _competing_words(corrected)) else corrected


@cache
def _competing_words(word: str) -> tuple[str, ...]:
    """The words of other verbs, any of which may have been meant as well."""
    verb = _verbs_by_phrase().get((word,))
    same = {verb, CATALOGUE[verb].confused_with if verb else None}
    return tuple(other for other in sorted(_correctable_words()) if _verbs_by_phrase().get((other,), verb) not in same)


@cache
def _verbs_by_phrase() -> dict[tuple[str, ...], str]:
    """Phrase, as words, to the verb that it stands for."""
    return {
        tuple(phrase.split()): verb.name
        for verb in CATALOGUE.values()
        if verb.is_typed
        for phrase in verb.phrases.split(", ")
    }


@cache
def _correctable_words() -> frozenset[str]:
    words = {word for phrase in _verbs_by_phrase() for word in phrase}
    own = {word for verb in CATALOGUE.values() if verb.is_typed for word in verb.name.split("-")}
    return frozenset(own | {word for word in words if len(word) >= MIN_CORRECTABLE_SYNONYM}) - NEVER_CORRECTED


@cache
def _spelling_corrector() -> SpellingCorrector:
    return SpellingCorrector(_correctable_words(), {word for phrase in _verbs_by_phrase() for word in phrase})
