"""What people nobody has met will get: language that only the questions of one fold use is left out to measure it.

The labelled questions that the language was tuned on are dealt into N folds. For each fold every cue, way of asking and
name of a topic that serves questions of this fold and of no other is taken out of the knowledge, as if it had been
written with a view to the other folds alone; then the fold is measured. A phrase that serves no labelled question at
all stays: it was written without them.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from benchmarks.understanding.labelled import LabelledQuestion, PredictedCard, outside_set, own_sets
from bot.knowledge.base import KnowledgeBase
from bot.understanding.annotator import annotate
from bot.understanding.lexicon import lexicon_of
from bot.understanding.phrases import ROLE, Phrases, cue_words
from bot.understanding.questions import read
from bot.understanding.similarity import SimilarityIndex

SEED = 7
NEAR_ENOUGH = 0.35
"""The share of the weight of both that a question and a way of asking have in common when the way serves it."""
Phrase = tuple[str, str, str]
"""Where a phrase stands (`cue`, `way` or `topic`), under which name, and its text."""


@dataclass(frozen=True, slots=True)
class FoldScores:
    """Shares of the answerable questions, and how many of the others were answered."""

    roles: float
    right: float
    wrong: float
    false: int


def report(count: int, data: Path | None, base: KnowledgeBase) -> None:
    """Each fold with all the language, and without what only it uses."""
    rows = list(own_sets()["tuned on"]) + (outside_set(data, base) if data else [])
    folds = _dealt(rows, count)
    serves = _serving(folds, base)
    print(f"{len(rows)} labelled questions in {count} folds, seed {SEED}")
    print("Each: right roles, right card, wrong card, and how many were answered that have no answer")
    print(f"{'':6}{'left out':>10}{'with all language':>38}{'without what only this fold uses':>36}")
    measured = []
    for number, fold in enumerate(folds):
        own = {phrase for phrase, served in serves.items() if served == {number}}
        pair = _measure(fold, base), _measure(fold, _without(own, base))
        measured.append(pair)
        print(f"{number + 1:6}{len(own):10}{'':6}{_line(pair[0])}{'':4}{_line(pair[1])}")
    means = [_mean([pair[side] for pair in measured]) for side in (0, 1)]
    print(f"{'mean':>6}{'':16}{_line(means[0])}{'':4}{_line(means[1])}")
    print(f"\nNever tuned on: {_line(_measure(own_sets()['never tuned on'], base))}")


def _dealt(rows: list[LabelledQuestion], count: int) -> list[list[LabelledQuestion]]:
    shuffled = random.Random(SEED).sample(rows, len(rows))  # noqa: S311  repeatable, not secret
    return [shuffled[at::count] for at in range(count)]


def _serving(folds: list[list[LabelledQuestion]], base: KnowledgeBase) -> Mapping[Phrase, set[int]]:
    """Every phrase that serves a labelled question, and the folds of these questions."""
    serves: defaultdict[Phrase, set[int]] = defaultdict(set)
    phrases = _indexed(base)
    for number, fold in enumerate(folds):
        for row in fold:
            for phrase in _used(row.text, base, *phrases):
                serves[phrase].add(number)
    return serves


def _indexed(base: KnowledgeBase) -> tuple[Phrases[Phrase], Phrases[Phrase], SimilarityIndex]:
    lexicon = lexicon_of(base)
    cues = Phrases(
        (lexicon.content(cue_words(text)), ("cue", cue, text)) for cue, ts in base.language.cues.items() for text in ts
    )
    topics = Phrases((cue_words(name), ("topic", t.id, name)) for t in base.role_topics for name in t.names)
    ways = [
        ([word for word in lexicon.content(cue_words(text)) if word != ROLE], f"{way}\n{text}")
        for way, texts in base.language.ways.items()
        for text in texts
    ]
    return cues, topics, SimilarityIndex(ways)


def _used(
    text: str, base: KnowledgeBase, cues: Phrases[Phrase], topics: Phrases[Phrase], ways: SimilarityIndex
) -> Iterator[Phrase]:
    """The cues and names of topics in a text, and the ways of asking that are near to it."""
    heard = annotate(text, lexicon_of(base))
    yield from (span.value for span in cues.everywhere(heard.masked))
    yield from (span.value for span in topics.everywhere(heard.words))
    for near in ways.nearest([word for word in heard.masked if word != ROLE], limit=5):
        if near.score >= NEAR_ENOUGH:
            way, _, phrase = near.entry.partition("\n")
            yield "way", way, phrase


def _without(phrases: Iterable[Phrase], base: KnowledgeBase) -> KnowledgeBase:
    gone = set(phrases)

    def kept(kind: str, listed: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
        return {name: tuple(t for t in texts if (kind, name, t) not in gone) for name, texts in listed.items()}

    language = replace(base.language, cues=kept("cue", base.language.cues), ways=kept("way", base.language.ways))
    names = kept("topic", {topic.id: topic.names for topic in base.topics.values()})
    topics = {topic.id: replace(topic, names=names[topic.id]) for topic in base.topics.values()}
    given: dict[str, Any] = {field.name: getattr(base, field.name) for field in fields(base) if field.init}
    return type(base)(**{**given, "language": language, "topics": topics, "version": ""})


def _measure(rows: Iterable[LabelledQuestion], base: KnowledgeBase) -> FoldScores:
    tried = [(row, reading := read(row.text, base), reading.intent) for row in rows]
    asked = [(row, PredictedCard(r.status, i.kind, i.roles, i.topic)) for row, r, i in tried if row.status != "unknown"]
    verdicts = [row.verdict(card) for row, card in asked]
    named = [card.roles == row.roles or card.intent == "faq" for row, card in asked if row.status == "answered"]
    false = [
        row.verdict(PredictedCard(r.status, i.kind, i.roles, i.topic)) for row, r, i in tried if row.status == "unknown"
    ]
    return FoldScores(
        roles=sum(named) / len(named),
        right=verdicts.count("right") / len(verdicts),
        wrong=verdicts.count("wrong") / len(verdicts),
        false=false.count("wrong"),
    )


def _mean(figures: list[FoldScores]) -> FoldScores:
    count = len(figures)
    return FoldScores(
        roles=sum(one.roles for one in figures) / count,
        right=sum(one.right for one in figures) / count,
        wrong=sum(one.wrong for one in figures) / count,
        false=sum(one.false for one in figures),
    )


def _line(figures: FoldScores) -> str:
    return f"{figures.roles:8.1%}{figures.right:8.1%}{figures.wrong:8.1%}{figures.false:8}"
