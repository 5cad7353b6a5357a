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
def test_a_person_has_the_time_of_their_zone(zone: str, clock: str):
    assert f"{Person('U1', zone).local_time(NOON):%H:%M}" == clock


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "Europe", "a\0b", "/"])
def test_what_is_no_name_of_a_zone_is_utc(name: str):
    assert get_zone(name).key == "UTC"


@pytest.mark.parametrize(
    ("day", "at_seven_utc"), [("2026-03-28", "08:00"), ("2026-03-29", "09:00"), ("2026-10-25", "08:00")]
)
def test_the_clocks_go_forward_and_back(day: str, at_seven_utc: str):
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
def test_what_slack_said_is_taken_for_true_for_a_day_and_silence_for_minutes(zone: str, age: timedelta, fresh: bool):
    assert PersonRecord(Person("U1", zone), NOON - age).is_fresh(NOON) is fresh
