"""The rules for texts that get no answer whatever else they mention. The first rule that applies decides."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from bot.understanding.annotator import Annotation
from bot.understanding.intents import Reason
from bot.understanding.phrases import ROLE

BETWEEN_ROLES = ("versus", "rank", "reports", "both", "first", "pick", "alike", "together")
ABOUT_ROLES = ("need", *BETWEEN_ROLES)
"""Cues of questions about roles, which may also mention a person."""
BEFORE_NAMES = frozenset(
    (
        *("is", "was", "be", "does", "could", "would", "can", "should", "of", "on", "about"),
        *("hire", "appoint", "promote", "make", "rate", "compare"),
    )
)
"""An unknown word right after one of these is a name: is Sarah a good CFO?"""
PERSON_PRONOUNS = frozenset(("he", "him", "she", "her"))
BUDGET_CUES = ("owns", "need", "both", "first", "pick", "ready", "situation")
"""Cues of questions in which words of pay mean a budget rather than a salary."""
SEARCH_TIME = "How long does an executive search take?"
"""The general question behind questions about how long it takes to find one role."""
_MENTION_AFTER = re.compile(rf"\b(?:{'|'.join(sorted(BEFORE_NAMES))})\s+<@[UW]", re.IGNORECASE)
REPORTING_VERBS = frozenset(("says", "said", "claims", "argues", "warns", "adds"))
NEAR_END = 5
"""How many words at the end are searched for a reporting verb. Like the other limits here, chosen by hand."""
MAX_TITLES = 3
"""How many titles a refusal names."""
MAX_UNNAMED_LENGTH = 10
"""The greatest length, in words, of a question about the status of a hire that names no role."""
PLANNING_WORDS = frozenset(("after", "if", "should", "would", "start", "starting", "begin", "too"))
"""Words of questions about a hire that has not started yet: is it too late for it, what should come after it?"""


class Rejection(NamedTuple):
    """Why a text gets no answer.

    - `about`: the words in question.
    - `rule`: the name of the rule.
    - `equivalent_question`: the same question without the role, which may have a curated answer.
    - `known`: topics of the role that are related to what was asked.
    """

    reason: Reason
    about: str
    rule: str
    equivalent_question: str = ""
    known: tuple[str, ...] = ()


def find_rejection(annotation: Annotation) -> Rejection | None:
    """Return the first reason not to answer, or None."""
    return next((found for refuses in REJECTION_RULES if (found := refuses(annotation))), None)


def reject_unmatched(annotation: Annotation) -> Rejection:
    """Return why a text that no rule matches gets no answer."""
    if annotation.roles:
        return Rejection("unclear", "", "unknown:no_rule")
    if annotation.has("our_hires") and annotation.has("progress") and len(annotation.masked) <= MAX_UNNAMED_LENGTH:
        return Rejection("running_hire", "", "unknown:running")
    if annotation.topics or annotation.has("versus", "both", "first", "pick", "rank", "alike", "again"):
        return Rejection("needs_roles", "", "unknown:no_roles")
    return Rejection("not_our_subject", "", "unknown:nothing_of_ours")


def nothing_said(annotation: Annotation) -> Rejection | None:
    """Reject emoji only, a greeting, thanks."""
    return None if annotation.masked else Rejection("nothing_said", "", "refused:empty")


def other_sense(annotation: Annotation) -> Rejection | None:
    """Reject CRO as conversion rate optimisation, unless the text names the role as well."""
    named = {annotation.words[m.start] for m in annotation.entities}
    for short, sense in annotation.senses:
        if named and named <= {short, short + "s"}:
            return Rejection("other_sense", f"{short.upper()} as {sense}", "refused:sense")
    return None


def running_hire(annotation: Annotation) -> Rejection | None:
    """Reject "how far is the CRO search?": it is about a running hire, whose role is then in `about`."""
    asks = annotation.has("a_hire") and annotation.has("progress") and PLANNING_WORDS.isdisjoint(annotation.words)
    if (
        not asks
        or annotation.topics
        or annotation.has(*(BETWEEN_ROLES if len(annotation.entities) > 1 else ("versus",)))
    ):
        return None
    return Rejection("running_hire", _short_name(annotation), "refused:running")


def _short_name(annotation: Annotation) -> str:
    """Return the short name of the search for the one role named, as `/hiring` takes it, or ""."""
    named = (*annotation.roles, *(mention.shared_abbreviation for mention in annotation.ambiguous_entities))
    return named[0] if len(named) == 1 else ""


def a_person(annotation: Annotation) -> Rejection | None:
    """Reject "who is the CTO of Example Corp?" and "is Sarah a good CTO?", but not "who is a CTO?"."""
    if annotation.entities and annotation.has("judges") and _names_a_person(annotation):
        return Rejection("a_person", "", "refused:judged", known=("skills", "interview"))
    if not annotation.entities or annotation.topics or annotation.has(*ABOUT_ROLES):
        return None
    if (annotation.has("who_is") and annotation.unknown_words) or (
        annotation.has("person") and not annotation.has("define")
    ):
        return Rejection("a_person", "", "refused:person")
    return None


def _names_a_person(annotation: Annotation) -> bool:
    """Return whether a person is named: by a Slack mention, or by an unknown word in the position of a name."""
    if _MENTION_AFTER.search(annotation.text):
        return True
    said = annotation.utterance
    clauses = {said.clause(mention.start) for mention in annotation.entities}
    behind = {next_ for start, end in clauses for one, next_ in pairwise(said.words[start:end]) if one in BEFORE_NAMES}
    return not behind.isdisjoint(annotation.unknown_words) or (
        len(annotation.roles) == 1 and not behind.isdisjoint(PERSON_PRONOUNS)
    )


def chatter(annotation: Annotation) -> Rejection | None:
    """Reject statements that mention a role: "the CTO said lunch is at 12", and quotations."""
    if annotation.entities and (annotation.has("chatter") or _is_quoted(annotation)):
        return Rejection("not_our_subject", "", "refused:chatter")
    return None


def _is_quoted(annotation: Annotation) -> bool:
    """Return whether the text is a quotation that ends with its speaker."""
    return (
        annotation.masked[-1] == ROLE
        and not annotation.utterance.has_question_mark
        and not REPORTING_VERBS.isdisjoint(annotation.masked[-NEAR_END:])
    )


def outside(annotation: Annotation) -> Rejection | None:
    """Reject "how does one become a CMO?": in our field, but not covered by the knowledge."""
    if (
        annotation.entities
        and annotation.has("outside")
        and not annotation.topics
        and not annotation.has("ready", *ABOUT_ROLES)
    ):
        return Rejection("not_covered", "", "refused:outside")
    if annotation.entities and annotation.has("hiring") and not annotation.has("ready", *BETWEEN_ROLES):
        return Rejection("not_covered", "", "refused:hiring")
    return None


def search_time(annotation: Annotation) -> Rejection | None:
    """Reject "how long does it take to hire a CFO?" in favour of the general question, which may be curated."""
    if annotation.entities and annotation.has("how_long") and not annotation.has(*BETWEEN_ROLES):
        return Rejection("not_covered", "", "refused:search_time", SEARCH_TIME)
    return None


def dismissal(annotation: Annotation) -> Rejection | None:
    """Reject "how do I fire a CMO?", but not why they get fired, nor who may do it."""
    asked = annotation.has("dismissing") and not annotation.has("whom", "need")
    if (
        asked and len(annotation.entities) == 1 and set(annotation.topics) <= {"first_hire"}
    ):  # when is it time to fire one?
        return Rejection("not_covered", "", "refused:dismissal", known=("tenure",))
    return None


def pay(annotation: Annotation) -> Rejection | None:
    """Reject "CRO salary vs CMO salary": a comparison that says nothing about pay would not answer it."""
    asked = annotation.has("paid_more") or (annotation.has("pay") and not annotation.has(*BUDGET_CUES))
    if asked and annotation.entities and not annotation.topics:
        return Rejection("not_covered", "", "refused:pay")
    return None


def unknown_title(annotation: Annotation) -> Rejection | None:
    """Reject "controller vs CFO": an executive title that the knowledge does not have."""
    if annotation.unknown_titles and (annotation.entities or annotation.has("asking", "define", "versus")):
        return Rejection("unknown_role", ", ".join(annotation.unknown_titles[:MAX_TITLES]), "refused:stranger")
    return None


def below_executive(annotation: Annotation) -> Rejection | None:
    """Reject "what does a project manager do?"."""
    if annotation.non_executive_titles and not annotation.entities:
        return Rejection("below_executive", annotation.non_executive_titles[0], "refused:below")
    return None


REJECTION_RULES: tuple[Callable[[Annotation], Rejection | None], ...] = (
    nothing_said,
    other_sense,
    running_hire,
    a_person,
    chatter,
    search_time,
    outside,
    dismissal,
    pay,
    unknown_title,
    below_executive,
)
