"""Reads questions that depend on the one before: "and their KPIs?", "what about the CTO?", "which first?", "why?"."""

from bot.understanding.annotation import Annotation
from bot.understanding.classes import CURATED, HIRE_TOPICS, NOT_OURS, OWNER, intent_of
from bot.understanding.decision import Candidate
from bot.understanding.features import PRONOUNS, complete, feature_numbers
from bot.understanding.intents import Intent, IntentKind
from bot.understanding.lexicon import Lexicon
from bot.understanding.linear_model import LinearModel
from bot.understanding.phrases import ROLE
from bot.understanding.thresholds import (
    FOLLOW_UP_PROBABILITY,
    MAX_FOLLOW_UP_WORDS,
    MAX_NOT_OURS,
    MAX_NOT_OURS_ALONE,
    MAX_OTHER_WORDS,
    MIN_FOLLOW_UP,
)

AGAIN = frozenset(
    (
        *("why", "source", "sources", "shorter", "short", "briefly", "sentence", "line", "more", "details", "longer"),
        *("example", "examples", "really", "sure", "explain", "elaborate", "reference", "references"),
    )
)
"""Words that ask for the same answer again: more of it, less of it, or where it comes from."""
ADDING = frozenset(("add", "too", "also", "well", "plus", "vs", "versus", "include", "compare", "compared", "against"))
DROPPING = frozenset(("drop", "without", "minus", "forget", "skip", "remove"))
CORRECTING = frozenset(("meant", "mean", "not", "sorry", "no", "instead", "rather"))
STARTING = frozenset(("and", "or", "same", "what", "whats", "how", "hows", "now"))
"""How a question begins that only names another role: "and the CTO?", "same for finance"."""
VERBS = frozenset(("is", "are", "do", "does", "did", "can", "could", "should", "would", "will", "must", "has", "have"))
"""With one of these a text that names its role asks a question of its own: "what does a CTO do"."""
JOINING = frozenset(("vs", "versus", "against", "compare", "compared"))
"""Between two roles these words make a question of its own: "CFO vs COO"."""
LEADING_WORDS = frozenset(("and", "or", "what", "whats", "about", "how", "hows", "with", "for", "then", "who", "owns"))
"""The words that may accompany a thing in "and what about churn then?"."""


def interpret_follow_up(
    annotation: Annotation, before: Intent | None, lexicon: Lexicon, model: LinearModel
) -> Candidate | None:
    """Return what the text asks after the question `before`, or None if it does not depend on a previous question."""
    if before is None or len(annotation.words) > MAX_FOLLOW_UP_WORDS or annotation.unknown_sides:
        return None
    if before.kind == "who_owns" and not annotation.roles and (thing := _only_thing(annotation, lexicon)):
        return Candidate(Intent("who_owns", before.roles, subject=thing), FOLLOW_UP_PROBABILITY)
    roles = annotation.roles or _named_by_function(annotation, lexicon)
    if roles:
        return _same_of_another(annotation, roles, before, lexicon)
    if _is_again(annotation, lexicon):
        return Candidate(before, FOLLOW_UP_PROBABILITY)
    if not before.roles or _only_thing(annotation, lexicon):
        return None
    return _another_of_same(annotation, before, lexicon, model)


def _named_by_function(annotation: Annotation, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the roles that a short text names by their functions alone: "same for finance"."""
    words = [word for word in annotation.masked if word not in lexicon.small_words]
    spans = lexicon.functions.longest(words)
    if not spans or sum(span.end - span.start for span in spans) < len(words):
        return ()
    return tuple(dict.fromkeys(span.value for span in spans))


def _is_again(annotation: Annotation, lexicon: Lexicon) -> bool:
    """Return whether the text only asks for the same answer again."""
    words = annotation.masked
    return not AGAIN.isdisjoint(words) and all(word in AGAIN or word in lexicon.small_words for word in words)


def _another_of_same(annotation: Annotation, before: Intent, lexicon: Lexicon, model: LinearModel) -> Candidate | None:
    """Read another question about the same roles: "and their KPIs?", which is read as "and @ KPIs?"."""
    if topic := _only_topic(annotation, lexicon):
        intent = intent_of(topic, before.roles)
        return Candidate(intent, FOLLOW_UP_PROBABILITY) if intent else None
    if model.probabilities(feature_numbers(annotation.tokens, 0))[NOT_OURS] > MAX_NOT_OURS_ALONE:
        return None
    likely = _likely(annotation.tokens, len(before.roles), model)
    name = max(likely, key=lambda each: likely[each])
    if name in (OWNER, CURATED, NOT_OURS) or likely[NOT_OURS] > MAX_NOT_OURS:
        return None
    intent = intent_of(name, before.roles)
    return Candidate(intent, likely[name]) if intent and likely[name] >= MIN_FOLLOW_UP else None


def _only_topic(annotation: Annotation, lexicon: Lexicon) -> str | None:
    """Return the topic if the text names nothing else: "and the skills?". "Do we need both?" is another question."""
    if not annotation.topics or annotation.topics[0] in HIRE_TOPICS:
        return None
    words = [lexicon.wide_spelling.correct(word) or word for word in annotation.masked]
    spans = lexicon.topics.longest(words)
    named = {at for span in spans for at in range(span.start, span.end)}
    others = (word for at, word in enumerate(words) if at not in named)
    return annotation.topics[0] if all(word in lexicon.small_words for word in others) else None


def _likely(tokens: tuple[str, ...], role_count: int, model: LinearModel) -> dict[str, float]:
    """Return how likely each class is with the roles filled in, which people join by "and" or by "or"."""
    fillings = [(ROLE,)] if role_count == 1 else [(ROLE, "and", ROLE), (ROLE, "or", ROLE)]
    found = [model.probabilities(feature_numbers(complete(tokens, filling), role_count)) for filling in fillings]
    return {name: sum(each[name] for each in found) / len(found) for name in model.classes}


def _only_thing(annotation: Annotation, lexicon: Lexicon) -> str | None:
    """Return the thing if the text names nothing else, after a question who owns another: "and churn?"."""
    words = [lexicon.wide_spelling.correct(word) or word for word in annotation.masked]
    rest = [word for word in words if word not in LEADING_WORDS and word not in lexicon.small_words]
    named = lexicon.things.longest(rest)
    return named[0].value if named and sum(span.end - span.start for span in named) == len(rest) else None


def _same_of_another(
    annotation: Annotation, roles: tuple[str, ...], before: Intent, lexicon: Lexicon
) -> Candidate | None:
    """Read the same question about other roles: "what about the CTO?", "and the CFO as well", "no, I meant the COO"."""
    rest = [word for word in annotation.masked if word != ROLE]
    words = frozenset(rest)
    if _is_complete(words, annotation):
        return None
    changes = bool(words & (ADDING | DROPPING | CORRECTING))
    starts = annotation.masked[0] in STARTING or annotation.has("again") or not rest
    known = words <= (lexicon.small_words | ADDING | DROPPING | CORRECTING | STARTING) or not annotation.roles
    if not (starts or changes) or not known or len(rest) > MAX_OTHER_WORDS or annotation.topics:
        return None
    others = _changed_roles(words, roles, before)
    return Candidate(_about(others, before), FOLLOW_UP_PROBABILITY) if others else None


def _is_complete(words: frozenset[str], annotation: Annotation) -> bool:
    """Return whether a text that names a role can do without the question before."""
    if len(annotation.roles) > 1 and words & JOINING:
        return True
    depends = words & (PRONOUNS | ADDING | DROPPING | CORRECTING | {"same"})
    return bool(annotation.roles and words & VERBS) and not depends


def _changed_roles(words: frozenset[str], roles: tuple[str, ...], before: Intent) -> tuple[str, ...]:
    """Return the roles of the question before with those named added, dropped, or in their place."""
    if words & DROPPING:
        return tuple(role for role in before.roles if role not in roles)
    if words & CORRECTING:
        return tuple(role for role in roles if role not in before.roles) or roles
    if words & ADDING or (len(before.roles) > 1 and before.kind != "who_owns"):
        return tuple(dict.fromkeys((*before.roles, *roles)))
    return roles


def _about(roles: tuple[str, ...], before: Intent) -> Intent:
    """Return the question before, asked about these roles."""
    if before.kind == "who_owns":
        return before._replace(roles=roles)
    kind: IntentKind = before.kind if before.kind == "advice" else "compare" if len(roles) > 1 else "role"
    topic = before.topic
    if kind == "advice" and topic in ("first_hire", "which_first"):
        topic = "which_first" if len(roles) > 1 else "first_hire"
    return Intent(kind, roles, topic)
