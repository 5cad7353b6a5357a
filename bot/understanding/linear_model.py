"""A linear classifier whose weights are one byte each: which class does a question belong to, and how likely?

It is trained by `python -m training`; here it is only read and applied, without any library.
"""

import json
import math
import mmap
import struct
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

ZERO = 128
"""The byte that stands for the weight 0."""


MAX_ADDED = 257
"""How many bytes can be added before their sum takes more than two bytes."""


class LinearModel(NamedTuple):
    """A trained model: multinomial logistic regression over numbered features that are present or absent.

    - `classes`: what a question may be.
    - `biases`: the score of each class without any feature.
    - `rows`: for each feature, one byte for the weight of each class and one for its squared importance.
    - `weight_unit`, `importance_unit`: what one step of these bytes stands for.
    - `fingerprint`: identifies the data that the model was trained with.
    - `start`: where in `rows` the first row begins.

    A feature's importance is its inverse document frequency, ln((1 + n) / (1 + count)) + 1; the weights include it.
    A text's importances are scaled to length 1, so that long texts don't weigh more.
    """

    classes: tuple[str, ...]
    biases: tuple[float, ...]
    rows: bytes | mmap.mmap
    weight_unit: float
    importance_unit: float
    fingerprint: str
    start: int = 0

    def probabilities(self, features: Sequence[int]) -> dict[str, float]:
        """Return how likely each class is (0-1, in sum 1), given the numbers of the features."""
        scores = self.biases
        *sums, square = _column_sums(self, features)
        if square:
            factor, zero = self.weight_unit / math.sqrt(square * self.importance_unit), ZERO * len(features)
            scores = tuple(bias + (total - zero) * factor for bias, total in zip(scores, sums, strict=True))
        best = max(scores)
        odds = [math.exp(score - best) for score in scores]
        total = sum(odds)
        return {name: odd / total for name, odd in zip(self.classes, odds, strict=True)}


def _column_sums(model: LinearModel, features: Sequence[int]) -> list[int]:
    """Return the sum of each column over the rows of these features.

    A row is added as one large number, its even bytes also by themselves, so that a sum has two bytes to grow into.
    What is left of the whole sum without the even bytes is the sum of the odd ones.
    """
    rows, start, width = model.rows, model.start, len(model.classes) + 1
    sums = [0] * width
    pairs = (width + 1) // 2
    low_bytes = int.from_bytes(b"\xff\0" * pairs, "little")
    for first in range(0, len(features), MAX_ADDED):
        places = [start + number * width for number in features[first : first + MAX_ADDED]]
        added = [int.from_bytes(rows[place : place + width], "little") for place in places]
        even = sum([row & low_bytes for row in added])
        odd = (sum(added) - even) >> 8
        columns = zip(_unpacked(even, pairs), _unpacked(odd, pairs), strict=True)
        sums = [one + other for one, other in zip(sums, chain.from_iterable(columns), strict=False)]
    return sums


def _unpacked(total: int, pairs: int) -> tuple[int, ...]:
    return struct.unpack(f"<{pairs}H", total.to_bytes(2 * pairs, "little"))


def dump_model(model: LinearModel) -> bytes:
    """Return the model as a file: one line of JSON, then the bytes."""
    head = {name: value for name, value in model._asdict().items() if name not in ("rows", "start")}
    return json.dumps(head).encode() + b"\n" + model.rows[model.start :]


def load_model(path: Path) -> LinearModel:
    """Return the model in a file made by `dump_model`. Raises OSError or ValueError if there is none.

    The file is mapped into memory: a question needs few of its rows, and all workers share them.
    """
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    values = json.loads(data.readline())
    values["classes"], values["biases"] = tuple(values["classes"]), tuple(values["biases"])
    return LinearModel(rows=data, start=data.tell(), **values)
