"""Recognises the subject of a question: the thing whose owner is asked for, or the curated question that is meant."""

from collections.abc import Iterator, Mapping
from heapq import nlargest
from itertools import pairwise
from zlib import crc32

from bot.knowledge.models import FaqEntry
from bot.understanding.annotation import Annotation
from bot.understanding.features import letter_numbers
from bot.understanding.lexicon import Lexicon
from bot.understanding.similarity import ScoredEntry
from bot.understanding.thresholds import (
    FAQ_ALONE,
    FAQ_FEW_WORDS,
    FAQ_NEAR,
    MAX_NOT_HELD,
    MAX_READINGS,
    MIN_CONTENT_WORDS,
    MIN_WITHOUT_ROLE,
    MIN_WITHOUT_SUBJECT,
    NAMED_FACTOR,
)
from bot.understanding.trained import curated_model, things_model

BUCKETS = 1 << 13
"""It divides the number of buckets in `features`, so that the numbers of the pieces of words serve both."""
LIKELIEST = 20
"""How many curated questions are looked at more closely. The others are too unlikely; chosen by hand."""
NOT_HELD = "not_held"
"""The class of texts whose subject the knowledge doesn't hold."""
ELSEWHERE = "elsewhere"
"""The class of texts that ask something else altogether."""


def rank_things(annotation: Annotation, held: Mapping[str, object], least: float) -> list[ScoredEntry]:
    """Return the things of `held` that a question of ownership may be about, with how likely (0-1) each is, best first.

    A thing that the model doesn't know, because a company added it, is certain if it is named. Things less likely than
    `least` are left out.
    """
    trained = things_model()
    if added := [thing for thing in annotation.things if thing not in trained.classes]:
        return [ScoredEntry(added[0], 1.0)]
    likely = trained.probabilities(subject_features(annotation))
    odds = {thing: p * (NAMED_FACTOR if thing in annotation.things else 1.0) for thing, p in likely.items()}
    odds[NOT_HELD] += odds.pop(ELSEWHERE, 0.0)
    if annotation.things:
        odds.pop(NOT_HELD, None)
    likely_enough = {thing: odd for thing, odd in odds.items() if odd >= least or thing == NOT_HELD}
    return _best(_without_not_held(likely_enough), held, least)


def best_thing(annotation: Annotation, held: Mapping[str, object]) -> float:
    """Return how likely (0-1) a text asks who owns the likeliest thing, held or unknown, and nothing else."""
    likely = things_model().probabilities(subject_features(annotation))
    return max(p for thing, p in likely.items() if thing in held or thing == NOT_HELD)


def rank_curated(
    annotation: Annotation, held: Mapping[str, FaqEntry], lexicon: Lexicon, least: float
) -> list[ScoredEntry]:
    """Return the curated questions of `held` that a text may ask, with how likely (0-1) each is, best first.

    One that the model doesn't know, because a company added it, has the score of its most similar phrasing.
    """
    added = {one.entry: one.score for one in lexicon.nearest_added_questions(annotation.words)}
    likely = _curated_likely(annotation, held, lexicon)
    return _best((_without_not_held(likely) if likely.keys() - {NOT_HELD} else {}) | added, held, least)


def best_curated(annotation: Annotation, held: Mapping[str, FaqEntry], lexicon: Lexicon) -> float:
    """Return how likely (0-1) a text asks the likeliest curated question of `held`, and not something else."""
    likely = _curated_likely(annotation, held, lexicon)
    return max((p for entry, p in likely.items() if entry != NOT_HELD), default=0.0)


def _curated_likely(annotation: Annotation, held: Mapping[str, FaqEntry], lexicon: Lexicon) -> dict[str, float]:
    """Return the probabilities of the curated questions of `held` that fit the text, and of NOT_HELD."""
    named = {*annotation.roles, *annotation.bystanders}
    least = 0.0 if _is_about_executives(annotation, lexicon) else MIN_WITHOUT_SUBJECT
    likely = curated_model().probabilities(subject_features(annotation))
    found = {NOT_HELD: likely[NOT_HELD]}
    for entry in nlargest(LIKELIEST, likely, key=likely.__getitem__):
        if entry in held and likely[entry] >= least and _suits(held[entry], likely[entry], named, annotation, lexicon):
            found[entry] = likely[entry]
    return found


def _suits(entry: FaqEntry, likely: float, named: set[str], annotation: Annotation, lexicon: Lexicon) -> bool:
    """Return whether a curated question suits the roles and titles that a text names."""
    if named:
        return _fits(entry, named, lexicon)
    return (likely >= MIN_WITHOUT_ROLE or _fits(entry, named, lexicon)) and _names_title(entry, annotation)


def _names_title(entry: FaqEntry, annotation: Annotation) -> bool:
    """Return whether a phrasing of the entry names a title of the text, if that has titles that aren't held."""
    executive = [title.text for title in annotation.titles if title.is_executive]
    return not executive or any(title in text.lower() for title in executive for text in entry.ask)


def _fits(entry: FaqEntry, named: set[str], lexicon: Lexicon) -> bool:
    """Return whether a curated question about certain roles is asked about one of them. One about none fits any."""
    if entry.id in lexicon.role_specific_questions:
        return not named.isdisjoint(entry.roles) if entry.roles else bool(named)
    return not entry.roles or not named or not named.isdisjoint(entry.roles)


def find_added_curated(annotation: Annotation, lexicon: Lexicon) -> ScoredEntry | None:
    """Return the curated question that a company added and that is similar enough to what was typed, or None."""
    near = lexicon.nearest_added_questions(annotation.words)
    return near[0] if near and near[0].score >= _least_similarity(annotation, lexicon) else None


def _least_similarity(annotation: Annotation, lexicon: Lexicon) -> float:
    """Return the score required of a phrasing: more for a text with hardly any content words."""
    if not lexicon.has_roles:
        return FAQ_ALONE
    return FAQ_NEAR if _content_count(annotation, lexicon) >= MIN_CONTENT_WORDS else FAQ_FEW_WORDS


def _is_about_executives(annotation: Annotation, lexicon: Lexicon) -> bool:
    """Return whether a text may ask a curated question: it names a role, or has enough words and one of our subject."""
    if annotation.entities:
        return True
    is_long = _content_count(annotation, lexicon) >= MIN_CONTENT_WORDS
    return is_long and not lexicon.subject_words.isdisjoint(annotation.words)


def _content_count(annotation: Annotation, lexicon: Lexicon) -> int:
    return sum(word not in lexicon.small_words for word in annotation.words)


def subject_features(annotation: Annotation) -> list[int]:
    """Return the numbers, below BUCKETS, of the features of a text, each once: its masked words, and its roles."""
    numbers = {crc32(feature.encode()) % BUCKETS for feature in _features(annotation)}
    pieces = (number % BUCKETS for word in set(annotation.tokens) for number in letter_numbers(word))
    return list(numbers.union(pieces))


def _features(annotation: Annotation) -> Iterator[str]:
    tokens = annotation.tokens
    yield from (f"role {role}" for role in annotation.roles)
    yield from (f"word {word}" for word in set(tokens))
    yield from (f"pair {one} {other}" for one, other in pairwise(tokens))


def _without_not_held(odds: Mapping[str, float]) -> dict[str, float]:
    """Return the odds as shares of 1. Unless it is likely that the subject is not held, it is assumed to be."""
    total = sum(odds.values())
    if odds.get(NOT_HELD, 0.0) <= MAX_NOT_HELD * total:
        odds = {subject: odd for subject, odd in odds.items() if subject != NOT_HELD}
        total = sum(odds.values())
    return {subject: odd / total for subject, odd in odds.items()}


def _best(scores: Mapping[str, float], held: Mapping[str, object], least: float) -> list[ScoredEntry]:
    """Return the best MAX_READINGS subjects that are likely enough, with their shares of 1.

    If it is likely that the subject is not held, that has its share, too.
    """
    found = sorted(((-score, entry) for entry, score in scores.items() if score >= least and entry in held))
    total = scores.get(NOT_HELD, 0.0) - sum(score for score, _ in found[:MAX_READINGS])
    return [ScoredEntry(entry, -score / total) for score, entry in found[:MAX_READINGS]]
