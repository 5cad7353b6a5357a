"""Curated questions from another field: BANKING77, with ten phrasings for each of its 77 questions."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.understanding import classifier_process
from benchmarks.understanding.classifier_process import ClassifierResult
from benchmarks.understanding.labelled_questions import (
    LabelledQuestion,
    PredictedCard,
    banking,
    misspelt,
    own_sets,
    sample_each,
    unrelated_hard,
)
from benchmarks.understanding.scoring import Attempt, best_thresholds, shares, tally
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.understanding.questions import read

MATCHER = "Rolecall, layer alone"
ANY_BOT = {("help", None), ("directory", None)}
"""Cards for questions that are in scope for every bot."""
PHRASINGS = 10
SEED = 7


def report(others: list[str], data: Path) -> None:
    """Print the shares of right, wrong and refused answers on the test set, with typos, and out of scope."""
    learn = sample_each(banking(data, "train"), PHRASINGS, SEED)
    asked = _sets(data)
    print(f"\nBANKING77, {PHRASINGS} phrasings for each of {len({label for _, label in learn})} questions, seed {SEED}")
    print(f"{'':34}" + "".join(f"{name}: {len(rows)}".center(26) for name, rows in asked.items()))
    print(f"{'':34}" + f"{'right':>8}{'wrong':>8}{'refused':>8}  " * len(asked) + "  never refusing   p50 ms   p99 ms")
    _print("Rolecall as shipped", _as_shipped(learn, asked), {}, None)
    for name in (MATCHER, *others):
        result = classifier_process.run(
            name, {"all": learn}, [("all", row.text) for rows in asked.values() for row in rows]
        )
        remaining = iter(result.answers)
        tries = {
            key: [
                Attempt(row, PredictedCard("answered", label), score)
                for row, (label, score) in zip(rows, remaining, strict=False)
            ]
            for key, rows in asked.items()
        }
        _print(name, tries, best_thresholds([one for some in tries.values() for one in some]), result)


def _sets(data: Path) -> dict[str, list[LabelledQuestion]]:
    test = [LabelledQuestion(text, "answered", (), frozenset({(label, None)})) for text, label in banking(data, "test")]
    others = [row for rows in (*own_sets().values(), unrelated_hard(data)) for row in rows if not row.cards & ANY_BOT]
    outside = [LabelledQuestion(row.text, "unknown", (), frozenset()) for row in others]
    return {"test set": test, "with typos": misspelt(test), "out of scope": outside}


def _as_shipped(learn: list[tuple[str, str]], asked: dict[str, list[LabelledQuestion]]) -> dict[str, list[Attempt]]:
    """The whole of Rolecall, on a folder of knowledge that has only these questions."""
    base = _base(learn)
    return {key: [Attempt(row, _card(row.text, base), 1.0) for row in rows] for key, rows in asked.items()}


def _card(text: str, base: KnowledgeBase) -> PredictedCard:
    reading = read(text, base)
    return PredictedCard(reading.status, reading.intent.subject or reading.intent.kind)


def _base(learn: list[tuple[str, str]]) -> KnowledgeBase:
    asks: dict[str, list[str]] = {}
    for text, label in learn:
        asks.setdefault(label, []).append(text[:160].strip())
    entries = [
        {"id": label, "ask": texts, "answer": [{"text": label}], "reviewed": "2026-11"} for label, texts in asks.items()
    ]
    with TemporaryDirectory() as folder:
        (Path(folder) / "knowledge.yml").write_text("standalone: true\n", encoding="utf-8")
        (Path(folder) / "faq").mkdir()
        (Path(folder) / "faq" / "all.yml").write_text(json.dumps({"entries": entries}), encoding="utf-8")
        return load([Path(folder)], cached=False)


def _print(
    name: str, tries: dict[str, list[Attempt]], thresholds: dict[str, float], result: ClassifierResult | None
) -> None:
    figures = "  ".join(shares(tally(some, thresholds)) for some in tries.values())
    never = tally(next(iter(tries.values())), {})
    took = f"{never['right'] / never.total():16.1%}{result.p50:9.2f}{result.p99:9.2f}" if result else ""
    print(f"  {name:32}{figures}{took}")
