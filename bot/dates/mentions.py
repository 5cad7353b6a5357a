"""Finds the dates that a sentence names, such as the evidence "signed on 20 March". Most often they are in the past."""

import re
from collections.abc import Iterator
from datetime import date

from bot.dates.periods import DAYS_PER_WEEK, WEEKDAYS
from bot.dates.problems import DateProblem
from bot.dates.reader import read_date

MAX_LENGTH = 3000
"""Characters that are looked at."""
_MONTH = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[eé]vrier|mar(?:ch|s)?|m(?:ä|ae)rz|apr(?:il)?|avril|ma[iy]|june?|juni|juin"
    r"|july?|juli|juillet|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre)?|o[ck]t(?:ober|obre)?|nov(?:ember|embre)?"
    r"|de[cz](?:ember)?|d[eé]cembre)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_DATE = re.compile(
    r"(?<![\w/.-])(?:"
    rf"(?P<full>\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}"
    rf"|{_DAY} (?:of )?{_MONTH}\b\.?,? \d{{4}}|{_MONTH}\b\.? {_DAY},? \d{{4}})"
    rf"|(?P<yearless>{_DAY} (?:of )?{_MONTH}\b|{_MONTH}\b\.? {_DAY}(?!\d))"
    rf"|(?P<weekday>(?:(?:last|next|this|by|until) )?{_WEEKDAY})"
    r"|(?P<relative>today|yesterday|tomorrow|next (?:week|month))"
    r")(?![\w/-])",
    re.IGNORECASE,
)
_AHEAD = ("next ", "by ", "until ")


def find_dates(text: str, today: date) -> tuple[date, ...]:
    """The dates that the text names to a person for whom it is `today`, in their order.

    A day without a year is the nearest one. A weekday is the last one, unless `by` or `next` is before it. A date that
    can be read in two ways is the one in the past, if there is one.
    """
    found = (_resolve(match, today) for match in _DATE.finditer(_LINK.sub(" ", text[:MAX_LENGTH])))
    return tuple(day for day in found if day)


def has_dates(text: str) -> bool:
    """Whether the text names a date."""
    return _DATE.search(_LINK.sub(" ", text[:MAX_LENGTH])) is not None


def _resolve(match: re.Match[str], today: date) -> date | None:
    if match["yearless"]:
        return min(_in_nearby_years(match.group(), today), key=lambda day: abs(day - today), default=None)
    if match["weekday"] and not match.group().casefold().startswith(_AHEAD):
        return _last_weekday(match.group().casefold().rpartition(" ")[2], today)
    found = read_date(match.group().replace(",", ""), today, past=True)
    if isinstance(found, DateProblem):
        return max((day for day in found.days if day <= today), default=min(found.days, default=None))
    return found


def _in_nearby_years(words: str, today: date) -> Iterator[date]:
    """The day in last year, this year and next year, as far as it exists."""
    for year in (today.year - 1, today.year, today.year + 1):
        found = read_date(f"{words.rstrip('.')} {year}", today, past=True)
        if isinstance(found, date):
            yield found


def _last_weekday(name: str, today: date) -> date:
    """The last such day, today at the latest."""
    return date.fromordinal(today.toordinal() - (today.weekday() - WEEKDAYS.index(name)) % DAYS_PER_WEEK)
