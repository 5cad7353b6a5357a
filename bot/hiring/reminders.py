"""What people are reminded of: one person's digest of a day, and one search's summary of a week."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from bot.hiring.calendar import FRIDAY
from bot.hiring.gates import waiting_for
from bot.hiring.models import Checklist, Item, Search
from bot.hiring.progress import Progress, overdue, progress

OPENS = time(9)
"""When the day's digest is due, on the clock of the person."""
CLOSES = time(20)
"""From then on it is too late for it: the next day's has it."""
MONDAY = 0
MOST = 15
WEEK = timedelta(days=7)
AHEAD = timedelta(days=14)

Why = Literal["late", "today", "soon", "unblocked"]
_URGENCY: tuple[Why, ...] = ("late", "today", "soon", "unblocked")


class Morning(NamedTuple):
    """Whose digest of which day; things are new that happened `since`, and `gone` are people who have left."""

    user: str
    day: date
    since: datetime
    gone: frozenset[str] = frozenset()


class Reminder(NamedTuple):
    """An item, why somebody is told of it, and what it waits for; `theirs` is false where nobody has it."""

    search: Search
    item: Item
    why: Why
    waits: tuple[Item, ...] = ()
    theirs: bool = True

    @property
    def urgency(self) -> tuple[int, date, int]:
        """What is late comes first, the latest at the top; what was unblocked comes last."""
        return (_URGENCY.index(self.why), self.item.due or date.max, self.item.number)


class Digest(NamedTuple):
    """What one person is told on a day: for each search the reminders of it, the most urgent first.

    `rest` is how many reminders were left out, `unread` how many searches nobody looked into for there are so many.
    """

    day: date
    parts: tuple[tuple[Search, tuple[Reminder, ...]], ...]
    rest: int = 0
    unread: int = 0

    @property
    def reminders(self) -> tuple[Reminder, ...]:
        """Every reminder, in the order shown."""
        return tuple(each for _, inside in self.parts for each in inside)


class Week(NamedTuple):
    """How a search stands at the beginning of a week: what was done in the last one, and what lies ahead."""

    search: Search
    day: date
    progress: Progress
    done: tuple[Item, ...]
    late: tuple[Item, ...]
    blocked: tuple[Item, ...]
    ahead: tuple[Item, ...]
    nobodys: tuple[Item, ...]


def is_time(local: datetime) -> bool:
    """Whether a digest may be sent at this time of the person's: from 9:00 until 20:00, Monday to Friday."""
    return local.weekday() <= FRIDAY and OPENS <= local.time() < CLOSES


def opening(local: datetime) -> datetime:
    """9:00 of that day, where the person is."""
    return datetime.combine(local.date(), OPENS, local.tzinfo)


def next_working_day(day: date) -> date:
    """The day after, or the Monday after a weekend."""
    return _shifted(day, 1)


def last_look(local: datetime) -> datetime:
    """9:00 of the working day before, where the person is: since when things are new to somebody never looked after."""
    return datetime.combine(_shifted(local.date(), -1), OPENS, local.tzinfo)


def digest(of: Morning, checklists: Iterable[Checklist], unread: int = 0) -> Digest | None:
    """What a person is to be told, None where that is nothing.

    Of their items: what is late or due today, also where it is blocked; what is due by the next working day and what
    has been unblocked lately, where it can be worked on. Of a search they own: what is late and nobody's, or was one's
    who is gone. Nothing snoozed beyond the day, and nothing of a closed search.
    """
    found = [each for checklist in checklists for each in _reminders(checklist, of)]
    shown = sorted(found, key=lambda each: each.urgency)[:MOST]
    searches = {each.search.id: each.search for each in shown}
    parts = [(search, tuple(each for each in shown if each.search.id == key)) for key, search in searches.items()]
    return Digest(of.day, tuple(parts), len(found) - len(shown), unread) if found else None


def week(checklist: Checklist, day: date, since: datetime) -> Week:
    """How the search stands on this day; what was done is what was closed `since`."""
    items = checklist.listed
    ahead = tuple(item for item in _by_day(items) if not item.closed and item.due and day <= item.due <= day + AHEAD)
    late = overdue(checklist, day)
    return Week(
        search=checklist.search,
        day=day,
        progress=progress(items),
        done=tuple(item for item in items if item.state == "done" and item.closed_at and item.closed_at >= since),
        late=late,
        blocked=tuple(item for item in items if item.state == "blocked"),
        ahead=ahead,
        nobodys=tuple(item for item in (*late, *ahead) if not item.assignee),
    )


def left_behind(checklist: Checklist, user: str) -> tuple[Item, ...]:
    """What somebody still had to do in a search, the earliest first."""
    return tuple(item for item in _by_day(checklist.listed) if item.assignee == user and not item.closed)


def _reminders(checklist: Checklist, of: Morning) -> Iterable[Reminder]:
    if not checklist.search.is_open:
        return
    owns = checklist.search.owner == of.user
    for item in checklist.listed:
        theirs = item.assignee == of.user
        if item.closed or (item.snoozed and item.snoozed > of.day) or not (theirs or owns):
            continue
        waits = waiting_for(checklist, item)
        why = _why(checklist, item, of, held=bool(waits) or item.state == "blocked")
        adopted = why == "late" and (not item.assignee or item.assignee in of.gone)
        if why and (theirs or adopted):
            yield Reminder(checklist.search, item, why, waits, theirs)


def _why(checklist: Checklist, item: Item, of: Morning, *, held: bool) -> Why | None:
    if item.due and item.due <= of.day:
        return "late" if item.due < of.day else "today"
    if held:
        return None
    if item.due and item.due <= next_working_day(of.day):
        return "soon"
    cleared = [each.closed_at for each in checklist.listed if each.key in item.needs and each.closed_at]
    return "unblocked" if cleared and max(cleared) > of.since else None


def _by_day(items: Sequence[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.due or date.max, item.number))


def _shifted(day: date, step: int) -> date:
    """The next day in this direction that is no weekend."""
    day += timedelta(days=step)
    while day.weekday() > FRIDAY:
        day += timedelta(days=step)
    return day
