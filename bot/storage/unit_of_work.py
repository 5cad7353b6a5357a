"""A desk: the searches of one workspace, looked up and changed within one transaction."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import IntegrityError

from bot.hiring.history import apply_changes
from bot.hiring.models import Checklist, HistoryEntry, Item, Search
from bot.hiring.unit_of_work import ConcurrentChangeError, DuplicateRequestError
from bot.storage import search_statements as sql
from bot.storage.item_cache import ItemCache
from bot.storage.search_rows import (
    COLUMN_OF_FIELD,
    entry_from_rows,
    entry_to_rows,
    item_from_row,
    item_to_row,
    search_from_row,
    search_to_row,
    to_column_values,
    truncate_times,
)

_UNIQUE_VIOLATIONS = ("23505", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE")
"""What PostgreSQL and SQLite call it where a unique key is taken."""
_VERSION_TAKEN = ("uq_history_version", "history.version")
"""By what each of them names the key of the versions."""


class SqlSearchUnitOfWork:
    """The searches of one workspace within one transaction.

    With `writable`, a search whose checklist was looked up is held: nobody else changes it before the desk is left.
    """

    def __init__(
        self, connection: Connection, team: str, *, writable: bool, item_cache: ItemCache | None = None
    ) -> None:
        """Work for this workspace on this connection, with what other desks remember."""
        self._item_cache = item_cache or ItemCache()
        self._versions: dict[str, int] = {}
        self._loaded_items: dict[str, tuple[int, tuple[Item, ...]]] = {}
        self._connection = connection
        self._team = team
        self._locks_rows = (
            writable and connection.dialect.name != "sqlite"
        )  # SQLite holds everything for its one writer
        self._locked_ids: set[str] = set()
        self._has_written = False

    def open_searches_in(self, channel: str) -> tuple[Search, ...]:
        """The open searches of a channel, the oldest first."""
        where = {"team": self._team, "channel": channel}
        if not self._locks_rows:
            rows = sql.OPEN_IN_CHANNEL.fetch_all(self._connection, where)
            self._versions.update((row[0], row[-1] or 0) for row in rows)
        else:
            rows = sql.OPEN_IN_CHANNEL_FOR_UPDATE.fetch_all(self._connection, where)
            self._locked_ids.update(row[0] for row in rows)
        return tuple(map(search_from_row, rows))

    def closed_searches_in(self, channel: str) -> tuple[Search, ...]:
        """The searches of a channel that are over, the oldest first."""
        return self._searches(sql.CLOSED_IN_CHANNEL, channel=channel)

    def open_searches_of(self, person: str) -> tuple[Search, ...]:
        """The open searches that a person owns or has an item of, wherever they are."""
        self._release_locks()
        return self._searches(sql.OF_PERSON, person=person) if person else ()

    def search(self, search_id: str) -> Search | None:
        """The search of this id, None where this workspace has none."""
        if not self._locks_rows:
            found = self._searches(sql.BY_ID, id=search_id)
        else:
            found = self._searches(sql.BY_ID_FOR_UPDATE, id=search_id)
            self._locked_ids.add(search_id)
        return found[0] if found else None

    def checklist(self, search: Search) -> Checklist:
        """The search with its items, as it is now."""
        if self._locks_rows and search.id not in self._locked_ids:
            search = self.search(search.id) or search
        return Checklist(search, self._items(search.id))

    def short_names_in(self, channel: str) -> tuple[str, ...]:
        """The short names taken in a channel, also by searches that are over; nobody else takes one meanwhile."""
        if self._locks_rows:
            self._connection.execute(sql.LOCK_CHANNEL, {"name": f"{self._team} {channel}"})
        found = self._connection.execute(sql.SHORTS_IN_CHANNEL, {"team": self._team, "channel": channel})
        return tuple(found.scalars())

    def add_search(self, checklist: Checklist, act: HistoryEntry) -> None:
        """Keep a new search. Raises RepeatedRequestError where it was kept before."""
        search = checklist.search
        with translate_integrity_errors():
            self._connection.execute(sql.NEW_SEARCH, search_to_row(search))
        if checklist.items:
            self._connection.execute(sql.NEW_ITEM, [item_to_row(search, item) for item in checklist.items])
        self._versions[search.id] = 0
        self.record(search, act)

    def add_item(self, search: Search, item: Item) -> None:
        """Keep a new item of the search; its number has to be the next one."""
        self._has_written = True
        self._loaded_items.pop(search.id, None)
        self._connection.execute(sql.NEW_ITEM, item_to_row(search, item))

    def record(self, search: Search, act: HistoryEntry) -> None:
        """Make the changes of the act, and write them into the history.

        Raises RepeatedRequestError where the act was recorded before, and ChangedMeanwhileError where somebody else
        recorded one since the search was looked up.
        """
        self._has_written = True
        version = self._version(search.id) + 1
        with translate_integrity_errors():
            self._write_changes(search, act)
            sql.INSERT_HISTORY.execute(self._connection, *entry_to_rows(search, act, version))
        self._update_loaded_items(search, act, version)

    def _update_loaded_items(self, search: Search, act: HistoryEntry, version: int) -> None:
        """Note what the items are after the act."""
        self._versions[search.id] = version
        if seen := self._loaded_items.get(search.id):
            self._loaded_items[search.id] = (
                version,
                apply_changes(Checklist(search, seen[1]), truncate_times(act.changes)).items,
            )

    def _write_changes(self, search: Search, act: HistoryEntry) -> None:
        where = {"this_team": self._team, "this_search": search.id}
        for change in act.changes:
            values = to_column_values({name: after for name, _, after in change.fields})
            if change.number:
                statement = sql.item_update(frozenset(values))
                statement.execute(self._connection, {**where, "this_number": change.number, **values})
            elif values:
                renamed = {COLUMN_OF_FIELD[name]: value for name, value in values.items()}
                self._connection.execute(sql.search_update(frozenset(renamed)), {**where, **renamed})

    def history(self, search: Search, number: int | None = None, limit: int = 1000) -> tuple[HistoryEntry, ...]:
        """What was done, the newest act first: at most so many changes; with a number, to this item alone."""
        query = sql.HISTORY if number is None else sql.HISTORY_OF_ITEM
        where = {} if number is None else {"number": number}
        return self._acts(query.limit(limit), search, **where)

    def last_entry_by(self, search: Search, person: str) -> HistoryEntry | None:
        """The last thing this person did here that was not taken back, and is no taking back itself."""
        found = self._acts(sql.LAST_ACT, search, person=person)
        return found[0] if found else None

    def entries_after(self, search: Search, act: HistoryEntry) -> tuple[HistoryEntry, ...]:
        """What was done here since that act, the newest first."""
        return self._acts(sql.HISTORY_SINCE, search, act=act.id)

    def compare_and_set_card(self, search: Search, before: str, after: str) -> bool:
        """Note where the card of the search stands; False, and nothing noted, where it is not as it was `before`."""
        self._has_written = True
        where = {"this_team": self._team, "this_search": search.id, "before": before, "after": after}
        return self._connection.execute(sql.UPDATE_CARD, where).rowcount == 1

    def fill_cache(self) -> None:
        """Let the next desk know what was seen and done here; only for when it is on disk."""
        for search_id, (version, seen) in self._loaded_items.items():
            self._item_cache.put((self._team, search_id), version, seen)

    def _items(self, search_id: str) -> tuple[Item, ...]:
        # The version is asked for before the items: what is remembered may be newer than that, but never older.
        if search_id in self._loaded_items:
            return self._loaded_items[search_id][1]
        version = self._version(search_id)
        found = None if self._has_written else self._item_cache.get((self._team, search_id), version)
        if found is None:
            where = {"team": self._team, "id": search_id}
            found = tuple(map(item_from_row, self._connection.execute(sql.ITEMS, where).all()))
        if version and not self._has_written:
            self._loaded_items[search_id] = (version, found)
        return found

    def _version(self, search_id: str) -> int:
        """How many acts there were in the search."""
        if search_id not in self._versions:
            [[found]] = sql.VERSION.fetch_all(self._connection, {"team": self._team, "id": search_id})
            self._versions[search_id] = found or 0
        return self._versions[search_id]

    def _release_locks(self) -> None:
        # Whoever holds one search and then waits for another can wait for somebody who waits for them. Nothing was
        # changed yet, so giving back what is held costs nothing; the next statement begins anew.
        if self._locked_ids and not self._has_written:
            self._connection.connection.rollback()
            self._locked_ids.clear()
            self._loaded_items.clear()
            self._versions.clear()

    def _searches(self, query: Executable, **where: str) -> tuple[Search, ...]:
        return tuple(map(search_from_row, self._connection.execute(query, {"team": self._team, **where}).all()))

    def _acts(self, query: Executable, search: Search, **where: Any) -> tuple[HistoryEntry, ...]:
        """The acts in these lines of the history, which come the newest first."""
        rows = self._connection.execute(query, {"team": self._team, "id": search.id, **where}).all()
        acts: list[Sequence[Any]] = [list(group) for _, group in groupby(rows, key=lambda row: row.act_id)]
        return tuple(entry_from_rows(lines[::-1]) for lines in acts)


@contextmanager
def translate_integrity_errors() -> Iterator[None]:
    """Tell what was carried out before, and what came too late, from everything else that a database refuses."""
    try:
        yield
    except IntegrityError as error:
        if {getattr(error.orig, "sqlstate", ""), getattr(error.orig, "sqlite_errorname", "")}.isdisjoint(
            _UNIQUE_VIOLATIONS
        ):
            raise
        if any(name in str(error.orig) for name in _VERSION_TAKEN):
            raise ConcurrentChangeError from error
        raise DuplicateRequestError from error
