import math
from pathlib import Path

import pytest

from bot.understanding.linear_model import ZERO, LinearModel, dump_model, load_model
from bot.understanding.trained import curated_model, questions_model, sides_model, things_model

SMALL = LinearModel(
    classes=("rain", "sun"),
    biases=(0.5, 0.0),
    rows=bytes((ZERO + 2, ZERO - 2, 4, ZERO, ZERO + 6, 12, ZERO, ZERO, 0)),
    weight_unit=0.5,
    importance_unit=0.25,
    fingerprint="by hand",
)
"""Two classes and three features: of rain, of sun with three times its squared importance, and of nothing."""


def shares(rain: float, sun: float) -> dict[str, float]:
    total = math.exp(rain) + math.exp(sun)
    return {"rain": pytest.approx(math.exp(rain) / total), "sun": pytest.approx(math.exp(sun) / total)}


@pytest.mark.parametrize(
    ("features", "rain", "sun"),
    [
        ([], 0.5, 0.0),
        ([0], 0.5 + 1 / 1, -1 / 1),  # 2 steps of 0.5, and the length is the root of 4 steps of 0.25
        ([1], 0.5, 3 / math.sqrt(3)),
        ([0, 1], 0.5 + 1 / 2, (3 - 1) / 2),  # the length of both is the root of 1 + 3
        ([2], 0.5, 0.0),
        ([0, 2], 0.5 + 1, -1),
    ],
)
def test_the_probabilities_are_those_computed_by_hand(features: list[int], rain: float, sun: float):
    assert SMALL.probabilities(features) == shares(rain, sun)


def test_a_model_that_was_dumped_is_loaded(tmp_path: Path):
    path = tmp_path / "small.model"
    path.write_bytes(dump_model(SMALL))
    loaded = load_model(path)
    assert loaded._replace(rows=loaded.rows[loaded.start :], start=0) == SMALL
    assert loaded.probabilities((0, 1)) == SMALL.probabilities((0, 1))


def test_weights_that_look_like_the_end_of_a_line_are_kept(tmp_path: Path):
    path = tmp_path / "small.model"
    model = SMALL._replace(rows=b"\n" * 9)
    path.write_bytes(dump_model(model))
    loaded = load_model(path)
    assert loaded.rows[loaded.start :] == b"\n" * 9


def test_a_file_that_is_no_model_is_refused(tmp_path: Path):
    path = tmp_path / "no.model"
    path.write_bytes(b"hello")
    with pytest.raises(ValueError, match=r"."):
        load_model(path)
    with pytest.raises(OSError, match=r"."):
        load_model(tmp_path / "missing.model")


SHIPPED = {
    "questions": questions_model,
    "sides": sides_model,
    "things": things_model,
    "curated": curated_model,
}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_model_gives_probabilities_that_add_up_to_one(name: str):
    model = SHIPPED[name]()
    assert (len(model.rows) - model.start) % (len(model.classes) + 1) == 0
    assert len(model.biases) == len(model.classes)
    for features in ([], [0], [7, 77, 777]):
        likely = model.probabilities(features)
        assert sum(likely.values()) == pytest.approx(1)
        assert all(0 <= share <= 1 for share in likely.values())


def test_more_features_than_two_bytes_can_add_up_are_added():
    wide = SMALL._replace(rows=bytes((ZERO + 127, ZERO - 128, 255)) * 1000)
    sums = 1000 * 127 * 0.5, 1000 * -128 * 0.5
    length = math.sqrt(1000 * 255 * 0.25)
    assert wide.probabilities(range(1000)) == shares(0.5 + sums[0] / length, sums[1] / length)
