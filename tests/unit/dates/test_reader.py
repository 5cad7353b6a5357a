import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.dates.problems import DateProblem, DateProblemKind
from bot.dates.reader import (
    NUMERIC_DATE,
    find_next_month_day,
    is_date_like,
    is_duration,
    is_year_guessed,
    make_date,
    parse_numeric_date,
    read_date,
)

TODAY = date(2026, 11, 25)
"""A Wednesday."""


def day(text: str) -> date:
    return date.fromisoformat(text)


DATES = {
    # In German, French and Spanish
    "freitag": "2026-11-27",
    "nächsten Montag": "2026-11-30",
    "übermorgen": "2026-11-27",
    "am 11. Dezember": "2026-12-11",
    "in zwei Wochen": "2026-12-09",
    "vendredi": "2026-11-27",
    "lundi prochain": "2026-11-30",
    "la semaine prochaine": "2026-11-30",
    "le 4 janvier": "2027-01-04",
    "demain": "2026-11-26",
    "el viernes": "2026-11-27",
    "próximo lunes": "2026-11-30",
    "18 de enero de 2027": "2027-01-18",
    "mañana": "2026-11-26",
    # With dots, the day is first; a weekday settles the order
    "11.12.2026": "2026-12-11",
    "05.12.2026": "2026-12-05",
    "14.12.": "2026-12-14",
    "friday 4/12": "2026-12-04",
    "fri 12/4": "2026-12-04",
    # Near
    "today": "2026-11-25",
    "now": "2026-11-25",
    "tonight": "2026-11-25",
    "eod": "2026-11-25",
    "tomorrow": "2026-11-26",
    "Tomorrow!": "2026-11-26",
    "tmrw": "2026-11-26",
    "tommorow": "2026-11-26",
    "tomorow": "2026-11-26",
    "tomorrow at 9:30": "2026-11-26",
    "the day after tomorrow": "2026-11-27",
    # Weekdays
    "friday": "2026-11-27",
    "Fri": "2026-11-27",
    "fridya": "2026-11-27",
    "on friday": "2026-11-27",
    "by friday at noon": "2026-11-27",
    "friday 5pm": "2026-11-27",
    "eod friday": "2026-11-27",
    "this friday": "2026-11-27",
    "coming friday": "2026-11-27",
    "wednesday": "2026-12-02",
    "this wednesday": "2026-11-25",
    "tuesday": "2026-12-01",
    "this tuesday": "2026-12-01",
    "thurs": "2026-11-26",
    "wendesday": "2026-12-02",
    "next friday": "2026-12-04",
    "next wednesday": "2026-12-02",
    "next monday": "2026-11-30",
    "friday next week": "2026-12-04",
    "next week thursday": "2026-12-03",
    "thursday of next week": "2026-12-03",
    "friday this week": "2026-11-27",
    "friday week": "2026-12-04",
    "the friday after next": "2026-12-04",
    "monday in two weeks": "2026-12-07",
    "in two weeks on monday": "2026-12-07",
    "a week from friday": "2026-12-04",
    "two weeks from monday": "2026-12-14",
    "a week on friday": "2026-12-04",
    # Lengths of time
    "in 2 weeks": "2026-12-09",
    "2 weeks": "2026-12-09",
    "two weeks": "2026-12-09",
    "two weeks' time": "2026-12-09",
    "2 wks": "2026-12-09",
    "2w": "2026-12-09",
    "+2w": "2026-12-09",
    "+ 2 weeks": "2026-12-09",
    "a couple of weeks": "2026-12-09",
    "in a fortnight": "2026-12-09",
    "two weeks from now": "2026-12-09",
    "two weeks from today": "2026-12-09",
    "+10d": "2026-12-05",
    "in three days": "2026-11-28",
    "+1m": "2026-12-25",
    "in a month": "2026-12-25",
    "a month from tomorrow": "2026-12-26",
    "in a quarter": "2027-02-25",
    "in a year": "2027-11-25",
    "1 week and 3 days": "2026-12-05",
    "in 3 working days": "2026-11-30",
    "10 business days": "2026-12-09",
    "a week after 1 dec": "2026-12-08",
    "two weeks before 31 march": "2027-03-17",
    "3 working days before 7 dec": "2026-12-02",
    # Weeks, months, quarters, years
    "next week": "2026-11-30",
    "this week": "2026-11-27",
    "end of week": "2026-11-27",
    "eow": "2026-11-27",
    "end of next week": "2026-12-04",
    "middle of next week": "2026-12-02",
    "next month": "2026-12-01",
    "this month": "2026-11-30",
    "end of month": "2026-11-30",
    "the end of the month": "2026-11-30",
    "month end": "2026-11-30",
    "eom": "2026-11-30",
    "end of next month": "2026-12-31",
    "mid month": "2026-12-15",
    "mid next month": "2026-12-15",
    "first of the month": "2026-12-01",
    "start of next month": "2026-12-01",
    "next quarter": "2027-01-01",
    "end of quarter": "2026-12-31",
    "q1": "2027-03-31",
    "end of Q1": "2027-03-31",
    "q4": "2026-12-31",
    "start of q4": "2027-10-01",
    "mid q1": "2027-02-15",
    "q2 2028": "2028-06-30",
    "next year": "2027-01-01",
    "end of year": "2026-12-31",
    "eoy": "2026-12-31",
    "end of 2027": "2027-12-31",
    "mid 2027": "2027-07-01",
    # Days of a month
    "1 dec": "2026-12-01",
    "1. Dez": "2026-12-01",
    "bis zum 5. Dezember": "2026-12-05",
    "15. M\u00e4rz": "2027-03-15",
    "15 janvier": "2027-01-15",
    "le 15 f\u00e9vrier 2027": "2027-02-15",
    "1er juillet 2027": "2027-07-01",
    "30 juin 2027": "2027-06-30",
    "3 ao\u00fbt": "2027-08-03",
    "24 decembre": "2026-12-24",
    "dec 1": "2026-12-01",
    "dec 1st": "2026-12-01",
    "1. Dec.": "2026-12-01",
    "1-dec-2026": "2026-12-01",
    "the 1st of December": "2026-12-01",
    "december the 1st, 2026": "2026-12-01",
    "Dec 1 27": "2027-12-01",
    "decmber 1": "2026-12-01",
    "25 nov": "2026-11-25",
    "24 nov": "2027-11-24",
    "sept 9": "2027-09-09",
    "tuesday 1 december": "2026-12-01",
    "tue, dec 1, 2026": "2026-12-01",
    "29 feb": "2028-02-29",
    "december": "2026-12-01",
    "in january": "2027-01-01",
    "next march": "2027-03-01",
    "january 2028": "2028-01-01",
    "november 2027": "2027-11-01",
    "end of january": "2027-01-31",
    "end of feb": "2027-02-28",
    "end of february 2028": "2028-02-29",
    "last day of december": "2026-12-31",
    "mid january": "2027-01-15",
    "mid-jan": "2027-01-15",
    "early january": "2027-01-01",
    "late january": "2027-01-31",
    "end of november": "2026-11-30",
    "start of november": "2027-11-01",
    "the 5th": "2026-12-05",
    "the 25th": "2026-11-25",
    "31st": "2026-12-31",
    "the 15th of next month": "2026-12-15",
    # Digits
    "2026-12-01": "2026-12-01",
    "2026-12-1": "2026-12-01",
    "2026/12/01": "2026-12-01",
    "2026.12.01": "2026-12-01",
    "20261201": "2026-12-01",
    "31.12.2026": "2026-12-31",
    "31/12/2026": "2026-12-31",
    "12/31/2026": "2026-12-31",
    "12/31": "2026-12-31",
    "31.12.": "2026-12-31",
    "31.12.26": "2026-12-31",
    "12/12": "2026-12-12",
    "24/11": "2027-11-24",
    "12/2026": "2026-12-01",
    "2027-01": "2027-01-01",
}


@pytest.mark.parametrize(("text", "meant"), DATES.items())
def test_a_date_is_read_as_this_day(text: str, meant: str):
    assert read_date(text, TODAY) == day(meant)


@pytest.mark.parametrize("text", DATES)
def test_a_date_is_recognised_as_one(text: str):
    assert is_date_like(text)


@pytest.mark.parametrize(
    ("today", "text", "meant"),
    [
        # At the ends of months and years
        ("2027-01-31", "in a month", "2027-02-28"),
        ("2028-01-31", "+1m", "2028-02-29"),
        ("2028-02-28", "tomorrow", "2028-02-29"),
        ("2028-02-29", "in a year", "2029-02-28"),
        ("2027-02-28", "tomorrow", "2027-03-01"),
        ("2026-12-31", "tomorrow", "2027-01-01"),
        ("2026-12-31", "next month", "2027-01-01"),
        ("2026-12-31", "end of year", "2026-12-31"),
        ("2026-12-31", "end of month", "2026-12-31"),
        ("2026-12-31", "q4", "2026-12-31"),
        ("2027-01-01", "q4", "2027-12-31"),
        ("2027-01-01", "1 jan", "2027-01-01"),
        ("2027-01-02", "1 jan", "2028-01-01"),
        ("2027-01-01", "january", "2027-01-01"),
        ("2027-01-31", "the 31st", "2027-01-31"),
        ("2027-02-01", "the 31st", "2027-03-31"),
        ("2027-02-28", "29 feb", "2028-02-29"),
        ("2028-03-01", "feb 29", "2032-02-29"),
        ("2027-01-30", "end of next month", "2027-02-28"),
        ("2026-11-15", "mid month", "2026-11-15"),
        ("2026-11-01", "first of the month", "2026-11-01"),
        # On every kind of weekday
        ("2026-11-27", "friday", "2026-12-04"),
        ("2026-11-27", "next friday", "2026-12-04"),
        ("2026-11-27", "this friday", "2026-11-27"),
        ("2026-11-27", "end of week", "2026-11-27"),
        ("2026-11-28", "end of week", "2026-12-04"),
        ("2026-11-28", "monday", "2026-11-30"),
        ("2026-11-28", "next monday", "2026-11-30"),
        ("2026-11-29", "next week", "2026-11-30"),
        ("2026-11-29", "next sunday", "2026-12-06"),
        ("2026-11-30", "next week", "2026-12-07"),
        ("2026-11-27", "1 working day", "2026-11-30"),
        ("2026-11-28", "1 working day", "2026-11-30"),
        ("2026-12-28", "friday", "2027-01-01"),
    ],
)
def test_a_date_is_read_relative_to_today(today: str, text: str, meant: str):
    assert read_date(text, day(today)) == day(meant)


DOUBTS: dict[str, DateProblemKind] = {
    "": "nothing",
    " \n": "nothing",
    "nonsense": "unclear",
    "asap": "unclear",
    "5": "unclear",
    "2027": "unclear",
    "99999": "unclear",
    "friday or monday": "unclear",
    "friday and a half": "unclear",
    "next": "unclear",
    "1. Xez": "unclear",
    "in a few weeks": "unclear",
    "the first friday of december": "unclear",
    "4 1 december": "unclear",
    "1 dec 2 jan": "unclear",
    "a week from madness": "unclear",
    "1/2/3/4": "unclear",
    "123/4": "unclear",
    "\U0001f4c5": "unclear",
    "friday " * 30: "unclear",
    "12/01/2026": "ambiguous",
    "12/01/27": "ambiguous",
    "3/4": "ambiguous",
    "01/12/2026": "ambiguous",
    "1-12": "ambiguous",
    "31 february": "impossible",
    "31 feb 2027": "impossible",
    "29 feb 2027": "impossible",
    "32 dec": "impossible",
    "31/02/2027": "impossible",
    "45/45": "impossible",
    "2026-13-01": "impossible",
    "2026-31-12": "impossible",
    "2026-00": "impossible",
    "20261399": "impossible",
    "the 32nd": "impossible",
    "end of 0000": "impossible",
    "january 0000": "impossible",
    "a week after 31 february": "impossible",
    "the 31st of next month ": "impossible",
    "yesterday": "past",
    "last friday": "past",
    "last wednesday": "past",
    "monday this week": "past",
    "2 weeks ago": "past",
    "3 working days ago": "past",
    "2020-01-01": "past",
    "24 nov 2026": "past",
    "october 2026": "past",
    "start of this month": "past",
    "2031-11-26": "far",
    "2040-01-01": "far",
    "10 years": "far",
    "+9999w": "far",
    "in 9999 years": "far",
    "9999 working days": "far",
    "end of 9999": "far",
    "a week after 9999-12-31": "far",
    "3 working days after 9999-12-31": "far",
    "9999-12-31": "far",
    "friday 1 december 2026": "mismatch",
    "monday, 1 dec": "mismatch",
    "november": "which_day",
    "november 2026": "which_day",
}
FEBRUARY = {"the 31st of next month ": date(2027, 1, 5)}


@pytest.mark.parametrize(("text", "kind"), DOUBTS.items())
def test_a_text_that_is_no_date_comes_with_suggestions(text: str, kind: DateProblemKind):
    today = FEBRUARY.get(text, TODAY)
    problem = read_date(text, today)
    assert isinstance(problem, DateProblem)
    assert (problem.kind, problem.words) == (kind, text)
    assert len(problem.suggestions) > 0
    assert all(isinstance(read_date(instead, today), date) for instead in problem.suggestions)
    assert all(instead in problem.message for instead in problem.suggestions)


def test_every_kind_of_problem_occurs_in_these_tests():
    assert set(DOUBTS.values()) == set(DateProblemKind.__args__)


@pytest.mark.parametrize("text", ["", "by region", "region", "2 regions", "march madness", "a week from madness", "x"])
def test_other_words_do_not_look_like_dates(text: str):
    assert not is_date_like(text)


@pytest.mark.parametrize("text", ["31 february", "3/4", "2020-01-01", "yesterday", "10 years"])
def test_an_impossible_date_is_still_recognised_as_a_date(text: str):
    assert is_date_like(text)


@pytest.mark.parametrize(("text", "length"), [("a week", True), ("2w", True), ("in a week", False), ("+2w", False)])
def test_a_length_of_time_has_no_start(text: str, length: bool):
    assert is_duration(text) == length


def test_both_readings_of_an_ambiguous_date_are_suggested():
    problem = read_date("3/4", TODAY)
    assert isinstance(problem, DateProblem)
    assert problem.days == (date(2027, 3, 4), date(2027, 4, 3))
    assert problem.suggestions == ("2027-03-04", "2027-04-03")
    assert problem.message == ("That could be 4 March 2027 or 3 April 2027. Try 2027-03-04 or 2027-04-03.")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("yesterday", "2026-11-24"),
        ("last friday", "2026-11-20"),
        ("2 weeks ago", "2026-11-11"),
        ("2020-01-01", "2020-01-01"),
    ],
)
def test_past_dates_are_read_if_allowed(text: str, meant: str):
    assert read_date(text, TODAY, past=True) == day(meant)


def test_dates_up_to_five_years_ahead_are_accepted():
    assert read_date("2031-11-25", TODAY) == date(2031, 11, 25)
    assert read_date("2033-02-28", date(2028, 2, 29)) == date(2033, 2, 28)


def test_the_clock_and_the_locale_have_no_influence():
    program = (
        "from datetime import date\nfrom bot.dates.reader import read_date\n"
        "for text in ('friday', '1 dec', 'in 2 weeks', 'dec 1 2027'): print(read_date(text, date(2026, 11, 25)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "TZ": zone, "LC_ALL": "C"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for zone in ("UTC", "Pacific/Kiritimati", "Nowhere/Unknown")
    }
    assert said == {"2026-11-27\n2026-12-01\n2026-12-09\n2027-12-01\n"}


DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))
FORMS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%b %d %Y", "%A %d %B %Y", "%Y/%m/%d", "%Y%m%d")


@given(DAYS, st.integers(0, 1800), st.sampled_from(FORMS))
def test_a_day_in_any_written_form_is_that_day(today: date, ahead: int, form: str):
    meant = today + timedelta(days=ahead)
    assert read_date(meant.strftime(form), today) == meant


@given(DAYS, st.integers(0, 364))
def test_a_day_without_its_year_is_the_next_such_day(today: date, ahead: int):
    meant = today + timedelta(days=ahead)
    assert read_date(meant.strftime("%d %b"), today) == meant


@given(DAYS, st.integers(0, 250))
def test_weeks_ahead_are_counted_from_today(today: date, weeks: int):
    assert read_date(f"in {weeks} weeks", today) == read_date(f"+{weeks}w", today) == today + timedelta(weeks=weeks)


# Numeric dates


@given(DAYS)
def test_a_date_with_dots_has_the_day_first(day: date):
    assert parse_numeric_date(day.strftime("%d.%m.%Y"), TODAY) == day


@given(DAYS)
def test_a_weekday_decides_between_two_readings_of_a_numeric_date(day: date):
    other = f"{day.day}/{day.month}/{day.year}"
    found = read_date(f"{day:%A} {other}", day)
    swapped = make_date(day.year, day.day, day.month) if day.day <= 12 else None
    if swapped and swapped != day and swapped.weekday() == day.weekday():
        assert isinstance(found, DateProblem)
    else:
        assert found == day


@pytest.mark.parametrize(
    ("text", "is_guessed"),
    [("1 nov", True), ("15 jan", True), ("5.1.", True), ("1 nov 2027", False), ("5.1.27", False), ("dec 11", False)],
)
def test_a_year_that_was_not_typed_and_is_not_this_one_is_a_guess(text: str, is_guessed: bool):
    today = date(2026, 11, 30)
    day = read_date(text, today)
    assert isinstance(day, date)
    assert is_year_guessed(text, day, today) is is_guessed


@given(DAYS, st.sampled_from("/-"))
def test_an_ambiguous_numeric_date_is_never_guessed(day: date, between: str):
    for form in ("%d{0}%m{0}%Y", "%m{0}%d{0}%Y"):
        found = parse_numeric_date(day.strftime(form.format(between)), TODAY)
        if day.day > 12 or day.day == day.month:
            assert found == day
        else:
            assert isinstance(found, DateProblem)
            assert (found.kind, day in found.days, len(found.days)) == ("ambiguous", True, 2)


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"]))
def test_a_date_with_the_year_first_is_unambiguous(day: date, form: str):
    assert parse_numeric_date(day.strftime(form), TODAY) == day


@pytest.mark.parametrize("text", ["1/2/3", "1234/5/67", "99999999", "0/0", "13/13", "2026-02-30"])
def test_a_date_that_does_not_exist_is_a_problem(text: str):
    assert NUMERIC_DATE.fullmatch(text)
    assert isinstance(parse_numeric_date(text, TODAY), DateProblem)


@given(DAYS)
def test_the_next_leap_day_is_within_eight_years(today: date):
    found = find_next_month_day(2, 29, today)
    assert found is not None
    assert 0 <= (found - today).days < 8 * 366


def test_a_day_that_no_year_has_is_not_found():
    assert find_next_month_day(2, 30, TODAY) is None
    assert find_next_month_day(13, 1, TODAY) is None


# Any text


WORDS = [word for text in (*DATES, *DOUBTS) for word in text.split()]


TEXTS = st.text(max_size=100) | st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)


@given(text=TEXTS, today=DAYS, past=st.booleans())
@example(text="in 9999 quarters", today=TODAY, past=False)
@example(text="9999 years ago", today=TODAY, past=True)
@example(text="9999 working days before 1 january", today=TODAY, past=True)
@example(text="\ufdfa" * 100, today=TODAY, past=False)
def test_any_text_gives_a_date_or_a_problem(text: str, today: date, past: bool):
    found = read_date(text, today, past=past)
    assert found == read_date(text, today, past=past)
    if isinstance(found, DateProblem):
        assert found.message.endswith(".")
    else:
        assert past or found >= today
        assert found.year <= today.year + 5
