"""Deadlines that count working days from an event, such as the signature, and not from the first day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.hiring.calendar import WorkCalendar
from bot.hiring.models import Change, Checklist, Item

RESCHEDULE_VERB = "move"
"""The verb of a change to a due date that is computed: it follows the first day, or an event."""


def plan_deadlines(
    items: Sequence[Item], due_days: Sequence[date], calendar: WorkCalendar, others: Iterable[Item] = ()
) -> tuple[date, ...]:
    """The due dates of the items, with each deadline counted from the due date of its event.

    The event may be one of `others`. A deadline whose event has no due date is left as it is.
    """
    planned: dict[str, date | None] = {item.key: item.due for item in others}
    planned |= {item.key: due for item, due in zip(items, due_days, strict=True)}
    events = (planned.get(item.after) if item.after else None for item in items)
    triples = zip(items, due_days, events, strict=True)
    return tuple(calendar.add(event, item.within) if event else due for item, due, event in triples)


def count_from_event(
    checklist: Checklist, change: Change, happened_on: date, calendar: WorkCalendar
) -> Iterator[Change]:
    """The new due dates of the deadlines that begin with this change, if it says that an item is done."""
    if not any(name == "state" and after == "done" for name, _, after in change.fields):
        return
    event = checklist.items[change.number - 1]
    for item in find_deadlines(checklist.items, event.key):
        day = calendar.add(happened_on, item.within)
        if item.due != day:
            yield change_due_date(item, day)


def change_due_date(item: Item, day: date) -> Change:
    """A computed due date. It also ends all snoozes, as it does if a person sets it."""
    snoozes = (("snoozes", item.snoozes, ()),) if item.snoozes else ()
    return Change(item.number, RESCHEDULE_VERB, (("due", item.due, day), *snoozes))


def find_deadlines(items: Iterable[Item], event: str) -> Iterator[Item]:
    """The open items whose deadline is counted from the item with this key."""
    return (item for item in items if event and item.after == event and not item.is_closed)
