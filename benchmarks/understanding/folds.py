"""Cross-validation of the curated language: an estimate of the accuracy on questions it was not tuned on.

The labelled questions that the language was tuned on are divided into N folds. For each fold, the cues, phrasings and
topic names that are used by questions of this fold alone are removed from the knowledge, as if it had been written with
only the other folds in view. Then the fold is measured. A phrase that no labelled question uses is kept: it was written
without them.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from benchmarks.understanding.labelled_questions import LabelledQuestion, PredictedCard, outside_set, own_sets
from bot.knowledge.base import KnowledgeBase
from bot.understanding.annotator import annotate
from bot.understanding.lexicon import lexicon_of
from bot.understanding.phrases import ROLE, Phrases, cue_words
from bot.understanding.questions import read
from bot.understanding.similarity import SimilarityIndex

SEED = 7
MIN_SIMILARITY = 0.35
"""A question uses a phrasing from this similarity on."""
Phrase = tuple[str, str, str]
"""Its kind (`cue`, `way` or `topic`), the name it is listed under, and its text."""


@dataclass(frozen=True, slots=True)
class FoldScores:
    """Shares of the questions that have an answer, and the number of others that got one."""

    roles: float
    right: float
    wrong: float
    false: int


def report(count: int, data: Path | None, base: KnowledgeBase) -> None:
    """Print the scores of each fold with all the language, and without the phrases that only it uses."""
    rows = list(own_sets()["tuned on"]) + (outside_set(data, base) if data else [])
    folds = _split(rows, count)
    used_in = _phrase_folds(folds, base)
    print(f"{len(rows)} labelled questions in {count} folds, seed {SEED}")
    print("Columns: right roles, right card, wrong card, and the number of questions answered that have no answer")
    print(f"{'':6}{'left out':>10}{'with all language':>38}{'without what only this fold uses':>36}")
    measured = []
    for number, fold in enumerate(folds):
        own = {phrase for phrase, numbers in used_in.items() if numbers == {number}}
        pair = _measure(fold, base), _measure(fold, _without(own, base))
        measured.append(pair)
        print(f"{number + 1:6}{len(own):10}{'':6}{_line(pair[0])}{'':4}{_line(pair[1])}")
    means = [_mean([pair[side] for pair in measured]) for side in (0, 1)]
    print(f"{'mean':>6}{'':16}{_line(means[0])}{'':4}{_line(means[1])}")
    print(f"\nNever tuned on: {_line(_measure(own_sets()['never tuned on'], base))}")


def _split(rows: list[LabelledQuestion], count: int) -> list[list[LabelledQuestion]]:
    shuffled = random.Random(SEED).sample(rows, len(rows))  # noqa: S311  repeatable, not secret
    return [shuffled[at::count] for at in range(count)]


def _phrase_folds(folds: list[list[LabelledQuestion]], base: KnowledgeBase) -> Mapping[Phrase, set[int]]:
    """The phrases that labelled questions use, with the folds of these questions."""
    used_in: defaultdict[Phrase, set[int]] = defaultdict(set)
    phrases = _indexed(base)
    for number, fold in enumerate(folds):
        for row in fold:
            for phrase in _used(row.text, base, *phrases):
                used_in[phrase].add(number)
    return used_in


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
    """The cues and topic names in a text, and the phrasings similar to it."""
    annotation = annotate(text, lexicon_of(base))
    yield from (span.value for span in cues.everywhere(annotation.masked))
    yield from (span.value for span in topics.everywhere(annotation.words))
    for near in ways.nearest([word for word in annotation.masked if word != ROLE], limit=5):
        if near.score >= MIN_SIMILARITY:
            way, _, phrase = near.entry.partition("\n")
            yield "way", way, phrase


def _without(phrases: Iterable[Phrase], base: KnowledgeBase) -> KnowledgeBase:
    """The knowledge base without these phrases."""
    removed = set(phrases)

    def kept(kind: str, listed: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
        return {name: tuple(t for t in texts if (kind, name, t) not in removed) for name, texts in listed.items()}

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
