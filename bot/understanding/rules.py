"""The rules that turn an annotation into an intent. They are ordered, and the first that applies decides.

The docstring of each rule is an example of what it matches. The certainties were chosen by hand.
"""

from collections.abc import Iterator

from bot.understanding.annotator import Annotation
from bot.understanding.intents import Intent
from bot.understanding.phrases import ROLE
from bot.understanding.rule_results import (
    IntentRule,
    RuleResult,
    asks_about_it_alone,
    find_topic,
    is_choice,
    make_intent,
)

MAX_REQUEST_LENGTH = 8
"""The greatest length, in words, of a request for help or for the list of roles. These limits were chosen by hand."""
MAX_WORDS_IN_QUESTION = 3
"""How many words besides the roles a question that only names roles may have."""
MAX_UNKNOWN_WORDS = 1
"""How many unknown words a short question about who owns a thing may have."""
MAX_WORDS_IN_STATEMENT = 2
"""The same as MAX_WORDS_IN_QUESTION without a question mark: `CPO and culture`."""


def apply_first_rule(annotation: Annotation) -> RuleResult | None:
    """Return the result of the first rule that applies, or None."""
    return next(apply_rules(annotation), None)


def apply_rules(annotation: Annotation) -> Iterator[RuleResult]:
    """Yield the result of every rule that applies, the deciding one first."""
    rules = NO_ROLE if not annotation.roles else ONE_ROLE if len(annotation.roles) == 1 else SEVERAL_ROLES
    return (result for rule in rules if (result := rule(annotation)))


# Several roles


def both_or_one(annotation: Annotation) -> RuleResult | None:
    """Do we need both a CMO and a CRO?"""
    if annotation.has("both") and not annotation.has("versus", "reports"):
        return RuleResult(make_intent(annotation, "advice", "both_or_one"), 0.97, "several:both")
    return None


def which_first(annotation: Annotation) -> RuleResult | None:
    """Which should we hire first, CMO or CRO?"""
    if annotation.has("pick") or (annotation.has("first") and not annotation.has("versus")):
        return RuleResult(make_intent(annotation, "advice", "which_first"), 0.96, "several:first")
    return None


def choose_in_situation(annotation: Annotation) -> RuleResult | None:
    """Founder drowning in admin, 35 people: chief of staff or COO?"""
    if (
        is_choice(annotation)
        and annotation.has("situation")
        and not annotation.has("versus", "owns")
        and not annotation.topics
    ):
        return RuleResult(make_intent(annotation, "advice", "which_first"), 0.85, "several:choice")
    return None


def ranking(annotation: Annotation) -> RuleResult | None:
    """Who is higher, the CFO or the COO?"""
    if annotation.has("rank"):
        return RuleResult(make_intent(annotation, "advice", "importance"), 0.96, "several:rank")
    return None


def alike(annotation: Annotation) -> RuleResult | None:
    """What do CMO and CRO have in common?"""
    if annotation.has("alike"):
        return RuleResult(make_intent(annotation, "compare", "similarities"), 0.95, "several:alike")
    return None


def ownership_between(annotation: Annotation) -> RuleResult | None:
    """Who owns pricing, the CMO or the CRO?"""
    by_the_way = (
        annotation.things
        and len(annotation.masked) <= len(annotation.roles) + MAX_REQUEST_LENGTH
        and is_choice(annotation)
    )
    if by_the_way and not (annotation.topics or annotation.has("versus", "situation", "need", "ready")):
        return RuleResult(
            make_intent(annotation, "who_owns", subject=annotation.things[0]), 0.85, "several:thing", is_decisive=False
        )
    if annotation.has("owns") and annotation.things:
        return RuleResult(make_intent(annotation, "who_owns", subject=annotation.things[0]), 0.93, "several:owns")
    if annotation.has("owns") and not (
        annotation.topics or asks_about_it_alone(annotation) or annotation.has("versus", "topic_responsibilities")
    ):
        return RuleResult(make_intent(annotation, "who_owns"), 0.8, "several:owns")
    return None


def topic_of_several(annotation: Annotation) -> RuleResult | None:
    """CMO vs CRO KPIs?"""
    topic = find_topic(annotation)
    return RuleResult(make_intent(annotation, "compare", topic), 0.96, "several:topic") if topic else None


def plain_comparison(annotation: Annotation) -> RuleResult | None:
    """CMO vs CRO?"""
    if annotation.has("versus"):
        return RuleResult(make_intent(annotation, "compare"), 0.97, "several:versus")
    return None


def several_described(annotation: Annotation) -> RuleResult | None:
    """Explain CEO, CTO and CMO."""
    if annotation.has("define"):
        return RuleResult(make_intent(annotation, "compare"), 0.9, "several:define")
    return None


def several_named(annotation: Annotation) -> RuleResult | None:
    """CMO, CRO?"""
    rest = [word for word in annotation.masked if word not in (ROLE, "and", "or", "of", "for", "in", "with")]
    if (
        len(rest) <= MAX_WORDS_IN_QUESTION or annotation.utterance.has_question_mark or annotation.has("asking")
    ) and not asks_about_it_alone(annotation):
        return RuleResult(make_intent(annotation, "compare"), 0.9, "several:named", is_decisive=False)
    return None


# One role


def first_hire(annotation: Annotation) -> RuleResult | None:
    """When should we hire our first CTO?"""
    if annotation.has("ready") and not annotation.has("topic_interview"):
        return RuleResult(make_intent(annotation, "advice", "first_hire"), 0.95, "ready:first_hire")
    return None


def needed(annotation: Annotation) -> RuleResult | None:
    """Do we need a CTO?"""
    asks = annotation.has("asking") or annotation.utterance.has_question_mark
    if annotation.has("need") and asks and not annotation.topics and not annotation.has("topic_tenure"):
        return RuleResult(make_intent(annotation, "advice", "first_hire"), 0.93, "one:need")
    return None


def rank_of_one(annotation: Annotation) -> RuleResult | None:
    """Who is above a COO?"""
    if annotation.has("rank") and not annotation.has("reports", "topic_stakeholders") and not annotation.topics:
        return RuleResult(make_intent(annotation, "advice", "importance"), 0.93, "one:rank")
    return None


def ownership_of(annotation: Annotation) -> RuleResult | None:
    """Does the CMO own pricing?"""
    if annotation.has("owns") and annotation.things and not annotation.has("together"):
        return RuleResult(make_intent(annotation, "who_owns", subject=annotation.things[0]), 0.93, "one:owns")
    return None


def topic_of_one(annotation: Annotation) -> RuleResult | None:
    """CRO KPIs?"""
    topic = find_topic(annotation)
    return RuleResult(make_intent(annotation, "role", topic), 0.96, "one:topic") if topic else None


def two_names(annotation: Annotation) -> RuleResult | None:
    """Chief People Officer vs CHRO: one role by two of its names."""
    if annotation.sets_names_apart:
        return RuleResult(
            make_intent(annotation, "compare", next(iter(annotation.topics), None)), 0.97, "one:two_names"
        )
    return None


def described(annotation: Annotation) -> RuleResult | None:
    """What does a CRO do?"""
    if annotation.has("define"):
        return RuleResult(make_intent(annotation, "role"), 0.96, "one:define")
    return (
        RuleResult(make_intent(annotation, "role"), 0.9, "one:versus", is_decisive=False)
        if annotation.has("versus")
        else None
    )


def named(annotation: Annotation) -> RuleResult | None:
    """CRO?"""
    rest = [word for word in annotation.masked if word != ROLE]
    if (
        len(rest) <= (MAX_WORDS_IN_QUESTION if annotation.utterance.has_question_mark else MAX_WORDS_IN_STATEMENT)
        and not annotation.unknown_words
    ):
        return RuleResult(make_intent(annotation, "role"), 0.92, "one:named", is_decisive=False)
    return None


def hire_in_situation(annotation: Annotation) -> RuleResult | None:
    """We are 40 people, a COO?"""
    if (
        annotation.has("situation")
        and annotation.utterance.has_question_mark
        and not (annotation.topics or annotation.has("define", "versus"))
    ):
        return RuleResult(make_intent(annotation, "advice", "first_hire"), 0.85, "one:situation", is_decisive=False)
    return None


def asked_about(annotation: Annotation) -> RuleResult | None:
    """The CAIO that everyone talks about, hm?"""
    if (annotation.utterance.has_question_mark or annotation.has("asking")) and "me" not in annotation.words:
        return RuleResult(make_intent(annotation, "role"), 0.8, "one:asked", is_decisive=False)
    return None


# No role


def ownership(annotation: Annotation) -> RuleResult | None:
    """Who owns pricing?"""
    asks = annotation.has("whom", "executives") or not annotation.is_personal
    if annotation.has("owns") and annotation.things and asks:
        return RuleResult(Intent("who_owns", subject=annotation.things[0]), 0.93, "none:owns", is_decisive=False)
    return None


def owner_of_thing(annotation: Annotation) -> RuleResult | None:
    """Who sets the budget?"""
    short = len(annotation.masked) <= MAX_REQUEST_LENGTH and len(annotation.unknown_words) <= MAX_UNKNOWN_WORDS
    if (
        annotation.has("whom")
        and annotation.things
        and short
        and not (annotation.is_personal or annotation.has("person"))
    ):
        return RuleResult(Intent("who_owns", subject=annotation.things[0]), 0.85, "none:whom", is_decisive=False)
    return None


def rank_without_role(annotation: Annotation) -> RuleResult | None:
    """Which executive has the biggest say?"""
    if annotation.has("rank") and annotation.has("executives"):
        return RuleResult(Intent("advice", topic="importance"), 0.8, "none:rank", is_decisive=False)
    return None


def helping(annotation: Annotation) -> RuleResult | None:
    """What can you do?"""
    if annotation.has("help") and len(annotation.words) <= MAX_REQUEST_LENGTH and not annotation.unknown_word_count:
        return RuleResult(Intent("help"), 0.9, "none:help", is_decisive=False)
    return None


def listing(annotation: Annotation) -> RuleResult | None:
    """Which roles do you know?"""
    if (
        annotation.has("list")
        and not annotation.things
        and len(annotation.words) <= MAX_REQUEST_LENGTH
        and not annotation.unknown_word_count
    ):
        return RuleResult(Intent("directory"), 0.85, "none:list", is_decisive=False)
    return None


SEVERAL_ROLES: tuple[IntentRule, ...] = (
    alike,
    both_or_one,
    which_first,
    ranking,
    choose_in_situation,
    ownership_between,
    topic_of_several,
    plain_comparison,
    first_hire,
    several_described,
    several_named,
)
ONE_ROLE: tuple[IntentRule, ...] = (
    two_names,
    ownership_of,
    first_hire,
    rank_of_one,
    needed,
    topic_of_one,
    described,
    hire_in_situation,
    named,
    asked_about,
)
NO_ROLE: tuple[IntentRule, ...] = (ownership, owner_of_thing, rank_without_role, helping, listing)
