"""Days by the calendar: weeks from Monday to Sunday, months, quarters and years, and how a day is said."""

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


def format_date_with_weekday(day: date, today: date) -> str:
    """A day as it is said back, with its weekday so that a misunderstanding is seen.

    >>> format_date_with_weekday(date(2026, 11, 27), date(2026, 11, 25))
    'Friday 27 November 2026'
    >>> format_date_with_weekday(date(2026, 11, 26), date(2026, 11, 25))
    'tomorrow, Thu 26 November'
    """
    weekday = WEEKDAYS[day.weekday()].capitalize()
    dated = f"{day.day} {MONTHS[day.month - 1].capitalize()}"
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((day - today).days)
    return f"{near}, {weekday[:3]} {dated}" if near else f"{weekday} {dated} {day.year}"


def next_weekday(today: date, weekday: int) -> date:
    """The next such day (0 is Monday) after today, at most a week away."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % DAYS_PER_WEEK + 1)


def find_weekday_in_week(day: date, weekday: int, weeks: int = 0) -> date:
    """The day (0 is Monday) of the week that holds `day`, or of one so many weeks after it."""
    return day - timedelta(days=day.weekday()) + timedelta(days=weekday, weeks=weeks)


def add_working_days(day: date, count: int, *, back: bool = False) -> date:
    """The day after (or before) so many days from Monday to Friday; holidays are not known. Raises OverflowError."""
    while count:
        day += timedelta(days=-1 if back else 1)
        count -= day.weekday() <= FRIDAY
    return day


def find_period_edge(edge: Edge, period: Period, today: date, periods_ahead: int = 0) -> date:
    """Start, middle or end of the period that holds today, or of one so many periods ahead.

    A week starts on Monday and ends on Friday; the middle of a month is the 15th. Raises OverflowError or ValueError
    beyond the year 9999.
    """
    if period == "week":
        return find_weekday_in_week(today, {"start": 0, "mid": 2, "end": FRIDAY}[edge], periods_ahead)
    length = MONTHS_PER_PERIOD[period]
    first = (today.year * 12 + today.month - 1) // length * length + periods_ahead * length
    return find_months_edge(edge, first, length)


def find_months_edge(edge: Edge, first: int, length: int) -> date:
    """Start, middle or end of `length` months from the one that is number `first` since the year 0."""
    if edge == "end":
        year, month = divmod(first + length - 1, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])
    if edge == "mid":
        year, month = divmod(first + length // 2, 12)
        return date(year, month + 1, 15 if length % 2 else 1)
    return date(first // 12, first % 12 + 1, 1)


def next_day_of_month(today: date, day: int, periods_ahead: int = 0) -> date | None:
    """The next day of that number, today at the earliest, in a month that has one; None where no month does.

    With `periods_ahead`, the day of just that month: None where it has no such day.
    """
    start = today.year * 12 + today.month - 1
    for months in range(start + periods_ahead, start + periods_ahead + (1 if periods_ahead else 3)):
        year, month = divmod(months, 12)
        if 0 < day <= monthrange(year, month + 1)[1] and (periods_ahead or date(year, month + 1, day) >= today):
            return date(year, month + 1, day)
    return None
