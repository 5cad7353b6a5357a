"""A question that leans on the one before it: "and their KPIs?", "what about the CTO?", "which first?"."""

from bot.understanding.forms import ROLE
from bot.understanding.guesses import Guess
from bot.understanding.hearing import Heard
from bot.understanding.intents import Intent
from bot.understanding.rules import first_guess

LONGEST = 18
"""Words; a longer text says what it is about."""
MOST_FOREIGN = 1
CERTAINTY = 0.95
"""A follow-up is a little less certain than a question that stands alone."""
MOST_BESIDE = 4
"""Words besides the role in "what about the CTO?"."""
OPENINGS = (("and", ROLE), ("or", ROLE))
"""How "and the CTO?" begins, without fillers."""


def lean(heard: Heard, before: Intent | None) -> Guess | None:
    """What the text asks when it is read after `before`; None where it does not lean on that, or nothing was before."""
    if before is None or not before.roles or len(heard.words) > LONGEST or len(heard.foreign) > MOST_FOREIGN:
        return None
    return _same_of_another(heard, before) if heard.roles else _another_of_same(heard, before)


def _another_of_same(heard: Heard, before: Intent) -> Guess | None:
    """Another question about the same roles: "and their KPIs?"."""
    guess = first_guess(heard._replace(roles=before.roles))
    if guess is None or not guess.firm:
        return None
    return guess._replace(certainty=guess.certainty * CERTAINTY, rule=f"follow:{guess.rule}")


def _same_of_another(heard: Heard, before: Intent) -> Guess | None:
    """The same question about another role: "what about the CTO?". One that also names a topic stands alone."""
    rest = [word for word in heard.masked if word != ROLE]
    if heard.topics or not _leads_on(heard) or len(rest) > MOST_BESIDE:
        return None
    roles = tuple(dict.fromkeys((*before.roles, *heard.roles))) if len(before.roles) > 1 else heard.roles
    kind = "role" if before.kind not in ("compare", "advice") else before.kind
    return Guess(Intent(kind, roles, before.topic), 0.85, "follow:what_about")


def _leads_on(heard: Heard) -> bool:
    return heard.has("again") or (heard.masked[:2] in OPENINGS and len(heard.roles) == 1)
