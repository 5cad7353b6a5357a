"""Free text in, a Reading out: refuse what is not ours, ask back where it is unclear, else let the rules decide."""

from collections.abc import Iterator
from itertools import islice, product

from bot.knowledge.base import KnowledgeBase
from bot.understanding.followups import lean
from bot.understanding.guesses import Guess
from bot.understanding.hearing import Heard, hear, settled
from bot.understanding.intents import NO_CONTEXT, Context, Intent, Kind, Meaning, Option, Reading
from bot.understanding.lexicon import Lexicon, lexicon_of
from bot.understanding.offers import nearest, spelled_out
from bot.understanding.refusals import Refusal, refusal, why_not
from bot.understanding.rules import first_guess
from bot.understanding.ways import likened

THRESHOLD = 0.5
"""Below this certainty no card is shown."""
MOST_READINGS = 16
"""Offered where abbreviations are unclear: all there are of four that two roles share each."""
FAQ_THRESHOLD = 0.5
"""The least likeness (0-1) to a curated question that is answered with it."""
FAQ_ALONE = 0.4
"""The same in a set of nothing but curated questions, where nearly all that is asked is about one of them."""
FAQ_SURELY = 0.8
"""The same for a text of hardly any words that tell something."""
TELLING = 2
FAQ_LEAD = 0.06
"""By how much the nearest curated question must be ahead of the next."""


def read(text: str, base: KnowledgeBase, context: Context = NO_CONTEXT) -> Reading:
    """What the text asks, after what was said before. Never raises; the same always gives the same reading."""
    lexicon = lexicon_of(base)
    heard = settled(hear(text, lexicon), dict(context.meanings))
    if entry := lexicon.faq_exact.get(lexicon.squeezed(heard.utterance.words)):
        return Reading(Intent("faq", subject=entry), 1.0, "faq:exact")
    if refused := refusal(heard):
        curated = _curated_instead(refused, heard, base, lexicon) if refused.reason == "not_covered" else None
        return curated or _unknown(refused, heard, base)
    if heard.unclear:
        return clarify(heard, base, context.before)
    for guess in _guesses(heard, context, lexicon):
        if (certainty := _certainty(guess, heard)) >= THRESHOLD:
            return Reading(
                guess.intent, round(certainty, 3), guess.rule, also_asked(guess.intent, heard, base), meant=heard.meant
            )
    if curated := _curated(heard, base, lexicon):
        return curated
    return _unknown(why_not(heard), heard, base)


def _guesses(heard: Heard, context: Context, lexicon: Lexicon) -> Iterator[Guess]:
    """What the text may ask, the best founded first: by cues, by its likeness to ways of asking, by a mere naming."""
    guess = lean(heard, context.before, lexicon) or first_guess(heard)
    if guess and guess.firm:
        yield guess
    if alike := likened(heard, lexicon):
        yield alike
    if guess and not guess.firm:
        yield guess


def also_asked(intent: Intent, heard: Heard, base: KnowledgeBase) -> tuple[Option, ...]:
    """The other topics of a question that asks for several at once: KPIs and reporting line of CMO and CRO."""
    others = heard.topics[1:] if intent.topic in heard.topics[:1] and intent.kind in ("compare", "role") else ()
    return tuple(Option(base.topics[topic].name, intent._replace(topic=topic)) for topic in others)


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


def clarify(heard: Heard, base: KnowledgeBase, before: Intent | None = None) -> Reading:
    """Which of the roles behind a shared abbreviation is meant? Of several abbreviations, all are settled at once."""
    candidates = {mention.shared: mention.roles for mention in heard.unclear}
    choices = islice(product(*candidates.values()), MOST_READINGS)
    options = [_supposing(tuple(zip(candidates, roles, strict=True)), heard, base, before) for roles in choices]
    return _which(", ".join(candidates), tuple(options))


def clarify_again(intent: Intent, meaning: Meaning, base: KnowledgeBase) -> Reading:
    """Which role was meant after all, when a question was answered as if the abbreviation had this meaning?"""
    abbreviation, supposed = meaning
    options = []
    for role in lexicon_of(base).abbreviations.get(abbreviation, ()):
        roles = tuple(dict.fromkeys(role if each == supposed else each for each in intent.roles))
        options.append(
            Option(spelled_out(base.roles[role], abbreviation), intent._replace(roles=roles), ((abbreviation, role),))
        )
    return _which(abbreviation, tuple(options))


def _which(about: str, options: tuple[Option, ...]) -> Reading:
    return Reading(Intent("unknown"), 0.5, "clarify:abbreviation", options, clarify=True, about=about.upper())


def _supposing(meanings: tuple[Meaning, ...], heard: Heard, base: KnowledgeBase, before: Intent | None) -> Option:
    """The option that the shared abbreviations mean this: the intent that the text would have then."""
    label = ", ".join(spelled_out(base.roles[role], abbreviation) for abbreviation, role in meanings)
    supposed = settled(heard, dict(meanings))
    if guess := lean(supposed, before, lexicon_of(base)) or first_guess(supposed):
        return Option(label, guess.intent, meanings)
    kind: Kind = "compare" if len(supposed.roles) > 1 else "role"
    return Option(label, Intent(kind, supposed.roles), meanings)


def _curated_instead(refused: Refusal, heard: Heard, base: KnowledgeBase, lexicon: Lexicon) -> Reading | None:
    """The curated question near to the text, or near to the question that it comes to, whichever its role."""
    return _curated(hear(refused.instead, lexicon) if refused.instead else heard, base, lexicon)


def _curated(heard: Heard, base: KnowledgeBase, lexicon: Lexicon) -> Reading | None:
    """The curated question that the text is near enough to, clearly nearer than to any other, and about its roles."""
    ranked = lexicon.nearest_questions(heard.words)
    near = [one for one in ranked if ranked[0].score - one.score < FAQ_LEAD and _suits(one.entry, heard, base, lexicon)]
    # Scores share out what is certain, so of two that are equally near neither is near enough alone.
    if sum(one.score for one in near) < _near_enough(heard, base, lexicon) or near[0] is not ranked[0]:
        return None
    if len(near) == 1:
        return Reading(Intent("faq", subject=near[0].entry), round(near[0].score, 3), "faq:near")
    options = tuple(Option(base.faq[one.entry].ask[0], Intent("faq", subject=one.entry)) for one in near)
    return Reading(Intent("unknown"), 0.5, "clarify:curated", options, clarify=True)


def _suits(entry: str, heard: Heard, base: KnowledgeBase, lexicon: Lexicon) -> bool:
    """Whether the curated question is about the roles that the text names, and needs none where it names none."""
    named = set(heard.roles)
    return named <= set(base.faq[entry].roles) and not (entry in lexicon.asked_of_roles and not named)


def _near_enough(heard: Heard, base: KnowledgeBase, lexicon: Lexicon) -> float:
    """The least likeness to answer with: more for a text with hardly a word that tells something, which proves nothing.

    A set without roles has questions of its own kind, and may well be asked in one word.
    """
    if not base.roles:
        return FAQ_ALONE
    return FAQ_THRESHOLD if sum(word not in lexicon.small_words for word in heard.words) >= TELLING else FAQ_SURELY


def _unknown(refused: Refusal, heard: Heard, base: KnowledgeBase) -> Reading:
    offered = nearest(heard, base, lexicon_of(base), refused.known)
    return Reading(Intent("unknown"), 0.0, refused.rule, offered, reason=refused.reason, about=refused.about)
