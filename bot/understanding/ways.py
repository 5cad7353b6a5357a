"""Questions that no cue decides, recognised by their likeness to curated ways of asking with the roles taken out."""

from bot.understanding.forms import ROLE
from bot.understanding.hearing import Heard
from bot.understanding.intents import Intent, Kind
from bot.understanding.lexicon import Lexicon
from bot.understanding.rules import Guess

NEAR_ENOUGH = 0.35
"""The least likeness (0-1) that is taken for meaning the same."""
SURELY_NEAR = 0.8
"""The same for a text of so few words that one shared word is half of it."""
TELLING = 4
LEAD = 0.03
"""By how much the nearest kind of question must be ahead of the next."""
LEAST_CERTAIN = 0.4
"""Certainty of a likeness of 0; one of 1 is certain."""


def likened(heard: Heard, lexicon: Lexicon) -> Guess | None:
    """What the text asks by the ways of asking it is most like; None where it is like none, or like two."""
    if not _is_question(heard):
        return None
    group = "none" if not heard.roles else "one" if len(heard.roles) == 1 else "several"
    words = [word for word in heard.masked if word != ROLE]
    ranked = lexicon.ways(group).nearest(words)
    if not ranked or ranked[0].score < (NEAR_ENOUGH if len(words) >= TELLING else SURELY_NEAR):
        return None
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < LEAD:
        return None
    intent = _intent(ranked[0].entry, heard)
    certainty = LEAST_CERTAIN + (1 - LEAST_CERTAIN) * ranked[0].score
    return Guess(intent, certainty, f"like:{ranked[0].entry}") if intent else None


def _is_question(heard: Heard) -> bool:
    """Whether the text asks at all, or is short and all about us; without a role, whether it speaks of executives."""
    asks = heard.utterance.asks or heard.has("asking")
    return (asks or not heard.foreign) and (bool(heard.roles) or heard.has("executives"))


def _intent(way: str, heard: Heard) -> Intent | None:
    """The intent behind `role/metrics`, `several/which_first`, `none/who_owns`; None where its subject is missing."""
    first, _, topic = way.partition("/")
    if topic == "who_owns":
        return Intent("who_owns", heard.roles, subject=heard.things[0]) if heard.things else None
    kind: Kind = "advice" if first in ("several", "advice") else "role" if first == "role" else "compare"
    return Intent(kind, heard.roles, topic or None)
