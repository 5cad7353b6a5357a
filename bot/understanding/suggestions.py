"""Suggests questions that can be answered when a text cannot."""

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Role
from bot.understanding.annotation import Annotation
from bot.understanding.decision import MAX_LABEL_LENGTH
from bot.understanding.intents import Intent, Option
from bot.understanding.lexicon import Lexicon
from bot.understanding.subjects import rank_curated

MAX_OPTIONS = 5
MAX_ROLES = 4
MAX_COMPARED = 3
MIN_SUGGESTION_SCORE = 0.3
"""The least score (0-1) of a curated question that is suggested. Chosen by hand, well below what is answered."""


def expand_abbreviation(role: Role, abbreviation: str) -> str:
    """Return the name of the role whose initials are the abbreviation: for the CHRO as CPO, Chief People Officer."""
    for name in (role.title, *role.names):
        words = name.split()
        if "".join(word[0] for word in words).casefold() == abbreviation:
            return " ".join(word[0].upper() + word[1:] for word in words)
    return role.title


def suggest_options(annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> tuple[Option, ...]:
    """Return up to MAX_OPTIONS suggestions for a text that cannot be answered.

    They are the roles named, together and alone, and similar curated questions. For a title that the knowledge does not
    have, they are about the roles of the same function. A text that names functions alone, as in "one seat only,
    finance or legal?", may be about the roles that lead them.
    """
    roles = annotation.roles or tuple(
        role for title in annotation.unknown_sides for role in _related_roles(title.text, lexicon)
    )
    options = [
        *(_between_functions(annotation, base, lexicon) if not roles else ()),
        *_together(roles, annotation, base),
        *_alone(roles, annotation, base),
        *_curated(annotation, base, lexicon),
    ]
    return tuple(dict.fromkeys(options))[:MAX_OPTIONS]


def _between_functions(annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> tuple[Option, ...]:
    """Return the questions about hiring that the roles of the functions named may be meant by, if there are several."""
    roles = tuple(dict.fromkeys(span.value for span in lexicon.functions.longest(annotation.words)))[:MAX_COMPARED]
    if len(roles) < 2:  # noqa: PLR2004  it takes two to choose between
        return ()
    names = [base.roles[role].short for role in roles]
    return (
        Option(f"{' or '.join(names)} first?", Intent("advice", roles, "which_first")),
        Option(f"{' and '.join(names)}: all of them or one?", Intent("advice", roles, "both_or_one")),
        Option(" vs ".join(names), Intent("compare", roles)),
    )


def _together(roles: tuple[str, ...], annotation: Annotation, base: KnowledgeBase) -> list[Option]:
    if len(roles) < 2:  # noqa: PLR2004  it takes two to compare
        return []
    label = " vs ".join(base.roles[role].short for role in roles[:MAX_COMPARED])
    return [Option(label, Intent("compare", roles[:MAX_COMPARED], _topic(annotation)))]


def _alone(roles: tuple[str, ...], annotation: Annotation, base: KnowledgeBase) -> list[Option]:
    topic = _topic(annotation)
    about = f": {base.topics[topic].name}" if topic else ""
    return [Option(f"{base.roles[role].title}{about}", Intent("role", (role,), topic)) for role in roles[:MAX_ROLES]]


def _curated(annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> list[Option]:
    found = rank_curated(annotation, base.faq, lexicon, MIN_SUGGESTION_SCORE)
    entries = (base.faq[near.entry] for near in found)
    return [Option(e.ask[0], Intent("faq", subject=e.id)) for e in entries if len(e.ask[0]) <= MAX_LABEL_LENGTH]


def _topic(annotation: Annotation) -> str | None:
    return annotation.topics[0] if annotation.topics else None


def _related_roles(title: str, lexicon: Lexicon) -> list[str]:
    """Return the roles of the function in an unknown title: for a VP Finance, the CFO."""
    return [span.value for span in lexicon.functions.longest(title.split())]
