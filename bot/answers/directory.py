"""What can be asked: the roles, and examples that work on this knowledge."""

from bot.answers.asked import ResolvedQuestion
from bot.answers.models import Directory, Help
from bot.answers.wording import LEVEL_LABELS, as_phrase
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Role
from bot.understanding.intents import Intent, Option

MAX_EXAMPLES = 6
PAIR_LISTS = ("differences", "similarities", "importance", "both_or_one", "which_first", "collaboration", "decides")
"""What is curated of a pair."""


def list_roles(asked: ResolvedQuestion) -> Directory:
    """All roles in the order of the base, and the topics each may be asked on."""
    roles = tuple(asked.base.roles.values())
    groups = ((name, [role for role in roles if role.level == level]) for level, name in LEVEL_LABELS.items())
    return Directory(
        roles=roles,
        topics=asked.base.role_topics,
        menu=tuple((name, tuple(map(_opening, members))) for name, members in groups if members),
        follow_ups=example_questions(asked.base)[:2],
    )


def build_help(asked: ResolvedQuestion) -> Help:
    """How to ask."""
    return Help(example_questions(asked.base))


def example_questions(base: KnowledgeBase) -> tuple[Option, ...]:
    """Up to six questions of different kinds, each of which this base answers."""
    found = (*_about_two(base), *_about_one(base), *_about_things(base))
    return (*found, Option("Which roles do you know?", Intent("directory")))[:MAX_EXAMPLES]


def _about_two(base: KnowledgeBase) -> list[Option]:
    """About the two roles that most is curated of together."""
    known = [pair for pair in base.pairs.values() if all(role in base.roles for role in pair.roles)]
    if not known:
        return []
    roles = max(known, key=lambda pair: sum(len(getattr(pair, each)) for each in PAIR_LISTS)).roles
    one, other = (base.roles[role].short for role in roles)
    asks = [Option(f"{one} vs {other}", Intent("compare", roles))]
    if "metrics" in base.topics:
        asks.append(Option(f"{one} vs {other} KPIs?", Intent("compare", roles, "metrics")))
    if "which_first" in base.topics:
        asks.append(Option(f"{one} or {other} first?", Intent("advice", roles, "which_first")))
    return asks


def _about_one(base: KnowledgeBase) -> list[Option]:
    """About the role known on the most topics; the first of these in the order of the base."""
    if not base.roles:
        return []
    role = max(base.roles.values(), key=lambda each: len(each.topics))
    return [Option(f"What does a {role.short} do?", Intent("role", (role.id,)))]


def _about_things(base: KnowledgeBase) -> list[Option]:
    """About the thing on which most is known of how companies differ."""
    if not base.things:
        return []
    thing = max(base.things.values(), key=lambda each: len(each.differs))
    return [Option(f"Who owns {as_phrase(thing.name)}?", Intent("who_owns", subject=thing.id))]


def _opening(role: Role) -> Option:
    return Option(f"{role.short}: {role.title}" if role.short != role.title else role.title, Intent("role", (role.id,)))
