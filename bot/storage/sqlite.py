"""SQLite, set up so that several threads and processes can use one file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as DriverError
from time import monotonic, sleep

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

LOCK_POLL_INTERVAL = 0.001
"""Seconds between two attempts to get the write lock.

SQLite's own busy handler waits up to 0.1 s between attempts, and a busy process takes the lock again in less than that.
"""
READ_ONLY = "rolecall_read_only"
"""The execution option of an engine whose transactions only read."""


def create_sqlite_engine(address: URL, timeout: float) -> Engine:
    """An engine for the file at `address`, whose statements wait up to `timeout` seconds for a lock.

    Its transactions take SQLite's write lock when they begin, unless they have the execution option READ_ONLY.
    """
    return _configure(create_engine(address), timeout)


def create_sqlite_writer(address: URL, timeout: float) -> Engine:
    """An engine for the transactions of `write_transaction`.

    SQLite allows one writer at a time. With one connection, the threads of this process queue for it in the pool, which
    is fair, instead of competing for the lock in the file, which is not.
    """
    return _configure(create_engine(address, pool_size=1, max_overflow=0, pool_timeout=timeout), 0)


@contextmanager
def write_transaction(writer: Engine, timeout: float) -> Iterator[Connection]:
    """A transaction that holds the write lock; committed at the end of the block, rolled back if that raises.

    Raises SQLAlchemyError if the lock isn't free within `timeout` seconds, the wait for other threads included.
    """
    deadline = monotonic() + timeout
    with writer.connect() as connection, connection.begin():
        _lock(connection, deadline)
        yield connection


def _lock(connection: Connection, deadline: float) -> None:
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError:  # another process is writing
            if monotonic() > deadline:
                raise
            sleep(LOCK_POLL_INTERVAL)
        else:
            return


def _configure(engine: Engine, timeout: float) -> Engine:
    _create_private_file(engine.url.database)

    def connect(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
        # The driver would begin transactions by itself, but only before INSERT, UPDATE and DELETE. Rolecall begins them
        # explicitly, as SQLAlchemy's documentation of SQLite recommends.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={int(timeout * 1000)}")
        connection.execute("PRAGMA foreign_keys=ON")
        # The mode is stored in the file. Setting it fails while another process writes; the next connection retries.
        with suppress(DriverError):
            connection.execute("PRAGMA journal_mode=WAL")

    event.listen(engine, "connect", connect)
    if timeout:
        event.listen(engine, "begin", _begin)
    return engine


def _create_private_file(path: str | None) -> None:
    """Create the file for its owner alone; SQLite gives the files that it puts beside it the same permissions.

    A file that is there keeps its permissions, and must not even be opened: closing it again would drop the locks of
    every connection of this process, and another process could then delete the log that they write to
    (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
    One that can't be created is reported by the first connection.
    """
    if path and path != ":memory:" and not path.startswith("file:"):
        with suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once if another process wrote in between, so every
    # transaction that may write takes the lock at its beginning.
    read_only = connection.get_execution_options().get(READ_ONLY)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
