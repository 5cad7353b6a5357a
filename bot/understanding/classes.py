"""The classes that the classifier tells apart, and the question that each asks about the sides of a text.

A class is the subject of a question whatever the number of sides: `metrics` asks for the KPIs of one role or compares
those of several, so every example teaches both.
"""

from bot.understanding.intents import Intent

GENERAL, HIRE, OWNER, CURATED, NOT_OURS = "general", "hire", "owner", "curated", "not_ours"
CONFUSIONS = "confusions"
HIRE_TOPICS = ("first_hire", "which_first")
ADVICE_TOPICS = ("both_or_one", "importance")
_CLASS_OF_KIND = {"who_owns": OWNER, "faq": CURATED, "other": CURATED, "none": NOT_OURS}


def class_of(kind: str, topic: str | None) -> str:
    """Return the class of a labelled question."""
    if kind in _CLASS_OF_KIND:
        return _CLASS_OF_KIND[kind]
    if topic in HIRE_TOPICS:
        return HIRE
    return topic if topic and topic != "differences" else GENERAL


def intent_of(name: str, roles: tuple[str, ...]) -> Intent | None:
    """Return the question that a class asks about these roles, or None if it asks none about them.

    The classes `owner` and `curated` need a subject, which the roles don't give.
    """
    if not roles or name in (OWNER, CURATED, NOT_OURS):
        return None
    several = len(roles) > 1
    if name == HIRE:
        return Intent("advice", roles, "which_first" if several else "first_hire")
    if name in ADVICE_TOPICS:
        return Intent("advice", roles, name)
    if name == "similarities" and not several:
        return Intent("role", roles, CONFUSIONS)
    return Intent("compare" if several else "role", roles, None if name == GENERAL else name)


def is_general(intent: Intent) -> bool:
    """Return whether the question asks for the whole card of one role or of several."""
    return intent.kind in ("role", "compare") and intent.topic is None
