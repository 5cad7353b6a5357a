"""What to say: a reading of a question and the knowledge in, an answer out. Pure; the day is an argument."""

from collections.abc import Callable
from datetime import date

from bot.answers.advice import QUESTIONS, advise
from bot.answers.asked import Asked, look_up
from bot.answers.comparison import compare
from bot.answers.curated import recite
from bot.answers.directory import explain, list_roles
from bot.answers.models import Answer, Clarification, Comparison, NotKnown, RoleProfile
from bot.answers.ownership import own
from bot.answers.profile import describe, describe_by_two_names
from bot.answers.similarities import share
from bot.knowledge.base import KnowledgeBase
from bot.understanding.intents import Intent, Kind, Option, Reading

WAYS_ON = (Option("How to ask", Intent("help")), Option("All roles", Intent("directory")))
"""What to offer where nothing is near."""
MOST_NEAREST = 5


def answer(reading: Reading, base: KnowledgeBase, today: date) -> Answer:
    """The answer to a question as understood; `today` decides what counts as reviewed long ago.

    Total: a question that names ids which the base does not hold (an old button, a folder taken away) gets an honest
    no, as does one with nothing in it to answer.
    """
    intent = reading.intent
    if reading.clarify:
        return Clarification(reading.about, reading.options)
    if intent.kind == "unknown":
        return NotKnown(reading.reason or "unclear", reading.about, reading.options[:MOST_NEAREST] or WAYS_ON)
    if strange := [role for role in intent.roles if role not in base.roles]:
        return NotKnown("unknown_role", strange[0], reading.options[:MOST_NEAREST] or WAYS_ON)
    if intent.topic and intent.topic not in base.topics:
        return NotKnown("not_covered", intent.topic, WAYS_ON)
    return _with_the_rest(ANSWERS[intent.kind](look_up(intent, base, today)), reading.options)


def _with_the_rest(found: Answer, also: tuple[Option, ...]) -> Answer:
    """The answer with what else was asked in the same breath as the first questions to go on with."""
    if also and isinstance(found, Comparison | RoleProfile):
        return found._replace(follow_ups=tuple(dict.fromkeys((*also, *found.follow_ups))))
    return found


def _on_roles(asked: Asked) -> Answer:
    """One role alone, or several side by side, on whatever topic."""
    topic = asked.topic
    if topic and topic.id in QUESTIONS and topic.of == "pair":
        return _advice(asked)
    if not asked.roles or (topic and topic.of == "pair" and len(asked.roles) == 1):
        return NotKnown("needs_roles", "", WAYS_ON)
    if len(asked.roles) == 1:
        return describe(asked)
    return share(asked) if topic and topic.id == "similarities" else compare(asked)


def _compared(asked: Asked) -> Answer:
    """Roles side by side; one alone was compared with itself, by another of its names."""
    found = _on_roles(asked)
    return describe_by_two_names(asked) if isinstance(found, RoleProfile) else found


def _advice(asked: Asked) -> Answer:
    """Advice on its own questions; any other topic is a question about the roles."""
    if not asked.topic or asked.topic.id not in QUESTIONS:
        return _on_roles(asked)
    if asked.topic.id == "importance" and len(asked.roles) < 2:  # noqa: PLR2004  it takes two to rank
        return _on_roles(asked.on("reporting_line")) if asked.roles else NotKnown("needs_roles", "", WAYS_ON)
    first_hire = asked.base.topics.get("first_hire", asked.topic)
    # Of one role, whether it is needed and whether it comes first are both the question of its first hire.
    return advise(asked, first_hire if len(asked.roles) == 1 else asked.topic)


def _ownership(asked: Asked) -> Answer:
    """Who owns the thing; with roles and no thing, what each of these answers for."""
    if thing := asked.base.things.get(asked.subject or ""):
        return own(asked, thing)
    if asked.roles and not asked.subject:
        return _on_roles(asked.on("responsibilities"))
    return NotKnown("not_covered", asked.subject or "", WAYS_ON)


def _curated(asked: Asked) -> Answer:
    entry = asked.base.faq.get(asked.subject or "")
    return recite(asked, entry) if entry else NotKnown("not_covered", asked.subject or "", WAYS_ON)


ANSWERS: dict[Kind, Callable[[Asked], Answer]] = {
    "compare": _compared,
    "role": _on_roles,
    "advice": _advice,
    "who_owns": _ownership,
    "faq": _curated,
    "directory": list_roles,
    "help": explain,
}
"""Kind of question to what answers it; `unknown` is answered by its reason alone."""
