"""One engine a database: SQLite made safe for several processes, PostgreSQL however the host spells it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import cache, partial
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError
from threading import Lock
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidatePoolError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from bot.errors import RolecallError
from bot.storage.spares import Spares, stands

PATIENCE = 2.0  # seconds that somebody waits for the database in all; Slack waits three
GLANCE = 0.001  # seconds between two looks whether another process still writes
_READS = "rolecall_reads"
_UNTIL = "rolecall_until"
_SINCE = "rolecall_since"
_WAITS = "rolecall_waits"
_CONNECT = {"postgresql": {"connect_timeout": int(PATIENCE)}}


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
        made.dialect.do_begin = _begin  # type: ignore[assignment,method-assign]  # on its own dialect alone
    else:
        event.listen(made, "checkin", _lay_down)
        event.listen(made, "checkout", partial(_see_that_it_stands, made.dialect))
    return made


def transaction(url: str, *, to_change: bool = True) -> AbstractContextManager[Connection]:
    """One transaction, kept when the block is left and rolled back where it fails.

    SQLite lets one writer in at a time: those of this process wait for each other in line here, for SQLite itself
    lets whoever asks at the right moment in first. One that only reads (`to_change` false) waits for nobody. Raises
    SQLAlchemyError where the database does not answer.
    """
    if not to_change:
        return _reading(url)
    return _line(url).turn() if engine(url).dialect.name == "sqlite" else engine(url).begin()


@contextmanager
def _reading(url: str) -> Iterator[Connection]:
    with engine(url).connect() as connection:
        connection.info[_READS] = True
        with connection.begin():
            yield connection


@cache
def spares(url: str) -> Spares:
    """Connections on which every statement is a transaction of its own, the same ones each time; for PostgreSQL."""
    return Spares(engine(url))


class _Line:
    """Those who want to write to a SQLite database, and the one connection that they do it with."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._lock = Lock()
        self._writer: Connection | None = None

    @contextmanager
    def turn(self) -> Iterator[Connection]:
        """The connection, in a transaction."""
        until = monotonic() + PATIENCE
        if not self._lock.acquire(timeout=PATIENCE):
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
def _line(url: str) -> _Line:
    return _Line(engine(url))


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


def revision(url: str) -> str | None:
    """The schema the database is at, None where it is empty. Raises RolecallError where it does not answer."""
    with answering(url) as database, database.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _prepare_sqlite(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own idea of when to begin is switched off: it leaves schema changes outside transactions.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")
    connection.execute("PRAGMA foreign_keys=ON")
    # Kept in the file once set. Setting it cannot wait for a writer; then the next connection does it.
    with suppress(OperationalError):
        connection.execute("PRAGMA journal_mode=WAL")


def _begin(connection: PoolProxiedConnection) -> None:
    # A reader that turns writer fails at once when another process writes; one that says so up front waits.
    driver, known = connection.driver_connection, connection.info
    assert driver is not None  # noqa: S101  it has just been taken from the pool
    until = known.pop(_UNTIL, None) or monotonic() + PATIENCE
    if known.pop(_READS, False):
        _let_wait(driver, known, PATIENCE)
        driver.execute("BEGIN")
    else:
        _let_in(driver, known, until)


def _let_in(driver: Any, known: dict[Any, Any], until: float) -> None:
    # SQLite's own waiting looks again after up to a tenth of a second, and a busy other process has always begun anew
    # by then. Looking every millisecond, whoever waits soon finds the moment between two writers.
    _let_wait(driver, known, 0)
    while True:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except OperationalError:
            if monotonic() > until:
                raise
            sleep(GLANCE)
        else:
            return


def _let_wait(driver: Any, known: dict[Any, Any], seconds: float) -> None:
    if known.get(_WAITS) != seconds:
        driver.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")
        known[_WAITS] = seconds


def _lay_down(_connection: Any, entry: ConnectionPoolEntry) -> None:
    entry.info[_SINCE] = monotonic()


def _see_that_it_stands(dialect: Dialect, connection: Any, entry: ConnectionPoolEntry, _proxy: Any) -> None:
    if not stands(dialect, connection, entry.info.get(_SINCE, monotonic())):
        raise InvalidatePoolError
