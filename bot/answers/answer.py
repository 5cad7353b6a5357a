"""What to say: a reading of a question and the knowledge in, an answer out. Pure; the day is an argument."""

from collections.abc import Callable
from datetime import date

from bot.answers.advice import QUESTIONS, build_advice
from bot.answers.asked import ResolvedQuestion, resolve_intent
from bot.answers.comparison import build_comparison
from bot.answers.curated import answer_faq
from bot.answers.directory import build_help, list_roles
from bot.answers.models import Answer, Clarification, Comparison, NotKnown, RoleProfile
from bot.answers.ownership import describe_ownership
from bot.answers.profile import build_profile, build_same_role_profile
from bot.answers.similarities import find_similarities
from bot.knowledge.base import KnowledgeBase
from bot.understanding.intents import Intent, IntentKind, Option, Reading

FALLBACK_OPTIONS = (Option("How to ask", Intent("help")), Option("All roles", Intent("directory")))
"""What to offer where nothing is near."""
MAX_NEAREST = 5


def answer_question(reading: Reading, base: KnowledgeBase, today: date) -> Answer:
    """The answer to a question as understood; `today` decides what counts as reviewed long ago.

    Total: a question that names ids which the base does not hold (an old button, a folder taken away) gets an honest
    no, as does one with nothing in it to answer.
    """
    intent = reading.intent
    if reading.clarify:
        return Clarification(reading.about, reading.options)
    if intent.kind == "unknown":
        return NotKnown(reading.reason or "unclear", reading.about, reading.options[:MAX_NEAREST] or FALLBACK_OPTIONS)
    if strange := [role for role in intent.roles if role not in base.roles]:
        return NotKnown("unknown_role", strange[0], reading.options[:MAX_NEAREST] or FALLBACK_OPTIONS)
    if intent.topic and intent.topic not in base.topics:
        return NotKnown("not_covered", intent.topic, FALLBACK_OPTIONS)
    return _with_remaining_options(ANSWER_BUILDERS[intent.kind](resolve_intent(intent, base, today)), reading.options)


def _with_remaining_options(found: Answer, also: tuple[Option, ...]) -> Answer:
    """The answer with what else was asked in the same breath as the first questions to go on with."""
    if also and isinstance(found, Comparison | RoleProfile):
        return found._replace(follow_ups=tuple(dict.fromkeys((*also, *found.follow_ups))))
    return found


def _answer_about_roles(asked: ResolvedQuestion) -> Answer:
    """One role alone, or several side by side, on whatever topic."""
    topic = asked.topic
    if topic and topic.id in QUESTIONS and topic.of == "pair":
        return _advice(asked)
    if not asked.roles or (topic and topic.of == "pair" and len(asked.roles) == 1):
        return NotKnown("needs_roles", "", FALLBACK_OPTIONS)
    if len(asked.roles) == 1:
        return build_profile(asked)
    return find_similarities(asked) if topic and topic.id == "similarities" else build_comparison(asked)


def _answer_comparison(asked: ResolvedQuestion) -> Answer:
    """Roles side by side; one alone was compared with itself, by another of its names."""
    found = _answer_about_roles(asked)
    return build_same_role_profile(asked) if isinstance(found, RoleProfile) else found


def _advice(asked: ResolvedQuestion) -> Answer:
    """Advice on its own questions; any other topic is a question about the roles."""
    if not asked.topic or asked.topic.id not in QUESTIONS:
        return _answer_about_roles(asked)
    if asked.topic.id == "importance" and len(asked.roles) < 2:  # noqa: PLR2004  it takes two to rank
        return (
            _answer_about_roles(asked.with_topic("reporting_line"))
            if asked.roles
            else NotKnown("needs_roles", "", FALLBACK_OPTIONS)
        )
    first_hire = asked.base.topics.get("first_hire", asked.topic)
    # Of one role, whether it is needed and whether it comes first are both the question of its first hire.
    return build_advice(asked, first_hire if len(asked.roles) == 1 else asked.topic)


def _ownership(asked: ResolvedQuestion) -> Answer:
    """Who owns the thing; with roles and no thing, what each of these answers for."""
    if thing := asked.base.things.get(asked.subject or ""):
        return describe_ownership(asked, thing)
    if asked.roles and not asked.subject:
        return _answer_about_roles(asked.with_topic("responsibilities"))
    return NotKnown("not_covered", asked.subject or "", FALLBACK_OPTIONS)


def _curated(asked: ResolvedQuestion) -> Answer:
    entry = asked.base.faq.get(asked.subject or "")
    return answer_faq(asked, entry) if entry else NotKnown("not_covered", asked.subject or "", FALLBACK_OPTIONS)


ANSWER_BUILDERS: dict[IntentKind, Callable[[ResolvedQuestion], Answer]] = {
    "compare": _answer_comparison,
    "role": _answer_about_roles,
    "advice": _advice,
    "who_owns": _ownership,
    "faq": _curated,
    "directory": list_roles,
    "help": build_help,
}
"""Kind of question to what answers it; `unknown` is answered by its reason alone."""
