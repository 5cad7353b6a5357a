"""Finds what roles have in common: what is curated for the pair, or else what their profiles say in the same words."""

import re
from collections.abc import Iterator

from bot.answers.composed import name_similarities
from bot.answers.follow_ups import pair_questions
from bot.answers.models import Similarities
from bot.answers.resolved_question import ResolvedQuestion, cited_ids
from bot.answers.wording import LEVEL_NOUNS, join_words
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.letter_case import as_phrase
from bot.knowledge.models import Pair, Role, Similarity

LIST_TOPICS = {
    "stakeholders": "Each deals most with {}.",
    "collaboration": "Each works with {}.",
    "metrics": "Each is measured on {}.",
}
"""Topics whose one-line texts are lists, to the sentence about the items that all roles share."""
ITEM_SEPARATOR = re.compile(r"[,;]| and ")


def find_similarities(asked: ResolvedQuestion) -> Similarities:
    """Return what two or more roles share: curated for the pair, or else composed from the profiles; may be empty."""
    roles = asked.roles
    pair = asked.pair
    curated = pair.similarities if pair else ()
    items = curated or tuple(_derive(asked.base, roles))
    entries: tuple[Role | Pair, ...] = (pair,) if pair and curated else roles
    return Similarities(
        roles=roles,
        short=name_similarities(roles, items),
        items=items,
        is_composed=not curated,
        sources=asked.base.get_sources(source for item in items for source in item.sources),
        stale=asked.find_stale_month(entry.reviewed for entry in entries),
        follow_ups=pair_questions(asked, roles),
    )


def _derive(base: KnowledgeBase, roles: tuple[Role, ...]) -> Iterator[Similarity]:
    levels = {role.level for role in roles}
    if len(levels) == 1:
        everyone = "Both" if len(roles) == 2 else "All"  # noqa: PLR2004  both are two
        yield Similarity(title="Level", text=f"{everyone} are {LEVEL_NOUNS[levels.pop()]}.")
    if chief := _common_manager(base, roles):
        text = f"Each usually reports to the {chief}."
        yield Similarity(title="Reporting line", text=text, sources=_sources("reporting_line", roles))
    for topic, saying in LIST_TOPICS.items():
        if topic in base.topics and (common := _common_items(topic, roles)):
            text = saying.format(join_words([as_phrase(item) for item in common]))
            yield Similarity(title=base.topics[topic].name, text=text, sources=_sources(topic, roles))


def _common_manager(base: KnowledgeBase, roles: tuple[Role, ...]) -> str | None:
    """Return the role abbreviation with which the reporting line of every role begins, or None if they differ."""
    openings = {_brief(role, "reporting_line").split(" ")[0].rstrip(",;:.") for role in roles}
    opening = openings.pop()
    # Reporting lines are free text: a common first word such as "Usually" names no role.
    known = {abbreviation for role in base.roles.values() for abbreviation in role.abbreviations}
    return opening if not openings and opening in known else None


def _common_items(topic: str, roles: tuple[Role, ...]) -> list[str]:
    """Return the items of the first role's list that are in all the other lists too, as written in the first."""
    lists = [
        {item.strip().casefold(): item.strip() for item in ITEM_SEPARATOR.split(_brief(role, topic))} for role in roles
    ]
    return [item for key, item in lists[0].items() if key and all(key in other for other in lists[1:])]


def _brief(role: Role, topic: str) -> str:
    aspect = role.topics.get(topic)
    return aspect.brief if aspect else ""


def _sources(topic: str, roles: tuple[Role, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cited_ids(*(role.topics[topic].facts for role in roles))))
