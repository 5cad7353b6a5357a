"""The schedule of a search: due dates, computed from the first day of the new executive."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

FRIDAY = 4
SUNDAY = 6


class Schedule(NamedTuple):
    """Due dates for a list of items.

    `starts_on` is the executive's first day, `due_days` are the due dates in the order of the items, `usual_days` is
    how many days a search usually takes until then, `available_days` how many there are.
    """

    starts_on: date
    due_days: tuple[date, ...]
    usual_days: int
    available_days: int

    @property
    def is_tight(self) -> bool:
        """Whether there is less time than usual. Then the due dates before the first day are compressed."""
        return self.available_days < self.usual_days


def build_schedule(
    offsets: Sequence[int], today: date, target: date | None = None, *, reference_offsets: Sequence[int] | None = None
) -> Schedule:
    """The schedule of items that are due `offsets` days after the first day, or before it if negative.

    Without a `target` for the first day, the search takes as long as usual, starting today. If the target is too close,
    the due dates before it keep their order and share the time that is left. No due date is before today. Due dates
    before the first day are not on a weekend, unless only a weekend is left. `reference_offsets` are the offsets that
    determine how long the search usually takes, if not all of them do.
    """
    usual = max(0, -min(offsets if reference_offsets is None else reference_offsets, default=0))
    starts_on = target or today + timedelta(days=usual)
    room = (starts_on - today).days
    scale = max(0.0, min(1.0, room / usual)) if usual else 1.0
    return Schedule(starts_on, tuple(_day(starts_on, each, scale, today) for each in offsets), usual, room)


def first_possible(today: date, starts_on: date) -> date:
    """The earliest due date before the first day: today, or on a weekend the Monday after it."""
    return _working_day(today, today, starts_on)


def _day(starts_on: date, offset: int, scale: float, today: date) -> date:
    if offset >= 0:
        return max(today, starts_on + timedelta(days=offset))
    day = starts_on - timedelta(days=round(-offset * scale))
    return _working_day(max(today, day), today, starts_on)


def _working_day(day: date, first: date, last: date) -> date:
    """The day itself; on a weekend the Friday before it, or the Monday after it if that Friday is before `first`.

    If that Monday is after `last`, there is no working day left, and the day is returned unchanged.
    """
    beyond = day.weekday() - FRIDAY
    if beyond <= 0:
        return day
    friday = day - timedelta(days=beyond)
    monday = friday + timedelta(days=SUNDAY - FRIDAY + 1)
    if friday >= first:
        return friday
    return monday if monday <= last else day
