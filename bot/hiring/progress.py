"""The progress of a search: what is done, overdue, and next."""

from collections.abc import Iterable
from datetime import date
from heapq import nsmallest
from typing import NamedTuple

from bot.hiring.lifecycle import find_live_items
from bot.hiring.models import Checklist, Item

NEXT_STEPS = 3
_TO_DO = ("open", "started")
_NEVER = date.max


class Progress(NamedTuple):
    """How many items are done, out of how many that have to be."""

    done: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 if there is nothing to do."""
        return self.done / self.total if self.total else 1.0


def compute_progress(items: Iterable[Item]) -> Progress:
    """The progress of these items. Skipped items, and added items whose adding was undone, don't count."""
    states = [item.state for item in items if not item.gone]
    return Progress(states.count("done"), len(states) - states.count("skipped"))


def group_by_phase(checklist: Checklist) -> tuple[tuple[str, str, tuple[Item, ...]], ...]:
    """The phases that have items, in order: id, name, items."""
    items = checklist.visible_items
    names = dict(checklist.search.phases)
    phases = dict.fromkeys((*names, *(item.phase for item in items)))
    groups = ((phase, tuple(item for item in items if item.phase == phase)) for phase in phases)
    return tuple((phase, names.get(phase, phase), inside) for phase, inside in groups if inside)


def is_overdue(item: Item, today: date) -> bool:
    """Whether the item is open and its due date has passed."""
    return item.due is not None and item.due < today and not item.is_closed


def find_overdue(checklist: Checklist, today: date) -> tuple[Item, ...]:
    """The overdue items that people are reminded of, the most overdue first."""
    late = [item for item in find_live_items(checklist) if is_overdue(item, today)]
    return tuple(sorted(late, key=due_sort_key))


def find_ready_items(checklist: Checklist) -> list[Item]:
    """The items that can be worked on now, by number: open, not blocked, without open prerequisites."""
    held = checklist.open_keys
    items = sorted(find_live_items(checklist)) if checklist.search.state == "onboarding" else checklist.items
    return [item for item in items if item.state in _TO_DO and held.isdisjoint(item.needs) and not item.gone]


def find_next_steps(checklist: Checklist, limit: int = NEXT_STEPS, person: str = "") -> tuple[Item, ...]:
    """The items that can be worked on now, the earliest due first; with `person`, only those assigned to them."""
    theirs = (item for item in find_ready_items(checklist) if not person or item.assignee == person)
    return tuple(nsmallest(limit, theirs, key=due_sort_key))


def due_sort_key(item: Item) -> tuple[date, int]:
    """Sorts items by due date, those without one last."""
    return (item.due or _NEVER, item.number)
