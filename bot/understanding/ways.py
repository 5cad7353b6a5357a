"""Questions that no cue decides, recognised by their likeness to curated ways of asking with the roles taken out."""

from collections.abc import Sequence

from bot.understanding.guesses import Guess
from bot.understanding.hearing import Heard
from bot.understanding.intents import Intent, Kind
from bot.understanding.lexicon import Lexicon

NEAR_ENOUGH = 0.5
"""The least score (0-1) of the nearest kind of question that is taken for what is asked."""
LESS_ASKING = 0.12
"""How much more it takes, up to twice, for each word that means nothing to us where nothing is asked outright."""
AUXILIARIES = frozenset(
    (
        *("is", "are", "was", "am", "do", "does", "did", "may", "might", "must", "shall", "should"),
        *("would", "has", "have", "had", "isnt", "arent", "doesnt", "dont", "wouldnt", "shouldnt"),
    )
)
"""A text that begins with one of these is a question, also where its question mark is missing."""
FOREIGN = 0.94
"""What is left of the score for each word that means nothing to us."""


def likened(heard: Heard, lexicon: Lexicon) -> Guess | None:
    """What the text asks by the ways of asking it is most like; None where it is like none, or like two."""
    if not _is_ours(heard):
        return None
    words = heard.masked if heard.roles else _without_things(heard.masked, lexicon)
    nearest = next(iter(lexicon.ways(_group(heard)).nearest(words)), None)
    if nearest is None:
        return None
    certainty = nearest.score * FOREIGN ** len(heard.foreign)
    intent = _intent(nearest.entry, heard)
    if intent is None or certainty < _near_enough(heard):
        return None
    return Guess(intent, certainty, f"like:{nearest.entry}")


def _group(heard: Heard) -> str:
    return "none" if not heard.roles else "one" if len(heard.roles) == 1 else "several"


def _without_things(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    named = {at for span in lexicon.things.longest(words) for at in range(span.start, span.end)}
    return [word for at, word in enumerate(words) if at not in named]


def _is_ours(heard: Heard) -> bool:
    """Whether the text names a role, or speaks of executives, or asks for whom a thing is that an executive owns."""
    if heard.roles:
        return True
    whom = heard.has("whom") and bool(heard.things) and not heard.is_personal
    return not heard.has("person") and (whom or heard.has("executives"))


def _near_enough(heard: Heard) -> float:
    asks = heard.utterance.asks or heard.has("asking") or heard.masked[0] in AUXILIARIES
    return NEAR_ENOUGH if asks else NEAR_ENOUGH + LESS_ASKING * min(len(heard.foreign), 2)


def _intent(way: str, heard: Heard) -> Intent | None:
    """The intent behind `role/metrics`, `several/which_first`, `none/who_owns`; None where its subject is missing."""
    first, _, topic = way.partition("/")
    if topic == "who_owns":
        asks = heard.roles or heard.has("whom", "owns")
        return Intent("who_owns", heard.roles, subject=heard.things[0]) if heard.things and asks else None
    kind: Kind = "advice" if first in ("several", "advice") else "role" if first == "role" else "compare"
    return Intent(kind, heard.roles, topic or None)
