"""The questions offered under an answer: options that each ask a whole new question, and a menu of topics."""

from bot.answers.models import Menu
from bot.answers.resolved_question import ResolvedQuestion
from bot.answers.wording import join_words, short_names, with_indefinite_article
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Role
from bot.understanding.intents import Intent, IntentKind, Option

PAIR_QUESTIONS: dict[str, tuple[IntentKind, str]] = {
    "both_or_one": ("advice", "Do we need both?"),
    "which_first": ("advice", "Which first?"),
    "similarities": ("compare", "What they share"),
    "importance": ("advice", "Which matters more?"),
}
"""Topic of two roles together to the kind of question about it and the label of its button."""
TYPED_QUESTIONS: dict[str, tuple[str, str]] = {
    "which_first": ("Which first?", "Should we hire {one} or {other} first?"),
    "both_or_one": ("Do we need both?", "Do we need both {one} and {other}?"),
    "metrics": ("Their KPIs", "What are the KPIs of {one} and {other}?"),
    "similarities": ("What they share", "What do {one} and {other} have in common?"),
}
"""Topic of two roles to a short title and the question as a person would type it."""
MAX_PAIR_QUESTIONS = 5
"""Including the whole comparison. Chosen by hand."""


def topic_menu(asked: ResolvedQuestion, kind: IntentKind, roles: tuple[Role, ...]) -> Menu:
    """Return the same question on each topic that any of these roles has, except for the one just asked."""
    ids = tuple(role.id for role in roles)
    known = {topic for role in roles for topic in role.topics}
    topics = [topic for topic in asked.base.role_topics if topic.id in known and topic.id != asked.topic_id]
    return (("Topics", tuple([Option(topic.name, Intent(kind, ids, topic.id)) for topic in topics])),) if topics else ()


def pair_questions(asked: ResolvedQuestion, roles: tuple[Role, ...]) -> tuple[Option, ...]:
    """Return further questions about these roles together, without the one just asked; the whole comparison first."""
    ids = tuple(role.id for role in roles)
    whole = (Option(f"Compare {join_words(short_names(roles))}", Intent("compare", ids)),) if asked.topic else ()
    questions = [
        Option(label, Intent(kind, ids, topic))
        for topic, (kind, label) in PAIR_QUESTIONS.items()
        if topic in asked.base.topics and topic != asked.topic_id
    ]
    return (*whole, *questions)[:MAX_PAIR_QUESTIONS]


def typed_questions(intent: Intent, base: KnowledgeBase) -> tuple[tuple[str, str], ...]:
    """Return a short title and the whole question for each that follows a comparison of two roles; none otherwise."""
    match intent.kind, [with_indefinite_article(base.roles[role]) for role in intent.roles]:
        case "compare", [one, other]:
            return tuple(
                (title, question.format(one=one, other=other))
                for topic, (title, question) in TYPED_QUESTIONS.items()
                if topic in base.topics and topic != intent.topic
            )
    return ()


def compare_questions(roles: tuple[Role, ...], topic: str | None = None) -> tuple[Option, ...]:
    """Return one option to compare the roles, on the topic if it is given; none for fewer than two roles."""
    ids = tuple(role.id for role in roles)
    return (Option(" vs ".join(role.short for role in roles), Intent("compare", ids, topic)),) if len(ids) > 1 else ()


def profile_questions(roles: tuple[Role, ...]) -> tuple[Option, ...]:
    """Return an option for the profile of each role."""
    return tuple(Option(f"What does the {role.short} do?", Intent("role", (role.id,))) for role in roles)


def partners(base: KnowledgeBase, role: Role) -> list[Role]:
    """Return the roles that have a curated pair with this one, in the order of the pairs."""
    ids = [other for pair in base.pairs if role.id in pair for other in pair if other != role.id]
    return [base.roles[other] for other in ids if other in base.roles]
