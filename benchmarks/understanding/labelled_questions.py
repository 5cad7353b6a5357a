"""Labelled questions: the text that was asked, and the cards that answer it."""

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benchmarks.understanding.typos import with_typos
from bot.knowledge.base import KnowledgeBase

OWN = Path(__file__).parents[2] / "tests" / "data"


class PredictedCard(NamedTuple):
    """The card that a classifier chose; `status` is `answered`, `clarify` or `unknown`."""

    status: str
    intent: str = "unknown"
    roles: tuple[str, ...] = ()
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A text, the status it should get, and the (intent, topic) pairs that are right with these roles."""

    text: str
    status: str
    roles: tuple[str, ...]
    cards: frozenset[tuple[str, str | None]]

    def verdict(self, card: PredictedCard) -> str:
        """`right`, `wrong` or `refused`. If the question has no answer, refusing it is right."""
        if self._accepts(card):
            return "right"
        if card.status == "answered":
            return "wrong"
        if self.status == "clarify":
            return "right" if card.status == "clarify" else "refused"
        return "refused" if self.status == "answered" else "right"

    def _accepts(self, card: PredictedCard) -> bool:
        if card.status != "answered":
            return False
        topic = None if card.intent == "faq" else card.topic
        return (card.intent, topic) in self.cards and (card.intent == "faq" or card.roles == self.roles)


def misspelt(rows: list[LabelledQuestion]) -> list[LabelledQuestion]:
    """The same questions with typos."""
    return [replace(row, text=text) for row, text in zip(rows, with_typos([row.text for row in rows]), strict=True)]


def own_sets() -> dict[str, list[LabelledQuestion]]:
    """The project's own questions that the language was never tuned on."""
    return {"never tuned on": _from_yaml(OWN / "unseen_questions.yml")}


def outside_set(folder: Path, base: KnowledgeBase) -> list[LabelledQuestion]:
    """`questions.jsonl`. A question about a role or subject outside the knowledge has no card but its `alt` ones."""
    return [_from_line(row, base) for row in _lines(folder / "questions.jsonl") if row["standalone"]]


def unrelated_hard(folder: Path) -> list[LabelledQuestion]:
    """`unrelated_hard.jsonl` without the rows marked as in doubt."""
    return [unrelated(row["q"]) for row in _lines(folder / "unrelated_hard.jsonl") if not row["doubt"]]


def unrelated(text: str) -> LabelledQuestion:
    """A question that no card answers."""
    return LabelledQuestion(text, "unknown", (), frozenset())


def banking(folder: Path, part: str) -> list[tuple[str, str]]:
    """The texts of BANKING77 with their classes; `part` is `train` or `test`."""
    with (folder / "banking77" / f"{part}.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["text"].strip(), row["category"].lower().strip("?")) for row in csv.DictReader(lines)]


def sample_each(pairs: list[tuple[str, str]], count: int, seed: int) -> list[tuple[str, str]]:
    """`count` texts of each class, drawn with this seed."""
    by_class: dict[str, list[str]] = {}
    for text, label in pairs:
        by_class.setdefault(label, []).append(text)
    rng = random.Random(seed)  # noqa: S311  repeatable, not secret
    return [(text, label) for label, texts in sorted(by_class.items()) for text in rng.sample(texts, count)]


def _from_yaml(path: Path) -> list[LabelledQuestion]:
    return [_from_label(row, row["status"]) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _from_line(row: dict[str, Any], base: KnowledgeBase) -> LabelledQuestion:
    if row["intent"] == "other" or not set(row["roles"]) <= set(base.roles):
        alternatives = frozenset((kind, topic) for kind, topic in row["alt"])
        return LabelledQuestion(row["q"], "unknown", tuple(row["roles"]), alternatives)
    return _from_label(row, "answered")


def _from_label(row: dict[str, Any], status: str) -> LabelledQuestion:
    cards = {(kind, topic) for kind, topic in row.get("accept") or row.get("alt") or ()}
    if status == "answered":
        cards.add((row["intent"], row["topic"]))
    return LabelledQuestion(row["q"], status, tuple(row.get("roles") or ()), frozenset(cards))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())
