"""Rows written anew or over what stands under the same key, in one statement that no other process can come between."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

INSERTS: dict[str, Callable[[Table], postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}
"""Both spell `ON CONFLICT DO UPDATE` alike, and SQLAlchemy has it for each dialect alone."""


def put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert the row; where its primary key is taken, the row replaces what stands there."""
    keys = [column.name for column in table.primary_key]
    statement = INSERTS[connection.dialect.name](table).values(row)
    rest = {name: value for name, value in row.items() if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest))
