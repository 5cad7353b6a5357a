"""Counts right, wrong and refused answers, and finds the best thresholds for a classifier."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, product
from typing import NamedTuple

from benchmarks.understanding.labelled_questions import LabelledQuestion, PredictedCard

REFUSED = PredictedCard("unknown")
NO_THRESHOLD = float("-inf")
MAX_FALSE = 0.04
"""The share of texts without an answer that a classifier may answer."""


class Attempt(NamedTuple):
    """A labelled question, the card that a classifier chose for it, the score, and the group of the question."""

    row: LabelledQuestion
    card: PredictedCard
    score: float
    group: str = "all"

    def verdict(self, thresholds: Mapping[str, float]) -> str:
        """`right`, `wrong` or `refused`, given that a score below the threshold of its group refuses the question."""
        return self.row.verdict(self.card if self.score >= thresholds.get(self.group, NO_THRESHOLD) else REFUSED)


def best_thresholds(attempts: Sequence[Attempt]) -> dict[str, float]:
    """The thresholds by group with the highest number of right cards minus wrong ones.

    They answer no more than `MAX_FALSE` of the texts that have no answer.
    """
    limit = int(MAX_FALSE * sum(one.row.status == "unknown" for one in attempts))
    groups = sorted({one.group for one in attempts})
    options = [_options([one for one in attempts if one.group == group], limit) for group in groups]
    allowed = (chosen for chosen in product(*options) if sum(option.false for option in chosen) <= limit)
    best = max(allowed, key=lambda chosen: sum(option.gain for option in chosen))
    return {group: option.threshold for group, option in zip(groups, best, strict=True)}


class ScoredOption(NamedTuple):
    """A threshold, its gain over refusing everything, and the number of texts without an answer that it answers."""

    threshold: float
    gain: int
    false: int


def _options(attempts: Iterable[Attempt], limit: int) -> list[ScoredOption]:
    """The threshold with the highest gain, for each number of falsely answered texts up to the limit."""
    gain, false = 0, 0
    best = {0: ScoredOption(float("inf"), 0, 0)}
    for score, equal in groupby(sorted(attempts, key=lambda one: -one.score), key=lambda one: one.score):
        for one in equal:
            verdict = one.row.verdict(one.card)
            gain += _worth(verdict) - _worth(one.row.verdict(REFUSED))
            false += one.row.status == "unknown" and verdict == "wrong"
        if false not in best or gain > best[false].gain:
            best[false] = ScoredOption(score, gain, false)
    return [option for option in best.values() if option.false <= limit]


def tally(attempts: Iterable[Attempt], thresholds: Mapping[str, float]) -> Counter[str]:
    """The numbers of right, wrong and refused answers."""
    return Counter(one.verdict(thresholds) for one in attempts)


def shares(counts: Counter[str]) -> str:
    """Right, wrong and refused as percentages, for a table."""
    total = counts.total() or 1
    return "".join(f"{counts[verdict] / total:8.1%}" for verdict in ("right", "wrong", "refused"))


def _worth(verdict: str) -> int:
    return {"right": 1, "wrong": -1}.get(verdict, 0)
