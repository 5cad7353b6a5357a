"""The answer to a question of the FAQ."""

from bot.answers.asked import ResolvedQuestion, cited_ids
from bot.answers.models import FaqAnswer
from bot.knowledge.models import FaqEntry
from bot.understanding.intents import Intent, Option

MAX_COMPARED = 3


def answer_faq(asked: ResolvedQuestion, entry: FaqEntry) -> FaqAnswer:
    """The entry as curated, with the roles it is about to go on with."""
    roles = tuple(asked.base.roles[role] for role in entry.roles if role in asked.base.roles)
    ids = tuple(role.id for role in roles)
    compare = Option(" vs ".join(role.short for role in roles), Intent("compare", ids))
    profiles = [Option(f"What does the {role.short} do?", Intent("role", (role.id,))) for role in roles[:MAX_COMPARED]]
    return FaqAnswer(
        id=entry.id,
        title=entry.ask[0],
        facts=entry.answer,
        roles=roles,
        reviewed=entry.reviewed,
        sources=asked.base.get_sources(cited_ids(entry.answer)),
        stale=asked.find_stale_month([entry.reviewed]),
        follow_ups=((compare,) if 1 < len(roles) <= MAX_COMPARED else ()) + tuple(profiles),
    )
