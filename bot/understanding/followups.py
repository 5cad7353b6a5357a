"""A question that leans on the one before it: "and their KPIs?", "what about the CTO?", "which first?"."""

from bot.understanding.forms import ROLE
from bot.understanding.guesses import Guess
from bot.understanding.hearing import Heard
from bot.understanding.intents import Intent
from bot.understanding.lexicon import Lexicon
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
LEADING = frozenset(("and", "or", "what", "whats", "about", "how", "hows", "with", "for", "then", "who", "owns"))
"""What may stand around a thing in "and what about churn then?"."""


def lean(heard: Heard, before: Intent | None, lexicon: Lexicon) -> Guess | None:
    """What the text asks when it is read after `before`; None where it does not lean on that, or nothing was before."""
    if before is None or len(heard.words) > LONGEST or len(heard.foreign) > MOST_FOREIGN:
        return None
    if before.kind == "who_owns" and not heard.roles and (thing := _only_thing(heard, lexicon)):
        return Guess(Intent("who_owns", before.roles, subject=thing), 0.85, "follow:thing")
    if heard.roles and before.kind == "who_owns" and before.subject:
        return _owner_of_same(heard, before)
    if not before.roles:
        return None
    return _same_of_another(heard, before) if heard.roles else _another_of_same(heard, before)


def _another_of_same(heard: Heard, before: Intent) -> Guess | None:
    """Another question about the same roles: "and their KPIs?"."""
    guess = first_guess(heard._replace(roles=before.roles))
    if guess is None or not guess.firm or _owns_something_else(heard, guess.intent):
        return None
    return guess._replace(certainty=guess.certainty * CERTAINTY, rule=f"follow:{guess.rule}")


def _owns_something_else(heard: Heard, intent: Intent) -> bool:
    """Whether the text asks who owns a thing that is not known: "who owns the website?" is about no role before it."""
    whose = intent.kind == "who_owns" or intent.topic == "responsibilities"
    return whose and not intent.subject and heard.has("owns") and bool(heard.foreign)


def _only_thing(heard: Heard, lexicon: Lexicon) -> str | None:
    """The thing that the text names and nothing else, after a question who owns another: "and churn?"."""
    words = [lexicon.wide_spelling.mend(word) or word for word in heard.masked]
    rest = [word for word in words if word not in LEADING]
    named = lexicon.things.longest(rest)
    return named[0].value if named and sum(span.end - span.start for span in named) == len(rest) else None


def _owner_of_same(heard: Heard, before: Intent) -> Guess | None:
    """What part another role has in the same thing: "and the CRO?"."""
    beside = len(heard.masked) - len(heard.roles)
    if heard.topics or heard.things or not _leads_on(heard) or beside > MOST_BESIDE:
        return None
    return Guess(Intent("who_owns", heard.roles, subject=before.subject), 0.85, "follow:owner")


def _same_of_another(heard: Heard, before: Intent) -> Guess | None:
    """The same question about another role: "what about the CTO?". One that also names a topic stands alone."""
    rest = [word for word in heard.masked if word != ROLE]
    if heard.topics or not _leads_on(heard) or len(rest) > MOST_BESIDE:
        return None
    roles = tuple(dict.fromkeys((*before.roles, *heard.roles))) if len(before.roles) > 1 else heard.roles
    kind = before.kind if before.kind == "advice" or (before.kind == "compare" and len(roles) > 1) else "role"
    return Guess(Intent(kind, roles, before.topic), 0.85, "follow:what_about")


def _leads_on(heard: Heard) -> bool:
    return heard.has("again") or (heard.masked[:2] in OPENINGS and len(heard.roles) == 1)
