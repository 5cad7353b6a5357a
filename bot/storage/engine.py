"""The SQLAlchemy engine of each database, and transactions on it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from bot.errors import RolecallError
from bot.storage.connection_problems import EXAMPLES, explain_connection_error, parse_database_url
from bot.storage.sqlite import READ_ONLY, create_sqlite_engine, create_sqlite_writer, write_transaction

DATABASE_TIMEOUT = 2.0
"""Seconds to wait for a connection to PostgreSQL, or for SQLite's write lock. Slack shows an error after three."""


@cache
def get_engine(url: str) -> Engine:
    """The engine of the database at `url`, the same one each time.

    Raises RolecallError if the URL isn't one of SQLite or PostgreSQL.
    """
    address = parse_database_url(url)
    try:
        return _create_engine(address)
    except (ArgumentError, ImportError):  # the latter for a driver that isn't installed
        raise RolecallError(
            f"DATABASE_URL names a kind of database that Rolecall cannot use: {address.drivername}.", EXAMPLES
        ) from None


def _create_engine(address: URL) -> Engine:
    if address.get_backend_name() == "sqlite":
        return create_sqlite_engine(address, DATABASE_TIMEOUT)
    if address.drivername in ("postgres", "postgresql"):  # hosting providers write postgres://
        address = address.set(drivername="postgresql+psycopg")
    # A connection may have been cut while it was idle, by a restart of the database or by a firewall. The ping costs a
    # round trip in seven of a change to an item, which was within the noise when measured.
    return create_engine(address, connect_args={"connect_timeout": int(DATABASE_TIMEOUT)}, pool_pre_ping=True)


def transaction(url: str, *, writable: bool = True) -> AbstractContextManager[Connection]:
    """A transaction, committed at the end of the block and rolled back if that raises.

    With `writable` false it must only read. On SQLite, such a transaction never waits for a writer; writers wait for
    each other. Raises SQLAlchemyError if the database doesn't answer.
    """
    if get_engine(url).dialect.name != "sqlite":
        return _transaction(get_engine(url))
    return write_transaction(_get_sqlite_writer(url), DATABASE_TIMEOUT) if writable else _get_reader(url).begin()


@contextmanager
def _transaction(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:  # not engine.begin(), in whose block nothing may be rolled back
        connection.begin()
        yield connection
        connection.commit()


@cache
def _get_reader(url: str) -> Engine:
    return get_engine(url).execution_options(**{READ_ONLY: True})


@cache
def _get_sqlite_writer(url: str) -> Engine:
    return create_sqlite_writer(get_engine(url).url, DATABASE_TIMEOUT)


@contextmanager
def require_database(url: str) -> Iterator[Engine]:
    """The engine, for a block in which the database has to answer.

    Raises RolecallError if it doesn't; the text never contains the password.
    """
    try:
        yield get_engine(url)
    except SQLAlchemyError as error:
        raise explain_connection_error(get_engine(url).url, error) from error


def get_revision(url: str) -> str | None:
    """The revision of the database's schema; None if it is empty. Raises RolecallError if it doesn't answer."""
    with require_database(url) as engine, engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


INSERTS: dict[str, Callable[[Table], postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}
"""SQLAlchemy has ON CONFLICT only in the dialects' own INSERTs, although both databases spell it alike."""


def upsert(
    connection: Connection, table: Table, row: Mapping[str, Any], keep_columns: frozenset[str] = frozenset()
) -> None:
    """Insert the row, or update the row with the same primary key except for `keep_columns`."""
    keys = {column.name for column in table.primary_key}
    statement = INSERTS[connection.dialect.name](table).values(row)
    values = {name: value for name, value in row.items() if name not in keys | keep_columns}
    connection.execute(statement.on_conflict_do_update(index_elements=sorted(keys), set_=values))


def insert_if_absent(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless its primary key is taken; returns whether it was inserted."""
    statement = INSERTS[connection.dialect.name](table).values(row).on_conflict_do_nothing()
    return connection.execute(statement.execution_options(preserve_rowcount=True)).rowcount == 1


def insert_all_absent(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those rows whose primary key is not taken. `rows` must not be empty."""
    connection.execute(INSERTS[connection.dialect.name](table).on_conflict_do_nothing(), list(rows))
