"""Counting what was right, wrong and refused, and the threshold that serves a contender best."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, product
from typing import NamedTuple

from benchmarks.understanding.labelled import LabelledQuestion, PredictedCard

REFUSED = PredictedCard("unknown")
ALWAYS = float("-inf")
"""Never refusing."""
MOST_FALSE = 0.04
"""The share of texts without an answer that a contender may answer."""


class Attempt(NamedTuple):
    """A labelled text, the card that a contender would show for it, how sure it is, and the group it searched."""

    row: LabelledQuestion
    card: PredictedCard
    score: float
    group: str = "all"

    def verdict(self, thresholds: Mapping[str, float]) -> str:
        """`right`, `wrong` or `refused` where cards below the threshold of the group are not shown."""
        return self.row.verdict(self.card if self.score >= thresholds.get(self.group, ALWAYS) else REFUSED)


def best_thresholds(tries: Sequence[Attempt]) -> dict[str, float]:
    """The thresholds, one a group, with the most right cards over wrong ones, one wrong card undoing one right one.

    Only those count with which no more than `MOST_FALSE` of the texts without an answer get one.
    """
    limit = int(MOST_FALSE * sum(one.row.status == "unknown" for one in tries))
    groups = sorted({one.group for one in tries})
    options = [_options([one for one in tries if one.group == group], limit) for group in groups]
    allowed = (chosen for chosen in product(*options) if sum(option.false for option in chosen) <= limit)
    best = max(allowed, key=lambda chosen: sum(option.gain for option in chosen))
    return {group: option.threshold for group, option in zip(groups, best, strict=True)}


class ScoredOption(NamedTuple):
    """A threshold, what is gained with it over refusing everything, and how many are answered that have no answer."""

    threshold: float
    gain: int
    false: int


def _options(tries: Iterable[Attempt], limit: int) -> list[ScoredOption]:
    """For each number of texts answered in vain up to the limit, the threshold that gains most."""
    gain, false = 0, 0
    best = {0: ScoredOption(float("inf"), 0, 0)}
    for score, alike in groupby(sorted(tries, key=lambda one: -one.score), key=lambda one: one.score):
        for one in alike:
            verdict = one.row.verdict(one.card)
            gain += _worth(verdict) - _worth(one.row.verdict(REFUSED))
            false += one.row.status == "unknown" and verdict == "wrong"
        if false not in best or gain > best[false].gain:
            best[false] = ScoredOption(score, gain, false)
    return [option for option in best.values() if option.false <= limit]


def tally(tries: Iterable[Attempt], thresholds: Mapping[str, float]) -> Counter[str]:
    """How many are right, wrong and refused."""
    return Counter(one.verdict(thresholds) for one in tries)


def shares(counts: Counter[str]) -> str:
    """Right, wrong and refused in per cent, for a table."""
    total = counts.total() or 1
    return "".join(f"{counts[verdict] / total:8.1%}" for verdict in ("right", "wrong", "refused"))


def _worth(verdict: str) -> int:
    return {"right": 1, "wrong": -1}.get(verdict, 0)
