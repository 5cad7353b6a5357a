"""Dates in digits alone: `2026-12-01`, `31.12.2026`, `12/31`; which is the day and which the month is never guessed."""

import re
from datetime import date

from bot.understanding.date_problems import DateProblem

SHAPE = re.compile(r"\d+(?:[/.-]\d+){1,2}|\d{8}")
_FULL = re.compile(r"(\d{4})(?:[/.-](\d{1,2})[/.-](\d{1,2})|(\d{2})(\d{2}))")
_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
_MONTH = re.compile(r"(\d{4})[/.-](\d{1,2})|(\d{1,2})[/.-](\d{4})")
CENTURY = 2000


def numeric_date(text: str, today: date) -> date | DateProblem:
    """The day of a text of this shape. Year first means month and then day; without a year it is the next such day."""
    if full := _FULL.fullmatch(text):
        return day_of(int(full[1]), int(full[2] or full[4]), int(full[3] or full[5])) or DateProblem("impossible", text)
    if month := _MONTH.fullmatch(text):
        year, number = int(month[1] or month[4]), int(month[2] or month[3])
        return day_of(year, number, 1) or DateProblem("impossible", text)
    last = _LAST.fullmatch(text)
    if not last:
        return DateProblem("unclear", text)
    year = int(last[3]) % 100 + CENTURY if last[3] and len(last[3]) == 2 else int(last[3] or 0)  # noqa: PLR2004  of two digits
    first, second = int(last[1]), int(last[2])
    days = [_dated(year, month, day, today) for day, month in {(first, second), (second, first)}]
    possible = sorted(day for day in days if day)
    if len(possible) > 1:
        return DateProblem("ambiguous", text, tuple(possible))
    return possible[0] if possible else DateProblem("impossible", text)


def next_such_day(month: int, day: int, today: date) -> date | None:
    """The next day of this month and number, today at the earliest; None where there never is one."""
    years = range(today.year, today.year + 9)  # from one leap day to the next may take eight years
    found = (day_of(year, month, day) for year in years)
    return next((each for each in found if each and each >= today), None)


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dated(year: int, month: int, day: int, today: date) -> date | None:
    return day_of(year, month, day) if year else next_such_day(month, day, today)
