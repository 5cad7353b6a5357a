"""Reads free text: what it mentions, what it may ask and how likely, and one decision."""

from collections.abc import Mapping, Sequence
from itertools import islice, product

from bot.knowledge.base import KnowledgeBase
from bot.understanding.annotation import Annotation
from bot.understanding.annotator import annotate, resolve_abbreviations, with_bystanders
from bot.understanding.classes import CONFUSIONS, CURATED, NOT_OURS, OWNER, is_general
from bot.understanding.classifier import classify, find_listed_way, weigh_money_and_dismissal, weigh_subjects
from bot.understanding.decision import Candidate, decide, find_candidates, options_of
from bot.understanding.facts import find_facts
from bot.understanding.followups import interpret_follow_up
from bot.understanding.intents import KIT, NO_CONTEXT, ConversationContext, Intent, IntentKind, Meaning, Option, Reading
from bot.understanding.lexicon import Lexicon, lexicon_of
from bot.understanding.normalise import MAX_LENGTH
from bot.understanding.phrases import ROLE
from bot.understanding.rejections import (
    Rejection,
    explain_no,
    find_other_sense,
    find_rejection,
    reject_titles,
    reject_unmatched,
)
from bot.understanding.several_questions import candidates_of, find_question_alone, find_questions
from bot.understanding.subjects import find_added_curated, rank_curated, rank_things
from bot.understanding.suggestions import MAX_OPTIONS, expand_abbreviation, suggest_options
from bot.understanding.thresholds import (
    MAX_CLARIFY_OPTIONS,
    MAX_READINGS,
    MIN_NOT_OURS,
    MIN_REACH,
    MIN_SURE,
)
from bot.understanding.trained import questions_model

KIT_WORDS = frozenset(
    ["kit", "hiring", "recruiting", "role", "whole", "full", "show", "give", "send", "open", "get", "want", "need"]
)
"""The words of a request for the kit of a role, besides the role: "hiring kit for a CRO"."""
OTHER_READING = "I meant: "
"""How the button of another reading begins, beside an answer."""
LISTED_INTENTS: Mapping[str, Intent] = {"none/help": Intent("help"), "none/directory": Intent("directory")}
"""Ways of asking that need no roles and no thing."""
ANY_TWO = Intent("compare", ("", ""))
"""Stands for a question before, to tell whether a text would be a follow-up if there were one."""


def read(text: str, base: KnowledgeBase, context: ConversationContext = NO_CONTEXT) -> Reading:
    """Read free text in the context of a conversation. Never raises; the same input gives the same reading."""
    lexicon = lexicon_of(base)
    annotation = resolve_abbreviations(annotate(text, lexicon), dict(context.meanings))
    reading = read_exactly(annotation, base, lexicon, context) or conclude(
        annotation, classify(annotation, lexicon), base, context.before
    )
    return reading._replace(
        bystanders=annotation.bystanders,
        unknown_sides=tuple(title.text for title in annotation.unknown_sides),
        facts=find_facts(text[:MAX_LENGTH]),
    )


def _about_somebody(
    annotation: Annotation, likely: Mapping[str, float], lexicon: Lexicon
) -> tuple[Annotation, Mapping[str, float]]:
    """Return the annotation with its bystanders as sides if it asks something about a role but names no other."""
    best = max(likely, key=lambda name: likely[name])
    if annotation.side_count or not annotation.bystanders or best in (OWNER, CURATED, NOT_OURS):
        return annotation, likely
    reinstated = with_bystanders(annotation)
    return reinstated, classify(reinstated, lexicon)


def read_exactly(
    annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon, context: ConversationContext
) -> Reading | None:
    """Return the reading of what is asked word for word, of what is out of scope for sure, and of a follow-up."""
    if entry := lexicon.find_curated(annotation.utterance.words):
        return Reading(Intent("faq", subject=entry), 1.0, "curated:exact")
    if rejection := find_rejection(annotation):
        return _refuse(rejection, annotation, base)
    if followed := _follow_up(annotation, context, lexicon):
        return _answer(followed, annotation, base, "follow_up")
    if _asks_for_kit(annotation, lexicon):
        return Reading(Intent("role", annotation.roles, None, KIT), 1.0, "listed:kit")
    way = find_listed_way(annotation, lexicon)
    return Reading(LISTED_INTENTS[way], 1.0, "listed") if way and way in LISTED_INTENTS else None


def _asks_for_kit(annotation: Annotation, lexicon: Lexicon) -> bool:
    """Return whether the text names one role and asks for its kit in so many words."""
    words = {word for word in annotation.masked if word not in lexicon.small_words} - {ROLE}
    return annotation.side_count == len(annotation.roles) == 1 and "kit" in words and words <= KIT_WORDS


def _follow_up(annotation: Annotation, context: ConversationContext, lexicon: Lexicon) -> Candidate | None:
    """Return what a follow-up asks, unless it has to be asked first which role it means."""
    if annotation.ambiguous_entities:
        return None
    return interpret_follow_up(annotation, context.before, lexicon, questions_model())


def conclude(
    annotation: Annotation, likely: Mapping[str, float], base: KnowledgeBase, before: Intent | None = None
) -> Reading:
    """Return the reading of a text, given how likely each class of question is."""
    lexicon = lexicon_of(base)
    annotation, likely = _about_somebody(annotation, likely, lexicon)
    if (rejection := find_other_sense(annotation)) and max(likely, key=lambda name: likely[name]) != CONFUSIONS:
        return _refuse(rejection, annotation, base)
    if annotation.ambiguous_entities and (before or likely[NOT_OURS] < MIN_NOT_OURS):
        return clarify(annotation, base, before)
    if added := find_added_curated(annotation, lexicon):
        return Reading(Intent("faq", subject=added.entry), round(added.score, 3), "curated:added")
    likely = weigh_subjects(annotation, weigh_money_and_dismissal(annotation, likely), base, lexicon)
    asked = find_questions(annotation, base, lexicon)
    further = tuple(one.intent for one in (*asked.clear, *asked.likely))
    if asked.clear:
        return _with_further(_answer(asked.clear[0], annotation, base, "several"), further, base)
    reading = _decided(annotation, likely, base, candidates_of(annotation, likely, base, lexicon))
    if not further and reading.confidence < MIN_SURE and (alone := find_question_alone(annotation, base, lexicon)):
        further = (alone.intent,)
    return _with_further(reading, further, base)


def _with_further(reading: Reading, further: tuple[Intent, ...], base: KnowledgeBase) -> Reading:
    """Return an answer with the further questions of the text before its other options; a refusal stays as it is."""
    if reading.status != "answered":
        return reading
    first = options_of([intent for intent in dict.fromkeys(further) if intent != reading.intent], base)
    offered = {option.intent: option for option in reversed((*first, *reading.options))}
    return reading._replace(options=tuple(offered.values())[::-1])


def _decided(
    annotation: Annotation, likely: Mapping[str, float], base: KnowledgeBase, candidates: Sequence[Candidate]
) -> Reading:
    """Return the reading that the decision between the candidates leads to."""
    decision = decide(candidates, likely[NOT_OURS])
    if not decision.intent and not decision.readings:
        offered = _nearest_subjects(likely, annotation, base) or _least_unlikely(candidates)
        return _refuse(_why_refused(likely, annotation, lexicon_of(base)), annotation, base, offered)
    if annotation.unknown_sides and _needs_every_side(candidates[0].intent, annotation):
        return _refuse(reject_titles(annotation), annotation, base)
    if decision.intent is None:
        readings = options_of(decision.readings, base)
        return Reading(Intent("unknown"), round(decision.probability, 3), "classifier:unsure", readings, clarify=True)
    readings = options_of(decision.readings, base, OTHER_READING)
    return _answer(Candidate(decision.intent, decision.probability), annotation, base, "classifier", readings)


def _answer(
    best: Candidate, annotation: Annotation, base: KnowledgeBase, decided_by: str, readings: tuple[Option, ...] = ()
) -> Reading:
    """Return an answered reading, with the further questions of the text and the other readings as options."""
    is_compared = annotation.sets_names_apart and is_general(best.intent)
    return Reading(
        best.intent._replace(kind="compare") if is_compared else best.intent,
        round(best.probability, 3),
        f"{decided_by}:{best.intent.topic or best.intent.kind}",
        tuple(dict.fromkeys((*options_of(_further_topics(best.intent, annotation), base), *readings))),
        resolved_abbreviations=annotation.resolved_abbreviations,
    )


def _further_topics(asked: Intent, annotation: Annotation) -> tuple[Intent, ...]:
    """Return the question on each further topic that is named: KPIs and reporting line of CMO and CRO."""
    if asked.kind not in ("compare", "role") or asked.topic not in annotation.topics:
        return ()
    return tuple(asked._replace(topic=topic) for topic in annotation.topics if topic != asked.topic)


def _needs_every_side(intent: Intent, annotation: Annotation) -> bool:
    """Return whether an answer without the unknown sides would be wrong: it sets the sides against each other."""
    return intent.kind not in ("faq", "who_owns") or not annotation.roles


def _why_refused(likely: Mapping[str, float], annotation: Annotation, lexicon: Lexicon) -> Rejection:
    """Return why a text that asks nothing answerable gets no card."""
    best = max(likely, key=lambda name: likely[name])
    if best not in (OWNER, CURATED) and _asks_about_titles(annotation, lexicon):
        return reject_titles(annotation._replace(unknown_sides=annotation.titles))
    if not annotation.side_count and interpret_follow_up(annotation, ANY_TWO, lexicon, questions_model()):
        return reject_unmatched(annotation)
    if best == NOT_OURS:
        return explain_no(annotation)
    if annotation.unknown_sides and best != OWNER:
        return reject_titles(annotation)
    if best in (CURATED, OWNER):
        return Rejection("not_covered", "", f"refused:{best}")
    return reject_unmatched(annotation)


def _asks_about_titles(annotation: Annotation, lexicon: Lexicon) -> bool:
    """Return whether a text that names no role asks about other titles what one asks about roles."""
    if annotation.entities or not annotation.titles:
        return False
    supposed = classify(with_bystanders(annotation)._replace(unknown_sides=annotation.titles), lexicon)
    return max(supposed, key=lambda name: supposed[name]) not in (OWNER, CURATED, NOT_OURS)


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
    if followed := interpret_follow_up(supposed, before, lexicon_of(base), questions_model()):
        return Option(label, followed.intent, meanings)
    candidates = find_candidates(classify(supposed, lexicon_of(base)), supposed.roles, (), ())
    kind: IntentKind = "compare" if len(supposed.roles) > 1 else "role"
    return Option(label, candidates[0].intent if candidates else Intent(kind, supposed.roles), meanings)


def _nearest_subjects(likely: Mapping[str, float], annotation: Annotation, base: KnowledgeBase) -> tuple[Intent, ...]:
    """Return questions on the most similar subjects, if the text seems to ask for an owner or a curated question."""
    best = max(likely, key=lambda name: likely[name])
    if best == OWNER:
        things = rank_things(annotation, base.things, MIN_REACH)[:MAX_READINGS]
        return tuple(Intent("who_owns", annotation.roles, subject=one.entry) for one in things)
    if best == CURATED:
        near = rank_curated(annotation, base.faq, lexicon_of(base), MIN_REACH)[:MAX_READINGS]
        return tuple(Intent("faq", subject=one.entry) for one in near)
    return ()


def _least_unlikely(candidates: Sequence[Candidate]) -> tuple[Intent, ...]:
    """Return the readings to offer beside a no, in case that the text asks something of ours after all."""
    return tuple(one.intent for one in candidates[:MAX_READINGS] if one.probability >= MIN_REACH)


def _refuse(
    rejection: Rejection, annotation: Annotation, base: KnowledgeBase, nearest: tuple[Intent, ...] = ()
) -> Reading:
    found = (*suggest_options(annotation, base, lexicon_of(base)), *options_of(nearest, base))
    labels = {option.intent: option for option in found}
    asked = dict.fromkeys((*nearest, *labels))
    offered = tuple(labels[intent] for intent in asked)[:MAX_OPTIONS]
    return Reading(Intent("unknown"), 0.0, rejection.rule, offered, reason=rejection.reason, about=rejection.about)
