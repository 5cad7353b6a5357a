"""The searches of every workspace: read and changed at a desk, which is one transaction."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Update, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.hiring.models import Act, Checklist, Item, Search
from bot.hiring.service import RepeatedRequestError
from bot.storage.engine import transaction
from bot.storage.search_rows import (
    ITEM_COLUMNS,
    SEARCH_COLUMNS,
    SEARCH_FIELDS,
    act_of,
    fields_as_json,
    item_of,
    row_of_item,
    row_of_search,
    search_of,
    stored,
)
from bot.storage.tables import history, items, searches

_SEARCHES = select(*SEARCH_COLUMNS).where(searches.c.team_id == bindparam("team")).order_by(searches.c.created_at)
_IN_CHANNEL = _SEARCHES.where(searches.c.channel_id == bindparam("channel"), searches.c.state == "open")
_CLOSED = _SEARCHES.where(searches.c.channel_id == bindparam("channel"), searches.c.state != "open")
_BY_ID = _SEARCHES.where(searches.c.id == bindparam("id"))
_ASSIGNED = select(items.c.search_id).where(
    items.c.team_id == bindparam("team"), items.c.assignee == bindparam("person")
)
_OF_PERSON = _SEARCHES.where(
    searches.c.state == "open",
    or_(searches.c.owner_id == bindparam("person"), searches.c.id.in_(_ASSIGNED)),
)
_ITEMS = (
    select(*ITEM_COLUMNS)
    .where(items.c.team_id == bindparam("team"), items.c.search_id == bindparam("id"))
    .order_by(items.c.number)
)
_HISTORY = select(history).where(history.c.team_id == bindparam("team"), history.c.search_id == bindparam("id"))
_NOTE = insert(history)


class Searches:
    """The searches, shared by every worker on the same database."""

    def __init__(self, database_url: str) -> None:
        """Nothing is connected before the first desk."""
        self._url = database_url

    @contextmanager
    def desk(self, team: str, *, to_change: bool = True) -> Iterator["Desk"]:
        """One transaction on the searches of one workspace; what was changed is on disk when the block is left.

        Without `to_change` nothing may be changed. Raises SQLAlchemyError where the database does not answer, and
        RepeatedRequestError where the same act was recorded before.
        """
        with transaction(self._url, to_change=to_change) as connection:
            yield Desk(connection, team, to_change=to_change)


class Desk:
    """The searches of one workspace within one transaction; those looked up to be changed are held until it ends."""

    def __init__(self, connection: Connection, team: str, *, to_change: bool) -> None:
        """Work for this workspace on this connection."""
        self._connection = connection
        self._team = team
        self._to_change = to_change

    def searches_in(self, channel: str) -> tuple[Search, ...]:
        """The open searches of a channel, the oldest first."""
        return self._searches(_IN_CHANNEL, channel=channel)

    def closed_in(self, channel: str) -> tuple[Search, ...]:
        """The searches of a channel that are over, the oldest first."""
        return self._searches(_CLOSED, channel=channel)

    def searches_of(self, person: str) -> tuple[Search, ...]:
        """The open searches that a person owns or has an item of, wherever they are."""
        return self._searches(_OF_PERSON, person=person)

    def search(self, search_id: str) -> Search | None:
        """The search of this id, None where this workspace has none."""
        found = self._searches(_BY_ID, id=search_id)
        return found[0] if found else None

    def checklist(self, search: Search) -> Checklist:
        """The search with its items."""
        rows = self._connection.execute(_ITEMS, {"team": self._team, "id": search.id}).all()
        return Checklist(search, tuple(map(item_of, rows)))

    def begin(self, checklist: Checklist, act: Act) -> None:
        """Keep a new search. Raises RepeatedRequestError where it was kept before."""
        search = checklist.search
        try:
            self._connection.execute(insert(searches), row_of_search(search))
        except IntegrityError as error:
            raise RepeatedRequestError from error
        self._connection.execute(insert(items), [row_of_item(search, item) for item in checklist.items])
        self.record(search, act)

    def add(self, search: Search, item: Item) -> None:
        """Keep a new item of the search; its number has to be the next one."""
        self._connection.execute(insert(items), row_of_item(search, item))

    def record(self, search: Search, act: Act) -> None:
        """Make the changes of the act, and write them into the history.

        Raises RepeatedRequestError where the act was recorded before.
        """
        where = {"this_team": self._team, "this_search": search.id}
        for change in act.changes:
            values = stored({name: after for name, _, after in change.fields})
            if change.number:
                statement = _item_update(frozenset(values))
                self._connection.execute(statement, {**where, "this_number": change.number, **values})
            elif values:
                renamed = {SEARCH_FIELDS[name]: value for name, value in values.items()}
                self._connection.execute(_search_update(frozenset(renamed)), {**where, **renamed})
        try:
            self._connection.execute(_NOTE, _lines(self._team, search, act))
        except IntegrityError as error:
            raise RepeatedRequestError from error

    def history(self, search: Search, number: int | None = None, most: int = 1000) -> tuple[Act, ...]:
        """What was done, the newest act first: at most so many changes; with a number, to this item alone."""
        query = _HISTORY.order_by(history.c.id.desc()).limit(most)
        if number is not None:
            query = query.where(history.c.number == number)
        rows = self._connection.execute(query, {"team": self._team, "id": search.id}).all()
        acts = [list(group) for _, group in groupby(rows, key=lambda row: row.act_id)]
        return tuple(act_of(group[::-1]) for group in acts)

    def last_act(self, search: Search, person: str) -> Act | None:
        """The last thing this person did here that was not taken back, and is no taking back itself."""
        undone = select(history.c.undoes).where(
            history.c.team_id == self._team, history.c.search_id == search.id, history.c.undoes != ""
        )
        query = _HISTORY.where(history.c.by == person, history.c.undoes == "", history.c.act_id.not_in(undone))
        last = query.order_by(history.c.id.desc()).limit(1).with_only_columns(history.c.act_id)
        query = _HISTORY.where(history.c.act_id == last.scalar_subquery()).order_by(history.c.place)
        rows = self._connection.execute(query, {"team": self._team, "id": search.id}).all()
        return act_of(rows) if rows else None

    def newest_change(self, search: Search) -> int:
        """The id of the newest line of its history."""
        query = select(func.max(history.c.id)).where(history.c.team_id == self._team, history.c.search_id == search.id)
        return self._connection.scalar(query) or 0

    def card_shows(self, search: Search, card: str, change: int) -> None:
        """Note where the card of the search stands, and the newest change on it."""
        values = {"card_ts": card, "card_change": change}
        where = and_(searches.c.team_id == self._team, searches.c.id == search.id)
        self._connection.execute(update(searches).where(where).values(values))

    def _searches(self, query: Any, **where: str) -> tuple[Search, ...]:
        held = query.with_for_update(of=searches) if self._to_change else query
        return tuple(map(search_of, self._connection.execute(held, {"team": self._team, **where})))


def _lines(team: str, search: Search, act: Act) -> Sequence[dict[str, Any]]:
    common = {"team_id": team, "search_id": search.id, "act_id": act.id, "undoes": act.undoes}
    by = {"by": act.by, "at": int(act.at.timestamp())}
    return [
        {
            **common,
            **by,
            "place": place,
            "number": change.number,
            "verb": change.verb,
            "fields": fields_as_json(change.fields),
            "why": change.why,
        }
        for place, change in enumerate(act.changes)
    ]


@cache
def _item_update(names: frozenset[str]) -> Update:
    """The statement that gives an item these columns; made once, for making it takes longer than running it."""
    here = (
        items.c.team_id == bindparam("this_team"),
        items.c.search_id == bindparam("this_search"),
        items.c.number == bindparam("this_number"),
    )
    return update(items).where(*here).values({name: bindparam(name) for name in names})


@cache
def _search_update(names: frozenset[str]) -> Update:
    here = (searches.c.team_id == bindparam("this_team"), searches.c.id == bindparam("this_search"))
    return update(searches).where(*here).values({name: bindparam(name) for name in names})
