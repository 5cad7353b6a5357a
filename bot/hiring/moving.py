"""The first day of a search is moved, and the days that were laid out from it move along."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from bot.hiring.calendar import Calendar, first_possible, lay_out
from bot.hiring.models import Act, Change, Checklist, Item

MOVE = "move"
"""The verb of a change to the day of an item that follows the first day."""


class Course(NamedTuple):
    """What days are laid out from: the day that it is, and of each key the days from the first day to the item's.

    Before the first day they are negative.
    """

    today: date
    offsets: Mapping[str, int]


class Past(NamedTuple):
    """What the history says of days: the items whose day somebody set, and the days that items had this morning.

    Of the latter only those are told that have moved since.
    """

    by_hand: frozenset[int] = frozenset()
    this_morning: Mapping[int, date] = {}


class Moved(NamedTuple):
    """The changes to items, the numbers of those that stay because somebody set their day, and the new calendar."""

    changes: tuple[Change, ...]
    kept: tuple[int, ...]
    calendar: Calendar


def moved(checklist: Checklist, to: date, course: Course, past: Past) -> Moved:
    """What becomes of the items when the first day is moved to this day.

    Items that are closed, or have no day, stay; so do those whose day somebody set. All others are laid out anew,
    as when a search begins. What is late already is due at once, and does not push the others together.
    """
    pending = [item for item in checklist.items if item.due and not item.closed and not item.gone]
    kept = [item.number for item in pending if item.number in past.by_hand]
    moving = [item for item in pending if item.number not in past.by_hand]
    offsets = [_offset(item, checklist.search.starts_on, course) for item in moving]
    first = first_possible(course.today, to)
    dues = [past.this_morning.get(item.number) or item.due or first for item in moving]
    ahead = [offset for offset, due in zip(offsets, dues, strict=True) if due > first]
    calendar = lay_out(offsets, course.today, to, course=ahead)
    laid = zip(moving, calendar.due, strict=True)
    changes = tuple(_change(item, day) for item, day in laid if item.due != day)
    return Moved(changes, tuple(kept), calendar)


def past_of(acts: Iterable[Act], today: date) -> Past:
    """What these acts, the newest first, say of days; `today` is the day in UTC."""
    by_hand: set[int] = set()
    this_morning: dict[int, date] = {}
    for act in _standing(tuple(acts)):
        for change in act.changes:
            for name, before, _ in change.fields:
                if name == "due" and change.verb == "due":
                    by_hand.add(change.number)
                elif name == "due" and act.at.date() == today and before:
                    this_morning[change.number] = before
    return Past(frozenset(by_hand), this_morning)


def follows(changes: Iterable[Change]) -> int | None:
    """How many days of items moved with the first day in these changes of one act; None where it was not moved."""
    changes = tuple(changes)
    moves = any(name == "starts_on" for change in changes for name, *_ in change.fields)
    return sum(1 for change in changes if change.number) if moves else None


def _offset(item: Item, starts_on: date, course: Course) -> int:
    """Days from the first day to the item's; one that the template does not have any more keeps its distance."""
    distance = (item.due - starts_on).days if item.due else 0
    return course.offsets.get(item.key, distance)


def _change(item: Item, day: date) -> Change:
    """A new day, which also ends a snooze, as it does where somebody sets it."""
    snoozed = (("snoozed", item.snoozed, None),) if item.snoozed else ()
    return Change(item.number, MOVE, (("due", item.due, day), *snoozed))


def _standing(acts: tuple[Act, ...]) -> Iterator[Act]:
    """Those that were not taken back, and are no taking back themselves."""
    undone = {act.undoes for act in acts}
    return (act for act in acts if act.id not in undone and not act.undoes)
