"""Explains how a text was read, step by step, for people who tune the knowledge."""

from collections.abc import Iterator
from heapq import nlargest

from bot.knowledge.base import KnowledgeBase
from bot.understanding.annotation import Annotation
from bot.understanding.annotator import annotate
from bot.understanding.classifier import classify, weigh_subjects
from bot.understanding.facts import find_facts
from bot.understanding.intents import Reading
from bot.understanding.lexicon import lexicon_of
from bot.understanding.questions import read
from bot.understanding.subjects import rank_curated

SHOWN_CLASSES = 4
MIN_SHOWN = 0.1
"""The least probability (0-1) of a curated question that is shown."""


def explain_reading(text: str, base: KnowledgeBase) -> str:
    """Return lines that show the annotation of the text, what it may ask and how likely, and what was decided."""
    lexicon = lexicon_of(base)
    annotation = annotate(text, lexicon)
    likely = weigh_subjects(annotation, classify(annotation, lexicon), base, lexicon)
    lines = [*_annotation_lines(annotation)]
    best = nlargest(SHOWN_CLASSES, likely, key=lambda each: likely[each])
    lines += [f"may ask    {name} ({likely[name]:.2f})" for name in best]
    near = rank_curated(annotation, base.faq, lexicon, MIN_SHOWN)
    lines += [f"curated    {found.entry} ({found.score:.2f})" for found in near]
    lines += [*describe_reading(read(text, base))]
    return "\n".join(lines)


def _annotation_lines(annotation: Annotation) -> Iterator[str]:
    yield f"words      {' '.join(annotation.words)}"
    yield f"pattern    {' '.join(annotation.tokens)}"
    for m in annotation.entities:
        words = " ".join(annotation.words[m.start : m.end])
        yield f'role       "{words}" is {" or ".join(m.roles)} ({m.how}, {m.score:.2f})'
    for name, found in (
        ("sides", annotation.roles),
        ("bystander", annotation.bystanders),
        ("not held", tuple(title.text for title in annotation.unknown_sides)),
        ("topic", annotation.topics),
        ("thing", annotation.things),
        ("company", tuple(fact.text for fact in find_facts(annotation.text))),
        ("sense", tuple(f"{short.upper()} as {sense}" for short, sense in annotation.senses)),
    ):
        if found:
            yield f"{name:<10} {', '.join(found)}"
    if annotation.correction_count:
        yield f"corrected  {annotation.correction_count} misspelt"


def describe_reading(reading: Reading) -> Iterator[str]:
    """Yield lines with what was decided, what decided it, and what else was offered."""
    intent = reading.intent
    about = f" about {reading.about}" if reading.about else ""
    yield f"decided    {reading.status} by {reading.decided_by}, confidence {reading.confidence:.2f}{about}"
    if reading.status == "answered":
        yield f"           {_asks(intent.kind, intent.topic)}: {', '.join(intent.roles) or intent.subject or ''}"
    for option in reading.options:
        yield f"offered    {option.label}"


def _asks(kind: str, topic: str | None) -> str:
    return f"{kind}/{topic}" if topic else kind
