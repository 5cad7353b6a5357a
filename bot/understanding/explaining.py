"""How a text was read, step by step, for people who tune the knowledge."""

from collections.abc import Iterator

from bot.knowledge.base import KnowledgeBase
from bot.understanding.hearing import Heard, hear
from bot.understanding.intents import Reading
from bot.understanding.lexicon import lexicon_of
from bot.understanding.questions import read
from bot.understanding.rules import every_guess


def explain(text: str, base: KnowledgeBase) -> str:
    """Lines that tell what was heard, what each rule made of it, and what decided."""
    lexicon = lexicon_of(base)
    heard = hear(text, lexicon)
    near = lexicon.nearest_questions(heard.words)
    lines = [*_heard(heard)]
    lines += [
        f"rule       {g.rule}: {_asks(g.intent.kind, g.intent.topic)} ({g.certainty:.2f})" for g in every_guess(heard)
    ]
    lines += [f"curated    {found.entry} ({found.score:.2f})" for found in near]
    lines += [*_decided(read(text, base))]
    return "\n".join(lines)


def _heard(heard: Heard) -> Iterator[str]:
    yield f"words      {' '.join(heard.words)}"
    yield f"pattern    {' '.join(heard.masked)}"
    for m in heard.mentions:
        words = " ".join(heard.words[m.start : m.end])
        yield f'role       "{words}" is {" or ".join(m.roles)} ({m.how}, {m.score:.2f})'
    for name, found in (
        ("topic", heard.topics),
        ("thing", heard.things),
        ("not kept", heard.strangers + heard.plain_jobs),
        ("sense", tuple(f"{short.upper()} as {sense}" for short, sense in heard.senses)),
        ("cues", tuple(sorted(heard.cues))),
        ("foreign", heard.foreign),
    ):
        if found:
            yield f"{name:<10} {', '.join(found)}"
    if heard.mended:
        yield f"mended     {heard.mended} misspelt"


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
