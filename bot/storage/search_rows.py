"""Searches, items and changes as rows, and back."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from bot.hiring.models import Change, FieldChange, HistoryEntry, Item, Search
from bot.storage.tables import items, searches

SEARCH_COLUMNS = (
    searches.c.id,
    searches.c.team_id,
    searches.c.channel_id,
    searches.c.short,
    searches.c.role_id,
    searches.c.title,
    searches.c.name,
    searches.c.owner_id,
    searches.c.starts_on,
    searches.c.targeted,
    searches.c.created_at,
    searches.c.phases,
    searches.c.state,
    searches.c.reason,
    searches.c.closed_at,
    searches.c.weekly,
    searches.c.card_ts,
    searches.c.enterprise_id,
)
"""In the order of the fields of a Search."""
_WIDTH = len(SEARCH_COLUMNS)
COLUMN_OF_FIELD = dict(zip(Search._fields, (column.name for column in SEARCH_COLUMNS), strict=True))
ITEM_COLUMNS = tuple(items.c[name] for name in Item._fields)
_LISTS = ("needs", "cautions", "sources")
_FIRST_LIST = Item._fields.index("needs")
_STATE = Item._fields.index("state")
_DAYS = ("due", "snoozed", "starts_on")
_TIMES = ("closed_at", "created_at")


def search_from_row(row: Sequence[Any]) -> Search:
    """The search in a row that begins with SEARCH_COLUMNS, as SQLAlchemy or as the driver gives it."""
    return _search_from_row(tuple(row[:_WIDTH]))


@lru_cache(maxsize=200)  # of a search that people work on, the row is the same each time
def _search_from_row(row: tuple[Any, ...]) -> Search:
    *named, starts_on, targeted, created_at, phases, state, reason, closed_at, weekly, card, company = row
    times = (_time(created_at), closed_at and _time(closed_at))
    pairs = tuple(map(tuple, json.loads(phases)))
    kept = (_day(starts_on), bool(targeted), times[0], pairs, state, reason, times[1], bool(weekly))
    return Search._make((*named, *kept, card, company))


def item_from_row(row: Sequence[Any]) -> Item:
    """The item in a row of ITEM_COLUMNS; made in one go, since every command makes some fifty of them."""
    copied, lists, now = row[:_FIRST_LIST], row[_FIRST_LIST:_STATE], row[_STATE:]
    *rest, closed_at, gone = now
    words = [tuple(each.split()) if each else () for each in lists]
    return Item._make((*copied, *words, *rest, closed_at and _time(closed_at), gone))


def search_to_row(search: Search) -> dict[str, Any]:
    """The search as a new row."""
    values = to_column_values(search._asdict()) | {"phases": json.dumps(search.phases)}
    return {COLUMN_OF_FIELD[name]: value for name, value in values.items()}


def item_to_row(search: Search, item: Item) -> dict[str, Any]:
    """The item of the search as a new row."""
    lists = {name: " ".join(getattr(item, name)) for name in _LISTS}
    return to_column_values(item._asdict()) | lists | {"team_id": search.team, "search_id": search.id}


def to_column_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of fields as the database holds them: times as seconds."""
    return {name: int(value.timestamp()) if name in _TIMES and value else value for name, value in values.items()}


def entry_to_rows(search: Search, act: HistoryEntry, version: int) -> list[dict[str, Any]]:
    """The act as new rows of the history of the search, one a change; it makes this version of the search."""
    at = int(act.at.timestamp())
    return [
        {
            "team_id": search.team,
            "search_id": search.id,
            "act_id": act.id,
            "version": version,
            "place": place,
            "number": change.number,
            "verb": change.verb,
            "fields": fields_as_json(change.fields),
            "why": change.why,
            "by": act.by,
            "at": at,
            "undoes": act.undoes,
        }
        for place, change in enumerate(act.changes)
    ]


def truncate_times(changes: Sequence[Change]) -> Sequence[Change]:
    """The changes with the values that come back from the database: times to the second."""
    if not any(_has_fraction(after) for change in changes for _, _, after in change.fields):
        return changes
    return [
        change._replace(fields=tuple((name, before, _to_the_second(after)) for name, before, after in change.fields))
        for change in changes
    ]


def fields_as_json(fields: Sequence[FieldChange]) -> str:
    """What changed, as one line of JSON."""
    return json.dumps([(name, _plain(before), _plain(after)) for name, before, after in fields])


def change_from_row(row: Row[Any]) -> Change:
    """The change in a row of the history."""
    fields = ((name, _read(name, before), _read(name, after)) for name, before, after in json.loads(row.fields))
    return Change(row.number, row.verb, tuple(fields), row.why)


def entry_from_rows(rows: Sequence[Row[Any]]) -> HistoryEntry:
    """The act whose changes these rows of the history are, in their order."""
    first = rows[0]
    return HistoryEntry(first.act_id, first.by, _time(first.at), tuple(map(change_from_row, rows)), first.undoes)


def _has_fraction(value: Any) -> bool:
    return isinstance(value, datetime) and value.microsecond > 0


def _to_the_second(value: Any) -> Any:
    return value.replace(microsecond=0) if _has_fraction(value) else value


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return int(value.timestamp())
    return value.isoformat() if isinstance(value, date) else value


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _TIMES:
        return _time(value)
    return date.fromisoformat(value) if name in _DAYS else value


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
