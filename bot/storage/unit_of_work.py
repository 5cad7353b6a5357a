"""The unit of work: the searches of one workspace, read and changed within one transaction."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import IntegrityError

from bot.hiring.models import Checklist, HistoryEntry, Item, Search
from bot.hiring.scorecards import Scorecard, Submission
from bot.hiring.unit_of_work import DuplicateRequestError
from bot.storage import scorecard_queries
from bot.storage import search_queries as sql
from bot.storage.engine import transaction
from bot.storage.search_queries import (
    as_stored,
    entry_from_rows,
    entry_to_rows,
    from_columns,
    item_to_row,
    search_to_row,
    to_search_columns,
)

_REQUEST_KEYS = ("uq_history_act", "history.act_id", "pk_searches", "searches.id")
"""The unique keys made from the id of a request: PostgreSQL reports their names, SQLite their columns."""
MAX_SEARCHES = 100
"""Searches in the cache. Fifty items take about 50 kB, so a full cache takes about 5 MB."""

SearchKey = tuple[str, str]
"""The ids of a workspace and of a search in it."""


class SqlSearchUnitOfWork:
    """The searches of one workspace within one transaction.

    If it is writable, then a search whose checklist it reads is locked until the transaction ends. So the rules decide
    on what is in the database when the change is made, and of two people who do the same, the second is refused.
    """

    def __init__(self, connection: Connection, team: str, item_cache: "ItemCache", *, writable: bool) -> None:
        """Uses the transaction that the connection is in. Threads that share the cache may be in other transactions."""
        self._connection = connection
        self._team = team
        self._item_cache = item_cache
        # SQLite has no locks on rows: a transaction that writes has locked the whole database.
        self._locks_rows = writable and connection.dialect.name != "sqlite"
        self._locked: set[str] = set()
        self._has_written = False
        self._items: dict[str, tuple[int, tuple[Item, ...]]] = {}

    def open_searches_in(self, channel: str) -> tuple[Search, ...]:
        """The open searches of a channel, the oldest first."""
        statement = sql.LOCK_OPEN_IN_CHANNEL if self._locks_rows else sql.OPEN_IN_CHANNEL
        columns = statement.fetch(self._connection, {"team": self._team, "channel": channel})
        self._locked.update(columns["id"])
        return from_columns(Search, columns)

    def closed_searches_in(self, channel: str) -> tuple[Search, ...]:
        """The closed searches of a channel, the oldest first."""
        return self._find(sql.CLOSED_IN_CHANNEL, channel=channel)

    def open_searches_of(self, person: str) -> tuple[Search, ...]:
        """The open searches that a person owns or has an item of, in any channel, the oldest first."""
        return self._find(sql.OPEN_OF_PERSON, person=person) if person else ()

    def search(self, search_id: str) -> Search | None:
        """The search with this id; None if the workspace has none."""
        found = self._lock(search_id) if self._locks_rows else self._find(sql.SEARCH, search=search_id)
        return found[0] if found else None

    def checklist(self, search: Search) -> Checklist:
        """The search, which this unit of work has looked up, with its items."""
        if self._locks_rows and search.id not in self._locked:
            [search] = self._lock(search.id)
        return Checklist(search, self._load_items(search.id)[1])

    def short_names_in(self, channel: str) -> tuple[str, ...]:
        """The short names of the searches in a channel, closed ones included.

        Other units of work that ask for those of the channel wait until this one ends, so none takes the same name.
        """
        if self._locks_rows:
            self._connection.execute(sql.LOCK_CHANNEL, {"name": f"{self._team} {channel}"})
        return tuple(self._connection.scalars(sql.SHORT_NAMES, {"team": self._team, "channel": channel}))

    def add_search(self, checklist: Checklist, entry: HistoryEntry) -> None:
        """Insert a new search with its first history entry.

        Raises DuplicateRequestError if a search with this id exists.
        """
        search = checklist.search
        with _translate_integrity_errors():
            self._connection.execute(sql.INSERT_SEARCH, search_to_row(search))
        if checklist.items:
            self._connection.execute(sql.INSERT_ITEM, [item_to_row(search, item) for item in checklist.items])
        self.record(search, entry)

    def add_item(self, search: Search, item: Item) -> None:
        """Insert a new item, numbered after the others. The entry that adds it has to be recorded next."""
        version, items = self._load_items(search.id)
        self._has_written = True
        self._connection.execute(sql.INSERT_ITEM, item_to_row(search, item))
        self._items[search.id] = (version, (*items, item))

    def record(self, search: Search, entry: HistoryEntry) -> None:
        """Make the changes of a history entry, and add it to the history.

        Raises DuplicateRequestError if an entry with this id exists.
        """
        version, items = self._load_items(search.id)
        self._has_written = True
        for change in entry.changes:
            self._update(search, change.number, {name: after for name, _, after in change.fields})
        with _translate_integrity_errors():
            sql.INSERT_HISTORY.execute(self._connection, *entry_to_rows(search, entry, version + 1))
        changed = Checklist(search, items).with_changes(map(as_stored, entry.changes))
        self._items[search.id] = (version + 1, changed.items)

    def history(self, search: Search, number: int | None = None, limit: int = 1000) -> tuple[HistoryEntry, ...]:
        """The history of a search, or of one of its items, the newest entry first; at most `limit` changes."""
        if number is None:
            return self._find_entries(sql.HISTORY.limit(limit), search)
        return self._find_entries(sql.HISTORY_OF_ITEM.limit(limit), search, number=number)

    def last_entry_by(self, search: Search, person: str) -> HistoryEntry | None:
        """The person's last entry that was not undone and is no undo; None if there is none."""
        found = self._find_entries(sql.LAST_ENTRY_BY, search, person=person)
        return found[0] if found else None

    def entries_after(self, search: Search, entry: HistoryEntry) -> tuple[HistoryEntry, ...]:
        """The entries after this one, the newest first."""
        return self._find_entries(sql.HISTORY_AFTER, search, entry=entry.id)

    def compare_and_set_card(self, search: Search, before: str, after: str) -> bool:
        """Set the timestamp of the search's card to `after` if it is `before`; returns whether it was."""
        values = self._key(search.id) | {"before": before, "card_ts": after}
        return self._connection.execute(sql.UPDATE_CARD, values).rowcount == 1

    def scorecards(self, search: Search, reader: str = "") -> tuple[Scorecard, ...]:
        """The scorecards that are open, and those of the reader; the oldest first."""
        return scorecard_queries.find_readable(self._connection, search, reader)

    def submissions(self, search: Search) -> tuple[Submission, ...]:
        """Who has submitted a scorecard for which finalist; the oldest first."""
        return scorecard_queries.find_submissions(self._connection, search)

    def save_scorecard(self, search: Search, card: Scorecard, card_id: str) -> None:
        """Store a sealed scorecard, in place of an earlier one by the same interviewer for the same finalist."""
        scorecard_queries.replace_sealed(self._connection, search, card, card_id)

    def open_scorecards(self, search: Search, letter: str) -> None:
        """Open the scorecards for the finalist with this letter."""
        scorecard_queries.open_all(self._connection, search, letter)

    def fill_cache(self) -> None:
        """Let later units of work use the items that this one changed; it has to be committed.

        Searches that are only read are not cached: a report on many would drop those that people are working on.
        """
        if not self._has_written:
            return
        for search_id, (version, items) in self._items.items():
            self._item_cache.put((self._team, search_id), version, items)

    def _lock(self, search_id: str) -> tuple[Search, ...]:
        # Two transactions that hold one search each and wait for the other's would never end. So a transaction gives up
        # the searches of its channel before it locks another one. Nothing was written yet that would be lost.
        if self._locked and not self._has_written:
            self._connection.rollback()
            self._connection.begin()
            self._locked.clear()
            self._items.clear()
        self._locked.add(search_id)
        return self._find(sql.LOCK_SEARCH, search=search_id)

    def _load_items(self, search_id: str) -> tuple[int, tuple[Item, ...]]:
        """The number of the search's last history entry, and its items, as this transaction sees them."""
        if search_id not in self._items:
            # The version comes first: if another process changes the search before the items are read, they are cached
            # under a version that is too old, and read again the next time. The reverse would cache stale items.
            [last] = sql.LAST_VERSION.fetch(self._connection, self._key(search_id))["version"]
            version = last or 0
            items = self._item_cache.get((self._team, search_id), version)
            if items is None:
                items = from_columns(Item, sql.ITEMS.fetch(self._connection, self._key(search_id)))
            self._items[search_id] = (version, items)
        return self._items[search_id]

    def _update(self, search: Search, number: int, values: dict[str, Any]) -> None:
        """Give fields of an item, or of the search with number 0, new values."""
        if number:
            statement = sql.update_item(frozenset(values))
            statement.execute(self._connection, self._key(search.id) | {"item": number} | values)
        elif values:
            self._connection.execute(sql.UPDATE_SEARCH, self._key(search.id) | to_search_columns(values))

    def _key(self, search_id: str) -> dict[str, Any]:
        return {"team": self._team, "search": search_id}

    def _find(self, query: Executable, **where: str) -> tuple[Search, ...]:
        rows = self._connection.execute(query, {"team": self._team, **where})
        return tuple(Search(**row._asdict()) for row in rows)

    def _find_entries(self, query: Executable, search: Search, **where: Any) -> tuple[HistoryEntry, ...]:
        rows = self._connection.execute(query, self._key(search.id) | where)
        newest_first = [list(changes) for _, changes in groupby(rows, key=lambda row: row.act_id)]
        return tuple(entry_from_rows(changes[::-1]) for changes in newest_first)


class ItemCache:
    """The items of searches, each as of one version of the search. Threads may share it.

    A version is the number of entries in the search's history. The cache is never stale: callers read the version from
    the database, and every change of an item adds an entry.

    Reading and converting the fifty items of a search takes longer than everything else that a change does. In `python
    -m benchmarks hiring`, changing an item takes 650 µs of processor time on SQLite and 830 on PostgreSQL, without the
    cache 1,170 and 1,330. Its rate drops to 0.32 of that of a bare insert; the project's limit is 0.45.
    """

    def __init__(self, max_searches: int = MAX_SEARCHES) -> None:
        """If there are more searches, the one that was not used for the longest time is dropped."""
        self._max_searches = max_searches
        self._entries: OrderedDict[SearchKey, tuple[int, tuple[Item, ...]]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: SearchKey, version: int) -> tuple[Item, ...] | None:
        """The items of the search as of this version; None if they aren't in the cache."""
        with self._lock:
            if key not in self._entries or self._entries[key][0] != version:
                return None
            self._entries.move_to_end(key)
            return self._entries[key][1]

    def put(self, key: SearchKey, version: int, items: tuple[Item, ...]) -> None:
        """Store the items of the search as of this version, which has to be committed."""
        with self._lock:
            self._entries[key] = (version, items)
            self._entries.move_to_end(key)
            if len(self._entries) > self._max_searches:
                self._entries.popitem(last=False)


class SqlUnitOfWorkFactory:
    """Begins units of work on one database. Threads may share it."""

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first unit of work."""
        self._url = database_url
        self._item_cache = ItemCache()

    @contextmanager
    def begin(self, team: str, *, writable: bool = True) -> Iterator[SqlSearchUnitOfWork]:
        """A unit of work on the searches of one workspace, committed at the end of the block.

        An exception in the block rolls everything back. Without `writable`, the block must only read. Raises
        SQLAlchemyError if the database doesn't answer.
        """
        with transaction(self._url, writable=writable) as connection:
            uow = SqlSearchUnitOfWork(connection, team, self._item_cache, writable=writable)
            yield uow
        uow.fill_cache()


@contextmanager
def _translate_integrity_errors() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        if any(key in str(error.orig) for key in _REQUEST_KEYS):
            raise DuplicateRequestError from error
        raise
