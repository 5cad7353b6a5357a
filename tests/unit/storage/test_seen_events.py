from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.storage.engine import get_engine
from bot.storage.seen_events import SeenEvents
from bot.storage.tables import seen_events

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def seen(database_url: str) -> SeenEvents:
    return SeenEvents(database_url)


def rows(url: str) -> int | None:
    with get_engine(url).connect() as connection:
        return connection.scalar(select(func.count()).select_from(seen_events))


def test_an_event_is_seen_for_the_first_time_once(seen: SeenEvents):
    assert [seen.first_time("T1", "Ev1", NOW) for _ in range(3)] == [True, False, False]


def test_two_workspaces_may_use_the_same_event_id(seen: SeenEvents):
    assert seen.first_time("T1", "Ev1", NOW)
    assert seen.first_time("T2", "Ev1", NOW)


def test_of_many_threads_with_the_same_event_one_is_the_first(seen: SeenEvents):
    with ThreadPoolExecutor(8) as pool:
        firsts = list(pool.map(lambda _: seen.first_time("T1", "Ev1", NOW), range(40)))
    assert firsts.count(True) == 1


def test_a_retry_after_a_restart_is_not_the_first_time(seen: SeenEvents, database_url: str):
    seen.first_time("T1", "Ev1", NOW)
    assert not SeenEvents(database_url).first_time("T1", "Ev1", NOW)


def test_events_older_than_a_day_are_deleted_at_the_next_hour(seen: SeenEvents, database_url: str):
    for number in range(3):
        seen.first_time("T1", f"Ev{number}", NOW)
    seen.first_time("T1", "Ev-later", NOW + timedelta(hours=25))
    assert rows(database_url) == 1


def test_recent_events_are_not_deleted(seen: SeenEvents, database_url: str):
    seen.first_time("T1", "Ev1", NOW)
    seen.first_time("T1", "Ev2", NOW + timedelta(hours=2))
    assert rows(database_url) == 2
    assert not seen.first_time("T1", "Ev1", NOW + timedelta(hours=2))


def test_a_forgotten_event_is_seen_for_the_first_time_again(seen: SeenEvents, database_url: str):
    for event in ("Ev1", "Ev2"):
        seen.first_time("T1", event, NOW)
    seen.first_time("T2", "Ev1", NOW)
    seen.forget("T1", "Ev1")
    assert rows(database_url) == 2
    assert seen.first_time("T1", "Ev1", NOW)
    assert not seen.first_time("T1", "Ev2", NOW)
