from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hiring.schedule import build_schedule

MONDAY = date(2026, 11, 2)
SATURDAY = date(2026, 11, 7)


def test_without_a_target_the_course_begins_today():
    calendar = build_schedule([-100, -49, 0, 30], MONDAY)
    assert calendar.starts_on == MONDAY + timedelta(days=100)
    assert calendar.due_days[0] == MONDAY
    assert calendar.due_days[2:] == (calendar.starts_on, calendar.starts_on + timedelta(days=30))
    assert (calendar.usual_days, calendar.available_days, calendar.is_tight) == (100, 100, False)


def test_a_target_far_away_leaves_the_days_as_they_are():
    target = MONDAY + timedelta(days=364)
    assert build_schedule([-98, -7], MONDAY, target).due_days == (
        target - timedelta(days=98),
        target - timedelta(days=7),
    )


def test_a_target_that_is_too_near_pushes_the_days_together_in_their_order():
    calendar = build_schedule([-100, -50, -10, 0, 30], MONDAY, MONDAY + timedelta(days=50))
    assert calendar.is_tight
    assert (calendar.usual_days, calendar.available_days) == (100, 50)
    assert list(calendar.due_days) == sorted(calendar.due_days)
    assert calendar.due_days[0] == MONDAY
    assert calendar.due_days[1] == MONDAY + timedelta(days=25)
    assert calendar.due_days[4] == calendar.starts_on + timedelta(days=30)


@pytest.mark.parametrize(
    ("offset", "due"),
    [
        (-2, date(2026, 11, 20)),  # a Saturday
        (-1, date(2026, 11, 20)),  # a Sunday
        (-3, date(2026, 11, 20)),
        (-7, date(2026, 11, 16)),
    ],
)
def test_what_falls_on_a_weekend_is_due_on_the_friday_before(offset: int, due: date):
    assert build_schedule([offset], MONDAY, date(2026, 11, 23)).due_days == (due,)


def test_on_a_weekend_the_course_begins_on_the_monday():
    assert build_schedule([-10], SATURDAY).due_days == (date(2026, 11, 9),)


def test_where_nothing_but_a_weekend_is_left_the_day_stays():
    assert build_schedule([-30, -1, 0], SATURDAY, SATURDAY + timedelta(days=1)).due_days == (
        SATURDAY,
        SATURDAY + timedelta(days=1),
        SATURDAY + timedelta(days=1),
    )


def test_days_after_the_start_may_be_weekends():
    assert build_schedule([5], MONDAY, MONDAY).due_days == (SATURDAY,)


def test_a_start_today_makes_everything_before_it_due_today():
    calendar = build_schedule([-90, -1, 0], MONDAY, MONDAY)
    assert calendar.due_days == (MONDAY, MONDAY, MONDAY)
    assert calendar.is_tight


def test_a_start_that_has_passed_makes_nothing_due_before_today():
    assert set(build_schedule([-90, -1, 0, 5], MONDAY, MONDAY - timedelta(days=30)).due_days) == {MONDAY}


def test_a_course_without_items_starts_today():
    calendar = build_schedule([], MONDAY)
    assert (calendar.starts_on, calendar.due_days, calendar.is_tight) == (MONDAY, (), False)


@given(
    st.lists(st.integers(-400, 120), max_size=20).map(sorted),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.none() | st.integers(0, 500),
)
def test_days_keep_their_order_and_none_is_before_today(offsets: list[int], today: date, room: int | None):
    calendar = build_schedule(offsets, today, None if room is None else today + timedelta(days=room))
    assert list(calendar.due_days) == sorted(calendar.due_days)
    assert all(day >= today for day in calendar.due_days)
    before = [day for offset, day in zip(offsets, calendar.due_days, strict=True) if offset < 0]
    assert all(day <= calendar.starts_on for day in before)
    working = any((today + timedelta(days=each)).weekday() < 5 for each in range((calendar.starts_on - today).days + 1))
    assert not working or all(day.weekday() < 5 for day in before)
