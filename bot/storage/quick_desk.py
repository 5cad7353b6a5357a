"""A desk for one change of one item, at which nobody is kept waiting while somebody looks and thinks."""

from collections import OrderedDict
from threading import Lock
from typing import Any

from sqlalchemy import Connection

from bot.hiring.models import Checklist, HistoryEntry, Search
from bot.hiring.unit_of_work import ConcurrentChangeError
from bot.storage import search_statements as sql
from bot.storage.item_cache import ItemCache
from bot.storage.search_rows import entry_to_rows, to_column_values
from bot.storage.unit_of_work import SqlSearchUnitOfWork, translate_integrity_errors

MOST = 1000
"""Channels of which it is known what was last seen there; one takes some 2 kB."""

Values = dict[str, Any]
Sight = tuple[tuple[Search, int], ...]
"""The open searches of a channel, each with its version, as they were at one moment."""


class Sights:
    """What this process saw last in each channel, which may be out of date."""

    def __init__(self, most: int = MOST) -> None:
        """Room for so many channels; the one that nobody looked at the longest gives way."""
        self._most = most
        self._kept: OrderedDict[tuple[str, str], Sight] = OrderedDict()
        self._lock = Lock()

    def of(self, team: str, channel: str) -> Sight:
        """What was seen there; nothing where nobody looked, or somebody looked in vain since."""
        with self._lock:
            return self._kept.get((team, channel), ())

    def keep(self, team: str, channel: str, sight: Sight) -> None:
        """Note what was seen there; an empty sight is forgotten."""
        with self._lock:
            self._kept.pop((team, channel), None)
            if sight:
                self._kept[team, channel] = sight
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)


class QuickDesk(SqlSearchUnitOfWork):
    """Goes by what was last seen in the channel, or looks, then writes.

    The line of history makes the next version of the search. Whoever changed the search meanwhile has made that
    version already, and then nothing is written; neither is it where searches of the channel have come or gone.
    """

    def __init__(self, connection: Connection, team: str, remembered: ItemCache, sights: Sights) -> None:
        """Work on this connection, with what other desks left behind.

        On PostgreSQL every statement on it stands for itself; on SQLite they are in one transaction, and nobody else
        writes.
        """
        super().__init__(connection, team, writable=False, item_cache=remembered)
        self._sights = sights
        self._channel = ""
        self._sight: Sight = ()
        self._is_sure = True

    def open_searches_in(self, channel: str) -> tuple[Search, ...]:
        """The open searches of a channel, the oldest first, as they were when this process last looked."""
        self._channel, self._sight = channel, self._sights.of(self._team, channel)
        if self._sight:
            self._is_sure = False
            self._versions.update((search.id, version) for search, version in self._sight)
            return tuple(search for search, _ in self._sight)
        found = super().open_searches_in(channel)
        self._sight = tuple((search, self._versions[search.id]) for search in found)
        return found

    def search(self, search_id: str) -> Search | None:
        """The search of this id, None where this workspace has none."""
        self._version(search_id)  # asked for first: what is seen then may be newer than its version, never older
        return super().search(search_id)

    def checklist(self, search: Search) -> Checklist:
        """The search with its items."""
        if search.id not in self._versions:
            search = self.search(search.id) or search
        return super().checklist(search)

    def record(self, search: Search, act: HistoryEntry) -> None:
        """Make the one change of the act and write it into the history. Raises as `Desk.record` does."""
        if len(act.changes) > 1 or not act.changes[0].number:
            raise ConcurrentChangeError
        version = self._version(search.id) + 1
        self._sights.keep(self._team, self._channel, ())
        self._write(search, act, version)
        self._sight = tuple((each, version if each.id == search.id else before) for each, before in self._sight)
        self._update_loaded_items(search, act, version)
        self._is_sure = True

    def finish(self) -> None:
        """Raise ChangedMeanwhileError where nothing was recorded and nobody looked whether it is still so."""
        if not self._is_sure:
            self._sights.keep(self._team, self._channel, ())
            raise ConcurrentChangeError

    def fill_cache(self) -> None:
        """Let the next desk know what was seen and done here; only for when it is on disk."""
        super().fill_cache()
        self._sights.keep(self._team, self._channel, self._sight)

    def _write(self, search: Search, act: HistoryEntry, version: int) -> None:
        values = to_column_values({name: after for name, _, after in act.changes[0].fields})
        [line] = entry_to_rows(search, act, version)
        where = {"this_team": self._team, "this_search": search.id, "this_number": line["number"]}
        write = self._in_two if self._connection.dialect.name == "sqlite" else self._in_one
        with translate_integrity_errors():
            if not write(values, line, where):
                raise ConcurrentChangeError

    def _in_one(self, values: Values, line: Values, where: Values) -> bool:
        """Change the item and tell it in one statement, which waits for whoever holds the search."""
        given = {f"new_{name}": value for name, value in values.items()} | where
        given |= {f"told_{name}": value for name, value in line.items()}
        if not self._is_sure:
            given |= {"channel": self._channel, "seen": [each.id for each, _ in self._sight]}
        statement = sql.item_update_told(frozenset(values), is_sure=self._is_sure)
        return bool(statement.fetch_all(self._connection, given))

    def _in_two(self, values: Values, line: Values, where: Values) -> bool:
        """Change the item, then tell it."""
        given = values | where
        if not self._is_sure:
            given |= {"channel": self._channel, "seen": " ".join(each.id for each, _ in self._sight)}
        if not sql.item_update(frozenset(values), is_sure=self._is_sure).execute(self._connection, given):
            return False
        sql.INSERT_HISTORY.execute(self._connection, line)
        return True
