"""Explains how a text was read, step by step, for people who tune the knowledge."""

from collections.abc import Iterator

from bot.knowledge.base import KnowledgeBase
from bot.understanding.annotator import Annotation, annotate
from bot.understanding.intents import Reading
from bot.understanding.lexicon import lexicon_of
from bot.understanding.questions import read
from bot.understanding.rules import apply_rules


def explain_reading(text: str, base: KnowledgeBase) -> str:
    """Return lines that show the annotation of the text, the result of each rule, and what decided."""
    lexicon = lexicon_of(base)
    annotation = annotate(text, lexicon)
    near = lexicon.nearest_questions(annotation.words)
    lines = [*_annotation_lines(annotation)]
    lines += [
        f"rule       {g.rule}: {_asks(g.intent.kind, g.intent.topic)} ({g.certainty:.2f})"
        for g in apply_rules(annotation)
    ]
    lines += [f"curated    {found.entry} ({found.score:.2f})" for found in near]
    lines += [*_decided(read(text, base))]
    return "\n".join(lines)


def _annotation_lines(annotation: Annotation) -> Iterator[str]:
    yield f"words      {' '.join(annotation.words)}"
    yield f"pattern    {' '.join(annotation.masked)}"
    for m in annotation.entities:
        words = " ".join(annotation.words[m.start : m.end])
        yield f'role       "{words}" is {" or ".join(m.roles)} ({m.how}, {m.score:.2f})'
    for name, found in (
        ("topic", annotation.topics),
        ("thing", annotation.things),
        ("no role", annotation.unknown_titles + annotation.non_executive_titles),
        ("sense", tuple(f"{short.upper()} as {sense}" for short, sense in annotation.senses)),
        ("cues", tuple(sorted(annotation.cues))),
        ("unknown", annotation.unknown_words),
    ):
        if found:
            yield f"{name:<10} {', '.join(found)}"
    if annotation.correction_count:
        yield f"corrected  {annotation.correction_count} misspelt"


def _decided(reading: Reading) -> Iterator[str]:
    intent = reading.intent
    about = f" about {reading.about}" if reading.about else ""
    yield f"decided    {reading.status} by {reading.decided_by}, confidence {reading.confidence:.2f}{about}"
    if reading.status == "answered":
        yield f"           {_asks(intent.kind, intent.topic)}: {', '.join(intent.roles) or intent.subject or ''}"
    for option in reading.options:
        yield f"offered    {option.label}"


def _asks(kind: str, topic: str | None) -> str:
    return f"{kind}/{topic}" if topic else kind
