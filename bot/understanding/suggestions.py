"""What to offer where there is no answer: the nearest things that are known."""

from collections.abc import Sequence

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Role
from bot.understanding.annotator import Annotation
from bot.understanding.intents import Intent, Option
from bot.understanding.lexicon import Lexicon

MOST_OPTIONS = 5
MOST_ROLES = 4
MOST_COMPARED = 3
NEAR_ENOUGH = 0.3
"""From this likeness on a curated question is worth offering, though not worth answering with."""
LONGEST_LABEL = 75
"""Characters on a button."""


def expand_abbreviation(role: Role, abbreviation: str) -> str:
    """The name of the role that the abbreviation is made of: of the CHRO as CPO, Chief People Officer."""
    for name in (role.title, *role.names):
        words = name.split()
        if "".join(word[0] for word in words).casefold() == abbreviation:
            return " ".join(word[0].upper() + word[1:] for word in words)
    return role.title


def suggest_options(
    annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon, topics: Sequence[str] = ()
) -> tuple[Option, ...]:
    """What is known of the role on these topics, the roles named, together and alone, and curated questions.

    Where a stranger's title is named, the roles are those that it comes near to.
    """
    roles = annotation.roles or tuple(
        role for title in annotation.unknown_titles for role in _related_roles(title, lexicon)
    )
    options = [
        *_known(roles, topics, base),
        *_together(roles, annotation, base),
        *_alone(roles, annotation, base),
        *_curated(annotation, base, lexicon),
    ]
    return tuple(dict.fromkeys(options))[:MOST_OPTIONS]


def _known(roles: tuple[str, ...], topics: Sequence[str], base: KnowledgeBase) -> list[Option]:
    known = ((role, topic) for role in roles for topic in topics if topic in base.roles[role].topics)
    return [Option(f"{base.roles[r].short}: {base.topics[t].name}", Intent("role", (r,), t)) for r, t in known]


def _together(roles: tuple[str, ...], annotation: Annotation, base: KnowledgeBase) -> list[Option]:
    if len(roles) < 2:  # noqa: PLR2004  it takes two to compare
        return []
    label = " vs ".join(base.roles[role].short for role in roles[:MOST_COMPARED])
    return [Option(label, Intent("compare", roles[:MOST_COMPARED], _topic(annotation)))]


def _alone(roles: tuple[str, ...], annotation: Annotation, base: KnowledgeBase) -> list[Option]:
    topic = _topic(annotation)
    about = f": {base.topics[topic].name}" if topic else ""
    return [Option(f"{base.roles[role].title}{about}", Intent("role", (role,), topic)) for role in roles[:MOST_ROLES]]


def _curated(annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> list[Option]:
    found = (near for near in lexicon.nearest_questions(annotation.words) if near.score >= NEAR_ENOUGH)
    entries = (base.faq[near.entry] for near in found)
    return [Option(e.ask[0], Intent("faq", subject=e.id)) for e in entries if len(e.ask[0]) <= LONGEST_LABEL]


def _topic(annotation: Annotation) -> str | None:
    return annotation.topics[0] if annotation.topics else None


def _related_roles(title: str, lexicon: Lexicon) -> list[str]:
    """The roles of the function that a title we do not keep belongs to: of a VP Finance, the CFO."""
    return [span.value for span in lexicon.functions.longest(title.split())]
