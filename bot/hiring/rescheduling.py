"""Rescheduling: if the first day of a search moves, the due dates that were computed from it move too."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from bot.hiring.calendar import calendar_of
from bot.hiring.deadlines import change_due_date, plan_deadlines
from bot.hiring.models import SEARCH_NUMBER, Change, Checklist, HistoryEntry, Item, Search
from bot.hiring.schedule import Schedule, build_schedule, first_possible


class ScheduleTemplate(NamedTuple):
    """What due dates are computed from: today, and the offset of each item by its key.

    An offset is the number of days after the first day; it is negative before it. `find_offsets` finds those of one
    search, which depend on what is known about it; without it, `offsets` are those of every search.
    """

    today: date
    offsets: Mapping[str, int]
    find_offsets: Callable[[Search], Mapping[str, int]] | None = None

    def offsets_of(self, search: Search) -> Mapping[str, int]:
        """The offsets of the items of a search."""
        return self.find_offsets(search) if self.find_offsets else self.offsets


class DateHistory(NamedTuple):
    """What the history says about due dates: the items whose due date a person set, and the due dates at midnight UTC.

    The latter only of items that were rescheduled since.
    """

    manually_set: frozenset[int] = frozenset()
    due_this_morning: Mapping[int, date] = {}


class RescheduleResult(NamedTuple):
    """The changes to items, the numbers of the items that keep the due date a person set, and the new schedule.

    `leaves_out_overdue`: whether overdue items, with which it would take longer, are left out of the usual pace.
    """

    changes: tuple[Change, ...]
    pinned: tuple[int, ...]
    schedule: Schedule
    leaves_out_overdue: bool = False


def reschedule(
    checklist: Checklist, to: date, schedule_template: ScheduleTemplate, past: DateHistory
) -> RescheduleResult:
    """How the items change if the first day moves to `to`.

    Closed items, items without a due date, and items whose due date a person set keep it. So do deadlines that count
    from an item that is done. All others are scheduled as when a search starts. Overdue items become due at once, and
    don't compress the schedule of the others.
    """
    calendar = calendar_of(checklist.search)
    pending = [item for item in _moving_items(checklist) if item.due]
    pinned = [item.number for item in pending if item.number in past.manually_set]
    moving = [item for item in pending if item.number not in past.manually_set]
    template_offsets = schedule_template.offsets_of(checklist.search)
    offsets = [_offset(item, checklist.search.starts_on, template_offsets) for item in moving]
    first = first_possible(schedule_template.today, to, calendar)
    dues = [past.due_this_morning.get(item.number) or item.due or first for item in moving]
    ahead = [offset for offset, due in zip(offsets, dues, strict=True) if due > first]
    schedule = build_schedule(offsets, schedule_template.today, to, reference_offsets=ahead, calendar=calendar)
    due_days = zip(moving, plan_deadlines(moving, schedule.due_days, calendar, checklist.items), strict=True)
    changes = tuple(change_due_date(item, day) for item, day in due_days if item.due != day)
    leaves_out_overdue = max(0, -min(offsets, default=0)) > schedule.usual_days
    return RescheduleResult(changes, tuple(pinned), schedule, leaves_out_overdue)


def shift(checklist: Checklist, paused_on: date, today: date, kept: frozenset[int]) -> tuple[date, tuple[Change, ...]]:
    """The first day and the due dates of open items, all later by the length of a pause, on working days.

    Due dates that a person set during the pause are `kept`, as are deadlines that count from an item that is done.
    """
    length, calendar = today - paused_on, calendar_of(checklist.search)
    if length <= timedelta():
        return checklist.search.starts_on, ()
    moving = (item for item in _moving_items(checklist) if item.number not in kept)
    due_days = ((item, calendar.on_or_after(item.due + length)) for item in moving if item.due)
    changes = tuple(change_due_date(item, day) for item, day in due_days)
    return calendar.on_or_after(checklist.search.starts_on + length), changes


def find_dated_since_pause(entries: Iterable[HistoryEntry]) -> frozenset[int]:
    """The items whose due date a person has set since the last pause began; the newest entry comes first."""
    since = takewhile(lambda entry: not _is_pause(entry), _drop_undone(tuple(entries)))
    return frozenset(change.number for entry in since for change in entry.changes if change.verb == "due")


def _is_pause(entry: HistoryEntry) -> bool:
    return any(change.number == SEARCH_NUMBER and change.verb == "pause" for change in entry.changes)


def read_date_history(entries: Iterable[HistoryEntry], today: date) -> DateHistory:
    """What these history entries, the newest first, say about due dates; `today` is the date in UTC."""
    manually_set: set[int] = set()
    this_morning: dict[int, date] = {}
    for entry in _drop_undone(tuple(entries)):
        for change in entry.changes:
            for name, before, _ in change.fields:
                if name == "due" and change.verb == "due":
                    manually_set.add(change.number)
                elif name == "due" and entry.at.date() == today and before:
                    this_morning[change.number] = before
    return DateHistory(frozenset(manually_set), this_morning)


def count_rescheduled(changes: Iterable[Change]) -> int | None:
    """How many due dates moved with the first day in these changes of one entry; None if it didn't move."""
    changes = tuple(changes)
    moves = any(name == "starts_on" for change in changes for name, *_ in change.fields)
    return sum(is_rescheduled(change) for change in changes) if moves else None


def is_rescheduled(change: Change) -> bool:
    """Whether this is a new due date of an item, and nothing else."""
    return bool(change.number) and {name for name, *_ in change.fields} <= {"due", "snoozes"}


def _moving_items(checklist: Checklist) -> Iterator[Item]:
    """The open items, without deadlines that count from an item that is done."""
    done = {item.key for item in checklist.items if item.state == "done"} - {""}
    return (item for item in checklist.items if not (item.is_closed or item.gone or item.after in done))


def _offset(item: Item, starts_on: date, offsets: Mapping[str, int]) -> int:
    """The item's offset in the template. An item that it no longer has keeps its distance to the first day."""
    distance = (item.due - starts_on).days if item.due else 0
    return offsets.get(item.key, distance)


def _drop_undone(entries: tuple[HistoryEntry, ...]) -> Iterator[HistoryEntry]:
    """The entries that were not undone and are no undo."""
    undone = {entry.undoes for entry in entries}
    return (entry for entry in entries if entry.id not in undone and not entry.undoes)
