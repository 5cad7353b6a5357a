"""The first day of a search is moved, and the days that were laid out from it move along."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from bot.hiring.calendar import Schedule, build_schedule, first_possible
from bot.hiring.models import Change, Checklist, HistoryEntry, Item

RESCHEDULE_VERB = "move"
"""The verb of a change to the day of an item that follows the first day."""


class ScheduleTemplate(NamedTuple):
    """What days are laid out from: the day that it is, and of each key the days from the first day to the item's.

    Before the first day they are negative.
    """

    today: date
    offsets: Mapping[str, int]


class DateHistory(NamedTuple):
    """What the history says of days: the items whose day somebody set, and the days that items had this morning.

    Of the latter only those are told that have moved since.
    """

    manually_set: frozenset[int] = frozenset()
    due_this_morning: Mapping[int, date] = {}


class RescheduleResult(NamedTuple):
    """The changes to items, the numbers of those that stay because somebody set their day, and the new calendar."""

    changes: tuple[Change, ...]
    pinned: tuple[int, ...]
    schedule: Schedule


def reschedule(
    checklist: Checklist, to: date, schedule_template: ScheduleTemplate, past: DateHistory
) -> RescheduleResult:
    """What becomes of the items when the first day is moved to this day.

    Items that are closed, or have no day, stay; so do those whose day somebody set. All others are laid out anew,
    as when a search begins. What is late already is due at once, and does not push the others together.
    """
    pending = [item for item in checklist.items if item.due and not item.is_closed and not item.gone]
    kept = [item.number for item in pending if item.number in past.manually_set]
    moving = [item for item in pending if item.number not in past.manually_set]
    offsets = [_offset(item, checklist.search.starts_on, schedule_template) for item in moving]
    first = first_possible(schedule_template.today, to)
    dues = [past.due_this_morning.get(item.number) or item.due or first for item in moving]
    ahead = [offset for offset, due in zip(offsets, dues, strict=True) if due > first]
    calendar = build_schedule(offsets, schedule_template.today, to, reference_offsets=ahead)
    laid = zip(moving, calendar.due_days, strict=True)
    changes = tuple(_change(item, day) for item, day in laid if item.due != day)
    return RescheduleResult(changes, tuple(kept), calendar)


def read_date_history(acts: Iterable[HistoryEntry], today: date) -> DateHistory:
    """What these acts, the newest first, say of days; `today` is the day in UTC."""
    by_hand: set[int] = set()
    this_morning: dict[int, date] = {}
    for act in _drop_undone(tuple(acts)):
        for change in act.changes:
            for name, before, _ in change.fields:
                if name == "due" and change.verb == "due":
                    by_hand.add(change.number)
                elif name == "due" and act.at.date() == today and before:
                    this_morning[change.number] = before
    return DateHistory(frozenset(by_hand), this_morning)


def count_rescheduled(changes: Iterable[Change]) -> int | None:
    """How many days of items moved with the first day in these changes of one act; None where it was not moved."""
    changes = tuple(changes)
    moves = any(name == "starts_on" for change in changes for name, *_ in change.fields)
    return sum(1 for change in changes if change.number) if moves else None


def _offset(item: Item, starts_on: date, schedule_template: ScheduleTemplate) -> int:
    """Days from the first day to the item's; one that the template does not have any more keeps its distance."""
    distance = (item.due - starts_on).days if item.due else 0
    return schedule_template.offsets.get(item.key, distance)


def _change(item: Item, day: date) -> Change:
    """A new day, which also ends a snooze, as it does where somebody sets it."""
    snoozed = (("snoozed", item.snoozed, None),) if item.snoozed else ()
    return Change(item.number, RESCHEDULE_VERB, (("due", item.due, day), *snoozed))


def _drop_undone(acts: tuple[HistoryEntry, ...]) -> Iterator[HistoryEntry]:
    """Those that were not taken back, and are no taking back themselves."""
    undone = {act.undoes for act in acts}
    return (act for act in acts if act.id not in undone and not act.undoes)
