"""Reads free text: rejects what is out of scope, asks back what is ambiguous, and otherwise applies the rules."""

from collections.abc import Iterator
from itertools import islice, product

from bot.knowledge.base import KnowledgeBase
from bot.understanding.annotator import Annotation, annotate, resolve_abbreviations
from bot.understanding.classifier import classify
from bot.understanding.followups import interpret_follow_up
from bot.understanding.intents import NO_CONTEXT, ConversationContext, Intent, IntentKind, Meaning, Option, Reading
from bot.understanding.lexicon import Lexicon, lexicon_of
from bot.understanding.out_of_scope import Rejection, find_rejection, reject_unmatched
from bot.understanding.rule_results import RuleResult
from bot.understanding.rules import apply_first_rule
from bot.understanding.suggestions import expand_abbreviation, suggest_options

THRESHOLD = 0.5
"""The least certainty (0-1) with which a card is shown. Like the thresholds below, chosen by hand; see
`python -m benchmarks understanding`."""
MAX_CLARIFY_OPTIONS = 16
"""Enough for all combinations of four abbreviations that two roles share each."""
FAQ_THRESHOLD = 0.5
"""The least score (0-1) of a curated question that is answered."""
FAQ_ALONE = 0.4
"""The same for knowledge without roles, where nearly every text is about one of the curated questions."""
FAQ_SURELY = 0.8
"""The same for a text with fewer than MIN_CONTENT_WORDS words besides function words."""
MIN_CONTENT_WORDS = 2
FAQ_LEAD = 0.06
"""By how much the score of the best curated question must be ahead of the next."""


def read(text: str, base: KnowledgeBase, context: ConversationContext = NO_CONTEXT) -> Reading:
    """Read free text in the context of a conversation. Never raises; the same input gives the same reading."""
    lexicon = lexicon_of(base)
    annotation = resolve_abbreviations(annotate(text, lexicon), dict(context.meanings))
    if entry := lexicon.faq_exact.get(lexicon.squeezed(annotation.utterance.words)):
        return Reading(Intent("faq", subject=entry), 1.0, "faq:exact")
    if refused := find_rejection(annotation):
        curated = _curated_instead(refused, annotation, base, lexicon) if refused.reason == "not_covered" else None
        return curated or _unknown(refused, annotation, base)
    if annotation.ambiguous_entities:
        return clarify(annotation, base, context.before)
    for result in _candidate_results(annotation, context, lexicon):
        if (certainty := _certainty(result, annotation)) >= THRESHOLD:
            return Reading(
                result.intent,
                round(certainty, 3),
                result.rule,
                other_topic_options(result.intent, annotation, base),
                resolved_abbreviations=annotation.resolved_abbreviations,
            )
    if curated := _curated(annotation, base, lexicon):
        return curated
    return _unknown(reject_unmatched(annotation), annotation, base)


def _candidate_results(annotation: Annotation, context: ConversationContext, lexicon: Lexicon) -> Iterator[RuleResult]:
    """Yield what the text may ask, most reliable first: by decisive rules, by similarity, by the other rules."""
    result = interpret_follow_up(annotation, context.before, lexicon) or apply_first_rule(annotation)
    if result and result.is_decisive:
        yield result
    if alike := classify(annotation, lexicon):
        yield alike
    if result and not result.is_decisive:
        yield result


def other_topic_options(intent: Intent, annotation: Annotation, base: KnowledgeBase) -> tuple[Option, ...]:
    """Return the further topics of a question that names several: KPIs and reporting line of CMO and CRO."""
    others = (
        annotation.topics[1:] if intent.topic in annotation.topics[:1] and intent.kind in ("compare", "role") else ()
    )
    return tuple(Option(base.topics[topic].name, intent._replace(topic=topic)) for topic in others)


def _certainty(result: RuleResult, annotation: Annotation) -> float:
    """Return the rule's certainty, lowered for unknown words and corrected spelling. The factors were chosen by hand.

    A decisive result loses little for each unknown word; another one loses in proportion to their share.
    """
    unknown = len(annotation.unknown_words)
    spelling = 0.98 ** min(annotation.correction_count, 5)
    if result.is_decisive:
        return result.certainty * spelling * max(0.6, 0.985**unknown)
    share = len(annotation.masked) / (len(annotation.masked) + 2 * unknown) if annotation.masked else 0.0
    return result.certainty * spelling * share


def clarify(annotation: Annotation, base: KnowledgeBase, before: Intent | None = None) -> Reading:
    """Ask back which role an ambiguous abbreviation means. Each option resolves all ambiguous abbreviations at once."""
    candidates = {mention.shared_abbreviation: mention.roles for mention in annotation.ambiguous_entities}
    choices = islice(product(*candidates.values()), MAX_CLARIFY_OPTIONS)
    options = [_supposing(tuple(zip(candidates, roles, strict=True)), annotation, base, before) for roles in choices]
    return _which(", ".join(candidates), tuple(options))


def clarify_again(intent: Intent, meaning: Meaning, base: KnowledgeBase) -> Reading:
    """Ask back again after a question was answered with this meaning of the abbreviation, which was wrong."""
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
    """Return the option for these meanings of the abbreviations, with the intent that the text then has."""
    label = ", ".join(expand_abbreviation(base.roles[role], abbreviation) for abbreviation, role in meanings)
    supposed = resolve_abbreviations(annotation, dict(meanings))
    if result := interpret_follow_up(supposed, before, lexicon_of(base)) or apply_first_rule(supposed):
        return Option(label, result.intent, meanings)
    kind: IntentKind = "compare" if len(supposed.roles) > 1 else "role"
    return Option(label, Intent(kind, supposed.roles), meanings)


def _curated_instead(
    refused: Rejection, annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon
) -> Reading | None:
    """Return the curated question similar to the text, or to its equivalent question, or None."""
    return _curated(
        annotate(refused.equivalent_question, lexicon) if refused.equivalent_question else annotation, base, lexicon
    )


def _curated(annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> Reading | None:
    """Return the curated question that is similar enough, clearly ahead, and about the same roles, or None."""
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
    """Return whether the curated question is about the roles that the text names, and needs none if it names none."""
    named = set(annotation.roles)
    return named <= set(base.faq[entry].roles) and not (entry in lexicon.role_specific_questions and not named)


def _faq_threshold(annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> float:
    """Return the score required of a curated question: more for a text with hardly any content words.

    Knowledge without roles is only about its curated questions, which may be asked in one word.
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
