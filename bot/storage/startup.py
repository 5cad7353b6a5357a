"""The database at start-up: brought to the newest schema beside the server, so that nobody waits for it."""

import logging
import sqlite3
from contextlib import closing
from multiprocessing import Process
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from bot.errors import RolecallError
from bot.logs import log_event
from bot.storage import migrate

HEAD_REVISION = "0004"
"""The revision of the newest migration, known without importing Alembic; a test keeps it true."""

log = logging.getLogger("rolecall.storage")


def migrate_in_background(database_url: str) -> None:
    """See to it that the database has the newest schema; returns at once.

    A glance tells whether a SQLite file is up to date. Otherwise a process of its own migrates and goes away again,
    so that the server carries neither Alembic's 40 MB nor its half second. What happened is logged either way; until
    it is done, or if it fails, `/readyz` says that the database is not ready.
    """
    if is_current_sqlite(database_url):
        return
    process = Process(target=migrate_and_log, args=(database_url,), name="rolecall-migrate")
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


def migrate_and_log(database_url: str) -> None:
    """Migrate, and log what was done or why it could not be."""
    try:
        log_event(log, migrate(database_url))
    except RolecallError as error:
        log_event(log, str(error), logging.ERROR)
