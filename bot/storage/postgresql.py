"""PostgreSQL with deadlines: no statement, lock or silent server keeps a thread for longer than a person waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from time import monotonic
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

STATEMENT_SECONDS = 1.5
"""The server ends a statement, or its wait for a lock, after so long. Slack shows an error after three seconds."""
SILENCE_SECONDS = 2.0
"""How long to wait for a server that doesn't respond at all, as one that is frozen doesn't."""
POOL_SECONDS = 1.0
"""How long to wait for one of this process's connections."""
MAX_CONNECTIONS = 25
"""Connections of one process: as many as it has threads that ask the database."""


POOLER = "pgbouncer"
"""The parameter of DATABASE_URL that says that PgBouncer shares its connections between transactions."""


class ImpatientConnection(psycopg.Connection[Any]):
    """A connection that is closed if the server doesn't respond in time."""

    silence_seconds: float | None = SILENCE_SECONDS

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Run a conversation with the server. Raises psycopg's OperationalError after `silence_seconds`."""
        try:
            return super().wait(gen, interval, self.silence_seconds if timeout is None else timeout)
        except psycopg.OperationalError:
            # What the server still sends would be taken for the response to the next statement.
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise


def create_postgresql_engine(address: URL, connect_seconds: float) -> Engine:
    """An engine whose connections are impatient.

    With `pgbouncer=true` in the address, nothing is prepared on the server: behind PgBouncer in transaction mode, the
    next transaction may run on another one of its connections.
    """
    query = dict(address.query)
    named: dict[str, Any] = {"connect_timeout": int(connect_seconds)}
    if query.pop(POOLER, "") in ("true", "1"):
        named["prepare_threshold"] = None
    engine = create_engine(
        address.set(drivername="postgresql+psycopg", query=query),
        connect_args=named,
        pool_timeout=POOL_SECONDS,
        max_overflow=MAX_CONNECTIONS - 5,
    )

    def connect(_dialect: object, _record: object, args: Any, named: Any) -> ImpatientConnection:
        return ImpatientConnection.connect(*args, **named)

    event.listen(engine, "do_connect", connect)
    return engine


@contextmanager
def begin_transaction(engine: Engine, statement_seconds: float = STATEMENT_SECONDS) -> Iterator[Connection]:
    """A transaction whose statements take so long at most, committed at the end of the block.

    The limits are set within the transaction, so a pooler such as PgBouncer never passes them on to another one.
    """
    with _begin(
        engine, statement_seconds
    ) as connection:  # not engine.begin(), in whose block nothing may be rolled back
        yield connection
        connection.commit()


def lift_limits(connection: Connection) -> None:
    """Let the statements of this connection take as long as they need."""
    driver = connection.connection.driver_connection
    if isinstance(driver, ImpatientConnection):
        driver.silence_seconds = None


def _begin(engine: Engine, statement_seconds: float) -> Connection:
    """A connection in a transaction. One that was cut while it was idle, by a restart for example, is replaced."""
    for is_last in (False, True):
        connection, started = engine.connect(), monotonic()
        try:
            connection.begin()
            _limit(connection, statement_seconds)
        except DBAPIError as error:
            with suppress(DBAPIError):
                connection.close()
            was_cut = error.connection_invalidated and monotonic() - started < SILENCE_SECONDS / 2
            if is_last or not was_cut:
                raise
        else:
            return connection
    raise AssertionError  # the second attempt returns or raises


def _limit(connection: Connection, seconds: float) -> None:
    driver = connection.connection.driver_connection
    if isinstance(driver, ImpatientConnection):
        driver.silence_seconds = seconds + SILENCE_SECONDS - STATEMENT_SECONDS
    limits = {"statement_timeout": int(seconds * 1000), "lock_timeout": int(seconds * 1000)}
    settings = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in limits.items())
    connection.exec_driver_sql(f"SELECT {settings}")


class CircuitBreaker:
    """Keeps all but one thread from waiting for a server that did not respond last time."""

    def __init__(self, clock: Callable[[], float] = monotonic, pause: float = 0.5) -> None:
        """`pause` is the least number of seconds between two attempts."""
        self._clock = clock
        self._pause = pause
        self._lock = Lock()
        self._retry_at: float | None = None

    def is_closed(self) -> bool:
        """Whether to try. While the server doesn't respond, only one thread is let through at a time."""
        with self._lock:
            if self._retry_at is None:
                return True
            if self._clock() < self._retry_at:
                return False
            self._retry_at = float("inf")
            return True

    def record(self, *, responded: bool) -> None:
        """Record how an attempt ended."""
        with self._lock:
            self._retry_at = None if responded else self._clock() + self._pause
