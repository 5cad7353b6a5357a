"""Searches, items and history entries as rows, and back.

Rows are read by the names of their columns. The columns of a select are labelled with the names of the fields, so a
column or field that is added anywhere shifts nothing.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Row

from bot.hiring.models import Change, FieldChange, HistoryEntry, Item, Search
from bot.storage.tables import items, searches

_COLUMN_OF_FIELD = {
    "team": "team_id",
    "channel": "channel_id",
    "role": "role_id",
    "owner": "owner_id",
    "card": "card_ts",
    "enterprise": "enterprise_id",
}
"""The columns of searches that aren't named like their fields."""
_DAYS = ("due", "snoozed", "starts_on")
_TIMES = ("closed_at", "created_at")

SEARCH_COLUMNS = tuple(searches.c[_COLUMN_OF_FIELD.get(name, name)].label(name) for name in Search._fields)
ITEM_COLUMNS = tuple(items.c[name] for name in Item._fields)


def to_search_columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The values of fields of a search, by the names of their columns."""
    return {_COLUMN_OF_FIELD.get(name, name): value for name, value in fields.items()}


def search_from_row(row: Mapping[str, Any]) -> Search:
    """The search in a row of SEARCH_COLUMNS."""
    return Search(**row)


def item_from_row(row: Mapping[str, Any]) -> Item:
    """The item in a row of ITEM_COLUMNS."""
    return Item(**row)


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
    if name in _TIMES:
        return datetime.fromtimestamp(value, UTC)
    return date.fromisoformat(value) if name in _DAYS else value
