from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.periods import (
    Edge,
    Period,
    add_working_days,
    find_period_edge,
    find_weekday_in_week,
    next_day_of_month,
    next_weekday,
)

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("edge", "period", "ahead", "meant"),
    [
        ("start", "week", 0, "2026-11-23"),
        ("mid", "week", 0, "2026-11-25"),
        ("end", "week", 1, "2026-12-04"),
        ("start", "month", 0, "2026-11-01"),
        ("mid", "month", 1, "2026-12-15"),
        ("end", "month", 3, "2027-02-28"),
        ("start", "quarter", 0, "2026-10-01"),
        ("mid", "quarter", 0, "2026-11-15"),
        ("end", "quarter", 1, "2027-03-31"),
        ("start", "year", 0, "2026-01-01"),
        ("mid", "year", 1, "2027-07-01"),
        ("end", "year", 0, "2026-12-31"),
    ],
)
def test_the_edges_of_periods_are_found(edge: Edge, period: Period, ahead: int, meant: str):
    assert find_period_edge(edge, period, WEDNESDAY, ahead) == date.fromisoformat(meant)


@given(DAYS, st.sampled_from(["month", "quarter", "year"]), st.integers(0, 20))
def test_each_period_begins_the_day_after_the_last_one_ends(day: date, period: Period, ahead: int):
    assert find_period_edge("end", period, day, ahead) + timedelta(days=1) == find_period_edge(
        "start", period, day, ahead + 1
    )
    assert find_period_edge("start", period, day) <= day <= find_period_edge("end", period, day)


@given(DAYS, st.integers(0, 6))
def test_the_next_weekday_is_within_a_week_and_never_today(day: date, weekday: int):
    found = next_weekday(day, weekday)
    assert found.weekday() == weekday
    assert 1 <= (found - day).days <= 7
    assert find_weekday_in_week(day, weekday) in (found, found - timedelta(days=7))


@given(day=DAYS, count=st.integers(1, 200), back=st.booleans())
def test_working_days_skip_weekends(day: date, count: int, back: bool):
    found = add_working_days(day, count, back=back)
    assert found.weekday() < 5
    first, last = sorted((day, found))
    between = (first + timedelta(days=n) for n in range((last - first).days + 1))
    assert sum(each.weekday() < 5 and each != day for each in between) == count


@pytest.mark.parametrize(
    ("number", "ahead", "meant"),
    [
        (25, 0, date(2026, 11, 25)),
        (24, 0, date(2026, 12, 24)),
        (31, 0, date(2026, 12, 31)),
        (30, 3, None),
        (32, 0, None),
    ],
)
def test_a_day_of_the_month_is_the_next_one_that_exists(number: int, ahead: int, meant: date | None):
    assert next_day_of_month(WEDNESDAY, number, ahead) == meant
