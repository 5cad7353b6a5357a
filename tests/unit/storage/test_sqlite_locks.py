"""The locks of SQLite are those of the process: closing any file descriptor of the file gives them up."""

import subprocess
import sys

from sqlalchemy import make_url

from bot.storage.engine import transaction
from bot.storage.sqlite import create_sqlite_writer

LEAVE_WAL = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute('PRAGMA journal_mode=DELETE').fetchone())"
"""Needs the file for itself, as deleting the write-ahead log does."""


def leave_wal(path: str) -> str:
    """What another process gets that wants the file for itself."""
    done = subprocess.run([sys.executable, "-c", LEAVE_WAL, path], capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr.strip().rpartition("\n")[2]


def test_a_second_engine_leaves_the_locks_of_the_first(sqlite_url: str):
    path = sqlite_url.removeprefix("sqlite:///")
    with transaction(sqlite_url, writable=False) as connection:
        connection.exec_driver_sql("SELECT * FROM searches").all()
        create_sqlite_writer(make_url(sqlite_url), 2.0).dispose()
        assert leave_wal(path) == "sqlite3.OperationalError: database is locked"
