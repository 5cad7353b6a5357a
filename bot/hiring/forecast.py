"""Whether the first day still holds: how far it has slipped, and which late items cause that."""

from datetime import date
from typing import NamedTuple

from bot.hiring.calendar import calendar_of
from bot.hiring.lifecycle import SIGNATURE_KEY, find_open_search_items
from bot.hiring.models import Checklist, Item
from bot.hiring.progress import due_sort_key, is_overdue

MIN_SLIP_DAYS = 7
"""A delay of less than a week can be made up, so that the first day still holds."""


class Forecast(NamedTuple):
    """The first day as it looks now.

    `slipped_days` is how much later than planned it is, 0 if it holds. `causes` are the late items that the hire waits
    for, the most overdue first; there are none if only the first day itself has passed.
    """

    starts_on: date
    slipped_days: int = 0
    causes: tuple[Item, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the planned first day can still be met."""
        return not self.slipped_days


def forecast_first_day(checklist: Checklist, today: date) -> Forecast | None:
    """When the new executive is likely to start; None if the search is paused, hired or closed.

    What the hire waits for is as late as the most overdue of these items, and the rest of the plan takes as long as
    before.
    """
    search = checklist.search
    if search.state != "open":
        return None
    late = sorted((item for item in _items_on_path(checklist) if is_overdue(item, today)), key=due_sort_key)
    delays = [(today - item.due).days for item in late if item.due]
    slipped = max([*delays, (today - search.starts_on).days])
    if slipped < MIN_SLIP_DAYS and today <= search.starts_on:
        return Forecast(search.starts_on)
    likely = calendar_of(search).on_or_after(max(today, _later(search.starts_on, slipped)))
    return Forecast(likely, (likely - search.starts_on).days, tuple(late))


def _later(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + max(0, days))


def _items_on_path(checklist: Checklist) -> tuple[Item, ...]:
    """The open items that the hire waits for; without a signature, all that come before the first day."""
    open_items = find_open_search_items(checklist)
    signature = next((item for item in checklist.items if item.key == SIGNATURE_KEY), None)
    if signature is None:
        return open_items
    needed = _prerequisite_keys(checklist, signature)
    return tuple(item for item in open_items if item.key in needed)


def _prerequisite_keys(checklist: Checklist, item: Item) -> frozenset[str]:
    """The keys of this item and of everything that has to be done before it, none of it if the item is closed."""
    needs = {each.key: each.needs for each in checklist.items if each.key and not each.is_closed}
    found: set[str] = set()
    reached = {item.key} & needs.keys()
    while reached:
        found |= reached
        reached = {key for each in reached for key in needs[each] if key in needs} - found
    return frozenset(found)
