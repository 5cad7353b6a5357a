"""Questions about executive roles: Rolecall against what people would use instead, on the same questions."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.understanding import contest, curriculum
from benchmarks.understanding.contest import ContestResult
from benchmarks.understanding.labelled import (
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

OURS = "Rolecall"
PLAIN = "rapidfuzz WRatio"
FULL = f"{PLAIN}, written out"
SEED = 7
TYPOS = ", typos"
BANKING = "BANKING77"
UNRELATED_FOR_PEERS = 2_000
"""Of BANKING77, drawn with the seed: the slower ones would take the night over all."""

Sets = dict[str, list[LabelledQuestion]]
Terms = tuple[
    dict[str, list[tuple[str, str]]],
    Callable[[LabelledQuestion], tuple[str, str]],
    Callable[[LabelledQuestion, str], PredictedCard],
]


@dataclass(frozen=True, slots=True)
class ContenderResults:
    """A contender's tries by set, and what they took."""

    name: str
    tries: dict[str, list[Attempt]]
    thresholds: dict[str, float]
    result: ContestResult


def sets(data: Path | None, base: KnowledgeBase) -> Sets:
    """What is asked: labelled questions clean and with typos, and texts that must get no card."""
    labelled = own_sets()
    if data:
        labelled["others' questions"] = outside_set(data, base)
    asked = {name: [row for row in rows if row.status != "unknown"] for name, rows in labelled.items()}
    unasked = {f"{name}, no card": [r for r in rows if r.status == "unknown"] for name, rows in labelled.items()}
    typos = {f"{name}{TYPOS}": misspelt(rows) for name, rows in asked.items()}
    if data:
        unasked["unrelated, hard"] = unrelated_hard(data)
        texts = [text for part in ("train", "test") for text, _ in banking(data, part)]
        rng = random.Random(SEED)  # noqa: S311  repeatable, not secret
        unasked[BANKING] = [unrelated(text) for text in rng.sample(texts, UNRELATED_FOR_PEERS)]
    return asked | typos | unasked


def enter(name: str, asked: Sets, base: KnowledgeBase) -> ContenderResults:
    """Put all the questions to one contender; its thresholds are the best for those without typos and BANKING77."""
    rows = [row for some in asked.values() for row in some]
    learn, questions, card = _terms(name, base)
    groups = [questions(row) for row in rows]
    result = contest.run(PLAIN if name == FULL else name, learn, groups)
    remaining = (
        Attempt(row, card(row, label), score, group)
        for row, (group, _), (label, score) in zip(rows, groups, result.answers, strict=True)
    )
    tries = {key: [next(remaining) for _ in some] for key, some in asked.items()}
    decisive = [one for key, some in tries.items() if key != BANKING and TYPOS not in key for one in some]
    return ContenderResults(name, tries, {} if name == OURS else best_thresholds(decisive), result)


def _terms(name: str, base: KnowledgeBase) -> Terms:
    """What the contender learns, what it is asked for a row, and the card that its answer stands for."""
    if name == OURS:
        return {"all": []}, lambda row: ("all", row.text), lambda _, label: _our_card(label)
    if name == FULL:
        written = {"all": curriculum.written_out(base)}
        return written, lambda row: ("all", row.text), lambda _, label: curriculum.written_card(label)
    finder = curriculum.RoleMasker(base)
    return (
        curriculum.ways(base),
        lambda row: curriculum.question(row, finder),
        lambda row, label: curriculum.card(row, label, finder),
    )


def report(entered: Iterable[ContenderResults]) -> None:
    """One table per set; then what each takes."""
    entered = list(entered)
    for name in entered[0].tries:
        title = f"{name}: {len(entered[0].tries[name])} texts"
        print(f"\n{title:34}{'right':>8}{'wrong':>8}{'refused':>8}{'never refusing':>16}")
        for one in entered:
            never = tally(one.tries[name], {})
            line = shares(tally(one.tries[name], one.thresholds))
            print(f"  {one.name:32}{line}{never['right'] / never.total():16.1%}")
    print(f"\n{'what it takes':34}{'p50 ms':>9}{'p99 ms':>9}{'MB':>7}{'start s':>9}  thresholds")
    for one in entered:
        r = one.result
        print(f"  {one.name:32}{r.p50:9.2f}{r.p99:9.2f}{r.memory:7.0f}{r.start:9.2f}  {_listed(one.thresholds)}")


def report_unrelated(data: Path, base: KnowledgeBase) -> None:
    """Rolecall alone on all of BANKING77, of which the others were asked a part."""
    texts = [text for part in ("train", "test") for text, _ in banking(data, part)]
    answered = [(text, reading.decided_by) for text in texts if (reading := read(text, base)).status == "answered"]
    print(
        f"\nRolecall answers {len(answered)} of all {len(texts)} texts of BANKING77, {len(answered) / len(texts):.3%}"
    )
    for text, rule in answered:
        print(f"  {rule:24} {text}")


def _listed(thresholds: dict[str, float]) -> str:
    return ", ".join(f"{group} {threshold:.2f}" for group, threshold in sorted(thresholds.items()))


def _our_card(label: str) -> PredictedCard:
    status, intent, roles, topic = label.split(":")
    return PredictedCard(status, intent, tuple(filter(None, roles.split(","))), topic or None)
