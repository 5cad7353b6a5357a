"""The SQLAlchemy engine of each database, and transactions on it."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DataError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import RolecallError, UnavailableError
from bot.logs import log_rarely
from bot.storage.connection_problems import EXAMPLES, explain_connection_error, parse_database_url
from bot.storage.postgresql import STATEMENT_SECONDS, CircuitBreaker, begin_transaction, create_postgresql_engine
from bot.storage.schema_guard import SchemaGuard
from bot.storage.sqlite import READ_ONLY, create_sqlite_engine, create_sqlite_writer, write_transaction

MAINTENANCE_SECONDS = 600.0
"""Seconds that PostgreSQL has for a statement no person waits for in Slack, such as the deletion of a workspace."""
DATABASE_TIMEOUT = 2.0
"""Seconds to wait for a connection to PostgreSQL, or for SQLite's write lock. Slack shows an error after three."""

log = logging.getLogger("rolecall.storage")


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
    if address.drivername not in ("postgres", "postgresql", "postgresql+psycopg"):  # providers write postgres://
        return create_engine(address)
    return create_postgresql_engine(address, DATABASE_TIMEOUT)


@contextmanager
def transaction(url: str, *, writable: bool = True, seconds: float | None = None) -> Iterator[Connection]:
    """A transaction, committed at the end of the block and rolled back if that raises.

    With `writable` false it must only read. On SQLite, such a transaction never waits for a writer; writers wait for
    each other. On PostgreSQL, a statement may take `seconds`, by default as long as a person waits.

    Raises DatabaseUnavailableError, which is an SQLAlchemyError, if the database doesn't answer, ValueError for a value
    that it can't store, NewerSchemaError if a newer version has upgraded the database and this is to write, and
    SQLAlchemyError for the rest.
    """
    engine = get_engine(url)
    if writable:
        _get_schema_guard(url).require_known_schema()
    with _explain_outage(url, engine):
        if engine.dialect.name != "sqlite":
            with begin_transaction(engine, seconds or STATEMENT_SECONDS) as connection:
                yield connection
        elif writable:
            with write_transaction(_get_sqlite_writer(url), DATABASE_TIMEOUT) as connection:
                yield connection
        else:
            with _get_reader(url).begin() as connection:
                yield connection


@contextmanager
def _explain_outage(url: str, engine: Engine) -> Iterator[None]:
    """Raise DatabaseUnavailableError in place of what says that the database can't be used."""
    breaker = _get_breaker(url)
    if not breaker.is_closed():
        raise DatabaseUnavailableError
    is_outage = False
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError) as error:
        if _lacks_table(error):
            raise
        is_outage = engine.dialect.name != "sqlite" and _is_outage(error)
        problem = explain_connection_error(engine.url, error)
        log_rarely(log, "the database is unavailable", logging.ERROR, reason=str(problem))
        raise DatabaseUnavailableError from error
    except DataError as error:
        raise ValueError("the database can't store such a value") from error
    finally:
        breaker.record(responded=not is_outage)


def _lacks_table(error: SQLAlchemyError) -> bool:
    """Whether SQLite has no such table or column, for which it has no error of its own."""
    return str(getattr(error, "orig", "")).startswith("no such ")


def _is_outage(error: SQLAlchemyError) -> bool:
    """Whether the server didn't respond, rather than refuse one statement."""
    if isinstance(error, PoolTimeoutError):
        return False
    is_from_server = getattr(getattr(error, "orig", None), "sqlstate", None) is not None
    return getattr(error, "connection_invalidated", False) or not is_from_server


@cache
def _get_schema_guard(url: str) -> SchemaGuard:
    return SchemaGuard(lambda: get_revision(url))


@cache
def _get_breaker(_url: str) -> CircuitBreaker:
    return CircuitBreaker()


class DatabaseUnavailableError(UnavailableError, SQLAlchemyError):
    """The database doesn't answer, or can't do what it was asked at the moment."""

    def __init__(self) -> None:
        """Say that questions don't need it."""
        super().__init__(
            "The database is unavailable, so searches can't be read or changed at the moment.",
            "Try again in a minute. Questions about roles still work.",
        )


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
        if isinstance(error, DatabaseUnavailableError) and error.__cause__ is None:
            raise
        cause = error.__cause__ if isinstance(error.__cause__, SQLAlchemyError) else error
        raise explain_connection_error(get_engine(url).url, cause) from error


def get_revision(url: str) -> str | None:
    """The revision of the database's schema; None if it is empty. Raises RolecallError if it doesn't answer."""
    with require_database(url), transaction(url, writable=False) as connection:
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
