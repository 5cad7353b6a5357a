"""The searches of every workspace: where desks are opened."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Lock

from bot.storage.engine import DATABASE_TIMEOUT, get_engine, spares, transaction
from bot.storage.item_cache import ItemCache
from bot.storage.quick_desk import QuickDesk, Sights
from bot.storage.unit_of_work import SqlSearchUnitOfWork

TURNS = 64
"""Channels, and those that share a turn with them, in which somebody can be at a quick desk at the same time."""


class SqlUnitOfWorkFactory:
    """The searches, shared by every worker on the same database."""

    def __init__(self, database_url: str) -> None:
        """Nothing is connected before the first desk."""
        self._url = database_url
        self._remembered = ItemCache()
        self._sights = Sights()
        self._turns = tuple(Lock() for _ in range(TURNS))

    @contextmanager
    def begin(self, team: str, *, writable: bool = True) -> Iterator[SqlSearchUnitOfWork]:
        """One transaction on the searches of one workspace; what was changed is on disk when the block is left.

        Without `writable` nothing may be changed. Raises SQLAlchemyError where the database does not answer, and
        RepeatedRequestError where the same act was recorded before.
        """
        with transaction(self._url, writable=writable) as connection:
            desk = SqlSearchUnitOfWork(connection, team, writable=writable, item_cache=self._remembered)
            yield desk
        desk.fill_cache()

    def quick_desk(self, team: str, channel: str) -> AbstractContextManager[SqlSearchUnitOfWork]:
        """A desk for one change of one item, which is on disk when the block is left.

        It may go by what was seen in the channel before. Raises ChangedMeanwhileError where it is not so any more, and
        where more is to be recorded: then nothing is. A second quick desk looks anew; where that is in vain as well,
        `desk` has to be used. Otherwise as there.
        """
        is_sqlite = get_engine(self._url).dialect.name == "sqlite"
        return self._in_line(team) if is_sqlite else self._by_turns(team, channel)

    @contextmanager
    def _in_line(self, team: str) -> Iterator[SqlSearchUnitOfWork]:
        with transaction(self._url) as connection:
            desk = QuickDesk(connection, team, self._remembered, self._sights)
            yield desk
            desk.finish()
        desk.fill_cache()

    @contextmanager
    def _by_turns(self, team: str, channel: str) -> Iterator[SqlSearchUnitOfWork]:
        # Those of this process who act in one channel take turns, so that none of them looks in vain.
        turn = self._turns[hash((team, channel)) % TURNS]
        ours = turn.acquire(timeout=DATABASE_TIMEOUT)
        try:
            spare = spares(self._url).take()
            try:
                desk = QuickDesk(spare.connection, team, self._remembered, self._sights)
                yield desk
                desk.finish()
            finally:
                spares(self._url).give_back(spare)
            desk.fill_cache()
        finally:
            if ours:
                turn.release()
