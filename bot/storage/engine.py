"""One engine a database: SQLite made safe for several processes, PostgreSQL however the host spells it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError
from threading import Lock

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import RolecallError

BUSY_TIMEOUT = 2_000  # milliseconds that a SQLite writer waits for another one; Slack waits three seconds in all
_READS = "rolecall_reads"
_PATIENCE = {"postgresql": {"connect_timeout": 2}}  # seconds, for the same reason


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
        made = create_engine(address, pool_pre_ping=True, connect_args=_PATIENCE.get(address.get_backend_name(), {}))
    except (ArgumentError, ImportError) as error:
        raise RolecallError(
            f"DATABASE_URL is no address of a database we know: {type(error).__name__}.",
            "Use sqlite:///rolecall.sqlite3 or postgresql://user:password@host/name.",
        ) from error
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", _prepare_sqlite)
        event.listen(made, "begin", _begin)
    return made


@contextmanager
def transaction(url: str, *, to_change: bool = True) -> Iterator[Connection]:
    """One transaction, kept when the block is left and rolled back where it fails.

    SQLite lets one writer in at a time: those of this process wait for each other in line here, for SQLite itself
    lets whoever asks at the right moment in first. One that only reads (`to_change` false) waits for nobody. Raises
    SQLAlchemyError where the database does not answer.
    """
    database = engine(url)
    if not to_change:
        with database.connect().execution_options(**{_READS: True}) as connection, connection.begin():
            yield connection
    elif database.dialect.name == "sqlite":
        with _one_writer(url), database.begin() as connection:
            yield connection
    else:
        with database.begin() as connection:
            yield connection


@cache
def _one_writer(_url: str) -> Lock:
    return Lock()


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
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT}")
    connection.execute("PRAGMA foreign_keys=ON")
    # Kept in the file once set. Setting it cannot wait for a writer; then the next connection does it.
    with suppress(OperationalError):
        connection.execute("PRAGMA journal_mode=WAL")


def _begin(connection: Connection) -> None:
    # A reader that turns writer fails at once when another process writes; one that says so up front waits.
    reads = connection.get_execution_options().get(_READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
