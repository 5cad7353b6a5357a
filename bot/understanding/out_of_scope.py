"""Why a text gets no card whatever else it holds: ordered, the first that applies decides."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from bot.understanding.annotator import Annotation
from bot.understanding.intents import Reason
from bot.understanding.phrases import ROLE

BETWEEN_ROLES = ("versus", "rank", "reports", "both", "first", "pick", "alike", "together")
ABOUT_ROLES = ("need", *BETWEEN_ROLES)
"""Cues of questions about roles, which may well mention that somebody left."""
BEFORE_NAMES = frozenset(
    (
        *("is", "was", "be", "does", "could", "would", "can", "should", "of", "on", "about"),
        *("hire", "appoint", "promote", "make", "rate", "compare"),
    )
)
"""Words right after which a strange one is a name: is Sarah a good CFO? A banker may be a good one, and is nobody."""
SOMEBODY = frozenset(("he", "him", "she", "her"))
WEIGHED = ("owns", "need", "both", "first", "pick", "ready", "situation")
"""Cues of questions in which money is what hires are paid from, or a thing that somebody has to look after."""
SEARCH_TIME = "How long does an executive search take?"
"""What asking for the time that it takes to find one comes to."""
_MENTION_BEHIND = re.compile(rf"\b(?:{'|'.join(sorted(BEFORE_NAMES))})\s+<@[UW]", re.IGNORECASE)
SAYS = frozenset(("says", "said", "claims", "argues", "warns", "adds"))
NEAR_END = 5
"""Words at the end that may say whose words the text is."""
MOST_NAMED = 3
"""Titles that a refusal names."""
LONGEST_UNNAMED = 10
"""Words in which somebody asks how far a hire is without saying for which role."""
PLANNED = frozenset(("after", "if", "should", "would", "start", "starting", "begin", "too"))
"""Words of one who asks about a hire that does not run yet: is it too late for it, what should come after it?"""


class Rejection(NamedTuple):
    """The reason, the words it is about, and the name of the rule.

    `equivalent_question` is the question that the text comes to, whichever role it names: perhaps that one is curated.
    `known` are topics of the role that come near to what was asked.
    """

    reason: Reason
    about: str
    rule: str
    equivalent_question: str = ""
    known: tuple[str, ...] = ()


def find_rejection(annotation: Annotation) -> Rejection | None:
    """The first reason not to answer, or None."""
    return next((found for refuses in REJECTION_RULES if (found := refuses(annotation))), None)


def explain_unmatched(annotation: Annotation) -> Rejection:
    """What to say of a text that no rule made anything of."""
    if annotation.roles:
        return Rejection("unclear", "", "unknown:no_rule")
    if annotation.has("our_hires") and annotation.has("progress") and len(annotation.masked) <= LONGEST_UNNAMED:
        return Rejection("running_hire", "", "unknown:running")
    if annotation.topics or annotation.has("versus", "both", "first", "pick", "rank", "alike", "again"):
        return Rejection("needs_roles", "", "unknown:no_roles")
    return Rejection("not_our_subject", "", "unknown:nothing_of_ours")


def nothing_said(annotation: Annotation) -> Rejection | None:
    """Emoji only, a greeting, thanks."""
    return None if annotation.masked else Rejection("nothing_said", "", "refused:empty")


def other_sense(annotation: Annotation) -> Rejection | None:
    """CRO as conversion rate optimisation, where the text does not name the role as well."""
    named = {annotation.words[m.start] for m in annotation.entities}
    for short, sense in annotation.senses:
        if named and named <= {short, short + "s"}:
            return Rejection("other_sense", f"{short.upper()} as {sense}", "refused:sense")
    return None


def running_hire(annotation: Annotation) -> Rejection | None:
    """How far is the CRO search? No question of what we know, but of a hire that runs: `about` is its role, if one."""
    asks = annotation.has("a_hire") and annotation.has("progress") and PLANNED.isdisjoint(annotation.words)
    if (
        not asks
        or annotation.topics
        or annotation.has(*(BETWEEN_ROLES if len(annotation.entities) > 1 else ("versus",)))
    ):
        return None
    return Rejection("running_hire", _short_name(annotation), "refused:running")


def _short_name(annotation: Annotation) -> str:
    """What `/hiring` calls the search for the one role named: by its id, or by an abbreviation that several share."""
    named = (*annotation.roles, *(mention.shared_abbreviation for mention in annotation.ambiguous_entities))
    return named[0] if len(named) == 1 else ""


def a_person(annotation: Annotation) -> Rejection | None:
    """Who is the CTO of Example Corp? Is Sarah a good CTO? But not: who is a CTO, and who is the boss of one."""
    if annotation.entities and annotation.has("judges") and _names_somebody(annotation):
        return Rejection("a_person", "", "refused:judged", known=("skills", "interview"))
    if not annotation.entities or annotation.topics or annotation.has(*ABOUT_ROLES):
        return None
    if (annotation.has("who_is") and annotation.unknown_words) or (
        annotation.has("person") and not annotation.has("define")
    ):
        return Rejection("a_person", "", "refused:person")
    return None


def _names_somebody(annotation: Annotation) -> bool:
    """Whether somebody is meant: by a mention of Slack's, or by a word that means nothing where a name would stand."""
    if _MENTION_BEHIND.search(annotation.text):
        return True
    said = annotation.utterance
    clauses = {said.clause(mention.start) for mention in annotation.entities}
    behind = {next_ for start, end in clauses for one, next_ in pairwise(said.words[start:end]) if one in BEFORE_NAMES}
    return not behind.isdisjoint(annotation.unknown_words) or (
        len(annotation.roles) == 1 and not behind.isdisjoint(SOMEBODY)
    )


def chatter(annotation: Annotation) -> Rejection | None:
    """The CTO said lunch is at 12; "Nobody reads it", says the CTO of Example Corp."""
    if annotation.entities and (annotation.has("chatter") or _is_quoted(annotation)):
        return Rejection("not_our_subject", "", "refused:chatter")
    return None


def _is_quoted(annotation: Annotation) -> bool:
    """Whether the text ends with whose words it is."""
    return (
        annotation.masked[-1] == ROLE
        and not annotation.utterance.has_question_mark
        and not SAYS.isdisjoint(annotation.masked[-NEAR_END:])
    )


def outside(annotation: Annotation) -> Rejection | None:
    """How does one become a CMO? Of our field, but the base holds nothing on it."""
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
    """How long does it take to hire a CFO? As long as for another role, which the curated questions may know."""
    if annotation.entities and annotation.has("how_long") and not annotation.has(*BETWEEN_ROLES):
        return Rejection("not_covered", "", "refused:search_time", SEARCH_TIME)
    return None


def dismissal(annotation: Annotation) -> Rejection | None:
    """How do I fire a CMO? But not: why do they get fired, and who may do it."""
    asked = annotation.has("dismissing") and not annotation.has("whom", "need")
    if (
        asked and len(annotation.entities) == 1 and set(annotation.topics) <= {"first_hire"}
    ):  # when is it time to fire one?
        return Rejection("not_covered", "", "refused:dismissal", known=("tenure",))
    return None


def pay(annotation: Annotation) -> Rejection | None:
    """CRO salary vs CMO salary: a comparison that says nothing of pay would be no answer."""
    asked = annotation.has("paid_more") or (annotation.has("pay") and not annotation.has(*WEIGHED))
    if asked and annotation.entities and not annotation.topics:
        return Rejection("not_covered", "", "refused:pay")
    return None


def unknown_title(annotation: Annotation) -> Rejection | None:
    """Controller vs CFO: an executive title that the base does not hold."""
    if annotation.unknown_titles and (annotation.entities or annotation.has("asking", "define", "versus")):
        return Rejection("unknown_role", ", ".join(annotation.unknown_titles[:MOST_NAMED]), "refused:stranger")
    return None


def below_executive(annotation: Annotation) -> Rejection | None:
    """What does a project manager do?"""
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
