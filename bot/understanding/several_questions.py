"""Reads the single questions of a text that asks several: the first is answered, and the others are offered."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.understanding.annotation import Annotation
from bot.understanding.annotator import annotate
from bot.understanding.classes import CURATED, NOT_OURS, OWNER
from bot.understanding.classifier import classify, weigh_subjects
from bot.understanding.clauses import Part, split_questions
from bot.understanding.decision import Candidate, find_candidates
from bot.understanding.facts import without_facts
from bot.understanding.features import PRONOUNS, ROLE_MASK, complete
from bot.understanding.intents import Intent, IntentKind
from bot.understanding.lexicon import Lexicon
from bot.understanding.normalise import normalise
from bot.understanding.phrases import ROLE
from bot.understanding.subjects import rank_curated, rank_things
from bot.understanding.thresholds import (
    MIN_CURATED,
    MIN_FRAGMENT,
    MIN_FURTHER,
    MIN_NOT_OURS,
    MIN_OFFERED,
    MIN_SUBJECT,
    MIN_THING,
)

PERSONAL = PRONOUNS - {"it", "its"}
"""Words that stand for a role: what they ask can't do without it."""
IMPERSONAL = frozenset(("is", "it", "was", "does"))
"""How a question begins whose "it" stands for no role: "is it usual to hire one"."""


class FoundQuestions(NamedTuple):
    """What the parts of a text ask, each question once, in the order asked.

    `clear` are certain enough to be answered in this order; `likely` are certain enough to be offered.
    """

    clear: tuple[Candidate, ...]
    likely: tuple[Candidate, ...]


MAX_SHARE = 0.9
"""A part that is a greater share of the text, in characters, is the text itself."""
NO_QUESTIONS = FoundQuestions((), ())


def find_questions(annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> FoundQuestions:
    """Return the questions of a text that has several parts. None are clear if all ask the same, or only one is.

    A part that names no role is about the roles of the whole text.
    """
    parts = [part for part in split_questions(annotation.text) if _may_ask(part, lexicon)]
    if len(parts) < 2:  # noqa: PLR2004  one part is the text itself
        return NO_QUESTIONS
    best = _completed([(part, one) for part in parts if (one := _best(part, annotation, base, lexicon))], lexicon)
    likely = _joined(one for _, one in best if one.probability >= MIN_OFFERED)
    clear = _joined(one for part, one in best if one.probability >= (MIN_FURTHER if part.is_asking else MIN_FRAGMENT))
    return FoundQuestions(clear if len(clear) > 1 else (), likely)


def find_question_alone(annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> Candidate | None:
    """Return what the one question of a longer text asks by itself, without the story around it, if that is likely."""
    parts = [part for part in split_questions(annotation.text) if part.is_asking]
    if len(parts) != 1 or len(parts[0].text) > MAX_SHARE * len(annotation.text):
        return None
    best = _best(parts[0], annotation, base, lexicon)
    return best if best and best.probability >= MIN_OFFERED else None


def _completed(found: list[tuple[Part, Candidate]], lexicon: Lexicon) -> list[tuple[Part, Candidate]]:
    """Return the questions with the topic of the one before for a part that leaves it out: "and what on the CEO?"."""
    completed = found[:1]
    for part, one in found[1:]:
        before = completed[-1][1]
        if before.intent.kind == "role" and one.intent.roles and _names_only_roles(part, lexicon):
            completed.append((part, before._replace(intent=before.intent._replace(roles=one.intent.roles))))
        else:
            completed.append((part, one))
    return completed


def _names_only_roles(part: Part, lexicon: Lexicon) -> bool:
    """Return whether a part has no words besides roles and small words."""
    others = {word for word in annotate(part.text, lexicon).masked if word != ROLE}
    return (lexicon.small_words | lexicon.fillers | lexicon.connectors).issuperset(others)


def _joined(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return each question once. The same of several roles is one: "What makes a CRO, and what makes a CMO?"."""
    joined: dict[object, Candidate] = {}
    for one in found:
        asked = (_kind_of_one(one.intent), one.intent.topic, one.intent.subject)
        joined[asked] = _about_all(joined.get(asked, one), one)
    return tuple(joined.values())


def _kind_of_one(intent: Intent) -> IntentKind:
    """Return the kind of question, the same for one role and for several."""
    return "role" if intent.kind == "compare" else intent.kind


def _about_all(first: Candidate, second: Candidate) -> Candidate:
    """Return the first question, about the roles of both."""
    roles = tuple(dict.fromkeys((*first.intent.roles, *second.intent.roles)))
    if first.intent.kind == "role" and len(roles) > 1:
        return first._replace(intent=first.intent._replace(kind="compare", roles=roles))
    return first._replace(intent=first.intent._replace(roles=roles))


def _best(part: Part, whole: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> Candidate | None:
    """Return what a part most likely asks: something that needs no role, or else about the roles of the text."""
    named = annotate(part.text, lexicon)
    if named.entities or named.unknown_sides:
        return next(iter(_candidates(named, base, lexicon)), None)
    if not PERSONAL.isdisjoint(named.tokens) or not (best := _alone(named, whole, base, lexicon)):
        best = _of_roles(named, whole, base, lexicon)
    return best


def _alone(part: Annotation, whole: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> Candidate | None:
    """Return what a part clearly asks that needs no role.

    If the text names a role, the part is for the bot as well, unless it is more likely not than MIN_NOT_OURS.
    """
    asked = part._replace(entities=whole.entities)
    likely = weigh_subjects(asked, classify(part, lexicon), base, lexicon)
    if whole.entities and likely[NOT_OURS] < MIN_NOT_OURS:
        likely = {name: p / (1 - likely[NOT_OURS]) for name, p in likely.items() if name != NOT_OURS} | {NOT_OURS: 0.0}
    found = candidates_of(asked, likely, base, lexicon)
    return found[0] if found and found[0].probability >= MIN_FURTHER else None


def _of_roles(part: Annotation, whole: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> Candidate | None:
    """Return what a part most likely asks about the roles of the whole text."""
    completed = _with_roles(part, whole)
    return next(iter(_candidates(completed, base, lexicon)), None)


def _may_ask(part: Part, lexicon: Lexicon) -> bool:
    """Return whether a part may ask something: a heading names a topic, and a single word means something.

    So "what?" is no question of its own, and "budget?" is. "Series B, 40 people" only describes the company.
    """
    words = normalise(part.text).words
    if not part.is_asking:
        return bool(lexicon.topics.everywhere(words)) and bool(normalise(without_facts(part.text)).words)
    return len(words) > 1 or not (lexicon.small_words | lexicon.fillers).issuperset(words)


def _with_roles(part: Annotation, whole: Annotation) -> Annotation:
    """Return the part as if it named the roles of the whole text."""
    masks = (ROLE_MASK, *("and", ROLE_MASK) * (len(whole.roles) - 1)) if whole.roles else ()
    return part._replace(
        roles=whole.roles,
        ambiguous_entities=whole.ambiguous_entities,
        tokens=complete(part.tokens, masks) if masks and not IMPERSONAL.issuperset(part.tokens[:2]) else part.tokens,
    )


def _candidates(part: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> list[Candidate]:
    likely = weigh_subjects(part, classify(part, lexicon), base, lexicon)
    return candidates_of(part, likely, base, lexicon)


def candidates_of(
    annotation: Annotation, likely: Mapping[str, float], base: KnowledgeBase, lexicon: Lexicon
) -> list[Candidate]:
    """Return the questions that a text may ask and that can be answered, the likeliest first."""
    things = rank_things(annotation, base.things, MIN_THING) if likely[OWNER] >= MIN_SUBJECT else ()
    curated = rank_curated(annotation, base.faq, lexicon, MIN_CURATED) if likely[CURATED] >= MIN_SUBJECT else ()
    return find_candidates(likely, annotation.roles, things, curated)
