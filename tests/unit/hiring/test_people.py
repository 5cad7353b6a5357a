from datetime import UTC, datetime, timedelta

import pytest

from bot.hiring.people import Person, PersonRecord, get_zone

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("Europe/Paris", "13:00"),
        ("America/New_York", "07:00"),
        ("Asia/Kolkata", "17:30"),
        ("UTC", "12:00"),
        ("", "12:00"),
    ],
)
def test_local_time_uses_the_time_zone_of_the_person(zone: str, clock: str):
    assert f"{Person('U1', zone).local_time(NOON):%H:%M}" == clock


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "Europe", "a\0b", "/"])
def test_an_invalid_time_zone_falls_back_to_utc(name: str):
    assert get_zone(name).key == "UTC"


@pytest.mark.parametrize(
    ("day", "at_seven_utc"), [("2026-03-28", "08:00"), ("2026-03-29", "09:00"), ("2026-10-25", "08:00")]
)
def test_local_time_follows_daylight_saving_time(day: str, at_seven_utc: str):
    seven = datetime.fromisoformat(f"{day}T07:00+00:00")
    assert f"{Person('U1', 'Europe/Paris').local_time(seven):%H:%M}" == at_seven_utc


@pytest.mark.parametrize(
    ("zone", "age", "fresh"),
    [
        ("Europe/Paris", timedelta(hours=23), True),
        ("Europe/Paris", timedelta(hours=24), False),
        ("", timedelta(minutes=4), True),
        ("", timedelta(minutes=5), False),
    ],
)
def test_a_known_time_zone_is_fresh_for_a_day_and_an_unknown_one_for_minutes(zone: str, age: timedelta, fresh: bool):
    assert PersonRecord(Person("U1", zone), NOON - age).is_fresh(NOON) is fresh
