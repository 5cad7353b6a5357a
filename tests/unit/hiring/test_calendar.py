from datetime import date

import pytest
from samples.hiring import search

from bot.hiring.calendar import WEEKDAYS, WorkCalendar, calendar_of

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (27, 28, 29, 30))
TUESDAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [(FRIDAY, FRIDAY, FRIDAY), (SATURDAY, FRIDAY, MONDAY), (SUNDAY, FRIDAY, MONDAY), (MONDAY, MONDAY, MONDAY)],
)
def test_a_weekend_moves_to_the_working_day_before_or_after(day: date, before: date, after: date):
    calendar = WorkCalendar()
    assert (calendar.on_or_before(day), calendar.on_or_after(day)) == (before, after)
    assert calendar.is_working_day(day) == (before == after)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (FRIDAY, 1, MONDAY),
        (SATURDAY, 1, MONDAY),
        (FRIDAY, 2, TUESDAY),
        (MONDAY, 4, date(2026, 12, 4)),
        (FRIDAY, 4, date(2026, 12, 3)),
        (FRIDAY, 0, FRIDAY),
        (SUNDAY, 0, MONDAY),
    ],
)
def test_working_days_are_counted_from_the_day_after(day: date, count: int, expected: date):
    assert WorkCalendar().add(day, count) == expected


@pytest.mark.parametrize(
    ("country", "region", "day", "is_working_day"),
    [
        ("US", None, date(2026, 11, 26), False),  # Thanksgiving
        ("GB", None, date(2026, 11, 26), True),
        ("DE", "BY", date(2026, 1, 6), False),  # Epiphany, which not all of Germany has
        ("DE", "BE", date(2026, 1, 6), True),
        ("DE", None, date(2026, 1, 6), True),
        ("DE", "nowhere", date(2026, 12, 25), False),
        ("XX", None, date(2026, 12, 25), True),  # no such country
        (None, None, date(2026, 12, 25), True),
        ("US", None, date(2026, 11, 28), False),  # a Saturday
    ],
)
def test_public_holidays_of_the_country_are_no_working_days(
    country: str | None, region: str | None, day: date, *, is_working_day: bool
):
    assert WorkCalendar(country, region).is_working_day(day) is is_working_day


def test_days_are_moved_and_counted_around_holidays():
    german = WorkCalendar("DE")
    assert german.on_or_before(date(2026, 12, 25)) == date(2026, 12, 24)
    assert german.on_or_after(date(2026, 12, 25)) == date(2026, 12, 28)
    assert german.add(date(2026, 12, 23), 3) == date(2026, 12, 29)


def test_the_calendar_of_a_search_is_that_of_its_country():
    assert calendar_of(search(country="US", region="CA")) == WorkCalendar("US", "CA")
    assert calendar_of(search()) == WEEKDAYS
