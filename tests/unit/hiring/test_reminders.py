from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from samples.hiring import ASSIGNEE, OTHER_USER, OWNER, checklist, with_items

from bot.hiring.models import Checklist, Item
from bot.hiring.reminders import (
    Digest,
    DigestContext,
    build_digest,
    build_weekly_summary,
    digest_start,
    find_unfinished_items,
    is_digest_time,
    previous_digest_start,
)

DAY = date(2026, 11, 25)  # a Wednesday
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
SINCE = datetime(2026, 11, 24, 9, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


def checklist_with_item_5(**values: Any) -> Checklist:
    """The sample checklist with these values in item 5, which has the assignee, and no other due dates."""
    no_due_dates = {f"item{number}": {"due": None} for number in (1, 2, 3, 4)}
    return with_items(checklist(), **no_due_dates, item5={"assignee": ASSIGNEE, "due": None} | values)


def digest_context(user: str = ASSIGNEE, day: date = DAY, **values: Any) -> DigestContext:
    return DigestContext(user, day, values.pop("since", SINCE), **values)


def reasons_by_item(digest: Digest | None) -> list[tuple[int, str]]:
    return [(each.item.number, each.why) for each in digest.reminders] if digest else []


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"due": YESTERDAY}, "late"),
        ({"due": DAY}, "today"),
        ({"due": TOMORROW}, "soon"),
        ({"due": DAY + timedelta(days=2)}, None),
        ({}, None),
        ({"due": DAY, "state": "started"}, "today"),
        ({"due": DAY, "state": "done"}, None),
        ({"due": DAY, "state": "skipped"}, None),
        ({"due": DAY, "gone": True}, None),
        ({"due": DAY, "snoozes": ((ASSIGNEE, TOMORROW.isoformat()),)}, None),
        ({"due": YESTERDAY, "snoozes": ((ASSIGNEE, DAY.isoformat()),)}, "late"),
        ({"due": DAY, "snoozes": ((OWNER, TOMORROW.isoformat()),)}, "today"),
        ({"due": YESTERDAY, "state": "blocked"}, None),
        ({"due": DAY, "state": "blocked"}, None),
        ({"due": TOMORROW, "state": "blocked"}, None),
        ({"due": DAY, "assignee": OTHER_USER}, None),
        ({"due": YESTERDAY, "assignee": ""}, None),
    ],
)
def test_an_assignee_is_reminded_of_due_and_overdue_items(values: dict[str, Any], reason: str | None):
    assert reasons_by_item(build_digest(digest_context(), [checklist_with_item_5(**values)])) == (
        [(5, reason)] if reason else []
    )


def test_there_is_no_digest_without_reminders():
    assert build_digest(digest_context(), []) is None
    assert build_digest(digest_context(), [checklist()]) is None


@pytest.mark.parametrize("state", ["paused", "hired", "cancelled"])
def test_a_paused_or_closed_search_sends_no_reminders(state: str):
    closed = checklist_with_item_5(due=DAY)
    assert build_digest(digest_context(), [Checklist(closed.search._replace(state=state), closed.items)]) is None


def test_on_a_friday_items_due_by_monday_are_due_soon():
    friday = date(2026, 11, 27)
    reminders_by_day = [
        reasons_by_item(
            build_digest(digest_context(day=friday), [checklist_with_item_5(due=friday + timedelta(days=ahead))])
        )
        for ahead in range(5)
    ]
    assert reminders_by_day == [[(5, "today")], [(5, "soon")], [(5, "soon")], [(5, "soon")], []]


@pytest.mark.parametrize(
    ("closed", "reason"),
    [
        ({1: 30, 2: 10}, "unblocked"),
        ({1: 30, 2: 24.5}, None),
        ({2: 10}, None),
        ({}, None),
    ],
)
def test_an_item_is_unblocked_if_its_last_prerequisite_closed_since_the_previous_digest(
    closed: dict[int, float], reason: str | None
):
    moment = datetime(2026, 11, 25, 9, tzinfo=UTC)
    done = {f"item{n}": {"state": "done", "closed_at": moment - timedelta(hours=ago)} for n, ago in closed.items()}
    given = with_items(checklist_with_item_5(needs=("scorecard", "sourcing")), **done)
    assert reasons_by_item(build_digest(digest_context(), [given])) == ([(5, reason)] if reason else [])


@pytest.mark.parametrize(("until", "reason"), [(YESTERDAY, None), (DAY, "asked"), (TOMORROW, None)])
def test_a_person_who_asked_is_reminded_on_that_day_of_an_item_that_another_has(until: date, reason: str | None):
    given = checklist_with_item_5(snoozes=((OTHER_USER, until.isoformat()),))
    digest = build_digest(digest_context(OTHER_USER), [given])
    assert reasons_by_item(digest) == ([(5, reason)] if reason else [])


@pytest.mark.parametrize("held", [{"needs": ("scorecard",)}, {"state": "blocked"}])
def test_an_item_that_cannot_be_worked_on_is_only_counted(held: dict[str, Any]):
    waiting = checklist_with_item_5(due=DAY, **held)
    assert build_digest(digest_context(), [waiting]) is None
    other = {"assignee": ASSIGNEE, "due": DAY}
    digest = build_digest(digest_context(), [with_items(waiting, item3=other)])
    assert digest
    assert [each.item.number for each in digest.reminders] == [3]
    assert digest.waiting == 1


@pytest.mark.parametrize(
    ("assignee", "due", "included"),
    [
        ("", YESTERDAY, True),
        ("", DAY, False),
        (OTHER_USER, YESTERDAY, True),
        (ASSIGNEE, YESTERDAY, False),
        (ASSIGNEE, DAY - timedelta(days=6), False),
        (ASSIGNEE, DAY - timedelta(days=7), True),
    ],
)
def test_the_owner_is_reminded_of_overdue_items_without_an_active_assignee_or_a_week_late(
    assignee: str, due: date, *, included: bool
):
    given = checklist_with_item_5(assignee=assignee, due=due)
    digest = build_digest(digest_context(OWNER, departed=frozenset({OTHER_USER})), [given])
    assert (
        [(each.item.number, each.is_assigned) for each in digest.reminders] == [(5, False)] if digest else not included
    )


def test_the_owner_is_reminded_of_their_own_items():
    assert reasons_by_item(
        build_digest(digest_context(OWNER), [checklist_with_item_5(assignee=OWNER, due=TOMORROW)])
    ) == [(5, "soon")]


def test_the_owners_own_items_come_before_those_of_others():
    own = {"assignee": OWNER, "due": TOMORROW}
    given = with_items(checklist_with_item_5(assignee=ASSIGNEE, due=DAY - timedelta(days=28)), item1=own)
    assert reasons_by_item(build_digest(digest_context(OWNER), [given])) == [(1, "soon"), (5, "late")]


def test_the_owner_is_reminded_of_what_others_are_late_with_once_a_week():
    days_late = [
        days
        for days in range(1, 30)
        if build_digest(digest_context(OWNER), [checklist_with_item_5(due=DAY - timedelta(days=days))])
    ]
    assert days_late == [7, 14, 21, 28]


@pytest.mark.parametrize(
    ("due", "told_on"),
    [
        (date(2026, 12, 5), [date(2026, 12, 14), date(2026, 12, 21), date(2026, 12, 28)]),  # a Saturday
        (date(2026, 12, 11), [date(2026, 12, 18), date(2026, 12, 28)]),  # two weeks before a Friday that is Christmas
    ],
)
def test_the_owner_is_told_on_the_next_working_day_if_a_week_ends_on_a_weekend_or_holiday(
    due: date, told_on: list[date]
):
    given = checklist_with_item_5(due=due)
    german = Checklist(given.search._replace(country="DE"), given.items)
    december = [date(2026, 12, day) for day in range(1, 32)]
    days = [day for day in december if day.weekday() < 5 and build_digest(digest_context(OWNER, day), [german])]
    assert days == told_on


def test_a_public_holiday_of_the_search_has_no_reminders_and_its_news_come_after_it():
    christmas = date(2026, 12, 25)
    closed = {"state": "done", "closed_at": datetime(2026, 12, 24, 15, tzinfo=UTC)}
    given = with_items(checklist_with_item_5(needs=("scorecard",)), item1=closed)
    german = Checklist(given.search._replace(country="DE"), given.items)
    since = datetime(2026, 12, 24, 9, tzinfo=UTC)
    assert build_digest(digest_context(day=christmas, since=since), [german]) is None
    assert build_digest(digest_context(day=christmas, since=since), [given])
    monday, since = date(2026, 12, 28), datetime(2026, 12, 25, 9, tzinfo=UTC)
    assert reasons_by_item(build_digest(digest_context(day=monday, since=since), [german])) == [(5, "unblocked")]
    assert reasons_by_item(build_digest(digest_context(day=monday, since=since), [given])) == []


def test_before_a_public_holiday_items_due_after_it_are_due_soon():
    thursday = date(2026, 12, 24)
    given = checklist_with_item_5(due=date(2026, 12, 28))
    german = Checklist(given.search._replace(country="DE"), given.items)
    assert reasons_by_item(build_digest(digest_context(day=thursday), [german])) == [(5, "soon")]
    assert reasons_by_item(build_digest(digest_context(day=thursday), [given])) == []


def test_reminders_are_grouped_by_search_and_sorted_by_urgency():
    dues = {"item1": TOMORROW, "item2": DAY - timedelta(days=3), "item3": DAY, "item4": DAY - timedelta(days=5)}
    item_changes = {name: {"assignee": ASSIGNEE, "due": due, "needs": ()} for name, due in dues.items()}
    first = with_items(checklist(), **item_changes, item5={"due": None})
    second = checklist_with_item_5(assignee=ASSIGNEE, due=DAY - timedelta(days=4))
    second = Checklist(second.search._replace(id="S2"), second.items)
    digest = build_digest(digest_context(), [second, first])
    assert digest
    assert [(search.id, [each.item.number for each in reminders]) for search, reminders in digest.by_search] == [
        ("S1", [4, 2, 3, 1]),
        ("S2", [5]),
    ]


def test_a_digest_shows_five_items_and_counts_the_omitted_ones():
    items = tuple(
        Item(n, "", "brief", f"Item {n}", assignee=ASSIGNEE, due=DAY - timedelta(days=n)) for n in range(1, 41)
    )
    digest = build_digest(digest_context(), [Checklist(checklist().search, items)], unread=2)
    assert digest
    assert [each.item.number for each in digest.reminders] == list(range(40, 35, -1))
    assert (digest.omitted, digest.unchecked_searches, digest.waiting) == (35, 2, 0)


# Digest times


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-25T08:59", False),
        ("2026-11-25T09:00", True),
        ("2026-11-25T19:59", True),
        ("2026-11-25T20:00", False),
        ("2026-11-27T09:00", True),
        ("2026-11-28T09:00", False),
        ("2026-11-29T09:00", False),
    ],
)
def test_digests_are_sent_on_working_days_from_9_to_20(moment: str, *, expected: bool):
    assert is_digest_time(datetime.fromisoformat(moment).replace(tzinfo=PARIS)) is expected


@pytest.mark.parametrize(
    ("day", "utc"), [("2026-03-27", "08:00"), ("2026-03-30", "07:00"), ("2026-10-23", "07:00"), ("2026-10-26", "08:00")]
)
def test_digests_start_at_nine_local_time_after_a_clock_change(day: str, utc: str):
    local = datetime.fromisoformat(f"{day}T13:00").replace(tzinfo=PARIS)
    assert f"{digest_start(local).astimezone(UTC):%H:%M}" == utc


def test_the_previous_digest_before_a_monday_was_on_friday_despite_a_clock_change():
    monday = datetime(2026, 3, 30, 9, tzinfo=PARIS)
    assert previous_digest_start(monday) == datetime(2026, 3, 27, 8, tzinfo=UTC)


# Weekly summary


def test_a_weekly_summary_lists_done_overdue_blocked_and_upcoming_items():
    given = with_items(
        checklist(),
        item1={"state": "done", "closed_at": SINCE + timedelta(hours=1), "due": None},
        item2={"due": YESTERDAY, "assignee": ASSIGNEE},
        item3={"state": "blocked", "due": DAY + timedelta(days=14)},
        item4={"due": DAY + timedelta(days=15)},
        item5={"due": DAY, "assignee": ASSIGNEE},
    )
    summary = build_weekly_summary(given, DAY, SINCE)
    numbers = {name: [item.number for item in getattr(summary, name)] for name in summary._fields[3:-1]}
    assert numbers == {"done": [1], "overdue": [2], "blocked": [3], "upcoming": [5]}
    assert (summary.progress.done, summary.progress.total) == (1, 5)


def test_a_weekly_summary_excludes_items_done_earlier():
    given = with_items(checklist(), item1={"state": "done", "closed_at": SINCE - timedelta(hours=1)})
    assert build_weekly_summary(given, DAY, SINCE).done == ()


def test_unfinished_items_of_a_person_exclude_done_ones_and_are_sorted_by_due_date():
    given = with_items(
        checklist(),
        item1={"assignee": ASSIGNEE, "due": TOMORROW},
        item2={"assignee": ASSIGNEE, "state": "done"},
        item3={"assignee": ASSIGNEE, "due": None},
        item5={"assignee": ASSIGNEE, "due": DAY},
    )
    assert [item.number for item in find_unfinished_items(given, ASSIGNEE)] == [5, 1, 3]
