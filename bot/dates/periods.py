"""Calendar arithmetic: weekdays, working days, and the edges of weeks, months, quarters and years.

Weekdays are numbered from Monday, which is 0. Months are counted from the year 0 where a span of them may cross a year.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
Period = Literal["week", "month", "quarter", "year"]
Edge = Literal["start", "mid", "end"]

DAYS_PER_WEEK = 7
FRIDAY = 4
MONTHS_PER_PERIOD: dict[Period, int] = {"month": 1, "quarter": 3, "year": 12}


def next_weekday(today: date, weekday: int) -> date:
    """Return the first day after today that is this weekday, at most a week away."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % DAYS_PER_WEEK + 1)


def find_weekday_in_week(day: date, weekday: int, weeks: int = 0) -> date:
    """Return this weekday in the week of `day`, or in the week that many `weeks` after it."""
    return day - timedelta(days=day.weekday()) + timedelta(days=weekday, weeks=weeks)


def add_working_days(day: date, count: int, *, back: bool = False) -> date:
    """Return the day `count` working days after `day`, or before it if `back`.

    Working days are Monday to Friday; holidays are ignored. Raises OverflowError beyond the range of `date`.
    """
    while count:
        day += timedelta(days=-1 if back else 1)
        count -= day.weekday() <= FRIDAY
    return day


def find_period_edge(edge: Edge, period: Period, today: date, periods_ahead: int = 0) -> date:
    """Return the start, middle or end of today's period, or of the one that many periods ahead.

    A week starts on Monday and ends on Friday; the middle of a month is the 15th. Raises OverflowError or ValueError
    beyond the year 9999.
    """
    if period == "week":
        return find_weekday_in_week(today, {"start": 0, "mid": 2, "end": FRIDAY}[edge], periods_ahead)
    length = MONTHS_PER_PERIOD[period]
    first = (today.year * 12 + today.month - 1) // length * length + periods_ahead * length
    return find_months_edge(edge, first, length)


def find_months_edge(edge: Edge, first: int, length: int) -> date:
    """Return the start, middle or end of the `length` months that begin with month number `first` since the year 0."""
    if edge == "end":
        year, month = divmod(first + length - 1, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])
    if edge == "mid":
        year, month = divmod(first + length // 2, 12)
        return date(year, month + 1, 15 if length % 2 else 1)
    return date(first // 12, first % 12 + 1, 1)


def next_day_of_month(today: date, day: int, periods_ahead: int = 0) -> date | None:
    """Return the next day with this number, today at the earliest, in a month that has one.

    With `periods_ahead`, only that month counts. Returns None if there is no such day.
    """
    start = today.year * 12 + today.month - 1
    # Three months are enough: of any three in a row at least one has 31 days.
    for months in range(start + periods_ahead, start + periods_ahead + (1 if periods_ahead else 3)):
        year, month = divmod(months, 12)
        if 0 < day <= monthrange(year, month + 1)[1] and (periods_ahead or date(year, month + 1, day) >= today):
            return date(year, month + 1, day)
    return None
