"""Reminders: the daily digest of a person, and the weekly summary of a search."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from bot.hiring.calendar import DAY, FRIDAY, WEEKDAYS, WorkCalendar, calendar_of
from bot.hiring.lifecycle import find_live_items
from bot.hiring.models import Checklist, Item, Search
from bot.hiring.progress import Progress, compute_progress, find_overdue
from bot.hiring.scorecards import Submission
from bot.hiring.scoring_reminders import ScoringProgress, UnscoredFinalists, find_scoring_progress

DIGEST_FROM = time(9)
"""When the digest is due, in the local time of the person."""
DIGEST_UNTIL = time(20)
"""From then on it is too late, and the reminders are in the digest of the next day."""
MONDAY = 0
MAX_REMINDERS = 5
"""Reminders in one digest; the others are counted."""
WEEK = timedelta(days=7)
LOOKAHEAD = timedelta(days=14)
"""How far ahead a weekly summary looks."""

ReminderReason = Literal["late", "today", "asked", "soon", "unblocked"]
_URGENCY: tuple[ReminderReason, ...] = ("late", "today", "asked", "soon", "unblocked")


class DigestContext(NamedTuple):
    """Whose digest of which day it is. What happened after `since` is new; `departed` are people who left.

    `left_channels` are the channels that the person is no longer in: of the searches there, they see their own items.
    """

    user: str
    day: date
    since: datetime
    departed: frozenset[str] = frozenset()
    left_channels: frozenset[str] = frozenset()


class Reminder(NamedTuple):
    """An item that the person can work on, and why they are reminded of it.

    `is_assigned` says whether it is the person's own. If not, they are reminded as the owner of the search, perhaps
    because the assignee `has_left`.
    """

    search: Search
    item: Item
    why: ReminderReason
    is_assigned: bool = True
    has_left: bool = False

    @property
    def urgency(self) -> tuple[bool, int, date, int]:
        """Sorts reminders: the person's own come first; of these the most overdue first, and unblocked ones last."""
        return (not self.is_assigned, _URGENCY.index(self.why), self.item.due or date.max, self.item.number)


class Digest(NamedTuple):
    """What one person is reminded of on a day: the reminders of each search, the most urgent first.

    `omitted` is how many items that can be worked on were left out, `waiting` how many are due but blocked or wait for
    others, `unchecked_searches` how many searches were not looked at, since the person has so many. `scorecards` are
    those that the person hasn't submitted as an interviewer; `unlisted_scorecards` is how many further
    ones there are, and in how many searches.
    """

    day: date
    by_search: tuple[tuple[Search, tuple[Reminder, ...]], ...]
    omitted: int = 0
    unchecked_searches: int = 0
    waiting: int = 0
    scorecards: tuple[UnscoredFinalists, ...] = ()
    unlisted_scorecards: tuple[int, int] = (0, 0)

    @property
    def channels_of_others(self) -> frozenset[str]:
        """The channels of the searches in which it lists items of other people, or of no one."""
        return frozenset(each.search.channel for each in self.reminders if not each.is_assigned)

    @property
    def reminders(self) -> tuple[Reminder, ...]:
        """Every reminder, in the order shown."""
        return tuple(each for _, inside in self.by_search for each in inside)


class WeeklySummary(NamedTuple):
    """The state of a search at the start of a week: what was done in the last one, and what is due next.

    `scoring` is how far the scoring of each finalist is whose scores are sealed.
    """

    checklist: Checklist
    day: date
    progress: Progress
    done: tuple[Item, ...]
    overdue: tuple[Item, ...]
    blocked: tuple[Item, ...]
    upcoming: tuple[Item, ...]
    scoring: tuple[ScoringProgress, ...] = ()

    @property
    def search(self) -> Search:
        """The search it is about."""
        return self.checklist.search

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say about any item."""
        return not (self.done or self.overdue or self.blocked or self.upcoming or self.scoring)


def first_working_day_of_week(calendar: WorkCalendar, day: date) -> date:
    """The Monday of the week that the day is in, or the first working day after it."""
    return calendar.on_or_after(monday_of(day))


def monday_of(day: date) -> date:
    """The Monday of the week that the day is in."""
    return day - DAY * day.weekday()


def is_digest_time(local: datetime) -> bool:
    """Whether a digest may be sent at this local time: from 9:00 to 20:00, Monday to Friday."""
    return local.weekday() <= FRIDAY and DIGEST_FROM <= local.time() < DIGEST_UNTIL


def digest_start(local: datetime) -> datetime:
    """9:00 of that day in the same time zone."""
    return datetime.combine(local.date(), DIGEST_FROM, local.tzinfo)


def previous_digest_start(local: datetime) -> datetime:
    """9:00 of the working day before in the same time zone: for a first digest, what happened since then is new."""
    return datetime.combine(WEEKDAYS.on_or_before(local.date() - DAY), DIGEST_FROM, local.tzinfo)


def build_digest(
    context: DigestContext,
    checklists: Iterable[Checklist],
    unread: int = 0,
    limit: int = MAX_REMINDERS,
    scorecards: Iterable[UnscoredFinalists] = (),
) -> Digest | None:
    """The digest of a person; None if there is nothing that they can work on or have to score.

    Of their own items: those that are overdue or due today, are due by the next working day, or were just unblocked. Of
    the searches they own: overdue items that are unassigned, assigned to a person who left, or one more week late since
    the last working day. On a public holiday of a search, it has no reminders. Items that
    are blocked or wait for others are only counted. An item that the person snoozed until the day is listed, whoever
    has it. Items that they snoozed beyond the day, and closed searches, are left out. `unread` is the number of
    searches that were not loaded, `scorecards` what the person hasn't scored.
    """
    due = [each for checklist in checklists for each in _reminders(checklist, context)]
    found = [reminder for reminder, is_held in due if not is_held]
    shown = sorted(found, key=lambda each: each.urgency)[:limit]
    searches = {each.search.id: each.search for each in shown}
    parts = [(search, tuple(each for each in shown if each.search.id == key)) for key, search in searches.items()]
    left_out, unscored = len(found) - len(shown), tuple(each for each in scorecards if each.letters)
    if not found and not unscored:
        return None
    return Digest(context.day, tuple(parts), left_out, unread, len(due) - len(found), unscored)


def build_weekly_summary(
    checklist: Checklist, day: date, since: datetime, submissions: Sequence[Submission] = ()
) -> WeeklySummary:
    """The summary of the search on this day; items closed after `since` are listed as done. Each item is in one list.

    `submissions` say who has scored which finalist.
    """
    items = find_live_items(checklist)
    ahead = [item for item in _by_day(items) if not item.is_closed and item.due and day <= item.due <= day + LOOKAHEAD]
    return WeeklySummary(
        checklist=checklist,
        day=day,
        progress=compute_progress(checklist.visible_items),
        done=tuple(item for item in items if item.state == "done" and item.closed_at and item.closed_at >= since),
        overdue=tuple(item for item in find_overdue(checklist, day) if item.state != "blocked"),
        blocked=tuple(item for item in items if item.state == "blocked"),
        upcoming=tuple(item for item in ahead if item.state != "blocked"),
        scoring=find_scoring_progress(checklist.search, submissions),
    )


def find_unfinished_items(checklist: Checklist, user: str) -> tuple[Item, ...]:
    """The open items of a user in a search, the earliest due first."""
    return tuple(item for item in _by_day(checklist.visible_items) if item.assignee == user and not item.is_closed)


def _reminders(checklist: Checklist, context: DigestContext) -> Iterable[tuple[Reminder, bool]]:
    """What is due, and whether it is blocked or waits for others."""
    calendar = calendar_of(checklist.search)
    if not checklist.search.sends_reminders or not calendar.is_working_day(context.day):
        return
    context = _after_holiday(context, calendar)
    has_access = checklist.search.channel not in context.left_channels
    owns = checklist.search.owner == context.user and has_access
    for item in find_live_items(checklist):
        theirs, until = item.assignee == context.user, item.snoozed_until(context.user)
        has_asked = (theirs or has_access) and until is not None and context.since.date() < until <= context.day
        if item.is_closed or (until and until > context.day) or not (theirs or owns or has_asked):
            continue
        is_held = item.state == "blocked" or bool(checklist.open_prerequisites(item))
        why = _why(checklist, item, context, is_held=is_held)
        has_left = item.assignee in context.departed
        if has_asked:
            yield Reminder(checklist.search, item, why or "asked", theirs, has_left), False
        elif why and (theirs or (why == "late" and (has_left or _is_for_owner(item, context.day, calendar)))):
            yield Reminder(checklist.search, item, why, theirs, has_left), is_held


def _after_holiday(context: DigestContext, calendar: WorkCalendar) -> DigestContext:
    """After a holiday, what is new since the working day before it: on the holiday there was no digest."""
    before = calendar.on_or_before(context.day - DAY)
    if before >= context.since.date():
        return context
    return context._replace(since=datetime.combine(before, DIGEST_FROM, context.since.tzinfo))


def _is_for_owner(item: Item, day: date, calendar: WorkCalendar) -> bool:
    """Whether an overdue item is one for the owner of the search: no one has it, or it is one more week late.

    The week may have ended since the last working day, on a day without a digest.
    """
    before = calendar.on_or_before(day - DAY)
    return not item.assignee or (item.due is not None and _weeks_late(item.due, day) > _weeks_late(item.due, before))


def _weeks_late(due: date, day: date) -> int:
    return max(timedelta(), day - due) // WEEK


def _why(checklist: Checklist, item: Item, context: DigestContext, *, is_held: bool) -> ReminderReason | None:
    if item.due and item.due <= context.day:
        return "late" if item.due < context.day else "today"
    if is_held:
        return None
    if item.due and item.due <= calendar_of(checklist.search).add(context.day, 1):
        return "soon"
    cleared = [each.closed_at for each in checklist.visible_items if each.key in item.needs and each.closed_at]
    return "unblocked" if cleared and max(cleared) > context.since else None


def _by_day(items: Sequence[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.due or date.max, item.number))
