from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from bot.storage.engine import transaction
from bot.storage.retention import Retention
from bot.storage.tables import seen_events

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def url(database_url: str) -> str:
    """A database with three events: two days, one day and no time ago."""
    rows = [{"team_id": "T1", "event_id": f"{days} days", "seen_at": NOW - days * DAY} for days in (0, 1, 2)]
    with transaction(database_url) as connection:
        connection.execute(insert(seen_events), rows)
    return database_url


def left(url: str) -> list[str]:
    with transaction(url, writable=False) as connection:
        return list(connection.scalars(select(seen_events.c.event_id).order_by(seen_events.c.event_id)))


def test_rows_are_deleted_once_they_are_older_than_they_are_kept(url: str):
    Retention(url, seen_events.c.seen_at, DAY).prune(NOW)
    assert left(url) == ["0 days", "1 days"]


def test_one_process_prunes_at_most_once_an_hour(url: str):
    retention = Retention(url, seen_events.c.seen_at, 2 * DAY)
    retention.prune(NOW)
    retention.prune(NOW + HOUR - timedelta(seconds=1))
    assert left(url) == ["0 days", "1 days", "2 days"]
    retention.prune(NOW + HOUR)
    assert left(url) == ["0 days", "1 days"]


def test_rows_that_do_not_meet_the_condition_are_never_deleted(url: str):
    Retention(url, seen_events.c.seen_at, HOUR, seen_events.c.event_id != "2 days").prune(NOW)
    assert left(url) == ["0 days", "2 days"]
