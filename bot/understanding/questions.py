"""Free text in, a Reading out: refuse what is not ours, ask back where it is unclear, else let the rules decide."""

from dataclasses import replace

from bot.knowledge.base import KnowledgeBase
from bot.understanding.followups import lean
from bot.understanding.hearing import Heard, hear, settled
from bot.understanding.intents import NO_CONTEXT, Context, Intent, Option, Reading, Reason
from bot.understanding.lexicon import Lexicon, lexicon_of
from bot.understanding.rules import Guess, first_guess

THRESHOLD = 0.5
"""Below this certainty no card is shown."""
FAQ_THRESHOLD = 0.7
FAQ_LEAD = 0.06
"""By how much the nearest curated question must be ahead of the next."""
MOST_OPTIONS = 5


def read(text: str, base: KnowledgeBase, context: Context = NO_CONTEXT) -> Reading:
    """What the text asks, after what was said before. Never raises; the same always gives the same reading."""
    lexicon = lexicon_of(base)
    heard = settled(hear(text, lexicon), dict(context.meanings))
    if entry := lexicon.faq_exact.get("".join(heard.utterance.words)):
        return Reading(Intent("faq", subject=entry), 1.0, "faq:exact")
    if refused := _refusal(heard):
        return _unknown(heard, base, *refused)
    if heard.unclear:
        return clarify(heard, base)
    guess = lean(heard, context.before) or first_guess(heard)
    if guess and (certainty := _certainty(guess, heard)) >= THRESHOLD:
        return Reading(guess.intent, round(certainty, 3), guess.rule)
    if curated := _curated(heard, lexicon):
        return curated
    return _unknown(heard, base, *_why_not(heard))


def _certainty(guess: Guess, heard: Heard) -> float:
    """The rule's own certainty, lowered by words that mean nothing to us and by mended spelling.

    A firm guess loses little for each foreign word; another loses in proportion to their share.
    """
    foreign = len(heard.foreign)
    spelling = 0.98 ** min(heard.mended, 5)
    if guess.firm:
        return guess.certainty * spelling * max(0.6, 0.985**foreign)
    share = len(heard.masked) / (len(heard.masked) + 2 * foreign) if heard.masked else 0.0
    return guess.certainty * spelling * share


def _refusal(heard: Heard) -> tuple[Reason, str, str] | None:
    """Why the text gets no card whatever else it holds: the reason, the words in question, and the rule."""
    if not heard.words:
        return "nothing_said", "", "refused:empty"
    named = {heard.words[m.start].removesuffix("s") for m in heard.mentions if m.end == m.start + 1}
    for short, sense in heard.senses:
        if short in named and not _ours_too(heard, short):
            return "other_sense", f"{short.upper()} as {sense}", "refused:sense"
    if heard.mentions and _wants_a_person(heard):
        return "a_person", "", "refused:person"
    if heard.mentions and heard.has("chatter"):
        return "not_our_subject", "", "refused:chatter"
    if heard.strangers and (heard.mentions or heard.has("asking", "define", "versus")):
        return "unknown_role", ", ".join(heard.strangers[:3]), "refused:stranger"
    if heard.plain_jobs and not heard.mentions:
        return "below_executive", heard.plain_jobs[0], "refused:below"
    return None


def _wants_a_person(heard: Heard) -> bool:
    """Who is the CTO of Example Corp? But not: who is a CTO, and who is the boss of one."""
    if heard.has("versus", "rank", "reports") or heard.topics:
        return False
    return (heard.has("who_is") and bool(heard.foreign)) or (heard.has("person") and not heard.has("define"))


def _ours_too(heard: Heard, short: str) -> bool:
    """Whether the text says elsewhere that the role is meant: by its full title or by naming another role."""
    return any(heard.words[m.start].removesuffix("s") != short for m in heard.mentions)


def clarify(heard: Heard, base: KnowledgeBase) -> Reading:
    """Which of the roles behind a shared abbreviation is meant?"""
    mention = heard.unclear[0]
    options = tuple(Option(base.roles[role].title, _as_if(heard, role)) for role in mention.roles)
    about = " ".join(heard.words[mention.start : mention.end]).upper()
    return Reading(Intent("unknown"), 0.5, "clarify:abbreviation", options[:MOST_OPTIONS], clarify=True, about=about)


def _as_if(heard: Heard, role: str) -> Intent:
    """The intent the text would have if the shared abbreviation meant this role."""
    first = heard.unclear[0]
    supposed = settled(heard, {heard.words[first.start]: role})
    guess = first_guess(replace(supposed, unclear=()))
    return guess.intent if guess else Intent("compare" if len(supposed.roles) > 1 else "role", supposed.roles)


def _curated(heard: Heard, lexicon: Lexicon) -> Reading | None:
    """The curated question that the text is near enough to, clearly nearer than to any other."""
    ranked = lexicon.faq.nearest(lexicon.content(heard.words))
    if not ranked or ranked[0].score < FAQ_THRESHOLD:
        return None
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < FAQ_LEAD:
        return None
    return Reading(Intent("faq", subject=ranked[0].entry), round(ranked[0].score, 3), "faq:near")


def _why_not(heard: Heard) -> tuple[Reason, str, str]:
    if heard.has("outside") and heard.roles:
        return "not_covered", "", "unknown:outside"
    if heard.roles or heard.topics or heard.has("versus", "both", "first", "pick", "rank", "alike", "again"):
        return ("unclear" if heard.roles else "needs_roles"), "", "unknown:no_rule"
    return "not_our_subject", "", "unknown:nothing_of_ours"


def _unknown(heard: Heard, base: KnowledgeBase, reason: Reason, about: str, rule: str) -> Reading:
    return Reading(Intent("unknown"), 0.0, rule, nearest(heard, base), reason=reason, about=about)


def nearest(heard: Heard, base: KnowledgeBase) -> tuple[Option, ...]:
    """The nearest things known: the roles named, side by side and alone; else what is asked most."""
    roles = tuple(role for role in heard.roles if role in base.roles)
    options = [Option(base.roles[role].title, Intent("role", (role,))) for role in roles[:4]]
    if len(roles) > 1:
        label = " vs ".join(base.roles[role].short for role in roles[:3])
        options.insert(0, Option(label, Intent("compare", roles[:3])))
    return tuple(options[:MOST_OPTIONS])
