"""Working days: Monday to Friday, without the public holidays of a country."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from typing import NamedTuple

from bot.hiring.models import Search
from bot.hiring.public_holidays import find_public_holidays

FRIDAY = 4
DAY = timedelta(days=1)


class WorkCalendar(NamedTuple):
    """Which days are working days. `country` and `region` are codes of ISO 3166; without a country, no holidays."""

    country: str | None = None
    region: str | None = None

    def is_working_day(self, day: date) -> bool:
        """Whether people work on that day."""
        if day.weekday() > FRIDAY:
            return False
        return not self.country or day not in find_public_holidays(self.country, self.region or "", day.year)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next one that is."""
        return next(each for each in _days(day, DAY) if self.is_working_day(each))

    def on_or_before(self, day: date) -> date:
        """The day itself if it is a working day, else the last one before it that is."""
        return next(each for each in _days(day, -DAY) if self.is_working_day(each))

    def add(self, day: date, working_days: int) -> date:
        """The day after so many working days, not counting the day itself."""
        later = (each for each in _days(day + DAY, DAY) if self.is_working_day(each))
        return next(islice(later, working_days - 1, None)) if working_days else self.on_or_after(day)


WEEKDAYS = WorkCalendar()
"""The calendar without holidays."""


def calendar_of(search: Search) -> WorkCalendar:
    """The calendar of the country that the search is in."""
    return WorkCalendar(search.country or None, search.region or None) if search.country else WEEKDAYS


def _days(first: date, step: timedelta) -> Iterator[date]:
    return (first + step * number for number in count())
