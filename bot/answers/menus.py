"""What to ask next: the questions an answer leads to, as options to choose from."""

from bot.answers.asked import ResolvedQuestion
from bot.answers.models import Menu
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Role
from bot.understanding.intents import Intent, IntentKind, Option

PAIR_QUESTIONS = {
    "similarities": ("compare", "What they share"),
    "which_first": ("advice", "Which first?"),
    "both_or_one": ("advice", "Both or one?"),
    "importance": ("advice", "Which matters more?"),
}
"""Topic of two roles together: the kind of question it is, and what its button says."""


def topic_menu(asked: ResolvedQuestion, kind: IntentKind, roles: tuple[Role, ...]) -> Menu:
    """The same question on each topic that is known of any of these roles, but for the one just asked."""
    ids = tuple(role.id for role in roles)
    known = {topic for role in roles for topic in role.topics}
    topics = [topic for topic in asked.base.role_topics if topic.id in known and topic.id != asked.topic_id]
    return (("Topics", tuple([Option(topic.name, Intent(kind, ids, topic.id)) for topic in topics])),) if topics else ()


def pair_questions(asked: ResolvedQuestion, roles: tuple[Role, ...]) -> tuple[Option, ...]:
    """What else to ask of roles together, but for the question just asked; the whole comparison first."""
    ids = tuple(role.id for role in roles)
    whole = (Option("Compare on all topics", Intent("compare", ids)),) if asked.topic else ()
    asks = [
        Option(label, Intent(kind, ids, topic))  # type: ignore[arg-type]  # the kinds in the table above
        for topic, (kind, label) in PAIR_QUESTIONS.items()
        if topic in asked.base.topics and topic != asked.topic_id
    ]
    return (*whole, *asks)[:4]


def partners(base: KnowledgeBase, role: Role) -> list[Role]:
    """The roles it is curated together with, in the order of the pairs."""
    ids = [other for pair in base.pairs.values() if role.id in pair.roles for other in pair.roles if other != role.id]
    return [base.roles[other] for other in ids if other in base.roles]
