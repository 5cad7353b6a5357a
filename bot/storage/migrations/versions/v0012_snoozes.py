"""Each person snoozes an item for themselves.

A snooze of the earlier schema silenced an item for everyone. It becomes one of the assignee or, without one, of the
owner of the search: the person who would have been reminded.
"""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_ITEMS = sa.table("items", *map(sa.column, ("team_id", "search_id", "number", "assignee", "snoozed", "snoozes")))
_SEARCHES = sa.table("searches", *map(sa.column, ("team_id", "id", "owner_id")))
_HISTORY = sa.table("history", *map(sa.column, ("id", "team_id", "search_id", "number", "fields")))
_NEW_COMMENT = "JSON: user and the date before which they get no reminder"


def upgrade() -> None:
    """Give every snooze to a person, in the items and in the history."""
    op.add_column("items", sa.Column("snoozes", sa.Text, nullable=False, server_default="[]", comment=_NEW_COMMENT))
    people = _reminded_people()
    for row in _rows(sa.select(_ITEMS).where(_ITEMS.c.snoozed.is_not(None))):
        person = people[row.team_id, row.search_id, row.number]
        _set_item(row, snoozes=json.dumps([[person, str(row.snoozed)]]))
    _rewrite_history("snoozed", "snoozes", lambda key, day: [[people[key], day]] if day else [])
    op.drop_column("items", "snoozed")


def downgrade() -> None:
    """Silence an item for everyone until the last of the dates."""
    op.add_column("items", sa.Column("snoozed", sa.Date))
    for row in _rows(sa.select(_ITEMS).where(_ITEMS.c.snoozes != "[]")):
        _set_item(row, snoozed=sa.cast(_last_day(json.loads(row.snoozes)), sa.Date))
    _rewrite_history("snoozes", "snoozed", lambda _, pairs: _last_day(pairs))
    op.drop_column("items", "snoozes")


def _reminded_people() -> dict[tuple[str, str, int], str]:
    """Workspace, search and number of each item to its assignee, or the owner of the search."""
    is_same = sa.and_(_SEARCHES.c.team_id == _ITEMS.c.team_id, _SEARCHES.c.id == _ITEMS.c.search_id)
    rows = _rows(sa.select(_ITEMS, _SEARCHES.c.owner_id).join(_SEARCHES, is_same))
    return {(row.team_id, row.search_id, row.number): row.assignee or row.owner_id for row in rows}


def _rewrite_history(old: str, new: str, convert: Callable[[Any, Any], Any]) -> None:
    """Rename a field in the changes of the history, and convert its values before and after."""
    for row in _rows(sa.select(_HISTORY).where(_HISTORY.c.fields.like(f'%"{old}"%'))):
        key = (row.team_id, row.search_id, row.number)
        fields = [
            [new, convert(key, before), convert(key, after)] if name == old else [name, before, after]
            for name, before, after in json.loads(row.fields)
        ]
        op.get_bind().execute(sa.update(_HISTORY).where(_HISTORY.c.id == row.id).values(fields=json.dumps(fields)))


def _set_item(row: Any, **values: Any) -> None:
    is_item = (_ITEMS.c.team_id == row.team_id, _ITEMS.c.search_id == row.search_id, _ITEMS.c.number == row.number)
    op.get_bind().execute(sa.update(_ITEMS).where(*is_item).values(**values))


def _last_day(pairs: list[list[str]]) -> str | None:
    return max((day for _, day in pairs), default=None)


def _rows(query: sa.Select[Any]) -> list[Any]:
    return list(op.get_bind().execute(query))
