"""The result of a rule, and what the rules share: making an intent, and finding the topic of a question."""

from collections.abc import Callable
from typing import NamedTuple

from bot.understanding.annotator import Annotation
from bot.understanding.intents import Intent, IntentKind
from bot.understanding.phrases import ROLE

TOPIC_CUES = (
    "interview",
    "horizon",
    "tenure",
    "impact",
    "metrics",
    "skills",
    "stakeholders",
    "scope",
    "focus",
    "objective",
    "confusions",
    "responsibilities",
)
"""The topics that have cues of their own, the most specific first."""


class RuleResult(NamedTuple):
    """The intent, its certainty from 0 to 1, and the name of the rule.

    A decisive result is based on words that can only mean this question. Other results count only if the rest of the
    text is understood as well.
    """

    intent: Intent
    certainty: float
    rule: str
    is_decisive: bool = True


IntentRule = Callable[[Annotation], RuleResult | None]


def make_intent(
    annotation: Annotation, kind: IntentKind, topic: str | None = None, subject: str | None = None
) -> Intent:
    """Return an intent about the roles of the text."""
    return Intent(kind, annotation.roles, topic, subject)


def asks_about_it_alone(annotation: Annotation) -> bool:
    """Return whether the text asks who owns `it` without saying what, and offers no roles to choose from."""
    return annotation.has("owns") and not annotation.things and "it" in annotation.words and not is_choice(annotation)


def is_choice(annotation: Annotation) -> bool:
    """Return whether the text names roles as alternatives: `CIO or CISO`."""
    return any(annotation.masked[at : at + 3] == (ROLE, "or", ROLE) for at in range(len(annotation.masked)))


def find_topic(annotation: Annotation) -> str | None:
    """Return the topic asked about, or None: one that is named, else one with a cue, else a weakly named one."""
    if annotation.topics:
        return annotation.topics[0]
    if annotation.has("reports"):
        return "reporting_line"
    if annotation.has("together") and len(annotation.roles) > 1:
        return "collaboration"
    for topic in TOPIC_CUES:
        if annotation.has(f"topic_{topic}"):
            return topic
    if annotation.weak_topics and not annotation.unknown_words and not annotation.has("define", "versus"):
        return annotation.weak_topics[0]
    return None
