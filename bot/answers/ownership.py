"""Who owns a thing."""

from dataclasses import replace

from bot.answers.asked import ResolvedQuestion, cited_ids
from bot.answers.models import Ownership
from bot.knowledge.models import Role, Thing
from bot.understanding.intents import Intent, Option

STAKE_ORDER = ("decides", "leads", "consulted")


def describe_ownership(asked: ResolvedQuestion, thing: Thing) -> Ownership:
    """The stakes in the thing, the strongest first, of the roles that the base holds."""
    stakes = sorted((s for s in thing.stakes if s.role in asked.base.roles), key=lambda s: STAKE_ORDER.index(s.part))
    held = {role.id: role for stake in stakes if (role := asked.base.roles[stake.role])}
    roles = tuple(held.values())
    return Ownership(
        thing=replace(thing, stakes=tuple(stakes)),
        asked=asked.roles,
        roles=roles,
        sources=asked.base.get_sources(
            [*(source for stake in stakes for source in stake.sources), *cited_ids(thing.differs)]
        ),
        stale=asked.find_stale_month([thing.reviewed]),
        follow_ups=_follow_ups(asked.roles, roles),
    )


def _follow_ups(asked: tuple[Role, ...], roles: tuple[Role, ...]) -> tuple[Option, ...]:
    """The two to compare are those asked about where there are two, else the two with the strongest stakes."""
    ids = tuple(dict.fromkeys(role.id for role in (*asked, *roles)))[:2]
    shorts = {role.id: role.short for role in (*asked, *roles)}
    compare = [Option(" vs ".join(shorts[i] for i in ids), Intent("compare", ids, "responsibilities"))]
    profiles = [Option(f"What does the {role.short} do?", Intent("role", (role.id,))) for role in roles[:2]]
    return (*(compare if len(ids) > 1 else ()), *profiles)
