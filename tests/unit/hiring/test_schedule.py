from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hiring.calendar import WorkCalendar
from bot.hiring.schedule import build_schedule

MONDAY = date(2026, 11, 2)
SATURDAY = date(2026, 11, 7)


def test_without_a_target_the_first_item_is_due_today():
    schedule = build_schedule([-100, -49, 0, 30], MONDAY)
    assert schedule.starts_on == MONDAY + timedelta(days=100)
    assert schedule.due_days[0] == MONDAY
    assert schedule.due_days[2:] == (schedule.starts_on, schedule.starts_on + timedelta(days=30))
    assert (schedule.usual_days, schedule.available_days, schedule.is_tight) == (100, 100, False)


def test_a_distant_target_keeps_the_usual_offsets():
    target = MONDAY + timedelta(days=364)
    assert build_schedule([-98, -7], MONDAY, target).due_days == (
        target - timedelta(days=98),
        target - timedelta(days=7),
    )


def test_a_target_that_is_too_close_compresses_the_due_dates_in_their_order():
    schedule = build_schedule([-100, -50, -10, 0, 30], MONDAY, MONDAY + timedelta(days=50))
    assert schedule.is_tight
    assert (schedule.usual_days, schedule.available_days) == (100, 50)
    assert list(schedule.due_days) == sorted(schedule.due_days)
    assert schedule.due_days[0] == MONDAY
    assert schedule.due_days[1] == MONDAY + timedelta(days=25)
    assert schedule.due_days[4] == schedule.starts_on + timedelta(days=30)


@pytest.mark.parametrize(
    ("offset", "due"),
    [
        (-2, date(2026, 11, 20)),  # a Saturday
        (-1, date(2026, 11, 20)),  # a Sunday
        (-3, date(2026, 11, 20)),
        (-7, date(2026, 11, 16)),
    ],
)
def test_a_due_date_on_a_weekend_moves_to_the_friday_before(offset: int, due: date):
    assert build_schedule([offset], MONDAY, date(2026, 11, 23)).due_days == (due,)


def test_on_a_weekend_the_first_item_is_due_on_the_monday():
    assert build_schedule([-10], SATURDAY).due_days == (date(2026, 11, 9),)


def test_a_due_date_stays_on_a_weekend_if_no_other_day_is_left():
    assert build_schedule([-30, -1, 0], SATURDAY, SATURDAY + timedelta(days=1)).due_days == (
        SATURDAY,
        SATURDAY + timedelta(days=1),
        SATURDAY + timedelta(days=2),
    )


def test_a_due_date_after_the_first_day_moves_from_a_weekend_to_the_monday():
    assert build_schedule([5], MONDAY, MONDAY).due_days == (date(2026, 11, 9),)


def test_a_proposed_first_day_is_a_working_day():
    assert build_schedule([-5], MONDAY).starts_on == date(2026, 11, 9)
    assert build_schedule([-5], MONDAY, SATURDAY).starts_on == SATURDAY  # as the person chose it


def test_no_due_date_is_on_a_public_holiday():
    christmas = date(2026, 12, 25)  # a Friday
    schedule = build_schedule([-3, 0], christmas, date(2026, 12, 28), calendar=WorkCalendar("DE"))
    assert schedule.due_days == (date(2026, 12, 28), date(2026, 12, 28))
    assert build_schedule([-3], MONDAY, date(2026, 12, 28), calendar=WorkCalendar("DE")).due_days == (
        date(2026, 12, 24),
    )


def test_with_a_first_day_today_everything_before_it_is_due_today():
    schedule = build_schedule([-90, -1, 0], MONDAY, MONDAY)
    assert schedule.due_days == (MONDAY, MONDAY, MONDAY)
    assert schedule.is_tight


def test_with_a_first_day_in_the_past_nothing_is_due_before_today():
    assert set(build_schedule([-90, -1, 0, 5], MONDAY, MONDAY - timedelta(days=30)).due_days) == {MONDAY}


def test_the_schedule_of_no_items_starts_today():
    schedule = build_schedule([], MONDAY)
    assert (schedule.starts_on, schedule.due_days, schedule.is_tight) == (MONDAY, (), False)


@given(
    st.lists(st.integers(-400, 120), max_size=20).map(sorted),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.none() | st.integers(0, 500),
)
def test_due_dates_keep_their_order_and_none_is_before_today(offsets: list[int], today: date, room: int | None):
    schedule = build_schedule(offsets, today, None if room is None else today + timedelta(days=room))
    assert list(schedule.due_days) == sorted(schedule.due_days)
    assert all(day >= today for day in schedule.due_days)
    before = [day for offset, day in zip(offsets, schedule.due_days, strict=True) if offset < 0]
    assert all(day <= schedule.starts_on for day in before)
    assert room is not None or schedule.starts_on.weekday() < 5
    assert all(day.weekday() < 5 for offset, day in zip(offsets, schedule.due_days, strict=True) if offset >= 0)
    working = any((today + timedelta(days=each)).weekday() < 5 for each in range((schedule.starts_on - today).days + 1))
    assert not working or all(day.weekday() < 5 for day in before)
