"""Databases for the storage tests, on SQLite and on a real PostgreSQL; logging is restored after each test."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.scratch_database import ScratchDatabase  # noqa: TC002  pytest reads the annotations

from bot.storage.engine import get_engine


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Restore the handlers and the level of the root logger after a test."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a database with the newest schema and no rows, once on each engine that Rolecall runs on."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without a schema, once on each engine; for the tests of the schema itself."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    scratch: ScratchDatabase = request.getfixturevalue("scratch")
    url = scratch.empty()
    yield url
    get_engine(url).dispose()
    scratch.empty()
