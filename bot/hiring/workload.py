"""What one person can work on now, across all their searches."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bot.hiring.lifecycle import find_live_items
from bot.hiring.models import Checklist, Item, Search
from bot.hiring.progress import due_sort_key, find_ready_items, is_overdue


class WorkItem(NamedTuple):
    """An item that the person can work on: their own, or an unassigned one of a search that they own."""

    search: Search
    item: Item
    is_assigned: bool = True


class Workload(NamedTuple):
    """Everything that a person can work on now, late items first.

    `waiting` is how many of their items are blocked or wait for others, `snoozed` how many they put off.
    """

    items: tuple[WorkItem, ...] = ()
    waiting: int = 0
    snoozed: int = 0


def find_workload(checklists: Iterable[Checklist], user: str, today: date) -> Workload:
    """What the user can work on now. Paused and closed searches are left out.

    Late items come first, then the user's own, then unassigned items of the searches that they own; each by due date.
    """
    active = [each for each in checklists if each.search.sends_reminders]
    found = [work for each in active for work in _ready_items(each, user)]
    items = [each for each in found if not _is_snoozed(each.item, user, today)]
    theirs = sum(_count_open(each, user) for each in active)
    waiting = theirs - sum(each.is_assigned for each in found)
    ordered = sorted(items, key=lambda each: _urgency(each, today))
    return Workload(tuple(ordered), waiting, len(found) - len(items))


def _ready_items(checklist: Checklist, user: str) -> Iterable[WorkItem]:
    search = checklist.search
    for item in find_ready_items(checklist):
        if item.assignee == user:
            yield WorkItem(search, item)
        elif not item.assignee and search.owner == user:
            yield WorkItem(search, item, is_assigned=False)


def _count_open(checklist: Checklist, user: str) -> int:
    return sum(item.assignee == user and not item.is_closed for item in find_live_items(checklist))


def _is_snoozed(item: Item, user: str, today: date) -> bool:
    until = item.snoozed_until(user)
    return until is not None and until > today


def _urgency(work: WorkItem, today: date) -> tuple[bool, bool, tuple[date, int]]:
    is_late = is_overdue(work.item, today)
    return (not is_late, not (is_late or work.is_assigned), due_sort_key(work.item))
