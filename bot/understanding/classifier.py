"""Classifies questions that no rule decides, by their similarity to example questions with the roles masked."""

from collections.abc import Sequence

from bot.understanding.annotator import Annotation
from bot.understanding.intents import Intent, IntentKind
from bot.understanding.lexicon import Lexicon
from bot.understanding.rule_results import RuleResult

MIN_SCORE = 0.5
"""The least score (0-1) with which the best class is accepted. Like the two constants below, chosen by hand; see
`python -m benchmarks understanding`."""
STATEMENT_PENALTY = 0.12
"""Added to the required score for each unknown word, at most twice, if the text is not clearly a question."""
AUXILIARIES = frozenset(
    (
        *("is", "are", "was", "am", "do", "does", "did", "may", "might", "must", "shall", "should"),
        *("would", "has", "have", "had", "isnt", "arent", "doesnt", "dont", "wouldnt", "shouldnt"),
    )
)
"""A text that begins with one of these is a question, even without a question mark."""
UNKNOWN_WORD_PENALTY = 0.94
"""The score is multiplied by this for each unknown word."""


def classify(annotation: Annotation, lexicon: Lexicon) -> RuleResult | None:
    """Return the question that the most similar examples ask, or None if the text is out of scope or too dissimilar."""
    if not _is_in_scope(annotation):
        return None
    words = annotation.masked if annotation.roles else _without_things(annotation.masked, lexicon)
    nearest = next(iter(lexicon.intent_classifier(_group(annotation)).nearest(words)), None)
    if nearest is None:
        return None
    certainty = nearest.score * UNKNOWN_WORD_PENALTY ** len(annotation.unknown_words)
    intent = _intent(nearest.entry, annotation)
    if intent is None or certainty < _required_score(annotation):
        return None
    return RuleResult(intent, certainty, f"like:{nearest.entry}")


def _group(annotation: Annotation) -> str:
    return "none" if not annotation.roles else "one" if len(annotation.roles) == 1 else "several"


def _without_things(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    named = {at for span in lexicon.things.longest(words) for at in range(span.start, span.end)}
    return [word for at, word in enumerate(words) if at not in named]


def _is_in_scope(annotation: Annotation) -> bool:
    """Return whether the text names a role, is about executives, or asks who a thing that can be owned belongs to."""
    if annotation.roles:
        return True
    whom = annotation.has("whom") and bool(annotation.things) and not annotation.is_personal
    return not annotation.has("person") and (whom or annotation.has("executives"))


def _required_score(annotation: Annotation) -> float:
    asks = annotation.utterance.has_question_mark or annotation.has("asking") or annotation.masked[0] in AUXILIARIES
    return MIN_SCORE if asks else MIN_SCORE + STATEMENT_PENALTY * min(len(annotation.unknown_words), 2)


def _intent(way: str, annotation: Annotation) -> Intent | None:
    """Return the intent of a class such as `role/metrics` or `none/who_owns`, or None if its subject is missing."""
    first, _, topic = way.partition("/")
    if topic == "who_owns":
        asks = annotation.roles or annotation.has("whom", "owns")
        return (
            Intent("who_owns", annotation.roles, subject=annotation.things[0]) if annotation.things and asks else None
        )
    kind: IntentKind = "advice" if first in ("several", "advice") else "role" if first == "role" else "compare"
    return Intent(kind, annotation.roles, topic or None)
