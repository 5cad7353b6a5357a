"""The answer to a question of the FAQ."""

from bot.answers.asked import Asked, cited
from bot.answers.models import CuratedAnswer
from bot.knowledge.models import FaqEntry
from bot.understanding.intents import Intent, Option

MOST_COMPARED = 3


def recite(asked: Asked, entry: FaqEntry) -> CuratedAnswer:
    """The entry as curated, with the roles it is about to go on with."""
    roles = tuple(asked.base.roles[role] for role in entry.roles if role in asked.base.roles)
    ids = tuple(role.id for role in roles)
    compare = Option(" vs ".join(role.short for role in roles), Intent("compare", ids))
    profiles = [Option(f"What does the {role.short} do?", Intent("role", (role.id,))) for role in roles[:MOST_COMPARED]]
    return CuratedAnswer(
        id=entry.id,
        title=entry.ask[0],
        facts=entry.answer,
        roles=roles,
        reviewed=entry.reviewed,
        sources=asked.base.cited(cited(entry.answer)),
        stale=asked.stale([entry.reviewed]),
        follow_ups=((compare,) if 1 < len(roles) <= MOST_COMPARED else ()) + tuple(profiles),
    )
