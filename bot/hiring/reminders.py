"""What people are reminded of: one person's digest of a day, and one search's summary of a week."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from bot.hiring.calendar import FRIDAY
from bot.hiring.models import Checklist, Item, Search
from bot.hiring.progress import Progress, compute_progress, find_overdue

DIGEST_FROM = time(9)
"""When the day's digest is due, on the clock of the person."""
DIGEST_UNTIL = time(20)
"""From then on it is too late for it: the next day's has it."""
MONDAY = 0
MAX_REMINDERS = 15
WEEK = timedelta(days=7)
LOOKAHEAD = timedelta(days=14)

ReminderReason = Literal["late", "today", "soon", "unblocked"]
_URGENCY: tuple[ReminderReason, ...] = ("late", "today", "soon", "unblocked")


class DigestContext(NamedTuple):
    """Whose digest of which day; things are new that happened `since`, and `departed` are people who have left."""

    user: str
    day: date
    since: datetime
    departed: frozenset[str] = frozenset()


class Reminder(NamedTuple):
    """An item, why somebody is told of it, and what it waits for; `is_assigned` is false where nobody has it."""

    search: Search
    item: Item
    why: ReminderReason
    prerequisites: tuple[Item, ...] = ()
    is_assigned: bool = True

    @property
    def urgency(self) -> tuple[int, date, int]:
        """What is late comes first, the latest at the top; what was unblocked comes last."""
        return (_URGENCY.index(self.why), self.item.due or date.max, self.item.number)


class Digest(NamedTuple):
    """What one person is told on a day: for each search the reminders of it, the most urgent first.

    `omitted` is how many reminders were left out, `unchecked_searches` how many searches nobody looked into for there
    are so many.
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
    """How a search stands at the beginning of a week: what was done in the last one, and what lies ahead."""

    search: Search
    day: date
    progress: Progress
    done: tuple[Item, ...]
    overdue: tuple[Item, ...]
    blocked: tuple[Item, ...]
    upcoming: tuple[Item, ...]
    unassigned: tuple[Item, ...]


def is_digest_time(local: datetime) -> bool:
    """Whether a digest may be sent at this time of the person's: from 9:00 until 20:00, Monday to Friday."""
    return local.weekday() <= FRIDAY and DIGEST_FROM <= local.time() < DIGEST_UNTIL


def digest_start(local: datetime) -> datetime:
    """9:00 of that day, where the person is."""
    return datetime.combine(local.date(), DIGEST_FROM, local.tzinfo)


def next_working_day(day: date) -> date:
    """The day after, or the Monday after a weekend."""
    return _shifted(day, 1)


def previous_digest_start(local: datetime) -> datetime:
    """9:00 of the working day before, where the person is: since when things are new to somebody never looked after."""
    return datetime.combine(_shifted(local.date(), -1), DIGEST_FROM, local.tzinfo)


def build_digest(context: DigestContext, checklists: Iterable[Checklist], unread: int = 0) -> Digest | None:
    """What a person is to be told, None where that is nothing.

    Of their items: what is late or due today, also where it is blocked; what is due by the next working day and what
    has been unblocked lately, where it can be worked on. Of a search they own: what is late and nobody's, or was one's
    who is gone. Nothing snoozed beyond the day, and nothing of a closed search.
    """
    found = [each for checklist in checklists for each in _reminders(checklist, context)]
    shown = sorted(found, key=lambda each: each.urgency)[:MAX_REMINDERS]
    searches = {each.search.id: each.search for each in shown}
    parts = [(search, tuple(each for each in shown if each.search.id == key)) for key, search in searches.items()]
    return Digest(context.day, tuple(parts), len(found) - len(shown), unread) if found else None


def build_weekly_summary(checklist: Checklist, day: date, since: datetime) -> WeeklySummary:
    """How the search stands on this day; what was done is what was closed `since`."""
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
    """What somebody still had to do in a search, the earliest first."""
    return tuple(item for item in _by_day(checklist.visible_items) if item.assignee == user and not item.is_closed)


def _reminders(checklist: Checklist, context: DigestContext) -> Iterable[Reminder]:
    if not checklist.search.is_open:
        return
    owns = checklist.search.owner == context.user
    for item in checklist.visible_items:
        theirs = item.assignee == context.user
        if item.is_closed or (item.snoozed and item.snoozed > context.day) or not (theirs or owns):
            continue
        waits = checklist.open_prerequisites(item)
        why = _why(checklist, item, context, held=bool(waits) or item.state == "blocked")
        adopted = why == "late" and (not item.assignee or item.assignee in context.departed)
        if why and (theirs or adopted):
            yield Reminder(checklist.search, item, why, waits, theirs)


def _why(checklist: Checklist, item: Item, context: DigestContext, *, held: bool) -> ReminderReason | None:
    if item.due and item.due <= context.day:
        return "late" if item.due < context.day else "today"
    if held:
        return None
    if item.due and item.due <= next_working_day(context.day):
        return "soon"
    cleared = [each.closed_at for each in checklist.visible_items if each.key in item.needs and each.closed_at]
    return "unblocked" if cleared and max(cleared) > context.since else None


def _by_day(items: Sequence[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.due or date.max, item.number))


def _shifted(day: date, step: int) -> date:
    """The next day in this direction that is no weekend."""
    day += timedelta(days=step)
    while day.weekday() > FRIDAY:
        day += timedelta(days=step)
    return day
