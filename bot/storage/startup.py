"""The migration at start-up, which runs in another process so that it doesn't delay the server."""

import logging
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from bot.errors import NewerSchemaError, RolecallError
from bot.logs import log_event, log_rarely
from bot.storage import migrate
from bot.storage.revision import HEAD_REVISION

RETRY_SECONDS = 3.0
"""Seconds between two attempts, while the database is not there yet."""

log = logging.getLogger("rolecall.storage")


def migrate_in_background(database_url: str, configure_logs: Callable[[], None]) -> None:
    """Bring the database to the newest schema without delaying the server; returns at once.

    A SQLite file that is up to date is recognised without one. Otherwise another process migrates and ends, so that
    the server never holds Alembic's 40 MB. It tries until the database is there. The result is logged; until the
    migration has succeeded, `/readyz` says that the database is not ready. `configure_logs` is called in that process
    and has to be picklable.
    """
    if is_current_sqlite(database_url):
        return
    # How a process starts by default depends on the platform and the version of Python, and only `fork` would pass on
    # the logging configuration, at the risk of deadlocks with threads. So it is always a fresh one.
    process = get_context("spawn").Process(
        target=_configure_and_migrate, args=(database_url, configure_logs), name="rolecall-migrate", daemon=True
    )
    process.start()
    Thread(target=process.join, daemon=True).start()


def is_current_sqlite(database_url: str) -> bool:
    """Whether it is a SQLite file at the newest schema."""
    path = Path(database_url.removeprefix("sqlite:///").partition("?")[0])
    if not database_url.startswith("sqlite:///") or not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
            found: list[tuple[str]] = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error:
        return False
    return found == [(HEAD_REVISION,)]


def migrate_and_log(database_url: str, pause: Callable[[float], bool] = lambda _: False) -> None:
    """Migrate, and log what was done.

    What went wrong is logged at most once a minute, and tried again while `pause`, which waits for some seconds,
    returns True. A database that a newer version has upgraded stays as it is.
    """
    while True:
        try:
            log_event(log, migrate(database_url))
        except NewerSchemaError as error:
            log_event(log, str(error), logging.ERROR)
        except RolecallError as error:
            log_rarely(log, str(error), logging.ERROR)
            if pause(RETRY_SECONDS):
                continue
        return


def _configure_and_migrate(database_url: str, configure_logs: Callable[[], None]) -> None:
    configure_logs()
    server = os.getppid()

    def pause(seconds: float) -> bool:
        time.sleep(seconds)
        return os.getppid() == server

    migrate_and_log(database_url, pause)
