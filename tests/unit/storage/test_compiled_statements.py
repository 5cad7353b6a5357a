from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.storage.column_types import IdList, UnixTime
from bot.storage.compiled_statements import CompiledStatement
from bot.storage.engine import DatabaseUnavailableError, transaction

NOTES = Table(
    "notes",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("text", Text),
    Column("day", Date),
    Column("time", UnixTime),
    Column("ids", IdList),
    Column("pinned", Boolean),
)
INSERT = CompiledStatement(insert(NOTES), NOTES.columns.keys())
LATEST = CompiledStatement(select(NOTES).where(NOTES.c.id < bindparam("below")).order_by(NOTES.c.id.desc()).limit(1))
UPDATE = CompiledStatement(update(NOTES).where(NOTES.c.id == bindparam("note")), {"day", "pinned"})
FRIDAY, MONDAY = date(2026, 11, 6), date(2026, 11, 9)
NOW = datetime(2026, 11, 6, 9, 30, tzinfo=UTC)


def note(number: int, **values: Any) -> dict[str, Any]:
    usual = {"text": f"note {number}", "day": FRIDAY, "time": NOW, "ids": ("cro", "cmo"), "pinned": True}
    return {"id": number, **usual, **values}


def latest(connection: Connection, below: int) -> list[dict[str, Any]]:
    """The last note with a number below this one, if there is one."""
    columns = LATEST.fetch(connection, {"below": below})
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    """A connection to a database with three notes."""
    with transaction(database_url) as connection:
        NOTES.metadata.create_all(connection)
        INSERT.execute(connection, *map(note, (1, 2, 3)))
        yield connection
        connection.rollback()  # with other tables in it, the database would have to be migrated for the next test


def test_a_statement_takes_parameters_by_name_and_keeps_its_own(connection: Connection):
    assert latest(connection, 3) == [note(2)]
    assert latest(connection, 9) == [note(3)]
    assert latest(connection, 1) == []


def test_a_result_without_rows_has_its_columns(connection: Connection):
    assert LATEST.fetch(connection, {"below": 1}) == {
        "id": (),
        "text": (),
        "day": (),
        "time": (),
        "ids": (),
        "pinned": (),
    }


def test_an_update_changes_its_columns_in_the_row_and_no_others(connection: Connection):
    UPDATE.execute(connection, {"note": 2, "day": MONDAY, "pinned": False})
    UPDATE.execute(connection, {"note": 3, "day": None, "pinned": False})
    assert latest(connection, 3) == [note(2, day=MONDAY, pinned=False)]
    assert latest(connection, 4) == [note(3, day=None, pinned=False)]
    assert latest(connection, 2) == [note(1)]


def test_values_are_those_that_sqlalchemy_writes_and_reads(connection: Connection):
    connection.execute(insert(NOTES), note(4))
    assert latest(connection, 9) == [note(4)]
    found = connection.execute(select(NOTES).where(NOTES.c.id < 4).order_by(NOTES.c.id)).all()
    assert [row._asdict() for row in found] == [note(1), note(2), note(3)]


def test_an_error_of_the_database_is_one_of_sqlalchemy_without_the_values(connection: Connection):
    with pytest.raises(IntegrityError) as caught:
        INSERT.execute(connection, note(1, text="private words"))
    assert "private" not in str(caught.value)


def cut(postgres: str, connection: Connection) -> None:
    pid = connection.scalar(text("SELECT pg_backend_pid()"))
    with psycopg.connect(postgres, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (pid,))
    latest(connection, 3)


def test_a_connection_that_breaks_is_not_used_again(postgres: str):
    with pytest.raises(DatabaseUnavailableError), transaction(postgres) as broken:
        cut(postgres, broken)
    with transaction(postgres) as connection:
        assert connection.scalar(text("SELECT 1")) == 1
