"""How far a search has come, and what is next."""

from collections.abc import Iterable
from datetime import date
from heapq import nsmallest
from typing import NamedTuple

from bot.hiring.gates import awaited
from bot.hiring.models import Checklist, Item

NEXT = 3


class Progress(NamedTuple):
    """How many items are done, of how many that apply."""

    done: int
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where nothing applies."""
        return self.done / self.of if self.of else 1.0


def progress(items: Iterable[Item]) -> Progress:
    """The progress of these items; what was skipped, or taken away again, does not count."""
    counted = [item.state for item in items if item.state != "skipped" and not item.gone]
    return Progress(counted.count("done"), len(counted))


def by_phase(checklist: Checklist) -> tuple[tuple[str, str, tuple[Item, ...]], ...]:
    """Each phase that has items: its id, its name, its items."""
    items = checklist.listed
    names = dict(checklist.search.phases)
    phases = dict.fromkeys((*names, *(item.phase for item in items)))
    groups = ((phase, tuple(item for item in items if item.phase == phase)) for phase in phases)
    return tuple((phase, names.get(phase, phase), inside) for phase, inside in groups if inside)


def is_overdue(item: Item, today: date) -> bool:
    """Whether its day has passed and it is not closed."""
    return item.due is not None and item.due < today and not item.closed


def overdue(checklist: Checklist, today: date) -> tuple[Item, ...]:
    """What is late, the latest first."""
    late = [item for item in checklist.listed if is_overdue(item, today)]
    return tuple(sorted(late, key=_when))


def next_steps(checklist: Checklist, most: int = NEXT, person: str = "") -> tuple[Item, ...]:
    """What can be worked on now: not closed, not blocked, nothing to wait for; the earliest first.

    With a person, only what is theirs.
    """
    held = awaited(checklist)
    ready = (
        item
        for item in checklist.items
        if item.state in ("open", "started")
        and not item.gone
        and (not person or item.assignee == person)
        and held.isdisjoint(item.needs)
    )
    return tuple(nsmallest(most, ready, key=_when))


def _when(item: Item) -> tuple[date, int]:
    return (item.due or date.max, item.number)
