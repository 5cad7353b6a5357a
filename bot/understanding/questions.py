"""Free text in, a Reading out: refuse what is not ours, ask back where it is unclear, else let the rules decide."""

from collections.abc import Iterator
from itertools import islice, product

from bot.knowledge.base import KnowledgeBase
from bot.understanding.annotator import Annotation, annotate, resolve_abbreviations
from bot.understanding.classifier import classify
from bot.understanding.followups import interpret_follow_up
from bot.understanding.intents import NO_CONTEXT, ConversationContext, Intent, IntentKind, Meaning, Option, Reading
from bot.understanding.lexicon import Lexicon, lexicon_of
from bot.understanding.out_of_scope import Rejection, explain_unmatched, find_rejection
from bot.understanding.rule_results import RuleResult
from bot.understanding.rules import apply_first_rule
from bot.understanding.suggestions import expand_abbreviation, suggest_options

THRESHOLD = 0.5
"""Below this certainty no card is shown."""
MAX_CLARIFY_OPTIONS = 16
"""Offered where abbreviations are unclear: all there are of four that two roles share each."""
FAQ_THRESHOLD = 0.5
"""The least likeness (0-1) to a curated question that is answered with it."""
FAQ_ALONE = 0.4
"""The same in a set of nothing but curated questions, where nearly all that is asked is about one of them."""
FAQ_SURELY = 0.8
"""The same for a text of hardly any words that tell something."""
MIN_CONTENT_WORDS = 2
FAQ_LEAD = 0.06
"""By how much the nearest curated question must be ahead of the next."""


def read(text: str, base: KnowledgeBase, context: ConversationContext = NO_CONTEXT) -> Reading:
    """What the text asks, after what was said before. Never raises; the same always gives the same reading."""
    lexicon = lexicon_of(base)
    heard = resolve_abbreviations(annotate(text, lexicon), dict(context.meanings))
    if entry := lexicon.faq_exact.get(lexicon.squeezed(heard.utterance.words)):
        return Reading(Intent("faq", subject=entry), 1.0, "faq:exact")
    if refused := find_rejection(heard):
        curated = _curated_instead(refused, heard, base, lexicon) if refused.reason == "not_covered" else None
        return curated or _unknown(refused, heard, base)
    if heard.ambiguous_entities:
        return clarify(heard, base, context.before)
    for guess in _candidate_results(heard, context, lexicon):
        if (certainty := _certainty(guess, heard)) >= THRESHOLD:
            return Reading(
                guess.intent,
                round(certainty, 3),
                guess.rule,
                other_topic_options(guess.intent, heard, base),
                resolved_abbreviations=heard.resolved_abbreviations,
            )
    if curated := _curated(heard, base, lexicon):
        return curated
    return _unknown(explain_unmatched(heard), heard, base)


def _candidate_results(annotation: Annotation, context: ConversationContext, lexicon: Lexicon) -> Iterator[RuleResult]:
    """What the text may ask, the best founded first: by cues, by its likeness to ways of asking, by a mere naming."""
    guess = interpret_follow_up(annotation, context.before, lexicon) or apply_first_rule(annotation)
    if guess and guess.is_decisive:
        yield guess
    if alike := classify(annotation, lexicon):
        yield alike
    if guess and not guess.is_decisive:
        yield guess


def other_topic_options(intent: Intent, annotation: Annotation, base: KnowledgeBase) -> tuple[Option, ...]:
    """The other topics of a question that asks for several at once: KPIs and reporting line of CMO and CRO."""
    others = (
        annotation.topics[1:] if intent.topic in annotation.topics[:1] and intent.kind in ("compare", "role") else ()
    )
    return tuple(Option(base.topics[topic].name, intent._replace(topic=topic)) for topic in others)


def _certainty(guess: RuleResult, annotation: Annotation) -> float:
    """The rule's own certainty, lowered by words that mean nothing to us and by mended spelling.

    A firm guess loses little for each foreign word; another loses in proportion to their share.
    """
    foreign = len(annotation.unknown_words)
    spelling = 0.98 ** min(annotation.correction_count, 5)
    if guess.is_decisive:
        return guess.certainty * spelling * max(0.6, 0.985**foreign)
    share = len(annotation.masked) / (len(annotation.masked) + 2 * foreign) if annotation.masked else 0.0
    return guess.certainty * spelling * share


def clarify(annotation: Annotation, base: KnowledgeBase, before: Intent | None = None) -> Reading:
    """Which of the roles behind a shared abbreviation is meant? Of several abbreviations, all are settled at once."""
    candidates = {mention.shared_abbreviation: mention.roles for mention in annotation.ambiguous_entities}
    choices = islice(product(*candidates.values()), MAX_CLARIFY_OPTIONS)
    options = [_supposing(tuple(zip(candidates, roles, strict=True)), annotation, base, before) for roles in choices]
    return _which(", ".join(candidates), tuple(options))


def clarify_again(intent: Intent, meaning: Meaning, base: KnowledgeBase) -> Reading:
    """Which role was meant after all, when a question was answered as if the abbreviation had this meaning?"""
    abbreviation, supposed = meaning
    options = []
    for role in lexicon_of(base).abbreviations.get(abbreviation, ()):
        roles = tuple(dict.fromkeys(role if each == supposed else each for each in intent.roles))
        options.append(
            Option(
                expand_abbreviation(base.roles[role], abbreviation),
                intent._replace(roles=roles),
                ((abbreviation, role),),
            )
        )
    return _which(abbreviation, tuple(options))


def _which(about: str, options: tuple[Option, ...]) -> Reading:
    return Reading(Intent("unknown"), 0.5, "clarify:abbreviation", options, clarify=True, about=about.upper())


def _supposing(
    meanings: tuple[Meaning, ...], annotation: Annotation, base: KnowledgeBase, before: Intent | None
) -> Option:
    """The option that the shared abbreviations mean this: the intent that the text would have then."""
    label = ", ".join(expand_abbreviation(base.roles[role], abbreviation) for abbreviation, role in meanings)
    supposed = resolve_abbreviations(annotation, dict(meanings))
    if guess := interpret_follow_up(supposed, before, lexicon_of(base)) or apply_first_rule(supposed):
        return Option(label, guess.intent, meanings)
    kind: IntentKind = "compare" if len(supposed.roles) > 1 else "role"
    return Option(label, Intent(kind, supposed.roles), meanings)


def _curated_instead(
    refused: Rejection, annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon
) -> Reading | None:
    """The curated question near to the text, or near to the question that it comes to, whichever its role."""
    return _curated(
        annotate(refused.equivalent_question, lexicon) if refused.equivalent_question else annotation, base, lexicon
    )


def _curated(annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> Reading | None:
    """The curated question that the text is near enough to, clearly nearer than to any other, and about its roles."""
    ranked = lexicon.nearest_questions(annotation.words)
    near = [
        one
        for one in ranked
        if ranked[0].score - one.score < FAQ_LEAD and _has_matching_roles(one.entry, annotation, base, lexicon)
    ]
    # Scores share out what is certain, so of two that are equally near neither is near enough alone.
    if sum(one.score for one in near) < _faq_threshold(annotation, base, lexicon) or near[0] is not ranked[0]:
        return None
    if len(near) == 1:
        return Reading(Intent("faq", subject=near[0].entry), round(near[0].score, 3), "faq:near")
    options = tuple(Option(base.faq[one.entry].ask[0], Intent("faq", subject=one.entry)) for one in near)
    return Reading(Intent("unknown"), 0.5, "clarify:curated", options, clarify=True)


def _has_matching_roles(entry: str, annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> bool:
    """Whether the curated question is about the roles that the text names, and needs none where it names none."""
    named = set(annotation.roles)
    return named <= set(base.faq[entry].roles) and not (entry in lexicon.role_specific_questions and not named)


def _faq_threshold(annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> float:
    """The least likeness to answer with: more for a text with hardly a word that tells something, which proves nothing.

    A set without roles has questions of its own kind, and may well be asked in one word.
    """
    if not base.roles:
        return FAQ_ALONE
    return (
        FAQ_THRESHOLD
        if sum(word not in lexicon.small_words for word in annotation.words) >= MIN_CONTENT_WORDS
        else FAQ_SURELY
    )


def _unknown(refused: Rejection, annotation: Annotation, base: KnowledgeBase) -> Reading:
    offered = suggest_options(annotation, base, lexicon_of(base), refused.known)
    return Reading(Intent("unknown"), 0.0, refused.rule, offered, reason=refused.reason, about=refused.about)
