"""Answers the four hiring questions: which role matters more, both or one, which first, and when to hire the first."""

from collections.abc import Callable
from dataclasses import replace

from bot.answers.composed import advise_both_or_one, advise_which_first, rank_roles, say_when_to_hire
from bot.answers.follow_ups import pair_questions
from bot.answers.models import Advice, Point
from bot.answers.resolved_question import ResolvedQuestion, cited_ids
from bot.answers.stages import Situation, advise_at_stage, find_situation, list_stages
from bot.answers.wording import as_sentence, shared_basis_label
from bot.knowledge.considerations import Consideration
from bot.knowledge.models import Aspect, Fact, Pair, Role, Topic
from bot.knowledge.weighing import relevant_considerations
from bot.understanding.intents import Intent, Option

QUESTIONS = ("importance", "both_or_one", "which_first", "first_hire")
CURATED_QUESTIONS = ("importance", "both_or_one", "which_first")
"""The questions that a pair can answer, each with a list of its own whose first fact is the short answer."""
COMPOSED: dict[str, Callable[[tuple[Role, ...]], Fact]] = {
    "importance": rank_roles,
    "both_or_one": advise_both_or_one,
    "which_first": advise_which_first,
}
"""Question about several roles to the function that composes its short answer from their profiles."""


def build_advice(asked: ResolvedQuestion, question: Topic) -> Advice:
    """Return the statements and considerations on the question (one of QUESTIONS), for the roles named or in general.

    Statements curated for the pair come first. Without any, the answer is composed from the profiles of the roles.
    """
    roles = asked.roles
    pair = asked.pair
    curated = _curated(question, pair)
    points = (Point("What decides it", curated[1:]),) if curated[1:] else () if curated else _by_role(question, roles)
    # Considerations help to decide which role to hire; they do not rank the roles.
    weighed = () if question.id == "importance" else relevant_considerations(roles, asked.base.considerations.values())
    reviewed: list[Role | Pair | Consideration] = [*((pair,) if pair and curated else roles), *weighed]
    short = curated[0] if curated else _short_answer(question, roles)
    situation = None if question.id == "importance" else find_situation(asked.facts)
    staged = _for_stage(roles, situation, short, points) if situation else None
    short, points = staged or (short, points)
    return Advice(
        question=question,
        roles=roles,
        short=short,
        points=points,
        considerations=weighed,
        is_composed=not curated and question.id != "first_hire",
        sources=asked.base.get_sources(
            [*short.sources, *cited_ids(*(point.facts for point in points)), *_sources(weighed)]
        ),
        recommended_roles=_recommended(asked, weighed),
        stale=asked.find_stale_month(entry.reviewed for entry in reviewed),
        follow_ups=_follow_ups(asked, question),
        taken_in=(situation.kind,) if situation and staged else (),
    )


def _for_stage(
    roles: tuple[Role, ...], situation: Situation, short: Fact, points: tuple[Point, ...]
) -> tuple[Fact, tuple[Point, ...]] | None:
    """Return the short answer and the statements for the stage of the company, or None if the profiles don't say.

    About one role, the first sentence is for the stage. About several, what is true of each then comes second.
    """
    if len(roles) == 1:
        staged = advise_at_stage(roles[0], situation)
        return (staged, (Point("In general", (short,)), *points)) if staged else None
    said = tuple(replace(fact, label=role.short) for role in roles if (fact := advise_at_stage(role, situation)))
    return (short, (Point("At this stage", said), *points)) if said else None


def _curated(question: Topic, pair: Pair | None) -> tuple[Fact, ...]:
    """Return the pair's statements on the question, the short answer first; none if nothing is curated on it."""
    return getattr(pair, question.id) if pair and question.id in CURATED_QUESTIONS else ()


def _by_role(question: Topic, roles: tuple[Role, ...]) -> tuple[Point, ...]:
    """Return what each role's profile says on the question. A role without the relevant topic is left out."""
    if question.id == "importance":
        ranks = _aspects("reporting_line", roles)
        return tuple(
            Point(f"{role.short} reports to", (_summary_fact(each.brief, each.facts),)) for role, each in ranks
        )
    duties = _aspects("focus", roles) if question.id == "both_or_one" else []
    by_stage = list_stages(roles[0]) if len(roles) == 1 else ()
    return (
        *(Point(f"What the {role.short} focuses on", each.facts) for role, each in duties),
        *(Point(f"When the first {role.short} is hired", each.facts) for role, each in _aspects("first_hire", roles)),
        *((Point("By stage", by_stage),) if by_stage else ()),
    )


def _aspects(topic: str, roles: tuple[Role, ...]) -> list[tuple[Role, Aspect]]:
    return [(role, role.topics[topic]) for role in roles if topic in role.topics]


def _summary_fact(brief: str, facts: tuple[Fact, ...]) -> Fact:
    """Return the one-line summary of the facts as a fact with all of their sources."""
    basis = facts[0].basis if shared_basis_label(facts) else "source"
    return Fact(text=as_sentence(brief), sources=tuple(dict.fromkeys(cited_ids(facts))), basis=basis)


def _short_answer(question: Topic, roles: tuple[Role, ...]) -> Fact:
    """Return the answer composed from the profiles; about hiring in general, what has to be settled first."""
    if not roles:
        return Fact(text="It depends on your company: settle these questions first.", basis="suggestion")
    if question.id == "first_hire":
        aspects = [aspect for role in roles if (aspect := role.topics.get("first_hire"))]
        if len(roles) == 1 and aspects and aspects[0].answer:
            return aspects[0].answer
        return say_when_to_hire(roles)
    return COMPOSED[question.id](roles)


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
        return (
            Option(f"About the {asked.roles[0].short}", Intent("role", ids)),
            Option("All roles", Intent("directory")),
        )
    return (Option("All roles", Intent("directory")),)
