"""Questions about executive roles: Rolecall against what people would use instead, on the same questions."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.understanding import contest, curriculum
from benchmarks.understanding.contest import Result
from benchmarks.understanding.labelled import (
    Card,
    Labelled,
    banking,
    misspelt,
    outside_set,
    own_sets,
    unrelated,
    unrelated_hard,
)
from benchmarks.understanding.scoring import Try, best_threshold, shares, tally
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

Sets = dict[str, list[Labelled]]


@dataclass(frozen=True, slots=True)
class Entered:
    """A contender's tries by set, and what they took."""

    name: str
    tries: dict[str, list[Try]]
    threshold: float
    result: Result


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


def enter(name: str, asked: Sets, base: KnowledgeBase) -> Entered:
    """Put all the questions to one contender; its threshold is the best for those without typos and BANKING77."""
    rows = [row for rows in asked.values() for row in rows]
    finder = curriculum.Finder(base)
    if name == OURS:
        result = contest.run(name, {"all": []}, [("all", row.text) for row in rows])
        cards = [_our_card(label) for label, _ in result.answers]
    elif name == FULL:
        result = contest.run(
            FULL.split(",", maxsplit=1)[0], {"all": curriculum.written_out(base)}, [("all", r.text) for r in rows]
        )
        cards = [curriculum.written_card(label) for label, _ in result.answers]
    else:
        questions = [curriculum.question(row, finder) for row in rows]
        result = contest.run(name, curriculum.ways(base), questions)
        cards = [curriculum.card(row, label, finder) for row, (label, _) in zip(rows, result.answers, strict=True)]
    tries = _by_set(asked, [Try(*one) for one in zip(rows, cards, (score for _, score in result.answers), strict=True)])
    decisive = [one for key, some in tries.items() if key != BANKING and TYPOS not in key for one in some]
    threshold = float("-inf") if name == OURS else best_threshold(decisive)
    return Entered(name, tries, threshold, result)


def report(entered: Iterable[Entered]) -> None:
    """One table per set; then what each takes."""
    entered = list(entered)
    for name in entered[0].tries:
        title = f"{name}: {len(entered[0].tries[name])} texts"
        print(f"\n{title:34}{'right':>8}{'wrong':>8}{'refused':>8}{'never refusing':>16}")
        for one in entered:
            never = tally(one.tries[name], float("-inf"))
            line = shares(tally(one.tries[name], one.threshold))
            print(f"  {one.name:32}{line}{never['right'] / never.total():16.1%}")
    print(f"\n{'what it takes':34}{'p50 ms':>9}{'p99 ms':>9}{'MB':>7}{'start s':>9}{'threshold':>11}")
    for one in entered:
        r = one.result
        print(f"  {one.name:32}{r.p50:9.2f}{r.p99:9.2f}{r.memory:7.0f}{r.start:9.2f}{one.threshold:11.2f}")


def report_unrelated(data: Path, base: KnowledgeBase) -> None:
    """Rolecall alone on all of BANKING77, of which the others were asked a part."""
    texts = [text for part in ("train", "test") for text, _ in banking(data, part)]
    answered = [(text, reading.decided_by) for text in texts if (reading := read(text, base)).status == "answered"]
    print(
        f"\nRolecall answers {len(answered)} of all {len(texts)} texts of BANKING77, {len(answered) / len(texts):.3%}"
    )
    for text, rule in answered:
        print(f"  {rule:24} {text}")


def _by_set(asked: Sets, tries: list[Try]) -> dict[str, list[Try]]:
    remaining = iter(tries)
    return {name: [next(remaining) for _ in rows] for name, rows in asked.items()}


def _our_card(label: str) -> Card:
    status, intent, roles, topic = label.split(":")
    return Card(status, intent, tuple(filter(None, roles.split(","))), topic or None)
