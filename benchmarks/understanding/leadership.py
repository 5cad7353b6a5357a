"""Questions about executive roles: Rolecall against other classifiers."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.understanding import classifier_process, training_data
from benchmarks.understanding.classifier_process import ClassifierResult
from benchmarks.understanding.labelled_questions import (
    LabelledQuestion,
    PredictedCard,
    banking,
    misspelt,
    outside_set,
    own_sets,
    unrelated,
    unrelated_hard,
)
from benchmarks.understanding.scoring import Attempt, best_thresholds, shares, tally
from bot.knowledge.base import KnowledgeBase
from bot.understanding.questions import read

ROLECALL = "Rolecall"
PLAIN = "rapidfuzz WRatio"
FULL = f"{PLAIN}, written out"
SEED = 7
TYPOS = ", typos"
BANKING = "BANKING77"
UNRELATED = 2_000
"""Texts of BANKING77, drawn with the seed: the slower classifiers would take hours for all of them."""

Sets = dict[str, list[LabelledQuestion]]
ClassifierInput = tuple[
    dict[str, list[tuple[str, str]]],
    Callable[[LabelledQuestion], tuple[str, str]],
    Callable[[LabelledQuestion, str], PredictedCard],
]


@dataclass(frozen=True, slots=True)
class ClassifierReport:
    """A classifier's attempts by question set, its thresholds, and its times and memory."""

    name: str
    attempts: dict[str, list[Attempt]]
    thresholds: dict[str, float]
    result: ClassifierResult


def question_sets(data: Path | None, base: KnowledgeBase) -> Sets:
    """The questions to ask by set: labelled ones as they are and with typos, and texts that no card answers."""
    labelled = own_sets()
    if data:
        labelled["others' questions"] = outside_set(data, base)
    asked = {name: [row for row in rows if row.status != "unknown"] for name, rows in labelled.items()}
    no_card = {f"{name}, no card": [r for r in rows if r.status == "unknown"] for name, rows in labelled.items()}
    typos = {f"{name}{TYPOS}": misspelt(rows) for name, rows in asked.items()}
    if data:
        no_card["unrelated, hard"] = unrelated_hard(data)
        texts = [text for part in ("train", "test") for text, _ in banking(data, part)]
        rng = random.Random(SEED)  # noqa: S311  repeatable, not secret
        no_card[BANKING] = [unrelated(text) for text in rng.sample(texts, UNRELATED)]
    return asked | typos | no_card


def evaluate(name: str, asked: Sets, base: KnowledgeBase) -> ClassifierReport:
    """Ask one classifier all questions. Its thresholds are the best ones for the sets without typos and BANKING77."""
    rows = [row for some in asked.values() for row in some]
    learn, questions, card = _input(name, base)
    groups = [questions(row) for row in rows]
    result = classifier_process.run(PLAIN if name == FULL else name, learn, groups)
    remaining = (
        Attempt(row, card(row, label), score, group)
        for row, (group, _), (label, score) in zip(rows, groups, result.answers, strict=True)
    )
    attempts = {key: [next(remaining) for _ in some] for key, some in asked.items()}
    decisive = [one for key, some in attempts.items() if key != BANKING and TYPOS not in key for one in some]
    return ClassifierReport(name, attempts, {} if name == ROLECALL else best_thresholds(decisive), result)


def _input(name: str, base: KnowledgeBase) -> ClassifierInput:
    """The texts to learn, the question for a row, and the card for a row and an answer."""
    if name == ROLECALL:
        return {"all": []}, lambda row: ("all", row.text), lambda _, label: _rolecall_card(label)
    if name == FULL:
        expanded = {"all": training_data.expanded(base)}
        return expanded, lambda row: ("all", row.text), lambda _, label: training_data.expanded_card(label)
    masker = training_data.RoleMasker(base)
    return (
        training_data.phrasings(base),
        lambda row: training_data.question(row, masker),
        lambda row, label: training_data.card(row, label, masker),
    )


def report(reports: Iterable[ClassifierReport]) -> None:
    """Print one table for each question set, then the times and memory."""
    reports = list(reports)
    for name in reports[0].attempts:
        title = f"{name}: {len(reports[0].attempts[name])} texts"
        print(f"\n{title:34}{'right':>8}{'wrong':>8}{'refused':>8}{'never refusing':>16}")
        for one in reports:
            never = tally(one.attempts[name], {})
            line = shares(tally(one.attempts[name], one.thresholds))
            print(f"  {one.name:32}{line}{never['right'] / never.total():16.1%}")
    print(f"\n{'time and memory':34}{'p50 ms':>9}{'p99 ms':>9}{'MB':>7}{'start s':>9}  thresholds")
    for one in reports:
        r = one.result
        print(f"  {one.name:32}{r.p50:9.2f}{r.p99:9.2f}{r.memory:7.0f}{r.start:9.2f}  {_listed(one.thresholds)}")


def report_unrelated(data: Path, base: KnowledgeBase) -> None:
    """Print which texts of BANKING77 Rolecall answers, of all of them: the others are asked only some."""
    texts = [text for part in ("train", "test") for text, _ in banking(data, part)]
    answered = [(text, reading.decided_by) for text in texts if (reading := read(text, base)).status == "answered"]
    print(
        f"\nRolecall answers {len(answered)} of all {len(texts)} texts of BANKING77, {len(answered) / len(texts):.3%}"
    )
    for text, rule in answered:
        print(f"  {rule:24} {text}")


def _listed(thresholds: dict[str, float]) -> str:
    return ", ".join(f"{group} {threshold:.2f}" for group, threshold in sorted(thresholds.items()))


def _rolecall_card(label: str) -> PredictedCard:
    status, intent, roles, topic = label.split(":")
    return PredictedCard(status, intent, tuple(filter(None, roles.split(","))), topic or None)
