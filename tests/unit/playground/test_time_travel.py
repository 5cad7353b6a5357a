from datetime import UTC, date, datetime, timedelta

import pytest

from bot.playground.clock import MovableClock, PastTimeError
from bot.playground.time_travel import JourneyTooLongError, TimeTravel, day_named, stops

FRIDAY = datetime(2026, 11, 27, 12, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class SystemClock:
    """The real time, which passes only when the test says so."""

    def __init__(self, time: datetime) -> None:
        self.time = time

    def __call__(self) -> float:
        return self.time.timestamp()


def test_the_clock_goes_on_from_where_it_was_moved_to():
    system = SystemClock(FRIDAY)
    clock = MovableClock(system=system)
    assert clock.now() == FRIDAY
    clock.move_to(at("2026-12-01 09:00"))
    system.time += timedelta(minutes=5)
    assert clock.now() == at("2026-12-01 09:05")
    with pytest.raises(PastTimeError):
        clock.move_to(at("2026-12-01 09:00"))


def test_a_journey_stops_each_working_morning_in_every_time_zone():
    found = stops(FRIDAY, at("2026-12-01 10:00"), ["Europe/London", "Asia/Tokyo", "Europe/London"])
    assert found == [
        at("2026-11-30 00:00"),
        at("2026-11-30 09:00"),
        at("2026-12-01 00:00"),
        at("2026-12-01 09:00"),
        at("2026-12-01 10:00"),
    ]


def test_nine_in_the_morning_stays_nine_when_the_clocks_change():
    assert stops(at("2027-03-25 12:00"), at("2027-03-29 12:00"), ["Europe/London"]) == [
        at("2027-03-26 09:00"),
        at("2027-03-29 08:00"),
        at("2027-03-29 12:00"),
    ]


@pytest.mark.parametrize(
    ("name", "day"),
    [("tomorrow", 28), ("monday", 30), ("weeks:0", 27), ("2026-11-29", 29)],
)
def test_a_day_is_named_as_in_the_menu(name: str, day: int):
    assert day_named(name, FRIDAY.date()) == date(2026, 11, day)


def test_reminders_are_sent_at_each_stop_in_order():
    clock, sent, shown = MovableClock(system=SystemClock(FRIDAY)), [], []
    travel = TimeTravel(clock, lambda: sent.append(clock.now()), lambda: {"UTC"}, lambda: shown.append(clock.now()))
    travel.travel_to(at("2026-11-30 09:00"))
    assert sent == shown == [at(f"2026-11-{day} 09:00") for day in (30,)]
    with pytest.raises(PastTimeError, match="Reset the playground"):
        travel.travel_to(at("2026-11-30 08:00"))
    with pytest.raises(JourneyTooLongError):
        travel.travel_to(at("2036-11-30 08:00"))
    assert clock.now() == at("2026-11-30 09:00")
