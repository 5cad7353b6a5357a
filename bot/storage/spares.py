"""Connections to PostgreSQL on which every statement is a transaction of its own, kept ready.

Taking one from SQLAlchemy's pool and giving it back takes as long as a statement, and the usual step has only two.
"""

from collections import deque
from time import monotonic
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Engine, event

RESTED = 1.0
"""Seconds after which a connection is asked whether it still stands."""
MOST = 8
"""Connections that are kept; when more are needed at once, the others are closed after use."""


def stands(dialect: Dialect, driver: Any, since: float) -> bool:
    """Whether the driver's connection, last used at that moment of time.monotonic, can be used.

    Asking each time would cost a round trip, so the database is asked only where nobody used it for a while.
    """
    if monotonic() - since < RESTED:
        return True
    try:
        dialect.do_ping(driver)
    except dialect.loaded_dbapi.Error:
        return False
    return True


class Spare(NamedTuple):
    """A connection, the driver's own below it, and when it was last used (of time.monotonic)."""

    connection: Connection
    driver: Any
    since: float

    def stands(self) -> bool:
        """Whether it can be used."""
        return stands(self.connection.dialect, self.driver, self.since)

    def close(self) -> None:
        """Let go of it, also where it is broken: the driver's own has to be closed then, SQLAlchemy leaves it be."""
        self.connection.close()
        self.driver.close()


class Spares:
    """The connections of one engine. They do not count as its own, and are closed when it is disposed of."""

    def __init__(self, database: Engine) -> None:
        """Nothing is connected before somebody takes one."""
        self._database = database
        self._ready: deque[Spare] = deque()
        event.listen(database, "engine_disposed", lambda _: self._close())

    def take(self) -> Spare:
        """A connection for one user at a time, who gives it back. Raises SQLAlchemyError where there is no answer."""
        try:
            spare = self._ready.pop()
        except IndexError:
            return self._new()
        if spare.stands():
            return spare
        spare.close()
        self._close()  # what happened to one happened to all
        return self._new()

    def _new(self) -> Spare:
        connection = self._database.connect()
        driver: Any = connection.connection.driver_connection
        connection.detach()
        driver.autocommit = True
        return Spare(connection, driver, monotonic())

    def give_back(self, spare: Spare) -> None:
        """Keep it for the next one, unless it broke or there are enough."""
        if spare.connection.invalidated or len(self._ready) >= MOST:
            spare.close()
            return
        if spare.connection.in_transaction():  # as SQLAlchemy has it; the database knows of none
            spare.connection.rollback()
        self._ready.append(spare._replace(since=monotonic()))

    def _close(self) -> None:
        while self._ready:
            self._ready.pop().close()
