"""Classifies what is asked: by the ways of asking that the language lists word for word, else by the trained model."""

import math
from collections.abc import Mapping

from bot.knowledge.base import KnowledgeBase
from bot.understanding.annotation import Annotation
from bot.understanding.classes import CURATED, NOT_OURS, OWNER, class_of
from bot.understanding.features import feature_numbers
from bot.understanding.lexicon import Lexicon
from bot.understanding.subjects import best_curated, best_thing
from bot.understanding.thresholds import (
    CURATED_BIAS,
    CURATED_CLASS,
    CURATED_ENTRY,
    LEAST_PROBABILITY,
    LISTED_SHARE,
    MAX_NOT_OURS_WITH_MONEY,
    MIN_WEIGHED,
    MONEY_SHARE,
    OWNER_BIAS,
    OWNER_CLASS,
    OWNER_THING,
)
from bot.understanding.trained import questions_model


def classify(annotation: Annotation, lexicon: Lexicon) -> dict[str, float]:
    """Return how likely (0-1, in sum 1) each class of question is.

    A way of asking that is listed word for word has LISTED_SHARE of the probability whatever the model says.
    """
    likely = questions_model().probabilities(feature_numbers(annotation.tokens, annotation.side_count))
    way = None if annotation.ambiguous_entities else find_listed_way(annotation, lexicon)
    listed = class_of_way(way) if way else ""
    if listed not in likely:
        return likely
    return _with_share(likely, listed, LISTED_SHARE)


def weigh_money_and_dismissal(annotation: Annotation, likely: Mapping[str, float]) -> Mapping[str, float]:
    """Return the probabilities of a text that speaks of pay or dismissal: it asks something curated, if anything.

    A card on the role would not answer it. A topic that the text names besides is what it asks about: "Why do CMOs get
    fired so soon?".
    """
    best = max(likely, key=lambda name: likely[name])
    is_meant = annotation.has("pay") or (annotation.has("dismissing") and not annotation.has("burning"))
    if not is_meant or annotation.topics or best == OWNER or likely[NOT_OURS] > MAX_NOT_OURS_WITH_MONEY:
        return likely
    return _with_share(likely, CURATED, MONEY_SHARE)


def weigh_subjects(
    annotation: Annotation, likely: Mapping[str, float], base: KnowledgeBase, lexicon: Lexicon
) -> Mapping[str, float]:
    """Return the probabilities of the classes, corrected by how well a curated question, and a thing to own, fits.

    One model says what kind of question it is, the others which curated question or thing is meant, if any. Each knows
    what the other doesn't: whether the words are those of an entry, and whether they ask something else about a role.
    """
    if likely[CURATED] >= MIN_WEIGHED:
        best = best_curated(annotation, base.faq, lexicon)
        likely = _corrected(
            likely, CURATED, CURATED_CLASS * _logit(likely[CURATED]) + CURATED_ENTRY * _logit(best) + CURATED_BIAS
        )
    if likely[OWNER] >= MIN_WEIGHED:
        best = best_thing(annotation, base.things)
        likely = _corrected(
            likely, OWNER, OWNER_CLASS * _logit(likely[OWNER]) + OWNER_THING * _logit(best) + OWNER_BIAS
        )
    return likely


def _corrected(likely: Mapping[str, float], corrected: str, log_odds: float) -> dict[str, float]:
    """Return the probabilities with these log-odds for one class; the others keep their proportions."""
    probability = 1 / (1 + math.exp(-log_odds))
    share = (1 - probability) / (1 - likely[corrected]) if likely[corrected] < 1 else 0.0
    return {name: probability if name == corrected else share * p for name, p in likely.items()}


def _logit(probability: float) -> float:
    """Return the log-odds of a probability that is neither 0 nor 1, or is made so."""
    inside = min(max(probability, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY)
    return math.log(inside / (1 - inside))


def _with_share(likely: Mapping[str, float], favoured: str, share: float) -> dict[str, float]:
    """Return the probabilities with this share for one class; the others keep their proportions."""
    return {name: (1 - share) * probability + share * (name == favoured) for name, probability in likely.items()}


def find_listed_way(annotation: Annotation, lexicon: Lexicon) -> str | None:
    """Return the kind of question that the text asks word for word, such as `role/metrics` or `help`, or None.

    In a question who owns something, the name of the thing doesn't count.
    """
    masked = annotation.masked
    if not masked:
        return None
    if way := lexicon.exact_ways.get("".join(masked)):
        return way
    named = {at for span in lexicon.things.longest(masked) for at in range(span.start, span.end)}
    way = lexicon.exact_ways.get("".join(word for at, word in enumerate(masked) if at not in named))
    return way if named and way and way.endswith("/who_owns") else None


def class_of_way(way: str) -> str:
    """Return the class of a kind of question as the language names it: `several/which_first` is `hire`."""
    kind, _, topic = way.partition("/")
    return class_of("who_owns" if topic == "who_owns" else kind, topic or None)
