from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Column, Connection, Date, Integer, MetaData, Table, Text, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.storage.engine import transaction
from bot.storage.prepared import Prepared

NOTES = Table("notes", MetaData(), Column("id", Integer, primary_key=True), Column("text", Text), Column("day", Date))
NEW = Prepared(insert(NOTES), ["id", "text", "day"])
NEWEST = Prepared(select(NOTES.c.text).where(NOTES.c.id < bindparam("below")).order_by(NOTES.c.id.desc()).limit(1))
MOVE = Prepared(update(NOTES).where(NOTES.c.id == bindparam("this")).values(day=bindparam("to")))
FRIDAY, MONDAY = date(2026, 11, 6), date(2026, 11, 9)


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    with transaction(database_url) as connection:
        NOTES.metadata.create_all(connection)
        NEW.run_each(connection, [{"id": number, "text": f"note {number}", "day": FRIDAY} for number in (1, 2, 3)])
        yield connection


def test_a_prepared_statement_takes_its_values_by_name_and_keeps_those_it_has(connection: Connection):
    assert NEWEST.run(connection, {"below": 3}).scalar() == "note 2"
    assert NEWEST.run(connection, {"below": 9}).scalar() == "note 3"


def test_days_go_in_as_they_go_in_otherwise(connection: Connection):
    MOVE.run(connection, {"this": 2, "to": MONDAY})
    MOVE.run(connection, {"this": 3, "to": None})
    assert connection.execute(select(NOTES.c.day).order_by(NOTES.c.id)).scalars().all() == [FRIDAY, MONDAY, None]


def test_what_a_database_refuses_is_an_error_of_sqlalchemys(connection: Connection):
    with pytest.raises(IntegrityError):
        NEW.run(connection, {"id": 1, "text": "again", "day": None})
    connection.rollback()
