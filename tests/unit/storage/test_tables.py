from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, Text, insert, select, type_coerce

from bot.storage.column_types import IdList, JsonPairs, UnixTime
from bot.storage.engine import transaction

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
VALUES = Table("values", MetaData(), Column("time", UnixTime), Column("ids", IdList), Column("pairs", JsonPairs))


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    with transaction(database_url) as connection:
        VALUES.metadata.create_all(connection)
        yield connection
        connection.rollback()  # with other tables in it, the database would have to be migrated for the next test


@pytest.mark.parametrize(
    ("column", "value", "stored"),
    [
        ("time", NOW, 1793611800),
        ("time", None, None),
        ("ids", ("cro", "cmo"), "cro cmo"),
        ("ids", (), ""),
        (
            "pairs",
            (("brief", "Brief"), ("find", 'Find "people"')),
            '[["brief", "Brief"], ["find", "Find \\"people\\""]]',
        ),
        ("pairs", (), "[]"),
    ],
)
def test_a_value_is_stored_as_described_and_comes_back(connection: Connection, column: str, value: Any, stored: Any):
    connection.execute(insert(VALUES), {column: value})
    raw = type_coerce(VALUES.c[column], BigInteger() if column == "time" else Text())
    assert connection.execute(select(raw, VALUES.c[column])).one() == (stored, value)


def test_a_time_is_stored_without_fractions_of_a_second_and_comes_back_in_utc(connection: Connection):
    in_delhi = NOW.astimezone(timezone(timedelta(hours=5, minutes=30))).replace(microsecond=789)
    connection.execute(insert(VALUES), {"time": in_delhi})
    found = connection.scalar(select(VALUES.c.time))
    assert (found, found.tzinfo) == (NOW, UTC)


def test_times_are_compared_as_times(connection: Connection):
    connection.execute(insert(VALUES), [{"time": NOW - timedelta(hours=1)}, {"time": NOW}])
    assert connection.scalars(select(VALUES.c.time).where(VALUES.c.time > NOW - timedelta(minutes=1))).all() == [NOW]
