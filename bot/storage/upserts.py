"""Rows written anew or over what stands under the same key, in one statement that no other process can come between."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

INSERTS: dict[str, Callable[[Table], postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}
"""Both spell `ON CONFLICT DO UPDATE` alike, and SQLAlchemy has it for each dialect alone."""


def put(connection: Connection, table: Table, row: Mapping[str, Any], stays: frozenset[str] = frozenset()) -> None:
    """Insert the row; where its primary key is taken, the row replaces what stands there, but for what `stays`."""
    keys = {column.name for column in table.primary_key}
    statement = INSERTS[connection.dialect.name](table).values(row)
    rest = {name: value for name, value in row.items() if name not in keys | stays}
    connection.execute(statement.on_conflict_do_update(index_elements=sorted(keys), set_=rest))


def put_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row unless its primary key is taken; whether it was inserted."""
    statement = INSERTS[connection.dialect.name](table).values(row).on_conflict_do_nothing()
    return connection.execute(statement.execution_options(preserve_rowcount=True)).rowcount == 1


def put_all_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those rows whose primary key is not taken; there has to be at least one."""
    connection.execute(INSERTS[connection.dialect.name](table).on_conflict_do_nothing(), list(rows))
