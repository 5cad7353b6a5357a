"""Due dates, laid out from the day on which the new executive should start."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

FRIDAY = 4
SUNDAY = 6


class Schedule(NamedTuple):
    """Days for a course of items.

    `starts_on` is the first day of the executive, `due_days` the day of each item in the order given, `usual_days` the
    days that the course before the first day usually takes, `available_days` the days there are.
    """

    starts_on: date
    due_days: tuple[date, ...]
    usual_days: int
    available_days: int

    @property
    def is_tight(self) -> bool:
        """Whether there is less time than it usually takes: then the days before the start are pushed together."""
        return self.available_days < self.usual_days


def build_schedule(
    offsets: Sequence[int], today: date, target: date | None = None, *, reference_offsets: Sequence[int] | None = None
) -> Schedule:
    """Days for items that are due `offsets` days after the first day (before it where negative).

    Without a target the course begins today. With one that is too near, the days before it keep their order and
    share the time that is left. No day lies before today, and none before the start on a weekend, unless nothing
    but a weekend is left. `reference_offsets` are those of the offsets that tell how long it usually takes, where not
    all do.
    """
    usual = max(0, -min(offsets if reference_offsets is None else reference_offsets, default=0))
    starts_on = target or today + timedelta(days=usual)
    room = (starts_on - today).days
    scale = max(0.0, min(1.0, room / usual)) if usual else 1.0
    return Schedule(starts_on, tuple(_day(starts_on, each, scale, today) for each in offsets), usual, room)


def first_possible(today: date, starts_on: date) -> date:
    """The first day on which something before the start can be due: today, or the Monday after a weekend."""
    return _working_day(today, today, starts_on)


def _day(starts_on: date, offset: int, scale: float, today: date) -> date:
    if offset >= 0:
        return max(today, starts_on + timedelta(days=offset))
    day = starts_on - timedelta(days=round(-offset * scale))
    return _working_day(max(today, day), today, starts_on)


def _working_day(day: date, first: date, last: date) -> date:
    """The day itself, or the Friday before a weekend; the Monday after it where that Friday is before the first day.

    Where that Monday is beyond the last day, there is no working day, and the day stays.
    """
    beyond = day.weekday() - FRIDAY
    if beyond <= 0:
        return day
    friday = day - timedelta(days=beyond)
    monday = friday + timedelta(days=SUNDAY - FRIDAY + 1)
    if friday >= first:
        return friday
    return monday if monday <= last else day
