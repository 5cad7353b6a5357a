"""Answers what can be asked: the list of roles, and example questions that the knowledge can answer."""

from bot.answers.models import Directory, Help
from bot.answers.resolved_question import ResolvedQuestion
from bot.answers.wording import LEVEL_LABELS, with_indefinite_article
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.letter_case import ask_for_owner
from bot.knowledge.models import Role
from bot.understanding.intents import Intent, Option

MAX_EXAMPLES = 6
PAIR_LISTS = ("differences", "similarities", "importance", "both_or_one", "which_first", "collaboration", "decides")
"""The lists of a pair whose lengths tell how much is curated about it."""


def list_roles(asked: ResolvedQuestion) -> Directory:
    """Return all roles in the order of the base, and the topics of a role."""
    roles = tuple(asked.base.roles.values())
    groups = ((name, [role for role in roles if role.level == level]) for level, name in LEVEL_LABELS.items())
    return Directory(
        roles=roles,
        topics=asked.base.role_topics,
        menu=tuple((name, tuple(map(_profile_option, members))) for name, members in groups if members),
        follow_ups=example_questions(asked.base)[:2],
    )


def build_help(asked: ResolvedQuestion) -> Help:
    """Return how to ask, with examples."""
    return Help(example_questions(asked.base))


def example_questions(base: KnowledgeBase) -> tuple[Option, ...]:
    """Return up to MAX_EXAMPLES questions of different kinds, each of which this base can answer."""
    found = (*_pair_examples(base), *_role_example(base), *_thing_example(base))
    return (*found, Option("Which roles do you know?", Intent("directory")))[:MAX_EXAMPLES]


def _pair_examples(base: KnowledgeBase) -> list[Option]:
    """Return example questions about the pair with the most curated content."""
    known = [pair for pair in base.pairs.values() if all(role in base.roles for role in pair.roles)]
    if not known:
        return []
    roles = max(known, key=lambda pair: sum(len(getattr(pair, each)) for each in PAIR_LISTS)).roles
    one, other = (base.roles[role].short for role in roles)
    examples = [Option(f"{one} vs {other}", Intent("compare", roles))]
    if "metrics" in base.topics:
        examples.append(Option(f"{one} vs {other} KPIs?", Intent("compare", roles, "metrics")))
    if "which_first" in base.topics:
        examples.append(Option(f"{one} or {other} first?", Intent("advice", roles, "which_first")))
    return examples


def _role_example(base: KnowledgeBase) -> list[Option]:
    """Return an example question about the role with the most topics."""
    if not base.roles:
        return []
    role = max(base.roles.values(), key=lambda each: len(each.topics))
    return [Option(f"What does {with_indefinite_article(role)} do?", Intent("role", (role.id,)))]


def _thing_example(base: KnowledgeBase) -> list[Option]:
    """Return an example question about the thing with the most curated facts on how companies differ."""
    if not base.things:
        return []
    thing = max(base.things.values(), key=lambda each: len(each.differs))
    return [Option(f"{ask_for_owner(thing)}?", Intent("who_owns", subject=thing.id))]


def _profile_option(role: Role) -> Option:
    return Option(f"{role.short}: {role.title}" if role.short != role.title else role.title, Intent("role", (role.id,)))


def described_examples(answer: Help) -> list[tuple[str, str]]:
    """Return each example with what a question like it is for."""
    return [(example.label, _use_of(example.intent)) for example in answer.examples]


def _use_of(intent: Intent) -> str:
    """Return what people ask questions of this kind for."""
    match intent.kind:
        case "compare":
            return "two roles on one topic" if intent.topic else "how two roles differ"
        case "advice":
            return "which to hire, and what decides it"
        case "role":
            return "one role in short"
        case "who_owns":
            return "which role answers for something"
    return "everything I know about"
