"""The SQL statements on searches, their items and their history, and what is in their rows.

The statements are built once, since building one takes longer than executing it. Those that every change needs are
compiled once as well. All take the id of the workspace as `team`, and those on one search its id as `search`; other
parameters are named in the statement. In updates, parameters that are named like columns are the new values.

Results are read by the names of their columns, which are labelled with the names of the fields. So a column or field
that is added anywhere shifts nothing.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Row, Text, and_, bindparam, func, insert, literal, not_, or_, select, type_coerce, update

from bot.hiring.finalists import decode_finalist
from bot.hiring.models import ENDED, Change, FieldChange, HistoryEntry, Item, Search
from bot.storage.compiled_statements import Columns, CompiledStatement
from bot.storage.tables import history, items, searches

_COLUMN_OF_FIELD = {
    "team": "team_id",
    "channel": "channel_id",
    "role": "role_id",
    "owner": "owner_id",
    "card": "card_ts",
    "enterprise": "enterprise_id",
}
"""The columns of searches that aren't named like their fields."""
Record = TypeVar("Record", Search, Item)
_DAYS = ("due", "starts_on", "paused_on")
_TIMES = ("closed_at", "created_at")

SEARCH_COLUMNS = tuple(searches.c[_COLUMN_OF_FIELD.get(name, name)].label(name) for name in Search._fields)
ITEM_COLUMNS = tuple(items.c[name] for name in Item._fields)

_IN_TEAM = searches.c.team_id == bindparam("team")
_IN_CHANNEL = searches.c.channel_id == bindparam("channel")
# Not `in_`, whose values are only filled in when SQLAlchemy executes a statement.
_IS_OPEN = and_(*(searches.c.state != state for state in sorted(ENDED)))
_SEARCHES = select(*SEARCH_COLUMNS).where(_IN_TEAM)
_OLDEST_FIRST = (searches.c.created_at, searches.c.short, searches.c.id)

_OPEN_IN_CHANNEL = _SEARCHES.where(_IN_CHANNEL, _IS_OPEN).order_by(*_OLDEST_FIRST)
OPEN_IN_CHANNEL = CompiledStatement(_OPEN_IN_CHANNEL)
LOCK_OPEN_IN_CHANNEL = CompiledStatement(_OPEN_IN_CHANNEL.with_for_update(key_share=True))
"""Waits until no other transaction has locked the searches, then locks them until this one ends.

`key_share` because inserts of items and history, whose foreign keys refer to the search, would wait for a full lock.
"""
CLOSED_IN_CHANNEL = _SEARCHES.where(_IN_CHANNEL, not_(_IS_OPEN)).order_by(*_OLDEST_FIRST)

_ASSIGNED = select(items.c.search_id).where(
    items.c.team_id == bindparam("team"), items.c.assignee == bindparam("person"), items.c.gone.is_(False)
)
_QUOTED_PERSON = literal('%"').concat(bindparam("person", type_=Text)).concat('"%')
_IS_ON_PANEL = type_coerce(searches.c.panel, Text).like(_QUOTED_PERSON)
_HAS_PART = or_(searches.c.owner_id == bindparam("person"), _IS_ON_PANEL, searches.c.id.in_(_ASSIGNED))
OPEN_OF_PERSON = _SEARCHES.where(_IS_OPEN, _HAS_PART).order_by(*_OLDEST_FIRST)

SEARCH = _SEARCHES.where(searches.c.id == bindparam("search"))
LOCK_SEARCH = SEARCH.with_for_update(key_share=True)

SHORT_NAMES = select(searches.c.short).where(_IN_TEAM, _IN_CHANNEL)
LOCK_CHANNEL = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name"), 0)))
"""PostgreSQL only: until this transaction ends, others that lock the same name wait."""

_ITEMS = select(*ITEM_COLUMNS).where(items.c.team_id == bindparam("team"), items.c.search_id == bindparam("search"))
ITEMS = CompiledStatement(_ITEMS.order_by(items.c.number))

_IN_SEARCH = (history.c.team_id == bindparam("team"), history.c.search_id == bindparam("search"))
_NEWEST_FIRST = (history.c.version.desc(), history.c.place.desc())
LAST_VERSION = CompiledStatement(select(func.max(history.c.version).label("version")).where(*_IN_SEARCH))
HISTORY = select(history).where(*_IN_SEARCH).order_by(*_NEWEST_FIRST)
HISTORY_OF_ITEM = HISTORY.where(history.c.number == bindparam("number"))
_VERSION_OF_ENTRY = select(func.max(history.c.version)).where(*_IN_SEARCH, history.c.act_id == bindparam("entry"))
HISTORY_AFTER = HISTORY.where(history.c.version > _VERSION_OF_ENTRY.scalar_subquery())
_UNDONE = select(history.c.undoes).where(*_IN_SEARCH, history.c.undoes != "")
_IS_UNDOABLE = (history.c.by == bindparam("person"), history.c.undoes == "", history.c.act_id.not_in(_UNDONE))
_LAST_BY = select(history.c.act_id).where(*_IN_SEARCH, *_IS_UNDOABLE).order_by(*_NEWEST_FIRST).limit(1)
LAST_ENTRY_BY = HISTORY.where(history.c.act_id == _LAST_BY.scalar_subquery())

UPDATE_SEARCH = update(searches).where(_IN_TEAM, searches.c.id == bindparam("search"))
UPDATE_CARD = UPDATE_SEARCH.where(searches.c.card_ts == bindparam("before"))

INSERT_SEARCH = insert(searches)
INSERT_ITEM = insert(items)
INSERT_HISTORY = CompiledStatement(insert(history), {column.name for column in history.columns} - {"id"})


@cache
def update_item(columns: frozenset[str]) -> CompiledStatement:
    """The statement that gives these columns of an item new values; `item` is its number."""
    where = (items.c.team_id == bindparam("team"), items.c.search_id == bindparam("search"))
    return CompiledStatement(update(items).where(*where, items.c.number == bindparam("item")), columns)


def to_search_columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The values of fields of a search, by the names of their columns."""
    return {_COLUMN_OF_FIELD.get(name, name): value for name, value in fields.items()}


def from_columns(kind: type[Record], columns: Columns) -> tuple[Record, ...]:
    """A search or item for each row; every field has the value in the column of its name."""
    return tuple(map(kind, *(columns[name] for name in kind._fields)))


def search_to_row(search: Search) -> dict[str, Any]:
    """The search as a new row."""
    return to_search_columns(search._asdict())


def item_to_row(search: Search, item: Item) -> dict[str, Any]:
    """The item of the search as a new row."""
    return item._asdict() | {"team_id": search.team, "search_id": search.id}


def entry_to_rows(search: Search, entry: HistoryEntry, version: int) -> list[dict[str, Any]]:
    """The history entry as new rows, one per change; `version` is its number among the entries of the search."""
    return [
        {
            "team_id": search.team,
            "search_id": search.id,
            "act_id": entry.id,
            "version": version,
            "place": place,
            "number": change.number,
            "verb": change.verb,
            "fields": encode_fields(change.fields),
            "why": change.why,
            "by": entry.by,
            "at": entry.at,
            "undoes": entry.undoes,
        }
        for place, change in enumerate(entry.changes)
    ]


def entry_from_rows(rows: Sequence[Row[Any]]) -> HistoryEntry:
    """The history entry whose rows these are, in the order of its changes."""
    first = rows[0]
    return HistoryEntry(first.act_id, first.by, first.at, tuple(map(_change_from_row, rows)), first.undoes)


def encode_fields(fields: Sequence[FieldChange]) -> str:
    """The changes of fields as JSON: a list of name, value before, value after."""
    return json.dumps([(name, _to_json(before), _to_json(after)) for name, before, after in fields])


def as_stored(change: Change) -> Change:
    """The change with the new values as the database returns them: times without fractions of a second."""
    fields = ((name, before, _whole_second(after)) for name, before, after in change.fields)
    return change._replace(fields=tuple(fields))


def _whole_second(value: Any) -> Any:
    return value.replace(microsecond=0) if isinstance(value, datetime) else value


def _change_from_row(row: Row[Any]) -> Change:
    fields = (
        (name, _from_json(name, before), _from_json(name, after)) for name, before, after in json.loads(row.fields)
    )
    return Change(row.number, row.verb, tuple(fields), row.why)


def _to_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return int(value.timestamp())
    return value.isoformat() if isinstance(value, date) else value


def _from_json(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "snoozes":
        return tuple((user, day) for user, day in value)
    if name == "finalists":
        return tuple(map(decode_finalist, value))
    if isinstance(value, list):  # the keys in `needs`, criteria and interviewers
        return tuple(value)
    if name in _TIMES:
        return datetime.fromtimestamp(value, UTC)
    return date.fromisoformat(value) if name in _DAYS else value
