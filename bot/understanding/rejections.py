"""Why a text gets no card. What is certain is found before anything is classified; the rest explains a no."""

from typing import NamedTuple

from bot.understanding.annotation import Annotation
from bot.understanding.intents import Reason
from bot.understanding.languages import is_foreign

MAX_TITLES = 3
"""How many titles a rejection names."""
TRACK = "track"
"""On track, a hire is in time; otherwise the word names a topic."""
MAX_UNNAMED_LENGTH = 10
"""The greatest length, in words, of a question about the status of a hire that names no role."""
PLANNING_WORDS = frozenset(("after", "if", "should", "would", "start", "starting", "begin", "too"))
"""Words of questions about a hire that has not started yet: is it too late for it, what should come after it?"""

THANKS = frozenset(("thanks", "thank", "thankyou", "thx", "thnx", "tnx", "tks", "ty", "tysm", "cheers", "appreciated"))
"""One of these words, and otherwise only those below and fillers, thanks the bot."""
WITH_THANKS = (
    "you so very much lot bunch a again for all that this the it was is helps helped help helpful great good nice cool "
    "awesome perfect brilliant super amazing answer answers info rolecall quick fast and got"
)
_OF_THANKS = THANKS | frozenset(WITH_THANKS.split())


class Rejection(NamedTuple):
    """Why a text gets no answer. `about` are the words in question, and `rule` is the name of the rule."""

    reason: Reason
    about: str
    rule: str


def find_rejection(annotation: Annotation) -> Rejection | None:
    """Return the reason not to answer that holds whatever else the text says, or None."""
    if _is_thanks(annotation):
        return Rejection("thanks", "", "refused:thanks")
    if not annotation.masked:  # emoji only, a greeting
        return Rejection("nothing_said", "", "refused:empty")
    if is_foreign(annotation.text):
        return Rejection("other_language", "", "refused:language")
    return _running_hire(annotation)


def _is_thanks(annotation: Annotation) -> bool:
    return not THANKS.isdisjoint(annotation.words) and _OF_THANKS.issuperset(annotation.masked)


def explain_no(annotation: Annotation) -> Rejection:
    """Return why a text that is not for the bot gets no card."""
    titles = annotation.unknown_sides
    if annotation.has("who_is") and annotation.entities:
        return Rejection("a_person", "", "refused:person")
    if titles and not annotation.roles:
        return reject_titles(annotation)
    return Rejection("not_our_subject", "", "refused:not_ours")


def reject_titles(annotation: Annotation) -> Rejection:
    """Return the rejection that names the sides which the knowledge doesn't hold."""
    titles = annotation.unknown_sides
    names = ", ".join(dict.fromkeys(title.text for title in titles[:MAX_TITLES]))
    below = not annotation.entities and not any(title.is_executive for title in titles)
    return Rejection("below_executive" if below else "unknown_role", names, "refused:unknown_side")


def reject_unmatched(annotation: Annotation) -> Rejection:
    """Return why a text gets no answer that seems to ask something of ours."""
    if annotation.roles:
        return Rejection("unclear", "", "unknown:nothing_likely")
    return Rejection("needs_roles", "", "unknown:no_roles")


def find_other_sense(annotation: Annotation) -> Rejection | None:
    """Reject CRO as conversion rate optimisation, unless the text names another role as well."""
    named = {annotation.words[m.start] for m in annotation.entities}
    senses = dict(annotation.senses)
    if named and named <= {form for short in senses for form in (short, f"{short}s")}:
        about = ", ".join(f"{short.upper()} as {sense}" for short, sense in senses.items())
        return Rejection("other_sense", about, "refused:sense")
    return None


def _running_hire(annotation: Annotation) -> Rejection | None:
    """Reject "how far is the CRO search?": it is about a running hire, whose role is then in `about`."""
    topics = set(annotation.topics) if TRACK not in annotation.words else set()
    if not annotation.has("progress") or topics or not PLANNING_WORDS.isdisjoint(annotation.words):
        return None
    if annotation.has("a_hire") and annotation.entities:
        return Rejection("running_hire", _short_name(annotation), "refused:running")
    if annotation.has("our_hires") and not annotation.entities and len(annotation.masked) <= MAX_UNNAMED_LENGTH:
        return Rejection("running_hire", "", "refused:running")
    return None


def _short_name(annotation: Annotation) -> str:
    """Return the short name of the search for the one role named, as `/hiring` takes it, or ""."""
    named = (*annotation.roles, *(mention.shared_abbreviation for mention in annotation.ambiguous_entities))
    return named[0] if len(named) == 1 else ""
