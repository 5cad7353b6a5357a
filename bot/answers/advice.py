"""Answers the four hiring questions: which role matters more, both or one, which first, and when to hire the first."""

from bot.answers.follow_ups import pair_questions
from bot.answers.models import Advice, Point
from bot.answers.resolved_question import ResolvedQuestion, cited_ids
from bot.answers.wording import as_sentence, join_words, shared_basis_label, short_names, with_article
from bot.knowledge.models import Consideration, Fact, Pair, Role, Topic
from bot.knowledge.weighing import relevant_considerations
from bot.understanding.intents import Intent, Option

QUESTIONS = ("importance", "both_or_one", "which_first", "first_hire")
CURATED_TOPICS = {
    "importance": ("importance",),
    "both_or_one": ("both_or_one", "which_first"),
    "which_first": ("which_first", "both_or_one"),
}
"""Question to the lists of a pair that answer it, the most relevant first."""


def build_advice(asked: ResolvedQuestion, question: Topic) -> Advice:
    """Return the statements and considerations on the question (one of QUESTIONS), for the roles named or in general.

    Statements curated for the pair come first. Without any, the answer is composed from the profiles of the roles.
    """
    roles = asked.roles
    pair = asked.pair
    curated = _curated(asked, question, pair)
    points = curated or _by_role(question, roles)
    # Considerations help to decide which role to hire; they do not rank the roles.
    weighed = () if question.id == "importance" else relevant_considerations(roles, asked.base.considerations.values())
    reviewed: list[Role | Pair | Consideration] = [*((pair,) if pair and curated else roles), *weighed]
    composed = not curated and question.id != "first_hire"
    return Advice(
        question=question,
        roles=roles,
        headline=_headline(question, roles) if composed else "",
        points=points,
        considerations=weighed,
        is_composed=composed,
        sources=asked.base.get_sources([*cited_ids(*(point.facts for point in points)), *_sources(weighed)]),
        recommended_roles=_recommended(asked, weighed),
        stale=asked.find_stale_month(entry.reviewed for entry in reviewed),
        follow_ups=_follow_ups(asked, question),
    )


def _curated(asked: ResolvedQuestion, question: Topic, pair: Pair | None) -> tuple[Point, ...]:
    """Return the pair's statements on the question, or on a related one, which then gives them its name as a title."""
    for topic in CURATED_TOPICS.get(question.id, ()):
        if pair and (facts := getattr(pair, topic)):
            related = asked.base.topics.get(topic, question)
            return (Point("What the sources say" if topic == question.id else related.name, facts),)
    return ()


def _by_role(question: Topic, roles: tuple[Role, ...]) -> tuple[Point, ...]:
    """Return what each role's profile says on the question. A role without the relevant topic is left out."""
    if question.id == "importance":
        ranks = [(role, role.topics["reporting_line"]) for role in roles if "reporting_line" in role.topics]
        return tuple(
            Point(f"{role.short} reports to", (_summary_fact(each.brief, each.facts),)) for role, each in ranks
        )
    firsts = [(role, role.topics["first_hire"]) for role in roles if "first_hire" in role.topics]
    return tuple(Point(f"When the first {role.short} is hired", each.facts) for role, each in firsts)


def _summary_fact(brief: str, facts: tuple[Fact, ...]) -> Fact:
    """Return the one-line summary of the facts as a fact with all of their sources."""
    basis = facts[0].basis if shared_basis_label(facts) else "source"
    return Fact(text=as_sentence(brief), sources=tuple(dict.fromkeys(cited_ids(facts))), basis=basis)


def _headline(question: Topic, roles: tuple[Role, ...]) -> str:
    if not roles:
        return "That depends on the company. These are the questions to settle first."
    if question.id == "importance":
        named = join_words([with_article(role) for role in roles])
        return f"No good source ranks {named}. What can be compared is where each reports."
    together = join_words(short_names(roles))
    return f"No good source answers this for {together} together. This is when each is hired first, and what to weigh."


def _sources(considerations: tuple[Consideration, ...]) -> list[str]:
    return [source for each in considerations for choice in each.choices for source in choice.sources]


def _recommended(asked: ResolvedQuestion, considerations: tuple[Consideration, ...]) -> tuple[Role, ...]:
    ids = {role: None for each in considerations for choice in each.choices for role in choice.roles}
    return tuple(asked.base.roles[role] for role in ids if role in asked.base.roles)


def _follow_ups(asked: ResolvedQuestion, question: Topic) -> tuple[Option, ...]:
    if len(asked.roles) > 1:
        return pair_questions(asked.with_topic(question.id), asked.roles)
    if asked.roles:
        ids = (asked.roles[0].id,)
        return (Option("The whole profile", Intent("role", ids)), Option("All roles", Intent("directory")))
    return (Option("All roles", Intent("directory")),)
