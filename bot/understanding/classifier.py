"""Questions that no cue decides, recognised by their likeness to curated ways of asking with the roles taken out."""

from collections.abc import Sequence

from bot.understanding.annotator import Annotation
from bot.understanding.intents import Intent, IntentKind
from bot.understanding.lexicon import Lexicon
from bot.understanding.rule_results import RuleResult

NEAR_ENOUGH = 0.5
"""The least score (0-1) of the nearest kind of question that is taken for what is asked."""
LESS_ASKING = 0.12
"""How much more it takes, up to twice, for each word that means nothing to us where nothing is asked outright."""
AUXILIARIES = frozenset(
    (
        *("is", "are", "was", "am", "do", "does", "did", "may", "might", "must", "shall", "should"),
        *("would", "has", "have", "had", "isnt", "arent", "doesnt", "dont", "wouldnt", "shouldnt"),
    )
)
"""A text that begins with one of these is a question, also where its question mark is missing."""
UNKNOWN_WORD_PENALTY = 0.94
"""What is left of the score for each word that means nothing to us."""


def classify(annotation: Annotation, lexicon: Lexicon) -> RuleResult | None:
    """What the text asks by the ways of asking it is most like; None where it is like none, or like two."""
    if not _is_ours(annotation):
        return None
    words = annotation.masked if annotation.roles else _without_things(annotation.masked, lexicon)
    nearest = next(iter(lexicon.intent_classifier(_group(annotation)).nearest(words)), None)
    if nearest is None:
        return None
    certainty = nearest.score * UNKNOWN_WORD_PENALTY ** len(annotation.unknown_words)
    intent = _intent(nearest.entry, annotation)
    if intent is None or certainty < _near_enough(annotation):
        return None
    return RuleResult(intent, certainty, f"like:{nearest.entry}")


def _group(annotation: Annotation) -> str:
    return "none" if not annotation.roles else "one" if len(annotation.roles) == 1 else "several"


def _without_things(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    named = {at for span in lexicon.things.longest(words) for at in range(span.start, span.end)}
    return [word for at, word in enumerate(words) if at not in named]


def _is_ours(annotation: Annotation) -> bool:
    """Whether the text names a role, or speaks of executives, or asks for whom a thing is that an executive owns."""
    if annotation.roles:
        return True
    whom = annotation.has("whom") and bool(annotation.things) and not annotation.is_personal
    return not annotation.has("person") and (whom or annotation.has("executives"))


def _near_enough(annotation: Annotation) -> float:
    asks = annotation.utterance.has_question_mark or annotation.has("asking") or annotation.masked[0] in AUXILIARIES
    return NEAR_ENOUGH if asks else NEAR_ENOUGH + LESS_ASKING * min(len(annotation.unknown_words), 2)


def _intent(way: str, annotation: Annotation) -> Intent | None:
    """The intent behind `role/metrics`, `several/which_first`, `none/who_owns`; None where its subject is missing."""
    first, _, topic = way.partition("/")
    if topic == "who_owns":
        asks = annotation.roles or annotation.has("whom", "owns")
        return (
            Intent("who_owns", annotation.roles, subject=annotation.things[0]) if annotation.things and asks else None
        )
    kind: IntentKind = "advice" if first in ("several", "advice") else "role" if first == "role" else "compare"
    return Intent(kind, annotation.roles, topic or None)
