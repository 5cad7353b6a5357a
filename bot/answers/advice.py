"""Which matters more, both or one, which first, when the first: what is said, and what to weigh."""

from bot.answers.asked import Asked, cited
from bot.answers.menus import pair_questions
from bot.answers.models import Advice, Point
from bot.answers.wording import listed, sentence, shared_standing, shorts, the
from bot.knowledge.models import Consideration, Fact, Pair, Role, Topic
from bot.knowledge.weighing import bearing_on
from bot.understanding.intents import Intent, Option

QUESTIONS = ("importance", "both_or_one", "which_first", "first_hire")
CURATED = {
    "importance": ("importance",),
    "both_or_one": ("both_or_one", "which_first"),
    "which_first": ("which_first", "both_or_one"),
}
"""Question to the lists of a pair that answer it, the nearest first."""


def advise(asked: Asked, question: Topic) -> Advice:
    """What is known on the question (one of QUESTIONS), for the roles named or in general."""
    roles = asked.roles
    pair = asked.pair
    curated = _curated(asked, question, pair)
    points = curated or _by_role(question, roles)
    weighed = () if question.id == "importance" else bearing_on(roles, asked.base.considerations.values())
    reviewed: list[Role | Pair | Consideration] = [*((pair,) if pair and curated else roles), *weighed]
    composed = not curated and question.id != "first_hire"
    return Advice(
        question=question,
        roles=roles,
        headline=_headline(question, roles) if composed else "",
        points=points,
        considerations=weighed,
        composed=composed,
        sources=asked.base.cited([*cited(*(point.facts for point in points)), *_sources(weighed)]),
        pointed_to=_pointed_to(asked, weighed),
        stale=asked.stale(entry.reviewed for entry in reviewed),
        follow_ups=_follow_ups(asked, question),
    )


def _curated(asked: Asked, question: Topic, pair: Pair | None) -> tuple[Point, ...]:
    """The pair's own statements; under the name of their own question where it is only near to the one asked."""
    for topic in CURATED.get(question.id, ()):
        if pair and (facts := getattr(pair, topic)):
            near = asked.base.topics.get(topic, question)
            return (Point("What the sources say" if topic == question.id else near.name, facts),)
    return ()


def _by_role(question: Topic, roles: tuple[Role, ...]) -> tuple[Point, ...]:
    """What each role's own profile says to it; a role whose profile says nothing has no point."""
    if question.id == "importance":
        ranks = [(role, role.topics["reporting_line"]) for role in roles if "reporting_line" in role.topics]
        return tuple(Point(f"{role.short} reports to", (_summed(each.brief, each.facts),)) for role, each in ranks)
    firsts = [(role, role.topics["first_hire"]) for role in roles if "first_hire" in role.topics]
    return tuple(Point(f"When the first {role.short} is hired", each.facts) for role, each in firsts)


def _summed(brief: str, facts: tuple[Fact, ...]) -> Fact:
    """The line that sums the facts up as a fact of its own, standing on their sources."""
    basis = facts[0].basis if shared_standing(facts) else "source"
    return Fact(text=sentence(brief), sources=tuple(dict.fromkeys(cited(facts))), basis=basis)


def _headline(question: Topic, roles: tuple[Role, ...]) -> str:
    if not roles:
        return "That depends on the company. These are the questions to settle first."
    if question.id == "importance":
        return (
            f"No good source ranks {listed([the(role) for role in roles])}. What can be compared is where each reports."
        )
    together = listed(shorts(roles))
    return f"No good source answers this for {together} together. This is when each is hired first, and what to weigh."


def _sources(considerations: tuple[Consideration, ...]) -> list[str]:
    return [source for each in considerations for choice in each.choices for source in choice.sources]


def _pointed_to(asked: Asked, considerations: tuple[Consideration, ...]) -> tuple[Role, ...]:
    ids = {role: None for each in considerations for choice in each.choices for role in choice.roles}
    return tuple(asked.base.roles[role] for role in ids if role in asked.base.roles)


def _follow_ups(asked: Asked, question: Topic) -> tuple[Option, ...]:
    if len(asked.roles) > 1:
        return pair_questions(asked.on(question.id), asked.roles)
    if asked.roles:
        ids = (asked.roles[0].id,)
        return (Option("The whole profile", Intent("role", ids)), Option("All roles", Intent("directory")))
    return (Option("All roles", Intent("directory")),)
