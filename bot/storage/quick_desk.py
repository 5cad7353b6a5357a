"""A desk for one change of one item, at which nobody is kept waiting while somebody looks and thinks."""

from sqlalchemy import Connection

from bot.hiring.models import Act, Search
from bot.hiring.service import ChangedMeanwhileError
from bot.storage import search_statements as sql
from bot.storage.desk import Desk, once
from bot.storage.remembered import Remembered
from bot.storage.search_rows import rows_of_act, stored


class QuickDesk(Desk):
    """Looks without holding anything, then writes in one statement, which waits for whoever holds the search.

    The line of history makes the next version of the search. Whoever changed the search meanwhile has made that
    version already, and then nothing is written. PostgreSQL only.
    """

    def __init__(self, connection: Connection, team: str, remembered: Remembered) -> None:
        """Work on this connection, on which every statement stands for itself, with what other desks remember."""
        super().__init__(connection, team, to_change=False, remembered=remembered)

    def record(self, search: Search, act: Act) -> None:
        """Make the one change of the act and write it into the history. Raises as `Desk.record` does."""
        if len(act.changes) > 1 or not act.changes[0].number:
            raise ChangedMeanwhileError
        version = self._version(search.id) + 1
        values = stored({name: after for name, _, after in act.changes[0].fields})
        new = {f"new_{name}": value for name, value in values.items()}
        told = {f"told_{name}": value for name, value in rows_of_act(search, act, version)[0].items()}
        with once():
            sql.item_update_told(frozenset(values)).run(self._connection, new | told)
        self._see(search, act, version)
