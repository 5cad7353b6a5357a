"""Rules for relative and calendar dates: weekdays, days of a month, and edges of weeks, months, quarters and years.

They read texts in canonical words, as `words.normalise_date_text` writes them.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import cast

from bot.dates.periods import (
    DAYS_PER_WEEK,
    MONTHS,
    WEEKDAYS,
    Edge,
    Period,
    find_months_edge,
    find_period_edge,
    find_weekday_in_week,
    next_day_of_month,
    next_weekday,
)
from bot.dates.problems import DateProblem

DateResult = date | DateProblem
DateRule = Callable[[re.Match[str], date], DateResult]

MONTHS_PER_QUARTER = 3
MONTHS_PER_YEAR = 12
YEARS_TO_TRY = 2
"""A month or quarter without a year is looked for in this year and the next: its edge may have passed in this one."""
RELATIVE_DAYS = {"today": 0, "tomorrow": 1, "day after tomorrow": 2, "yesterday": -1, "day before yesterday": -2}
EDGES_BY_WORD: dict[str, Edge] = {"start": "start", "1st day": "start", "mid": "mid", "end": "end", "last day": "end"}

_DAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_EDGE = rf"(?P<edge>{'|'.join(EDGES_BY_WORD)})"
_PERIOD = r"(?P<period>week|month|quarter|year)"
_IN_YEAR = r"(?: (?:in )?(?P<year>\d{4}))?"


def _relative_day(match: re.Match[str], today: date) -> DateResult:
    return today + timedelta(days=RELATIVE_DAYS[match.string])


def _weekday(match: re.Match[str], today: date) -> DateResult:
    """Read `friday`, `next friday`, `last friday` or `this friday`. Only with `this` may it be today."""
    weekday, which = WEEKDAYS.index(match["weekday"]), match["which"]
    if which == "next":
        return find_weekday_in_week(today, weekday, 1)
    if which == "last":
        return next_weekday(today, weekday) - timedelta(
            days=2 * DAYS_PER_WEEK if weekday == today.weekday() else DAYS_PER_WEEK
        )
    if which == "this" and weekday == today.weekday():
        return today
    return next_weekday(today, weekday)


def _weekday_of_week(match: re.Match[str], today: date) -> DateResult:
    """Read `thursday next week`, `monday in 2 week` or `this week friday`."""
    ahead = int(match["weeks"] or ("next" in match.string))
    return find_weekday_in_week(today, WEEKDAYS.index(match["weekday"]), ahead)


def _week_later(match: re.Match[str], today: date) -> DateResult:
    """Read `friday week` or `friday after next`: a week after the next such day."""
    return next_weekday(today, WEEKDAYS.index(match["weekday"])) + timedelta(days=DAYS_PER_WEEK)


def _edge(match: re.Match[str], today: date) -> DateResult:
    edge, period = EDGES_BY_WORD[match["edge"] or "end"], cast("Period", match["period"])
    if match["which"]:
        return find_period_edge(edge, period, today, int(match["which"] == "next"))
    return next(day for ahead in (0, 1) if (day := find_period_edge(edge, period, today, ahead)) >= today)


def _period(match: re.Match[str], today: date) -> DateResult:
    period = cast("Period", match["period"])
    return (
        find_period_edge("start", period, today, 1)
        if match["which"] == "next"
        else find_period_edge("end", period, today)
    )


def _edge_of_month(match: re.Match[str], today: date) -> DateResult:
    return _find_edge_in_year(match, today, EDGES_BY_WORD[match["edge"]], MONTHS.index(match["month"]), 1)


def _month(match: re.Match[str], today: date) -> DateResult:
    """Read a month alone as its first day. The current month is refused unless today is that day."""
    month = MONTHS.index(match["month"])
    now = today.month - 1 == month and match["year"] in (None, str(today.year)) and today.day > 1
    return DateProblem("which_day") if now else _find_edge_in_year(match, today, "start", month, 1)


def _edge_of_quarter(match: re.Match[str], today: date) -> DateResult:
    return _find_edge_in_year(
        match,
        today,
        EDGES_BY_WORD[match["edge"] or "end"],
        (int(match["quarter"]) - 1) * MONTHS_PER_QUARTER,
        MONTHS_PER_QUARTER,
    )


def _edge_of_year(match: re.Match[str], _today: date) -> DateResult:
    return find_months_edge(EDGES_BY_WORD[match["edge"]], int(match["year"]) * MONTHS_PER_YEAR, MONTHS_PER_YEAR)


def _find_edge_in_year(match: re.Match[str], today: date, edge: Edge, month: int, length: int) -> DateResult:
    """Return the edge of `length` months from `month` (0 is January), in the year given.

    Without a year, it is the first year in which the edge has not passed.
    """
    if match["year"]:
        return find_months_edge(edge, int(match["year"]) * MONTHS_PER_YEAR + month, length)
    years = range(today.year, today.year + YEARS_TO_TRY)
    return next(
        day for year in years if (day := find_months_edge(edge, year * MONTHS_PER_YEAR + month, length)) >= today
    )


def _day_of_month(match: re.Match[str], today: date) -> DateResult:
    found = next_day_of_month(today, int(match["day"]), int(match["which"] == "next"))
    return found or DateProblem("impossible")


CALENDAR_RULES: dict[re.Pattern[str], DateRule] = {
    re.compile(shape): rule
    for shape, rule in {
        "|".join(RELATIVE_DAYS): _relative_day,
        rf"(?:(?P<which>this|next|last) )?{_DAY}": _weekday,
        rf"{_DAY} (?:this week|next week|in (?P<weeks>\d\d?) week)": _weekday_of_week,
        rf"(?:this week|next week|in (?P<weeks>\d\d?) week) {_DAY}": _weekday_of_week,
        rf"{_DAY} (?:week|after next)": _week_later,
        rf"{_EDGE} (?:(?P<which>this|next) )?{_PERIOD}": _edge,
        rf"{_PERIOD} (?P<edge>end)(?P<which>)": _edge,
        rf"(?P<which>this|next) {_PERIOD}": _period,
        rf"{_EDGE} {_MONTH}{_IN_YEAR}": _edge_of_month,
        rf"(?:in |this |next )?{_MONTH}{_IN_YEAR}": _month,
        rf"(?:{_EDGE} )?q(?P<quarter>[1-4]){_IN_YEAR}": _edge_of_quarter,
        rf"{_EDGE} (?P<year>\d{{4}})": _edge_of_year,
        r"(?P<day>\d\d?)(?:st|nd|rd|th)(?: (?:(?P<which>this|next) )?month)?": _day_of_month,
    }.items()
}
"""Pattern of a whole text to the rule that reads it. The first pattern that matches decides."""
