"""Decides what to do with what a text may ask: answer, answer and offer other readings, ask back, or say no."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.letter_case import ask_for_owner
from bot.understanding.classes import CURATED, NOT_OURS, OWNER, intent_of, is_general
from bot.understanding.intents import Intent, Option
from bot.understanding.similarity import ScoredEntry
from bot.understanding.thresholds import (
    GENERAL_FACTOR,
    MAX_READINGS,
    MIN_CARD,
    MIN_LEANING,
    MIN_OWNER,
    MIN_SURE,
    NOT_OURS_FACTOR,
    UNMATCHED_DOUBT,
)

MAX_LABEL_LENGTH = 75
"""Slack's limit for the text of a button, in characters."""


class Candidate(NamedTuple):
    """A question that the text may ask, and how likely (0-1) it is meant."""

    intent: Intent
    probability: float


class Verdict(NamedTuple):
    """What to do.

    - `intent`: the question to answer, or None if the person is asked or refused.
    - `probability`: how likely the best reading is (0-1).
    - `readings`: the readings to offer as buttons: beside an answer the next best, otherwise the best.
    """

    intent: Intent | None
    probability: float
    readings: tuple[Intent, ...]


def find_candidates(
    likely: Mapping[str, float], roles: tuple[str, ...], things: Sequence[ScoredEntry], curated: Sequence[ScoredEntry]
) -> list[Candidate]:
    """Return the questions that the text may ask and that can be answered, the likeliest first.

    `likely` is the probability of each class. Classes that ask nothing answerable about these roles, things and
    curated questions are left out, so the probabilities may add up to less than 1. If the text seems to ask a curated
    question, but none fits, that is a reason to doubt it, and the other readings become likelier.
    """
    found = [
        Candidate(intent, probability * share)
        for name, probability in likely.items()
        for intent, share in _intents(name, roles, things, curated)
    ]
    matched = sum(one.score for one in curated)
    share = 1 / (1 - UNMATCHED_DOUBT * likely[CURATED] * max(0.0, 1 - matched))
    scaled = (one._replace(probability=min(1.0, one.probability * share)) for one in found)
    return sorted(scaled, key=lambda one: -one.probability)


def _intents(
    name: str, roles: tuple[str, ...], things: Sequence[ScoredEntry], curated: Sequence[ScoredEntry]
) -> list[tuple[Intent, float]]:
    """Return the questions that a class may stand for, and the share of its probability that each gets."""
    if name == NOT_OURS:
        return []
    if name == OWNER:
        return [(Intent("who_owns", roles, subject=one.entry), one.score) for one in things]
    if name == CURATED:
        return [(Intent("faq", subject=one.entry), one.score) for one in curated]
    intent = intent_of(name, roles)
    return [(intent, 1.0)] if intent else []


def decide(candidates: Sequence[Candidate], not_ours: float) -> Verdict:
    """Decide between the candidates, which are sorted by probability; `not_ours` is how likely none is meant."""
    if not candidates or _is_doubtful(candidates) or candidates[0].probability < not_ours:
        return Verdict(None, 0.0, ())
    best, *others = _within_reach(candidates)
    rest = tuple(one.intent for one in others)
    if best.probability >= MIN_SURE:
        return Verdict(best.intent, best.probability, ())
    if best.probability >= max(MIN_LEANING, NOT_OURS_FACTOR * not_ours):
        return Verdict(best.intent, best.probability, rest)
    return Verdict(None, best.probability, (best.intent, *rest)) if rest else Verdict(None, 0.0, ())


def _is_doubtful(candidates: Sequence[Candidate]) -> bool:
    """Return whether all cards together are too unlikely. Without a role, a word for a thing is often no question."""
    best = candidates[0].intent
    least = MIN_OWNER if best.kind == "who_owns" and not best.roles else MIN_CARD
    return sum(one.probability for one in candidates) < least


def _within_reach(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the readings to show or offer: the likeliest, and the general card rather than a third unlikely one."""
    reach = list(candidates[:MAX_READINGS])
    general = next((one for one in candidates if is_general(one.intent)), None)
    if general and general not in reach and general.probability >= GENERAL_FACTOR * reach[-1].probability:
        reach[-1] = general
    return reach


def label_of(intent: Intent, base: KnowledgeBase) -> str:
    """Return the label of a button that offers a reading: its topic, or its curated question."""
    if intent.kind == "faq":
        return base.faq[intent.subject or ""].ask[0]
    if intent.kind == "who_owns":
        return f"{ask_for_owner(base.things[intent.subject or ''])}?"
    if intent.topic:
        return base.topics[intent.topic].name
    return "Compare" if intent.kind == "compare" else f"About the {base.roles[intent.roles[0]].short}"


def options_of(intents: Sequence[Intent], base: KnowledgeBase, lead: str = "") -> tuple[Option, ...]:
    """Return the readings as options, whose labels begin with the lead."""
    return tuple(Option(_shortened(f"{lead}{label_of(intent, base)}"), intent) for intent in intents)


def _shortened(label: str) -> str:
    return label if len(label) <= MAX_LABEL_LENGTH else f"{label[: MAX_LABEL_LENGTH - 1]}\u2026"
