from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates.problems import DateProblem
from bot.dates.reader import NUMERIC_DATE, find_next_month_day, parse_numeric_date

TODAY = date(2026, 11, 25)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(DAYS, st.sampled_from("/.-"))
def test_a_day_is_never_guessed(day: date, between: str):
    for form in ("%d{0}%m{0}%Y", "%m{0}%d{0}%Y"):
        found = parse_numeric_date(day.strftime(form.format(between)), TODAY)
        if day.day > 12 or day.day == day.month:
            assert found == day
        else:
            assert isinstance(found, DateProblem)
            assert (found.kind, day in found.days, len(found.days)) == ("ambiguous", True, 2)


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"]))
def test_year_month_day_is_taken_as_it_stands(day: date, form: str):
    assert parse_numeric_date(day.strftime(form), TODAY) == day


@pytest.mark.parametrize("text", ["1/2/3", "1234/5/67", "99999999", "0/0", "13/13", "2026-02-30"])
def test_what_the_calendar_does_not_have_is_a_problem(text: str):
    assert NUMERIC_DATE.fullmatch(text)
    assert isinstance(parse_numeric_date(text, TODAY), DateProblem)


@given(DAYS)
def test_a_leap_day_comes_within_eight_years(today: date):
    found = find_next_month_day(2, 29, today)
    assert found is not None
    assert 0 <= (found - today).days < 8 * 366


def test_some_days_never_come():
    assert find_next_month_day(2, 30, TODAY) is None
    assert find_next_month_day(13, 1, TODAY) is None
