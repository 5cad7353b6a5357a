"""Reminders: the daily digest of a person, and the weekly summary of a search."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from bot.hiring.models import Checklist, Item, Search
from bot.hiring.progress import Progress, compute_progress, find_overdue
from bot.hiring.schedule import FRIDAY

DIGEST_FROM = time(9)
"""When the digest is due, in the local time of the person."""
DIGEST_UNTIL = time(20)
"""From then on it is too late, and the reminders are in the digest of the next day."""
MONDAY = 0
MAX_REMINDERS = 15
"""Reminders in one digest; the others are counted."""
WEEK = timedelta(days=7)
LOOKAHEAD = timedelta(days=14)
"""How far ahead a weekly summary looks."""

ReminderReason = Literal["late", "today", "soon", "unblocked"]
_URGENCY: tuple[ReminderReason, ...] = ("late", "today", "soon", "unblocked")


class DigestContext(NamedTuple):
    """Whose digest of which day it is. What happened after `since` is new; `departed` are people who left."""

    user: str
    day: date
    since: datetime
    departed: frozenset[str] = frozenset()


class Reminder(NamedTuple):
    """An item, why the person is reminded of it, and what it waits for.

    `is_assigned` says whether it is the person's own. If not, they are reminded as the owner of the search.
    """

    search: Search
    item: Item
    why: ReminderReason
    prerequisites: tuple[Item, ...] = ()
    is_assigned: bool = True

    @property
    def urgency(self) -> tuple[int, date, int]:
        """Sorts reminders: overdue items come first, the most overdue at the top; unblocked ones come last."""
        return (_URGENCY.index(self.why), self.item.due or date.max, self.item.number)


class Digest(NamedTuple):
    """What one person is reminded of on a day: the reminders of each search, the most urgent first.

    `omitted` is how many reminders were left out, `unchecked_searches` how many searches were not looked at, since the
    person has so many.
    """

    day: date
    by_search: tuple[tuple[Search, tuple[Reminder, ...]], ...]
    omitted: int = 0
    unchecked_searches: int = 0

    @property
    def reminders(self) -> tuple[Reminder, ...]:
        """Every reminder, in the order shown."""
        return tuple(each for _, inside in self.by_search for each in inside)


class WeeklySummary(NamedTuple):
    """The state of a search at the start of a week: what was done in the last one, and what is due next."""

    search: Search
    day: date
    progress: Progress
    done: tuple[Item, ...]
    overdue: tuple[Item, ...]
    blocked: tuple[Item, ...]
    upcoming: tuple[Item, ...]
    unassigned: tuple[Item, ...]


def is_digest_time(local: datetime) -> bool:
    """Whether a digest may be sent at this local time: from 9:00 to 20:00, Monday to Friday."""
    return local.weekday() <= FRIDAY and DIGEST_FROM <= local.time() < DIGEST_UNTIL


def digest_start(local: datetime) -> datetime:
    """9:00 of that day in the same time zone."""
    return datetime.combine(local.date(), DIGEST_FROM, local.tzinfo)


def next_working_day(day: date) -> date:
    """The next day that is not on a weekend."""
    return _shifted(day, 1)


def previous_digest_start(local: datetime) -> datetime:
    """9:00 of the working day before in the same time zone: for a first digest, what happened since then is new."""
    return datetime.combine(_shifted(local.date(), -1), DIGEST_FROM, local.tzinfo)


def build_digest(context: DigestContext, checklists: Iterable[Checklist], unread: int = 0) -> Digest | None:
    """The digest of a person; None if there is nothing to remind them of.

    Of their own items: those that are overdue or due today, even if blocked; and those that are due by the next working
    day or were just unblocked, if they can be worked on. Of the searches they own: overdue items that are unassigned or
    assigned to a person who left. Items snoozed beyond the day and closed searches are left out. `unread` is the number
    of searches that were not loaded.
    """
    found = [each for checklist in checklists for each in _reminders(checklist, context)]
    shown = sorted(found, key=lambda each: each.urgency)[:MAX_REMINDERS]
    searches = {each.search.id: each.search for each in shown}
    parts = [(search, tuple(each for each in shown if each.search.id == key)) for key, search in searches.items()]
    return Digest(context.day, tuple(parts), len(found) - len(shown), unread) if found else None


def build_weekly_summary(checklist: Checklist, day: date, since: datetime) -> WeeklySummary:
    """The summary of the search on this day; items closed after `since` are listed as done."""
    items = checklist.visible_items
    ahead = tuple(
        item for item in _by_day(items) if not item.is_closed and item.due and day <= item.due <= day + LOOKAHEAD
    )
    late = find_overdue(checklist, day)
    return WeeklySummary(
        search=checklist.search,
        day=day,
        progress=compute_progress(items),
        done=tuple(item for item in items if item.state == "done" and item.closed_at and item.closed_at >= since),
        overdue=late,
        blocked=tuple(item for item in items if item.state == "blocked"),
        upcoming=ahead,
        unassigned=tuple(item for item in (*late, *ahead) if not item.assignee),
    )


def find_unfinished_items(checklist: Checklist, user: str) -> tuple[Item, ...]:
    """The open items of a user in a search, the earliest due first."""
    return tuple(item for item in _by_day(checklist.visible_items) if item.assignee == user and not item.is_closed)


def _reminders(checklist: Checklist, context: DigestContext) -> Iterable[Reminder]:
    if not checklist.search.is_open:
        return
    owns = checklist.search.owner == context.user
    for item in checklist.visible_items:
        theirs = item.assignee == context.user
        if item.is_closed or (item.snoozed and item.snoozed > context.day) or not (theirs or owns):
            continue
        waits_for = checklist.open_prerequisites(item)
        why = _why(checklist, item, context, is_held=bool(waits_for) or item.state == "blocked")
        adopted = why == "late" and (not item.assignee or item.assignee in context.departed)
        if why and (theirs or adopted):
            yield Reminder(checklist.search, item, why, waits_for, theirs)


def _why(checklist: Checklist, item: Item, context: DigestContext, *, is_held: bool) -> ReminderReason | None:
    if item.due and item.due <= context.day:
        return "late" if item.due < context.day else "today"
    if is_held:
        return None
    if item.due and item.due <= next_working_day(context.day):
        return "soon"
    cleared = [each.closed_at for each in checklist.visible_items if each.key in item.needs and each.closed_at]
    return "unblocked" if cleared and max(cleared) > context.since else None


def _by_day(items: Sequence[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.due or date.max, item.number))


def _shifted(day: date, step: int) -> date:
    """The next day in this direction that is not on a weekend."""
    day += timedelta(days=step)
    while day.weekday() > FRIDAY:
        day += timedelta(days=step)
    return day
