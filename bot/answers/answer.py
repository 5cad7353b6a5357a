"""Answers a question: takes its reading, the knowledge and today's date, and returns an answer. Pure."""

from collections.abc import Callable
from datetime import date

from bot.answers.advice import QUESTIONS, build_advice
from bot.answers.comparison import build_comparison
from bot.answers.curated import answer_faq, describe_ownership
from bot.answers.directory import build_help, list_roles
from bot.answers.models import Answer, Clarification, NotKnown, RoleProfile
from bot.answers.profile import build_profile, build_same_role_profile
from bot.answers.resolved_question import ResolvedQuestion, resolve_intent
from bot.answers.similarities import find_similarities
from bot.knowledge.base import KnowledgeBase
from bot.understanding.intents import Intent, IntentKind, Option, Reading

FALLBACK_OPTIONS = (Option("How to ask", Intent("help")), Option("All roles", Intent("directory")))
"""The options offered when no similar question is known."""
MAX_NEAREST = 5
"""How many similar questions are offered when there is no answer. Chosen by hand."""


def answer_question(reading: Reading, base: KnowledgeBase, today: date) -> Answer:
    """Return the answer to a question as understood; `today` decides whether an entry counts as stale.

    Never raises: a question with ids that the base does not have (from an old button, or after an overlay was removed)
    is answered with NotKnown, like a question that was not understood.
    """
    intent = reading.intent
    if reading.clarify:
        return Clarification(reading.about, reading.options)
    if reading.reason == "thanks":
        return NotKnown("thanks", "", ())
    if intent.kind == "unknown":
        return NotKnown(reading.reason or "unclear", reading.about, reading.options[:MAX_NEAREST] or FALLBACK_OPTIONS)
    if unknown := [role for role in intent.roles if role not in base.roles]:
        return NotKnown("unknown_role", unknown[0], reading.options[:MAX_NEAREST] or FALLBACK_OPTIONS)
    if intent.topic and intent.topic not in base.topics:
        return NotKnown("not_covered", intent.topic, FALLBACK_OPTIONS)
    # The ids have been checked, so nothing below raises.
    return ANSWER_BUILDERS[intent.kind](resolve_intent(intent, base, today, reading.facts))


def _answer_about_roles(asked: ResolvedQuestion) -> Answer:
    """Answer about one role, or about several side by side, on any topic."""
    topic = asked.topic
    if topic and topic.id in QUESTIONS and topic.of == "pair":
        return _advice(asked)
    if not asked.roles or (topic and topic.of == "pair" and len(asked.roles) == 1):
        return NotKnown("needs_roles", "", FALLBACK_OPTIONS)
    if len(asked.roles) == 1:
        return build_profile(asked)
    return find_similarities(asked) if topic and topic.id == "similarities" else build_comparison(asked)


def _answer_comparison(asked: ResolvedQuestion) -> Answer:
    """Answer with roles side by side. If only one is left, it was compared with itself under another of its names."""
    found = _answer_about_roles(asked)
    return build_same_role_profile(asked) if isinstance(found, RoleProfile) else found


def _advice(asked: ResolvedQuestion) -> Answer:
    """Answer one of the four hiring questions. With any other topic it is a question about the roles."""
    if not asked.topic or asked.topic.id not in QUESTIONS:
        return _answer_about_roles(asked)
    if asked.topic.id == "importance" and len(asked.roles) < 2:  # noqa: PLR2004  it takes two to rank
        return (
            _answer_about_roles(asked.with_topic("reporting_line"))
            if asked.roles
            else NotKnown("needs_roles", "", FALLBACK_OPTIONS)
        )
    first_hire = asked.base.topics.get("first_hire", asked.topic)
    # For a single role, "both or one?" and "which first?" both ask when it is first hired.
    return build_advice(asked, first_hire if len(asked.roles) == 1 else asked.topic)


def _ownership(asked: ResolvedQuestion) -> Answer:
    """Answer who owns the thing, or, with roles but no thing, what each of them is responsible for."""
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
"""Kind of question to the function that answers it. `answer_question` deals with `unknown` itself."""
