"""How far a search has come, and what is next."""

from collections.abc import Iterable
from datetime import date
from heapq import nsmallest
from typing import NamedTuple

from bot.hiring.models import Checklist, Item

NEXT = 3
_TO_DO = ("open", "started")
_NEVER = date.max


class Progress(NamedTuple):
    """How many items are done, of how many that apply."""

    done: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where nothing applies."""
        return self.done / self.total if self.total else 1.0


def compute_progress(items: Iterable[Item]) -> Progress:
    """The progress of these items; what was skipped, or taken away again, does not count."""
    states = [item.state for item in items if not item.gone]
    return Progress(states.count("done"), len(states) - states.count("skipped"))


def group_by_phase(checklist: Checklist) -> tuple[tuple[str, str, tuple[Item, ...]], ...]:
    """Each phase that has items: its id, its name, its items."""
    items = checklist.visible_items
    names = dict(checklist.search.phases)
    phases = dict.fromkeys((*names, *(item.phase for item in items)))
    groups = ((phase, tuple(item for item in items if item.phase == phase)) for phase in phases)
    return tuple((phase, names.get(phase, phase), inside) for phase, inside in groups if inside)


def is_overdue(item: Item, today: date) -> bool:
    """Whether its day has passed and it is not closed."""
    return item.due is not None and item.due < today and not item.is_closed


def find_overdue(checklist: Checklist, today: date) -> tuple[Item, ...]:
    """What is late, the latest first."""
    late = [item for item in checklist.visible_items if is_overdue(item, today)]
    return tuple(sorted(late, key=due_sort_key))


def find_ready_items(checklist: Checklist) -> list[Item]:
    """What can be worked on now, in the order of the numbers: not closed, not blocked, nothing to wait for."""
    held = checklist.open_keys
    return [item for item in checklist.items if item.state in _TO_DO and held.isdisjoint(item.needs) and not item.gone]


def find_next_steps(checklist: Checklist, limit: int = NEXT, person: str = "") -> tuple[Item, ...]:
    """What can be worked on now, the earliest first. With a person, only what is theirs."""
    theirs = (item for item in find_ready_items(checklist) if not person or item.assignee == person)
    return tuple(nsmallest(limit, theirs, key=due_sort_key))


def due_sort_key(item: Item) -> tuple[date, int]:
    """What items are sorted by where the earliest comes first: those without a day are the last."""
    return (item.due or _NEVER, item.number)
