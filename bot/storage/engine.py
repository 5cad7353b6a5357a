"""One engine a database: SQLite made safe for several processes, PostgreSQL however the host spells it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import RolecallError

BUSY_TIMEOUT = 5_000  # milliseconds that a SQLite writer waits for another one


@cache
def engine(url: str) -> Engine:
    """The engine of the database at `url`, the same one each time.

    Hosts hand out `postgres://`; SQLAlchemy wants the dialect and its driver. Raises RolecallError where
    the address is none.
    """
    try:
        address = make_url(url)
        if address.drivername in ("postgres", "postgresql"):
            address = address.set(drivername="postgresql+psycopg")
        made = create_engine(address, pool_pre_ping=True)
    except (ArgumentError, ImportError) as error:
        raise RolecallError(
            f"DATABASE_URL is no address of a database we know: {type(error).__name__}.",
            "Use sqlite:///rolecall.sqlite3 or postgresql://user:password@host/name.",
        ) from error
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _prepare_sqlite)
        event.listen(made, "begin", _begin_immediate)
    return made


@contextmanager
def answering(url: str) -> Iterator[Engine]:
    """The engine, for a block in which the database has to answer.

    Raises RolecallError where it does not; the text never holds the password.
    """
    try:
        yield engine(url)
    except SQLAlchemyError as error:
        shown = make_url(url).render_as_string(hide_password=True)
        raise RolecallError(
            f"The database at {shown} does not answer ({type(error).__name__}).",
            "Check DATABASE_URL, and that the database is running and may be written to.",
        ) from error


def reach(url: str) -> None:
    """Ask the database for an answer. Raises RolecallError where there is none."""
    with answering(url) as database, database.connect() as connection:
        connection.exec_driver_sql("SELECT 1")


def _prepare_sqlite(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own idea of when to begin is switched off: it leaves schema changes outside transactions.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> Any:
    # A reader that turns writer fails at once when another process writes; one that says so up front waits.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
