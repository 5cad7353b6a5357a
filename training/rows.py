"""The labelled language as training rows: texts written in many voices, and the ways of asking that curators list."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.understanding import sides, subjects
from bot.understanding.annotator import annotate, find_named
from bot.understanding.classes import CURATED, class_of
from bot.understanding.entities import Entity
from bot.understanding.features import feature_numbers
from bot.understanding.lexicon import Lexicon
from bot.understanding.linear_model import LinearModel
from bot.understanding.normalise import normalise
from bot.understanding.phrases import ROLE, cue_words, words_of
from bot.understanding.questions import LISTED_INTENTS

VOICES = Path(__file__).parents[1] / "knowledge" / "voices"
ELSEWHERE_ROWS = 8000
"""How many texts that ask something else a model of subjects learns from."""
Label = dict[str, Any]
Language = Sequence[tuple[str, Label]]
"""The name of the voice and the label of each text."""


class Row(NamedTuple):
    """One text to learn from: the numbers of its features, and its class."""

    features: list[int]
    label_class: str


def read_voices(folder: Path = VOICES) -> Iterator[tuple[str, Label]]:
    """Yield the name of the voice and the label of every row in a folder of JSON lines."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield path.stem, json.loads(line)


def fingerprint(base: KnowledgeBase, language: Language) -> str:
    """Return what identifies everything that the models learn from: the texts, their labels, and the listed ways."""
    language_file = (base.language.ways, base.language.phrases)
    ways = [sorted((way, sorted(texts)) for way, texts in listed.items()) for listed in language_file]
    digest = hashlib.blake2b(
        json.dumps([ways, sorted(base.things), sorted(main_questions(base))]).encode(), digest_size=16
    )
    for voice, label in language:
        digest.update(json.dumps([voice, label], sort_keys=True).encode())
    return digest.hexdigest()


def main_questions(base: KnowledgeBase) -> tuple[str, ...]:
    """Return the ids of the curated questions that are not part of another one."""
    return tuple(entry.id for entry in base.faq.values() if entry.part_of is None)


def question_rows(base: KnowledgeBase, language: Language, lexicon: Lexicon, side_model: LinearModel) -> list[Row]:
    """Return what every text asks: of the voices, of the language file, and of the curated questions.

    Curated questions that name a role are left out: what they ask is also asked of roles that have none.
    """
    spoken = [(label["q"], class_of(label["intent"], label.get("topic"))) for _, label in language]
    phrased = [(text, CURATED) for entry in base.faq.values() for text in entry.ask]
    general = [(text, name) for text, name in phrased if not lexicon.roles.everywhere(words_of(text))]
    ways = ((way, texts) for way, texts in base.language.ways.items() if way not in LISTED_INTENTS)
    phrases = base.language.phrases.items()
    return [
        *(Row(_features(text, lexicon, side_model), name) for text, name in (*spoken, *general)),
        *(_listed(way, text) for way, texts in ways for text in texts),
        *(_listed(way, text) for way, texts in phrases for each in texts for text in _with_roles(way, each)),
    ]


def _with_roles(way: str, phrase: str) -> tuple[str, ...]:
    """Return a turn of phrase with the roles that a question of its kind names: before it, and after it."""
    if ROLE in phrase.split():
        return (phrase,)
    roles = f"{ROLE} and {ROLE}" if way.partition("/")[0] in ("compare", "several") else ROLE
    return f"{roles} {phrase}", f"{phrase} {roles}"


def _features(text: str, lexicon: Lexicon, side_model: LinearModel) -> list[int]:
    annotation = annotate(text, lexicon, side_model)
    return feature_numbers(annotation.tokens, annotation.side_count)


def _listed(way: str, text: str) -> Row:
    kind, _, topic = way.partition("/")
    words = cue_words(text)
    kind = "who_owns" if topic == "who_owns" else {"several": "advice"}.get(kind, kind)
    return Row(feature_numbers(words, words.count(ROLE)), class_of(kind, topic or None))


def side_rows(language: Language, lexicon: Lexicon) -> list[Row]:
    """Return for every role and title that a text names whether the question is about it."""
    asking = (label for _, label in language if label["intent"] != "none")
    return [row for label in asking for row in _sides(label, lexicon)]


def _sides(label: Label, lexicon: Lexicon) -> Iterator[Row]:
    named = find_named(label["q"], lexicon)
    roles = {*label["roles"], *(role for further in label.get("also", ()) for role in further[-1] or ())}
    unknown = {word for text in label.get("unknown", ()) for word in normalise(text).words}
    for number, one in enumerate(named.shown):
        words = one.roles if isinstance(one, Entity) else one.text.split()
        asked = not (roles if isinstance(one, Entity) else unknown).isdisjoint(words)
        features = sides.mention_features(named.tokens, named.mentions, number)
        yield Row(features, sides.SIDE if asked else sides.BYSTANDER)


def thing_rows(base: KnowledgeBase, language: Language, lexicon: Lexicon, side_model: LinearModel) -> list[Row]:
    """Return every name of every thing, alone and in a question, and what the voices say when they ask who owns it."""
    names = [(t.id, name) for t in base.things.values() for name in (t.name, *t.names)]
    named = [(thing, text) for thing, name in names for text in (name, f"who owns {name}", f"whose is {name}")]
    owners = (label for _, label in language if label["intent"] == "who_owns")
    asked = (label for label in owners if "subject" in label or "thing" in label)
    return _subject_rows(named, asked, _elsewhere(language, "who_owns"), lexicon, side_model)


def curated_rows(base: KnowledgeBase, language: Language, lexicon: Lexicon, side_model: LinearModel) -> list[Row]:
    """Return every phrasing of every curated question, and what the voices say when they ask one."""
    phrased = [(entry.part_of or entry.id, text) for entry in base.faq.values() for text in entry.ask]
    asked = (label for _, label in language if label["intent"] == "faq")
    return _subject_rows(phrased, asked, _elsewhere(language, "faq"), lexicon, side_model)


def _elsewhere(language: Language, intent: str) -> list[str]:
    """Return about ELSEWHERE_ROWS texts that ask something else than this intent, taken evenly from all voices."""
    texts = [label["q"] for _, label in language if label["intent"] != intent]
    return texts[:: max(1, round(len(texts) / ELSEWHERE_ROWS))]


def _subject_rows(
    listed: Iterable[tuple[str, str]],
    asked: Iterable[Label],
    elsewhere: Iterable[str],
    lexicon: Lexicon,
    side_model: LinearModel,
) -> list[Row]:
    spoken = [(label.get("subject") or subjects.NOT_HELD, label["q"]) for label in asked]
    others = [(subjects.ELSEWHERE, text) for text in elsewhere]
    return [
        Row(subjects.subject_features(annotate(text, lexicon, side_model)), subject)
        for subject, text in (*listed, *spoken, *others)
    ]
