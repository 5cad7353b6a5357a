from datetime import date

import pytest

from bot.dates.mentions import find_dates, has_dates

TODAY = date(2026, 11, 30)
"""A Monday."""


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("the board approved on 10 December", ["2026-12-10"]),
        ("minutes of 29 Nov.", ["2026-11-29"]),
        ("signed 20 March", ["2027-03-20"]),
        ("on Nov 12th, 2026", ["2026-11-12"]),
        ("24th of november", ["2026-11-24"]),
        ("2026-11-02 and 3/11/2026", ["2026-11-02", "2026-11-03"]),
        ("am 24. November 2026 unterschrieben", ["2026-11-24"]),
        ("signé le 2 décembre", ["2026-12-02"]),
        ("approved on friday", ["2026-11-27"]),
        ("done monday", ["2026-11-30"]),
        ("by friday", ["2026-12-04"]),
        ("next Tuesday", ["2026-12-08"]),
        ("yesterday, or tomorrow", ["2026-11-29", "2026-12-01"]),
        ("calls on 27 and 28 November", ["2026-11-28"]),
        ("30.11.2026", ["2026-11-30"]),
    ],
)
def test_dates_in_a_sentence_are_found_in_their_order(text: str, days: list[str]):
    assert [str(day) for day in find_dates(text, TODAY)] == days
    assert has_dates(text)


@pytest.mark.parametrize(
    "text",
    ["", "in 2026", "5 of 5", "https://example.com/2027-01-01", "version 3.1", "we may meet", "31 february", "24/7"],
)
def test_other_numbers_and_words_are_no_dates(text: str):
    assert find_dates(text, TODAY) == ()


def test_a_date_that_can_be_read_in_two_ways_is_the_one_in_the_past():
    assert find_dates("12/05/2026", TODAY) == (date(2026, 5, 12),)
    assert find_dates("03/04/2026", TODAY) == (date(2026, 4, 3),)


def test_a_day_without_a_year_is_the_nearest_one():
    assert find_dates("signed 28 December", date(2027, 1, 4)) == (date(2026, 12, 28),)
    assert find_dates("29 February", date(2026, 3, 1)) == ()
