"""Dates by the calendar, in tidied words: weekdays, the edges of weeks, months, quarters and years, days of a month."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import cast

from bot.understanding.date_problems import DateProblem
from bot.understanding.days import (
    MONTHS,
    WEEK,
    WEEKDAYS,
    Edge,
    Period,
    edge_of,
    edge_of_months,
    next_day_of_month,
    next_weekday,
    weekday_of,
)

Found = date | DateProblem
Rule = Callable[[re.Match[str], date], Found]

QUARTER = 3
YEAR = 12
MOST_YEARS = 2
"""Years in which a month without a year is looked for: one edge of it may have passed in the first."""
NEAR = {"today": 0, "tomorrow": 1, "day after tomorrow": 2, "yesterday": -1, "day before yesterday": -2}
EDGES: dict[str, Edge] = {"start": "start", "1st day": "start", "mid": "mid", "end": "end", "last day": "end"}

_DAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_EDGE = rf"(?P<edge>{'|'.join(EDGES)})"
_PERIOD = r"(?P<period>week|month|quarter|year)"
_IN_YEAR = r"(?: (?:in )?(?P<year>\d{4}))?"


def _near(match: re.Match[str], today: date) -> Found:
    return today + timedelta(days=NEAR[match.string])


def _weekday(match: re.Match[str], today: date) -> Found:
    weekday, which = WEEKDAYS.index(match["weekday"]), match["which"]
    if which == "next":
        return weekday_of(today, weekday, 1)
    if which == "last":
        return next_weekday(today, weekday) - timedelta(days=2 * WEEK if weekday == today.weekday() else WEEK)
    if which == "this" and weekday == today.weekday():
        return today
    return next_weekday(today, weekday)


def _weekday_of_week(match: re.Match[str], today: date) -> Found:
    """`thursday next week`, `monday in 2 week`, `this week friday`."""
    ahead = int(match["weeks"] or ("next" in match.string))
    return weekday_of(today, WEEKDAYS.index(match["weekday"]), ahead)


def _week_later(match: re.Match[str], today: date) -> Found:
    """`friday week`, `friday after next`."""
    return next_weekday(today, WEEKDAYS.index(match["weekday"])) + timedelta(days=WEEK)


def _edge(match: re.Match[str], today: date) -> Found:
    edge, period = EDGES[match["edge"] or "end"], cast("Period", match["period"])
    if match["which"]:
        return edge_of(edge, period, today, int(match["which"] == "next"))
    return next(day for ahead in (0, 1) if (day := edge_of(edge, period, today, ahead)) >= today)


def _period(match: re.Match[str], today: date) -> Found:
    period = cast("Period", match["period"])
    return edge_of("start", period, today, 1) if match["which"] == "next" else edge_of("end", period, today)


def _edge_of_month(match: re.Match[str], today: date) -> Found:
    return _in_year(match, today, EDGES[match["edge"]], MONTHS.index(match["month"]), 1)


def _month(match: re.Match[str], today: date) -> Found:
    month = MONTHS.index(match["month"])
    now = today.month - 1 == month and match["year"] in (None, str(today.year)) and today.day > 1
    return DateProblem("which_day") if now else _in_year(match, today, "start", month, 1)


def _edge_of_quarter(match: re.Match[str], today: date) -> Found:
    return _in_year(match, today, EDGES[match["edge"] or "end"], (int(match["quarter"]) - 1) * QUARTER, QUARTER)


def _edge_of_year(match: re.Match[str], _today: date) -> Found:
    return edge_of_months(EDGES[match["edge"]], int(match["year"]) * YEAR, YEAR)


def _in_year(match: re.Match[str], today: date, edge: Edge, month: int, length: int) -> Found:
    """The edge of some months of the year that is given, or of the first in which it has not passed."""
    if match["year"]:
        return edge_of_months(edge, int(match["year"]) * YEAR + month, length)
    years = range(today.year, today.year + MOST_YEARS)
    return next(day for year in years if (day := edge_of_months(edge, year * YEAR + month, length)) >= today)


def _day_of_month(match: re.Match[str], today: date) -> Found:
    found = next_day_of_month(today, int(match["day"]), int(match["which"] == "next"))
    return found or DateProblem("impossible")


RULES: dict[re.Pattern[str], Rule] = {
    re.compile(shape): rule
    for shape, rule in {
        "|".join(NEAR): _near,
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
"""The shapes of such dates and how each is read, the first that fits."""
