"""The rules that make an Intent of what was heard: ordered, the first that applies decides."""

from collections.abc import Iterator

from bot.understanding.forms import ROLE
from bot.understanding.guesses import Guess, Rule
from bot.understanding.hearing import Heard
from bot.understanding.intents import Intent, Kind

LONGEST_REQUEST = 8
"""Words that asking for help or for the list of roles takes at most."""
BARE_LENGTH = 3
"""Words besides the roles that a bare naming of roles may have."""
MOST_FOREIGN = 1
"""Words that mean nothing to us, in a short question about who has a thing to look after."""
LEAST_BESIDE = 2
"""The same where nothing is asked: `CPO and culture`."""
TOPIC_CUES = (
    "interview",
    "horizon",
    "tenure",
    "impact",
    "metrics",
    "skills",
    "stakeholders",
    "scope",
    "focus",
    "objective",
    "confusions",
    "responsibilities",
)
"""The topics that have turns of phrase of their own, the most telling first."""


def first_guess(heard: Heard) -> Guess | None:
    """What the first rule that applies makes of the text, or None where none does."""
    return next(every_guess(heard), None)


def every_guess(heard: Heard) -> Iterator[Guess]:
    """What each rule that applies makes of the text, the deciding one first."""
    rules = NO_ROLE if not heard.roles else ONE_ROLE if len(heard.roles) == 1 else SEVERAL_ROLES
    return (guess for rule in rules if (guess := rule(heard)))


def _ask(heard: Heard, kind: Kind, topic: str | None = None, subject: str | None = None) -> Intent:
    return Intent(kind, heard.roles, topic, subject)


# Several roles


def both_or_one(heard: Heard) -> Guess | None:
    """Do we need both a CMO and a CRO?"""
    if heard.has("both") and not heard.has("versus", "reports"):
        return Guess(_ask(heard, "advice", "both_or_one"), 0.97, "several:both")
    return None


def which_first(heard: Heard) -> Guess | None:
    """Which should we hire first, CMO or CRO?"""
    if heard.has("pick") or (heard.has("first") and not heard.has("versus")):
        return Guess(_ask(heard, "advice", "which_first"), 0.96, "several:first")
    return None


def which_in_our_place(heard: Heard) -> Guess | None:
    """Founder drowning in admin, 35 people: chief of staff or COO?"""
    if _is_choice(heard) and heard.has("situation") and not heard.has("versus", "owns") and not heard.topics:
        return Guess(_ask(heard, "advice", "which_first"), 0.85, "several:choice")
    return None


def ranking(heard: Heard) -> Guess | None:
    """Who is higher, the CFO or the COO?"""
    if heard.has("rank"):
        return Guess(_ask(heard, "advice", "importance"), 0.96, "several:rank")
    return None


def alike(heard: Heard) -> Guess | None:
    """What do CMO and CRO have in common?"""
    if heard.has("alike"):
        return Guess(_ask(heard, "compare", "similarities"), 0.95, "several:alike")
    return None


def ownership_between(heard: Heard) -> Guess | None:
    """Who owns pricing, the CMO or the CRO?"""
    by_the_way = heard.things and len(heard.masked) <= len(heard.roles) + LONGEST_REQUEST and _is_choice(heard)
    if by_the_way and not (heard.topics or heard.has("versus", "situation", "need", "ready")):
        return Guess(_ask(heard, "who_owns", subject=heard.things[0]), 0.85, "several:thing", firm=False)
    if heard.has("owns") and heard.things:
        return Guess(_ask(heard, "who_owns", subject=heard.things[0]), 0.93, "several:owns")
    if heard.has("owns") and not (heard.topics or _of_it_alone(heard) or heard.has("versus", "topic_responsibilities")):
        return Guess(_ask(heard, "who_owns"), 0.8, "several:owns")
    return None


def topic_of_several(heard: Heard) -> Guess | None:
    """CMO vs CRO KPIs?"""
    topic = _topic(heard)
    return Guess(_ask(heard, "compare", topic), 0.96, "several:topic") if topic else None


def plain_comparison(heard: Heard) -> Guess | None:
    """CMO vs CRO?"""
    if heard.has("versus"):
        return Guess(_ask(heard, "compare"), 0.97, "several:versus")
    return None


def several_described(heard: Heard) -> Guess | None:
    """Explain CEO, CTO and CMO."""
    if heard.has("define"):
        return Guess(_ask(heard, "compare"), 0.9, "several:define")
    return None


def several_named(heard: Heard) -> Guess | None:
    """CMO, CRO?"""
    rest = [word for word in heard.masked if word not in (ROLE, "and", "or", "of", "for", "in", "with")]
    if (len(rest) <= BARE_LENGTH or heard.utterance.asks or heard.has("asking")) and not _of_it_alone(heard):
        return Guess(_ask(heard, "compare"), 0.9, "several:named", firm=False)
    return None


# One role


def first_hire(heard: Heard) -> Guess | None:
    """When should we hire our first CTO?"""
    if heard.has("ready") and not heard.has("topic_interview"):
        return Guess(_ask(heard, "advice", "first_hire"), 0.95, "ready:first_hire")
    return None


def needed(heard: Heard) -> Guess | None:
    """Do we need a CTO?"""
    asks = heard.has("asking") or heard.utterance.asks
    if heard.has("need") and asks and not heard.topics and not heard.has("topic_tenure"):
        return Guess(_ask(heard, "advice", "first_hire"), 0.93, "one:need")
    return None


def standing(heard: Heard) -> Guess | None:
    """Who is above a COO?"""
    if heard.has("rank") and not heard.has("reports", "topic_stakeholders") and not heard.topics:
        return Guess(_ask(heard, "advice", "importance"), 0.93, "one:rank")
    return None


def ownership_of(heard: Heard) -> Guess | None:
    """Does the CMO own pricing?"""
    if heard.has("owns") and heard.things and not heard.has("together"):
        return Guess(_ask(heard, "who_owns", subject=heard.things[0]), 0.93, "one:owns")
    return None


def topic_of_one(heard: Heard) -> Guess | None:
    """CRO KPIs?"""
    topic = _topic(heard)
    return Guess(_ask(heard, "role", topic), 0.96, "one:topic") if topic else None


def two_names(heard: Heard) -> Guess | None:
    """Chief People Officer vs CHRO: one role by two of its names."""
    if heard.sets_names_apart:
        return Guess(_ask(heard, "compare", next(iter(heard.topics), None)), 0.97, "one:two_names")
    return None


def described(heard: Heard) -> Guess | None:
    """What does a CRO do?"""
    if heard.has("define"):
        return Guess(_ask(heard, "role"), 0.96, "one:define")
    return Guess(_ask(heard, "role"), 0.9, "one:versus", firm=False) if heard.has("versus") else None


def named(heard: Heard) -> Guess | None:
    """CRO?"""
    rest = [word for word in heard.masked if word != ROLE]
    if len(rest) <= (BARE_LENGTH if heard.utterance.asks else LEAST_BESIDE) and not heard.foreign:
        return Guess(_ask(heard, "role"), 0.92, "one:named", firm=False)
    return None


def in_our_place(heard: Heard) -> Guess | None:
    """We are 40 people, a COO?"""
    if heard.has("situation") and heard.utterance.asks and not (heard.topics or heard.has("define", "versus")):
        return Guess(_ask(heard, "advice", "first_hire"), 0.85, "one:situation", firm=False)
    return None


def asked_about(heard: Heard) -> Guess | None:
    """The CAIO that everybody has heard of, hm?"""
    if (heard.utterance.asks or heard.has("asking")) and "me" not in heard.words:
        return Guess(_ask(heard, "role"), 0.8, "one:asked", firm=False)
    return None


# No role


def ownership(heard: Heard) -> Guess | None:
    """Who owns pricing?"""
    asks = heard.has("whom", "executives") or not heard.is_personal
    if heard.has("owns") and heard.things and asks:
        return Guess(Intent("who_owns", subject=heard.things[0]), 0.93, "none:owns", firm=False)
    return None


def keeper(heard: Heard) -> Guess | None:
    """Who sets the budget?"""
    short = len(heard.masked) <= LONGEST_REQUEST and len(heard.foreign) <= MOST_FOREIGN
    if heard.has("whom") and heard.things and short and not (heard.is_personal or heard.has("person")):
        return Guess(Intent("who_owns", subject=heard.things[0]), 0.85, "none:whom", firm=False)
    return None


def pecking_order(heard: Heard) -> Guess | None:
    """Which executive has the biggest say?"""
    if heard.has("rank") and heard.has("executives"):
        return Guess(Intent("advice", topic="importance"), 0.8, "none:rank", firm=False)
    return None


def helping(heard: Heard) -> Guess | None:
    """What can you do?"""
    if heard.has("help") and len(heard.words) <= LONGEST_REQUEST and not heard.unexplained:
        return Guess(Intent("help"), 0.9, "none:help", firm=False)
    return None


def listing(heard: Heard) -> Guess | None:
    """Which roles do you know?"""
    if heard.has("list") and not heard.things and len(heard.words) <= LONGEST_REQUEST and not heard.unexplained:
        return Guess(Intent("directory"), 0.85, "none:list", firm=False)
    return None


def _of_it_alone(heard: Heard) -> bool:
    """Whether the text asks who has to do `it`, without saying what, and not of roles that it gives to choose from."""
    return heard.has("owns") and not heard.things and "it" in heard.words and not _is_choice(heard)


def _is_choice(heard: Heard) -> bool:
    """Whether the roles stand as alternatives: `CIO or CISO`."""
    return any(heard.masked[at : at + 3] == (ROLE, "or", ROLE) for at in range(len(heard.masked)))


def _topic(heard: Heard) -> str | None:
    """The one topic asked about: named outright first, then by a turn of phrase, then by a word of many meanings."""
    if heard.topics:
        return heard.topics[0]
    if heard.has("reports"):
        return "reporting_line"
    if heard.has("together") and len(heard.roles) > 1:
        return "collaboration"
    for topic in TOPIC_CUES:
        if heard.has(f"topic_{topic}"):
            return topic
    if heard.weak_topics and not heard.foreign and not heard.has("define", "versus"):
        return heard.weak_topics[0]
    return None


SEVERAL_ROLES: tuple[Rule, ...] = (
    alike,
    both_or_one,
    which_first,
    ranking,
    which_in_our_place,
    ownership_between,
    topic_of_several,
    plain_comparison,
    first_hire,
    several_described,
    several_named,
)
ONE_ROLE: tuple[Rule, ...] = (
    two_names,
    ownership_of,
    first_hire,
    standing,
    needed,
    topic_of_one,
    described,
    in_our_place,
    named,
    asked_about,
)
NO_ROLE: tuple[Rule, ...] = (
    ownership,
    keeper,
    pecking_order,
    helping,
    listing,
)
