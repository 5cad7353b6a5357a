"""Why a text gets no card whatever else it holds: ordered, the first that applies decides."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from bot.understanding.forms import ROLE
from bot.understanding.hearing import Heard
from bot.understanding.intents import Reason

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


class Refusal(NamedTuple):
    """The reason, the words it is about, and the name of the rule.

    `instead` is the question that the text comes to, whichever role it names: perhaps that one is curated. `known` are
    topics of the role that come near to what was asked.
    """

    reason: Reason
    about: str
    rule: str
    instead: str = ""
    known: tuple[str, ...] = ()


def refusal(heard: Heard) -> Refusal | None:
    """The first reason not to answer, or None."""
    return next((found for refuses in REFUSALS if (found := refuses(heard))), None)


def why_not(heard: Heard) -> Refusal:
    """What to say of a text that no rule made anything of."""
    if heard.roles:
        return Refusal("unclear", "", "unknown:no_rule")
    if heard.has("our_hires") and heard.has("progress") and len(heard.masked) <= LONGEST_UNNAMED:
        return Refusal("running_hire", "", "unknown:running")
    if heard.topics or heard.has("versus", "both", "first", "pick", "rank", "alike", "again"):
        return Refusal("needs_roles", "", "unknown:no_roles")
    return Refusal("not_our_subject", "", "unknown:nothing_of_ours")


def nothing_said(heard: Heard) -> Refusal | None:
    """Emoji only, a greeting, thanks."""
    return None if heard.masked else Refusal("nothing_said", "", "refused:empty")


def other_sense(heard: Heard) -> Refusal | None:
    """CRO as conversion rate optimisation, where the text does not name the role as well."""
    named = {heard.words[m.start] for m in heard.mentions}
    for short, sense in heard.senses:
        if named and named <= {short, short + "s"}:
            return Refusal("other_sense", f"{short.upper()} as {sense}", "refused:sense")
    return None


def running_hire(heard: Heard) -> Refusal | None:
    """How far is the CRO search? No question of what we know, but of a hire that runs: `about` is its role, if one."""
    asks = heard.has("a_hire") and heard.has("progress") and PLANNED.isdisjoint(heard.words)
    if not asks or heard.topics or heard.has(*(BETWEEN_ROLES if len(heard.mentions) > 1 else ("versus",))):
        return None
    return Refusal("running_hire", _short_name(heard), "refused:running")


def _short_name(heard: Heard) -> str:
    """What `/hiring` calls the search for the one role named: by its id, or by an abbreviation that several share."""
    named = (*heard.roles, *(mention.shared for mention in heard.unclear))
    return named[0] if len(named) == 1 else ""


def a_person(heard: Heard) -> Refusal | None:
    """Who is the CTO of Example Corp? Is Sarah a good CTO? But not: who is a CTO, and who is the boss of one."""
    if heard.mentions and heard.has("judges") and _names_somebody(heard):
        return Refusal("a_person", "", "refused:judged", known=("skills", "interview"))
    if not heard.mentions or heard.topics or heard.has(*ABOUT_ROLES):
        return None
    if (heard.has("who_is") and heard.foreign) or (heard.has("person") and not heard.has("define")):
        return Refusal("a_person", "", "refused:person")
    return None


def _names_somebody(heard: Heard) -> bool:
    """Whether somebody is meant: by a mention of Slack's, or by a word that means nothing where a name would stand."""
    if _MENTION_BEHIND.search(heard.text):
        return True
    said = heard.utterance
    clauses = {said.clause(mention.start) for mention in heard.mentions}
    behind = {next_ for start, end in clauses for one, next_ in pairwise(said.words[start:end]) if one in BEFORE_NAMES}
    return not behind.isdisjoint(heard.foreign) or (len(heard.roles) == 1 and not behind.isdisjoint(SOMEBODY))


def chatter(heard: Heard) -> Refusal | None:
    """The CTO said lunch is at 12; "Nobody reads it", says the CTO of Example Corp."""
    if heard.mentions and (heard.has("chatter") or _is_quoted(heard)):
        return Refusal("not_our_subject", "", "refused:chatter")
    return None


def _is_quoted(heard: Heard) -> bool:
    """Whether the text ends with whose words it is."""
    return heard.masked[-1] == ROLE and not heard.utterance.asks and not SAYS.isdisjoint(heard.masked[-NEAR_END:])


def outside(heard: Heard) -> Refusal | None:
    """How does one become a CMO? Of our field, but the base holds nothing on it."""
    if heard.mentions and heard.has("outside") and not heard.topics and not heard.has("ready", *ABOUT_ROLES):
        return Refusal("not_covered", "", "refused:outside")
    if heard.mentions and heard.has("hiring") and not heard.has("ready", *BETWEEN_ROLES):
        return Refusal("not_covered", "", "refused:hiring")
    return None


def search_time(heard: Heard) -> Refusal | None:
    """How long does it take to hire a CFO? As long as for another role, which the curated questions may know."""
    if heard.mentions and heard.has("how_long") and not heard.has(*BETWEEN_ROLES):
        return Refusal("not_covered", "", "refused:search_time", SEARCH_TIME)
    return None


def dismissal(heard: Heard) -> Refusal | None:
    """How do I fire a CMO? But not: why do they get fired, and who may do it."""
    asked = heard.has("dismissing") and not heard.has("whom", "need")
    if asked and len(heard.mentions) == 1 and set(heard.topics) <= {"first_hire"}:  # when is it time to fire one?
        return Refusal("not_covered", "", "refused:dismissal", known=("tenure",))
    return None


def pay(heard: Heard) -> Refusal | None:
    """CRO salary vs CMO salary: a comparison that says nothing of pay would be no answer."""
    asked = heard.has("paid_more") or (heard.has("pay") and not heard.has(*WEIGHED))
    if asked and heard.mentions and not heard.topics:
        return Refusal("not_covered", "", "refused:pay")
    return None


def stranger(heard: Heard) -> Refusal | None:
    """Controller vs CFO: an executive title that the base does not hold."""
    if heard.strangers and (heard.mentions or heard.has("asking", "define", "versus")):
        return Refusal("unknown_role", ", ".join(heard.strangers[:MOST_NAMED]), "refused:stranger")
    return None


def below_executive(heard: Heard) -> Refusal | None:
    """What does a project manager do?"""
    if heard.plain_jobs and not heard.mentions:
        return Refusal("below_executive", heard.plain_jobs[0], "refused:below")
    return None


REFUSALS: tuple[Callable[[Heard], Refusal | None], ...] = (
    nothing_said,
    other_sense,
    running_hire,
    a_person,
    chatter,
    search_time,
    outside,
    dismissal,
    pay,
    stranger,
    below_executive,
)
