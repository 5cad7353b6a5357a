"""The trained models, each read from its file when it is first needed. `python -m training` writes the files."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.understanding.linear_model import LinearModel, load_model

QUESTIONS, SIDES, THINGS, CURATED = NAMES = ("questions", "sides", "things", "curated")
FILES = {name: Path(__file__).with_name(f"{name}.model") for name in NAMES}
_models: dict[str, LinearModel] = {}


def questions_model() -> LinearModel:
    """Return the model of what is asked; see `classes`."""
    return _model(QUESTIONS)


def sides_model() -> LinearModel:
    """Return the model of which roles a question is about; see `sides`."""
    return _model(SIDES)


def things_model() -> LinearModel:
    """Return the model of which thing a question of ownership is about; see `subjects`."""
    return _model(THINGS)


def curated_model() -> LinearModel:
    """Return the model of which curated question is asked; see `subjects`."""
    return _model(CURATED)


@contextmanager
def replaced(models: Mapping[str, LinearModel]) -> Iterator[None]:
    """Read questions with other models, by name, to measure models that haven't seen some of the language."""
    before = dict(_models)
    _models.update(models)
    try:
        yield
    finally:
        _models.clear()
        _models.update(before)


def _model(name: str) -> LinearModel:
    if name not in _models:
        _models[name] = load_model(FILES[name])
    return _models[name]
