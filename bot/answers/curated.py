"""Answers that come whole from one curated entry: a question of the FAQ, or who owns a thing."""

from dataclasses import replace

from bot.answers.composed import name_owners
from bot.answers.follow_ups import compare_questions, profile_questions
from bot.answers.models import FaqAnswer, Ownership
from bot.answers.resolved_question import ResolvedQuestion, cited_ids
from bot.knowledge.models import FaqEntry, Role, Thing
from bot.understanding.intents import Option

MAX_COMPARED = 3
"""How many roles of a FAQ answer can be compared, or have their profiles offered, with one click. Chosen by hand."""
STAKE_ORDER = ("decides", "leads", "consulted")
"""The parts a role can have in a thing, strongest first."""


def answer_faq(asked: ResolvedQuestion, entry: FaqEntry) -> FaqAnswer:
    """Return the entry as an answer, with questions about its roles as follow-ups."""
    roles = tuple(asked.base.roles[role] for role in entry.roles if role in asked.base.roles)
    return FaqAnswer(
        id=entry.id,
        title=entry.ask[0],
        short=entry.answer[0],
        facts=entry.answer[1:],
        roles=roles,
        reviewed=entry.reviewed,
        sources=asked.base.get_sources(cited_ids(entry.answer)),
        stale=asked.find_stale_month([entry.reviewed]),
        follow_ups=(
            *(compare_questions(roles) if len(roles) <= MAX_COMPARED else ()),
            *profile_questions(roles[:MAX_COMPARED]),
        ),
    )


def describe_ownership(asked: ResolvedQuestion, thing: Thing) -> Ownership:
    """Return the stakes in the thing, strongest first. Stakes of roles that the base does not have are left out."""
    stakes = sorted((s for s in thing.stakes if s.role in asked.base.roles), key=lambda s: STAKE_ORDER.index(s.part))
    roles = tuple({stake.role: asked.base.roles[stake.role] for stake in stakes}.values())
    return Ownership(
        thing=replace(thing, stakes=tuple(stakes)),
        short=thing.answer or name_owners(stakes, asked.base.roles),
        asked=asked.roles,
        roles=roles,
        sources=asked.base.get_sources(
            [
                *(thing.answer.sources if thing.answer else ()),
                *(source for stake in stakes for source in stake.sources),
                *cited_ids(thing.differs),
            ]
        ),
        stale=asked.find_stale_month([thing.reviewed]),
        follow_ups=_ownership_follow_ups(asked.roles, roles),
    )


def _ownership_follow_ups(asked: tuple[Role, ...], roles: tuple[Role, ...]) -> tuple[Option, ...]:
    """Offer to compare two roles, preferably those asked about, and the profiles of the roles with a stake."""
    compared = tuple({role.id: role for role in (*asked, *roles)}.values())[:2]
    return (*compare_questions(compared, "responsibilities"), *profile_questions(roles[:2]))
