"""One engine a database: SQLite made safe for several processes, PostgreSQL however the host spells it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cache, partial
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError
from threading import Lock
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, Table, create_engine, event, inspect, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidatePoolError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from bot.errors import RolecallError
from bot.storage.spares import Spares, stands

DATABASE_TIMEOUT = 2.0  # seconds that somebody waits for the database in all; Slack waits three
LOCK_POLL_INTERVAL = 0.001  # seconds between two looks whether another process still writes
_READS = "rolecall_reads"
_UNTIL = "rolecall_until"
_SINCE = "rolecall_since"
_WAITS = "rolecall_waits"
_CONNECT = {"postgresql": {"connect_timeout": int(DATABASE_TIMEOUT)}}


@cache
def get_engine(url: str) -> Engine:
    """The engine of the database at `url`, the same one each time.

    Hosts hand out `postgres://`; SQLAlchemy wants the dialect and its driver. Raises RolecallError where
    the address is none.
    """
    try:
        address = make_url(url)
        if address.drivername in ("postgres", "postgresql"):
            address = address.set(drivername="postgresql+psycopg")
        given = _CONNECT.get(address.get_backend_name(), {})
        pool = {} if address.get_backend_name() == "sqlite" else {"pool_use_lifo": True}
        made = create_engine(address, connect_args=given, **pool)
    except (ArgumentError, ImportError) as error:
        raise RolecallError(
            f"DATABASE_URL is no address of a database we know: {type(error).__name__}.",
            "Use sqlite:///rolecall.sqlite3 or postgresql://user:password@host/name.",
        ) from error
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _prepare_sqlite)
        # An event would do as well, but an engine with one calls four more with every statement.
        made.dialect.do_begin = _begin_sqlite  # type: ignore[assignment,method-assign]  # on its own dialect alone
    else:
        event.listen(made, "checkin", _note_checkin)
        event.listen(made, "checkout", partial(_check_connection, made.dialect))
    return made


def transaction(url: str, *, writable: bool = True) -> AbstractContextManager[Connection]:
    """One transaction, kept when the block is left and rolled back where it fails.

    SQLite lets one writer in at a time: those of this process wait for each other in line here, for SQLite itself
    lets whoever asks at the right moment in first. One that only reads (`writable` false) waits for nobody. Raises
    SQLAlchemyError where the database does not answer.
    """
    if not writable:
        return _read_transaction(url)
    return _get_write_queue(url).transaction() if get_engine(url).dialect.name == "sqlite" else get_engine(url).begin()


@contextmanager
def _read_transaction(url: str) -> Iterator[Connection]:
    with get_engine(url).connect() as connection:
        connection.info[_READS] = True
        with connection.begin():
            yield connection


@cache
def spares(url: str) -> Spares:
    """Connections on which every statement is a transaction of its own, the same ones each time; for PostgreSQL."""
    return Spares(get_engine(url))


class _WriteQueue:
    """Those who want to write to a SQLite database, and the one connection that they do it with."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._lock = Lock()
        self._writer: Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """The connection, in a transaction."""
        until = monotonic() + DATABASE_TIMEOUT
        if not self._lock.acquire(timeout=DATABASE_TIMEOUT):
            raise WaitedTooLong("too many are waiting to write")
        try:
            writer = self._writer = self._writer or self._database.connect()
            writer.info[_UNTIL] = until
            with writer.begin():
                yield writer
        except DBAPIError:
            if self._writer:
                self._writer.close()
                self._writer = None
            raise
        finally:
            self._lock.release()


@cache
def _get_write_queue(url: str) -> _WriteQueue:
    return _WriteQueue(get_engine(url))


@contextmanager
def require_database(url: str) -> Iterator[Engine]:
    """The engine, for a block in which the database has to answer.

    Raises RolecallError where it does not; the text never holds the password.
    """
    try:
        yield get_engine(url)
    except SQLAlchemyError as error:
        shown = make_url(url).render_as_string(hide_password=True)
        raise RolecallError(
            f"The database at {shown} does not answer ({type(error).__name__}).",
            "Check DATABASE_URL, and that the database is running and may be written to.",
        ) from error


def get_revision(url: str) -> str | None:
    """The schema the database is at, None where it is empty. Raises RolecallError where it does not answer."""
    with require_database(url) as database, database.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _prepare_sqlite(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own idea of when to begin is switched off: it leaves schema changes outside transactions.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={int(DATABASE_TIMEOUT * 1000)}")
    connection.execute("PRAGMA foreign_keys=ON")
    # Kept in the file once set. Setting it cannot wait for a writer; then the next connection does it.
    with suppress(OperationalError):
        connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: PoolProxiedConnection) -> None:
    # A reader that turns writer fails at once when another process writes; one that says so up front waits.
    driver, known = connection.driver_connection, connection.info
    assert driver is not None  # noqa: S101  it has just been taken from the pool
    until = known.pop(_UNTIL, None) or monotonic() + DATABASE_TIMEOUT
    if known.pop(_READS, False):
        _set_busy_timeout(driver, known, DATABASE_TIMEOUT)
        driver.execute("BEGIN")
    else:
        _begin_immediate(driver, known, until)


def _begin_immediate(driver: Any, known: dict[Any, Any], until: float) -> None:
    # SQLite's own waiting looks again after up to a tenth of a second, and a busy other process has always begun anew
    # by then. Looking every millisecond, whoever waits soon finds the moment between two writers.
    _set_busy_timeout(driver, known, 0)
    while True:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except OperationalError:
            if monotonic() > until:
                raise
            sleep(LOCK_POLL_INTERVAL)
        else:
            return


def _set_busy_timeout(driver: Any, known: dict[Any, Any], seconds: float) -> None:
    if known.get(_WAITS) != seconds:
        driver.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")
        known[_WAITS] = seconds


def _note_checkin(_connection: Any, entry: ConnectionPoolEntry) -> None:
    entry.info[_SINCE] = monotonic()


def _check_connection(dialect: Dialect, connection: Any, entry: ConnectionPoolEntry, _proxy: Any) -> None:
    if not stands(dialect, connection, entry.info.get(_SINCE, monotonic())):
        raise InvalidatePoolError


INSERTS: dict[str, Callable[[Table], postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}
"""Both spell `ON CONFLICT DO UPDATE` alike, and SQLAlchemy has it for each dialect alone."""


def upsert(
    connection: Connection, table: Table, row: Mapping[str, Any], keep_columns: frozenset[str] = frozenset()
) -> None:
    """Insert the row, or update the one with the same primary key except for `keep_columns`."""
    keys = {column.name for column in table.primary_key}
    statement = INSERTS[connection.dialect.name](table).values(row)
    rest = {name: value for name, value in row.items() if name not in keys | keep_columns}
    connection.execute(statement.on_conflict_do_update(index_elements=sorted(keys), set_=rest))


def insert_if_absent(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless its primary key is taken; whether it was inserted."""
    statement = INSERTS[connection.dialect.name](table).values(row).on_conflict_do_nothing()
    return connection.execute(statement.execution_options(preserve_rowcount=True)).rowcount == 1


def insert_all_absent(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those rows whose primary key is not taken; there has to be at least one."""
    connection.execute(INSERTS[connection.dialect.name](table).on_conflict_do_nothing(), list(rows))
