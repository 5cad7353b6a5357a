"""The schedule of a search: due dates, computed from the first day of the new executive."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from bot.hiring.calendar import WEEKDAYS, WorkCalendar


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
    offsets: Sequence[int],
    today: date,
    target: date | None = None,
    *,
    reference_offsets: Sequence[int] | None = None,
    calendar: WorkCalendar = WEEKDAYS,
) -> Schedule:
    """The schedule of items that are due `offsets` days after the first day, or before it if negative.

    Without a `target` for the first day, the search takes as long as usual, starting today, and the first day is a
    working day. If the target is too close, the due dates before it keep their order and share the time that is left.
    No due date is before today. Due dates are working days, unless no working day is left before the first day.
    `reference_offsets` are the offsets that determine how long the search usually takes, if not all of them do.
    """
    usual = max(0, -min(offsets if reference_offsets is None else reference_offsets, default=0))
    starts_on = target or calendar.on_or_after(today + timedelta(days=usual))
    room = (starts_on - today).days
    scale = max(0.0, min(1.0, room / usual)) if usual else 1.0
    due_days = [_due_day(starts_on, each, scale, today) for each in offsets]
    pairs = zip(offsets, due_days, strict=True)
    working_days = tuple(
        calendar.on_or_after(day) if offset >= 0 else _working_day(day, today, starts_on, calendar)
        for offset, day in pairs
    )
    return Schedule(starts_on, working_days, usual, room)


def first_possible(today: date, starts_on: date, calendar: WorkCalendar = WEEKDAYS) -> date:
    """The earliest due date before the first day: today, or the first working day after it."""
    return _working_day(today, today, starts_on, calendar)


def _due_day(starts_on: date, offset: int, scale: float, today: date) -> date:
    """The day so many days before or after the first day, with those before it closer by `scale`; not before today."""
    days = offset if offset >= 0 else -round(-offset * scale)
    return max(today, starts_on + timedelta(days=days))


def _working_day(day: date, first: date, last: date, calendar: WorkCalendar) -> date:
    """The working day on or before the day; if that is before `first`, the one after it.

    If that is after `last`, there is no working day left, and the day is returned unchanged.
    """
    before = calendar.on_or_before(day)
    if before >= first:
        return before
    after = calendar.on_or_after(day)
    return after if after <= last else day
