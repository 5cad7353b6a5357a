"""Reads questions that depend on the one before: "and their KPIs?", "what about the CTO?", "which first?"."""

from bot.understanding.annotator import Annotation
from bot.understanding.intents import Intent
from bot.understanding.lexicon import Lexicon
from bot.understanding.phrases import ROLE
from bot.understanding.rule_results import RuleResult
from bot.understanding.rules import apply_first_rule

MAX_WORDS = 18
"""A longer text says itself what it is about. Like the other numbers here, chosen by hand."""
MAX_UNKNOWN_WORDS = 1
CERTAINTY = 0.95
"""The factor by which a follow-up is less certain than a complete question."""
MAX_OTHER_WORDS = 4
"""How many words besides the role a question like "what about the CTO?" may have."""
FOLLOW_UP_STARTS = (("and", ROLE), ("or", ROLE))
"""How "and the CTO?" begins, without fillers."""
LEADING_WORDS = frozenset(("and", "or", "what", "whats", "about", "how", "hows", "with", "for", "then", "who", "owns"))
"""The words that may accompany a thing in "and what about churn then?"."""


def interpret_follow_up(annotation: Annotation, before: Intent | None, lexicon: Lexicon) -> RuleResult | None:
    """Return what the text asks after the question `before`, or None if it does not depend on a previous question."""
    if before is None or len(annotation.words) > MAX_WORDS or len(annotation.unknown_words) > MAX_UNKNOWN_WORDS:
        return None
    if before.kind == "who_owns" and not annotation.roles and (thing := _only_thing(annotation, lexicon)):
        return RuleResult(Intent("who_owns", before.roles, subject=thing), 0.85, "follow:thing")
    if annotation.roles and before.kind == "who_owns" and before.subject:
        return _owner_of_same(annotation, before)
    if not before.roles:
        return None
    return _same_of_another(annotation, before) if annotation.roles else _another_of_same(annotation, before)


def _another_of_same(annotation: Annotation, before: Intent) -> RuleResult | None:
    """Read another question about the same roles: "and their KPIs?"."""
    result = apply_first_rule(annotation._replace(roles=before.roles))
    if result is None or not result.is_decisive or _owns_something_else(annotation, result.intent):
        return None
    return result._replace(certainty=result.certainty * CERTAINTY, rule=f"follow:{result.rule}")


def _owns_something_else(annotation: Annotation, intent: Intent) -> bool:
    """Return whether the text asks who owns an unknown thing: "who owns the website?" is no follow-up."""
    whose = intent.kind == "who_owns" or intent.topic == "responsibilities"
    return whose and not intent.subject and annotation.has("owns") and bool(annotation.unknown_words)


def _only_thing(annotation: Annotation, lexicon: Lexicon) -> str | None:
    """Return the thing if the text names nothing else, after a question who owns another: "and churn?"."""
    words = [lexicon.wide_spelling.correct(word) or word for word in annotation.masked]
    rest = [word for word in words if word not in LEADING_WORDS]
    named = lexicon.things.longest(rest)
    return named[0].value if named and sum(span.end - span.start for span in named) == len(rest) else None


def _owner_of_same(annotation: Annotation, before: Intent) -> RuleResult | None:
    """Read a question about the part of another role in the same thing: "and the CRO?"."""
    other_words = len(annotation.masked) - len(annotation.roles)
    if annotation.topics or annotation.things or not _is_follow_up(annotation) or other_words > MAX_OTHER_WORDS:
        return None
    return RuleResult(Intent("who_owns", annotation.roles, subject=before.subject), 0.85, "follow:owner")


def _same_of_another(annotation: Annotation, before: Intent) -> RuleResult | None:
    """Read the same question about another role: "what about the CTO?". With a topic it is complete."""
    rest = [word for word in annotation.masked if word != ROLE]
    if annotation.topics or not _is_follow_up(annotation) or len(rest) > MAX_OTHER_WORDS:
        return None
    roles = tuple(dict.fromkeys((*before.roles, *annotation.roles))) if len(before.roles) > 1 else annotation.roles
    kind = before.kind if before.kind == "advice" or (before.kind == "compare" and len(roles) > 1) else "role"
    return RuleResult(Intent(kind, roles, before.topic), 0.85, "follow:what_about")


def _is_follow_up(annotation: Annotation) -> bool:
    return annotation.has("again") or (annotation.masked[:2] in FOLLOW_UP_STARTS and len(annotation.roles) == 1)
