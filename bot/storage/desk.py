"""A desk: the searches of one workspace, looked up and changed within one transaction."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import IntegrityError

from bot.hiring.history import apply
from bot.hiring.models import Act, Checklist, Item, Search
from bot.hiring.service import ChangedMeanwhileError, RepeatedRequestError
from bot.storage import search_statements as sql
from bot.storage.remembered import Remembered
from bot.storage.search_rows import (
    SEARCH_FIELDS,
    act_of,
    as_kept,
    item_of,
    row_of_item,
    row_of_search,
    rows_of_act,
    search_of,
    stored,
)

_TAKEN = ("23505", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE")
"""What PostgreSQL and SQLite call it where a unique key is taken."""
_VERSION_TAKEN = ("uq_history_version", "history.version")
"""By what each of them names the key of the versions."""


class Desk:
    """The searches of one workspace within one transaction.

    With `to_change`, a search whose checklist was looked up is held: nobody else changes it before the desk is left.
    """

    def __init__(
        self, connection: Connection, team: str, *, to_change: bool, remembered: Remembered | None = None
    ) -> None:
        """Work for this workspace on this connection, with what other desks remember."""
        self._remembered = remembered or Remembered()
        self._versions: dict[str, int] = {}
        self._seen: dict[str, tuple[int, tuple[Item, ...]]] = {}
        self._connection = connection
        self._team = team
        self._holds = to_change and connection.dialect.name != "sqlite"  # SQLite holds everything for its one writer
        self._held: set[str] = set()
        self._changed = False

    def searches_in(self, channel: str) -> tuple[Search, ...]:
        """The open searches of a channel, the oldest first."""
        where = {"team": self._team, "channel": channel}
        if not self._holds:
            rows = sql.IN_CHANNEL.rows(self._connection, where)
            self._versions.update((row[0], row[-1] or 0) for row in rows)
        else:
            rows = sql.IN_CHANNEL_HELD.rows(self._connection, where)
            self._held.update(row[0] for row in rows)
        return tuple(map(search_of, rows))

    def closed_in(self, channel: str) -> tuple[Search, ...]:
        """The searches of a channel that are over, the oldest first."""
        return self._searches(sql.OVER_IN_CHANNEL, channel=channel)

    def searches_of(self, person: str) -> tuple[Search, ...]:
        """The open searches that a person owns or has an item of, wherever they are."""
        self._let_go()
        return self._searches(sql.OF_PERSON, person=person) if person else ()

    def search(self, search_id: str) -> Search | None:
        """The search of this id, None where this workspace has none."""
        if not self._holds:
            found = self._searches(sql.BY_ID, id=search_id)
        else:
            found = self._searches(sql.BY_ID_HELD, id=search_id)
            self._held.add(search_id)
        return found[0] if found else None

    def checklist(self, search: Search) -> Checklist:
        """The search with its items, as it is now."""
        if self._holds and search.id not in self._held:
            search = self.search(search.id) or search
        return Checklist(search, self._items(search.id))

    def shorts_in(self, channel: str) -> tuple[str, ...]:
        """The short names taken in a channel, also by searches that are over; nobody else takes one meanwhile."""
        if self._holds:
            self._connection.execute(sql.HOLD_CHANNEL, {"name": f"{self._team} {channel}"})
        found = self._connection.execute(sql.SHORTS_IN_CHANNEL, {"team": self._team, "channel": channel})
        return tuple(found.scalars())

    def begin(self, checklist: Checklist, act: Act) -> None:
        """Keep a new search. Raises RepeatedRequestError where it was kept before."""
        search = checklist.search
        with once():
            self._connection.execute(sql.NEW_SEARCH, row_of_search(search))
        if checklist.items:
            self._connection.execute(sql.NEW_ITEM, [row_of_item(search, item) for item in checklist.items])
        self._versions[search.id] = 0
        self.record(search, act)

    def add(self, search: Search, item: Item) -> None:
        """Keep a new item of the search; its number has to be the next one."""
        self._changed = True
        self._seen.pop(search.id, None)
        self._connection.execute(sql.NEW_ITEM, row_of_item(search, item))

    def record(self, search: Search, act: Act) -> None:
        """Make the changes of the act, and write them into the history.

        Raises RepeatedRequestError where the act was recorded before, and ChangedMeanwhileError where somebody else
        recorded one since the search was looked up.
        """
        self._changed = True
        version = self._version(search.id) + 1
        with once():
            self._change(search, act)
            sql.NEW_LINES.run(self._connection, *rows_of_act(search, act, version))
        self._see(search, act, version)

    def _see(self, search: Search, act: Act, version: int) -> None:
        """Note what the items are after the act."""
        self._versions[search.id] = version
        if seen := self._seen.get(search.id):
            self._seen[search.id] = (version, apply(Checklist(search, seen[1]), as_kept(act.changes)).items)

    def _change(self, search: Search, act: Act) -> None:
        where = {"this_team": self._team, "this_search": search.id}
        for change in act.changes:
            values = stored({name: after for name, _, after in change.fields})
            if change.number:
                statement = sql.item_update(frozenset(values))
                statement.run(self._connection, {**where, "this_number": change.number, **values})
            elif values:
                renamed = {SEARCH_FIELDS[name]: value for name, value in values.items()}
                self._connection.execute(sql.search_update(frozenset(renamed)), {**where, **renamed})

    def history(self, search: Search, number: int | None = None, most: int = 1000) -> tuple[Act, ...]:
        """What was done, the newest act first: at most so many changes; with a number, to this item alone."""
        query = sql.HISTORY if number is None else sql.HISTORY_OF_ITEM
        where = {} if number is None else {"number": number}
        return self._acts(query.limit(most), search, **where)

    def last_act(self, search: Search, person: str) -> Act | None:
        """The last thing this person did here that was not taken back, and is no taking back itself."""
        found = self._acts(sql.LAST_ACT, search, person=person)
        return found[0] if found else None

    def acts_after(self, search: Search, act: Act) -> tuple[Act, ...]:
        """What was done here since that act, the newest first."""
        return self._acts(sql.HISTORY_SINCE, search, act=act.id)

    def card_moves(self, search: Search, before: str, after: str) -> bool:
        """Note where the card of the search stands; False, and nothing noted, where it is not as it was `before`."""
        self._changed = True
        where = {"this_team": self._team, "this_search": search.id, "before": before, "after": after}
        return self._connection.execute(sql.CARD_MOVES, where).rowcount == 1

    def remember(self) -> None:
        """Let the next desk know what was seen and done here; only for when it is on disk."""
        for search_id, (version, seen) in self._seen.items():
            self._remembered.keep((self._team, search_id), version, seen)

    def _items(self, search_id: str) -> tuple[Item, ...]:
        # The version is asked for before the items: what is remembered may be newer than that, but never older.
        if search_id in self._seen:
            return self._seen[search_id][1]
        version = self._version(search_id)
        found = None if self._changed else self._remembered.at((self._team, search_id), version)
        if found is None:
            where = {"team": self._team, "id": search_id}
            found = tuple(map(item_of, self._connection.execute(sql.ITEMS, where).all()))
        if version and not self._changed:
            self._seen[search_id] = (version, found)
        return found

    def _version(self, search_id: str) -> int:
        """How many acts there were in the search."""
        if search_id not in self._versions:
            [[found]] = sql.VERSION.rows(self._connection, {"team": self._team, "id": search_id})
            self._versions[search_id] = found or 0
        return self._versions[search_id]

    def _let_go(self) -> None:
        # Whoever holds one search and then waits for another can wait for somebody who waits for them. Nothing was
        # changed yet, so giving back what is held costs nothing; the next statement begins anew.
        if self._held and not self._changed:
            self._connection.connection.rollback()
            self._held.clear()
            self._seen.clear()
            self._versions.clear()

    def _searches(self, query: Executable, **where: str) -> tuple[Search, ...]:
        return tuple(map(search_of, self._connection.execute(query, {"team": self._team, **where}).all()))

    def _acts(self, query: Executable, search: Search, **where: Any) -> tuple[Act, ...]:
        """The acts in these lines of the history, which come the newest first."""
        rows = self._connection.execute(query, {"team": self._team, "id": search.id, **where}).all()
        acts: list[Sequence[Any]] = [list(group) for _, group in groupby(rows, key=lambda row: row.act_id)]
        return tuple(act_of(lines[::-1]) for lines in acts)


@contextmanager
def once() -> Iterator[None]:
    """Tell what was carried out before, and what came too late, from everything else that a database refuses."""
    try:
        yield
    except IntegrityError as error:
        if {getattr(error.orig, "sqlstate", ""), getattr(error.orig, "sqlite_errorname", "")}.isdisjoint(_TAKEN):
            raise
        if any(name in str(error.orig) for name in _VERSION_TAKEN):
            raise ChangedMeanwhileError from error
        raise RepeatedRequestError from error
