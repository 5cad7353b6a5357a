"""Reads the single questions of a text that asks several: the first is answered, and the others are offered."""

from collections.abc import Mapping

from bot.knowledge.base import KnowledgeBase
from bot.understanding.annotator import Annotation, annotate
from bot.understanding.classes import CURATED, OWNER
from bot.understanding.classifier import classify
from bot.understanding.clauses import split_questions
from bot.understanding.decision import Candidate, find_candidates
from bot.understanding.lexicon import Lexicon
from bot.understanding.subjects import rank_curated, rank_things
from bot.understanding.thresholds import MIN_CURATED, MIN_FURTHER, MIN_SUBJECT, MIN_THING


def find_questions(annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> list[Candidate]:
    """Return what the parts of a text clearly ask, each question once, in the order asked; [] if it has one part.

    A part that names no role is about the roles of the whole text.
    """
    parts = split_questions(annotation.text)
    if len(parts) < 2:  # noqa: PLR2004  one part is the text itself
        return []
    found = [_best(_with_roles(annotate(part, lexicon), annotation), base, lexicon) for part in parts]
    clear = [one for one in found if one and one.probability >= MIN_FURTHER]
    if len({one.intent._replace(kind="role", roles=()) for one in clear}) < 2:  # noqa: PLR2004
        return []  # "What makes a CRO, and what makes a CMO?" is one question about two roles
    return list({one.intent: one for one in reversed(clear)}.values())[::-1]


def _with_roles(part: Annotation, whole: Annotation) -> Annotation:
    if part.roles or part.unknown_sides:
        return part
    return part._replace(roles=whole.roles, ambiguous_entities=whole.ambiguous_entities)


def _best(part: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> Candidate | None:
    return next(iter(candidates_of(part, classify(part, lexicon), base, lexicon)), None)


def candidates_of(
    annotation: Annotation, likely: Mapping[str, float], base: KnowledgeBase, lexicon: Lexicon
) -> list[Candidate]:
    """Return the questions that a text may ask and that can be answered, the likeliest first."""
    things = rank_things(annotation, base.things, MIN_THING) if likely[OWNER] >= MIN_SUBJECT else ()
    curated = rank_curated(annotation, base.faq, lexicon, MIN_CURATED) if likely[CURATED] >= MIN_SUBJECT else ()
    return find_candidates(likely, annotation.roles, things, curated)
