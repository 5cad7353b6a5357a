"""Counting what was right, wrong and refused, and the threshold that serves a contender best."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.understanding.labelled import Card, Labelled

REFUSED = Card("unknown")
MOST_FALSE = 0.04
"""The share of texts without an answer that a contender may answer."""


class Try(NamedTuple):
    """A labelled text, the card that a contender would show for it, and how sure it is."""

    row: Labelled
    card: Card
    score: float

    def verdict(self, threshold: float) -> str:
        """`right`, `wrong` or `refused` where cards below the threshold are not shown."""
        return self.row.verdict(self.card if self.score >= threshold else REFUSED)


def best_threshold(tries: Sequence[Try]) -> float:
    """The threshold with the most right cards over wrong ones, one wrong card undoing one right one.

    Only those count at which no more than `MOST_FALSE` of the texts without an answer get one.
    """
    ranked = sorted(tries, key=lambda one: -one.score)
    unanswerable = sum(one.row.status == "unknown" for one in tries)
    gain, false, best, threshold = 0, 0, 0, float("inf")
    for at, one in enumerate(ranked):
        verdict = one.row.verdict(one.card)
        gain += _worth(verdict) - _worth(one.row.verdict(REFUSED))
        false += one.row.status == "unknown" and verdict == "wrong"
        last = at + 1 == len(ranked) or ranked[at + 1].score < one.score
        if last and gain > best and false <= MOST_FALSE * unanswerable:
            best, threshold = gain, one.score
    return threshold


def tally(tries: Iterable[Try], threshold: float) -> Counter[str]:
    """How many are right, wrong and refused."""
    return Counter(one.verdict(threshold) for one in tries)


def shares(counts: Counter[str]) -> str:
    """Right, wrong and refused in per cent, for a table."""
    total = counts.total() or 1
    return "".join(f"{counts[verdict] / total:8.1%}" for verdict in ("right", "wrong", "refused"))


def _worth(verdict: str) -> int:
    return {"right": 1, "wrong": -1}.get(verdict, 0)
