from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
from sqlalchemy import Column, Connection, Date, Integer, MetaData, Table, Text, bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.storage.compiled_statements import CompiledStatement
from bot.storage.engine import transaction

NOTES = Table("notes", MetaData(), Column("id", Integer, primary_key=True), Column("text", Text), Column("day", Date))
NEW = CompiledStatement(insert(NOTES), ["id", "text", "day"])
NEWEST = CompiledStatement(
    select(NOTES.c.text).where(NOTES.c.id < bindparam("below")).order_by(NOTES.c.id.desc()).limit(1)
)
MOVE = CompiledStatement(update(NOTES).where(NOTES.c.id == bindparam("this")).values(day=bindparam("to")))
FRIDAY, MONDAY = date(2026, 11, 6), date(2026, 11, 9)


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    with transaction(database_url) as connection:
        NOTES.metadata.create_all(connection)
        NEW.execute(connection, *[{"id": number, "text": f"note {number}", "day": FRIDAY} for number in (1, 2, 3)])
        yield connection


def test_a_prepared_statement_takes_its_values_by_name_and_keeps_those_it_has(connection: Connection):
    assert NEWEST.fetch_all(connection, {"below": 3}) == [("note 2",)]
    assert NEWEST.fetch_all(connection, {"below": 9}) == [("note 3",)]
    assert NEWEST.fetch_all(connection, {"below": 1}) == []


def test_days_go_in_as_they_go_in_otherwise(connection: Connection):
    MOVE.execute(connection, {"this": 2, "to": MONDAY})
    MOVE.execute(connection, {"this": 3, "to": None})
    assert connection.execute(select(NOTES.c.day).order_by(NOTES.c.id)).scalars().all() == [FRIDAY, MONDAY, None]


def test_what_a_database_refuses_is_an_error_of_sqlalchemys(connection: Connection):
    with pytest.raises(IntegrityError) as caught:
        NEW.execute(connection, {"id": 1, "text": "somebody's words", "day": None})
    assert "somebody" not in str(caught.value)


def cut(postgres: str, connection: Connection) -> None:
    pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    with psycopg.connect(postgres, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (pid,))
    NEWEST.fetch_all(connection, {"below": 3})


def test_a_connection_that_breaks_meanwhile_is_not_used_again(postgres: str):
    with pytest.raises(DBAPIError), transaction(postgres) as broken:
        cut(postgres, broken)
    with transaction(postgres) as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
