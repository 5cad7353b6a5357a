from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from samples.hiring import ASSIGNEE, OWNER, SOMEBODY, checklist, with_items

from bot.hiring.models import Checklist, Item
from bot.hiring.reminders import (
    Digest,
    DigestContext,
    build_digest,
    build_weekly_summary,
    digest_start,
    find_unfinished_items,
    is_digest_time,
    next_working_day,
    previous_digest_start,
)

DAY = date(2026, 11, 25)  # a Wednesday
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
SINCE = datetime(2026, 11, 24, 9, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


def theirs(**values: Any) -> Checklist:
    """The search in which item 5, of the assignee, is as said, and nothing else is of interest."""
    never = {f"item{number}": {"due": None} for number in (1, 2, 3, 4)}
    return with_items(checklist(), **never, item5={"assignee": ASSIGNEE, "due": None} | values)


def of(user: str = ASSIGNEE, day: date = DAY, **values: Any) -> DigestContext:
    return DigestContext(user, day, values.pop("since", SINCE), **values)


def told(found: Digest | None) -> list[tuple[int, str]]:
    return [(each.item.number, each.why) for each in found.reminders] if found else []


@pytest.mark.parametrize(
    ("values", "why"),
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
        ({"due": DAY, "snoozed": TOMORROW}, None),
        ({"due": YESTERDAY, "snoozed": DAY}, "late"),
        ({"due": YESTERDAY, "state": "blocked"}, "late"),
        ({"due": DAY, "state": "blocked"}, "today"),
        ({"due": TOMORROW, "state": "blocked"}, None),
        ({"due": DAY, "assignee": SOMEBODY}, None),
        ({"due": YESTERDAY, "assignee": ""}, None),
    ],
)
def test_a_person_hears_of_their_item_when(values: dict[str, Any], why: str | None):
    assert told(build_digest(of(), [theirs(**values)])) == ([(5, why)] if why else [])


def test_nothing_to_say_is_no_digest():
    assert build_digest(of(), []) is None
    assert build_digest(of(), [checklist()]) is None


@pytest.mark.parametrize("state", ["hired", "cancelled"])
def test_nobody_hears_of_a_closed_search(state: str):
    closed = theirs(due=DAY)
    assert build_digest(of(), [Checklist(closed.search._replace(state=state), closed.items)]) is None


def test_on_a_friday_what_is_due_on_monday_is_near():
    friday = date(2026, 11, 27)
    found = [told(build_digest(of(day=friday), [theirs(due=friday + timedelta(days=ahead))])) for ahead in range(5)]
    assert found == [[(5, "today")], [(5, "soon")], [(5, "soon")], [(5, "soon")], []]


@pytest.mark.parametrize(
    ("closed", "why"),
    [
        ({1: 30, 2: 10}, "unblocked"),
        ({1: 30, 2: 24.5}, None),
        ({2: 10}, None),
        ({}, None),
    ],
)
def test_an_item_is_newly_unblocked_where_the_last_that_it_waited_for_was_closed_since(
    closed: dict[int, float], why: str | None
):
    at = datetime(2026, 11, 25, 9, tzinfo=UTC)
    done = {f"item{n}": {"state": "done", "closed_at": at - timedelta(hours=ago)} for n, ago in closed.items()}
    given = with_items(theirs(needs=("scorecard", "sourcing")), **done)
    assert told(build_digest(of(), [given])) == ([(5, why)] if why else [])


def test_an_item_that_waits_says_for_what_and_is_shown_once_it_is_due():
    waiting = theirs(needs=("scorecard",), due=DAY)
    found = build_digest(of(), [waiting])
    assert found
    assert [each.number for each in found.reminders[0].prerequisites] == [1]
    assert build_digest(of(day=YESTERDAY), [waiting]) is None


@pytest.mark.parametrize(
    ("assignee", "due", "hears"),
    [
        ("", YESTERDAY, True),
        ("", DAY, False),
        (SOMEBODY, YESTERDAY, True),
        (ASSIGNEE, YESTERDAY, False),
    ],
)
def test_the_owner_hears_of_what_is_late_and_nobodys_or_whose_person_has_left(assignee: str, due: date, *, hears: bool):
    given = theirs(assignee=assignee, due=due)
    found = build_digest(of(OWNER, departed=frozenset({SOMEBODY})), [given])
    assert [(each.item.number, each.is_assigned) for each in found.reminders] == [(5, False)] if found else not hears


def test_the_owner_hears_of_their_own_items_like_anybody():
    assert told(build_digest(of(OWNER), [theirs(assignee=OWNER, due=TOMORROW)])) == [(5, "soon")]


def test_the_most_urgent_comes_first_grouped_by_search():
    dues = {"item1": TOMORROW, "item2": DAY - timedelta(days=3), "item3": DAY, "item4": DAY - timedelta(days=5)}
    mine = {name: {"assignee": ASSIGNEE, "due": due, "needs": ()} for name, due in dues.items()}
    one = with_items(checklist(), **mine, item5={"due": None})
    other = theirs(assignee=ASSIGNEE, due=DAY - timedelta(days=4))
    other = Checklist(other.search._replace(id="S2"), other.items)
    found = build_digest(of(), [other, one])
    assert found
    assert [(search.id, [each.item.number for each in inside]) for search, inside in found.by_search] == [
        ("S1", [4, 2, 3, 1]),
        ("S2", [5]),
    ]


def test_fifteen_are_shown_and_the_rest_counted():
    many = tuple(
        Item(n, "", "brief", f"Item {n}", assignee=ASSIGNEE, due=DAY - timedelta(days=n)) for n in range(1, 41)
    )
    found = build_digest(of(), [Checklist(checklist().search, many)], unread=2)
    assert found
    assert [each.item.number for each in found.reminders] == list(range(40, 25, -1))
    assert (found.omitted, found.unchecked_searches) == (25, 2)


# The time of day


@pytest.mark.parametrize(
    ("at", "time"),
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
def test_digests_go_out_on_working_days_from_nine_to_eight(at: str, *, time: bool):
    assert is_digest_time(datetime.fromisoformat(at).replace(tzinfo=PARIS)) is time


@pytest.mark.parametrize(
    ("day", "utc"), [("2026-03-27", "08:00"), ("2026-03-30", "07:00"), ("2026-10-23", "07:00"), ("2026-10-26", "08:00")]
)
def test_nine_is_nine_whatever_the_clocks_did_at_the_weekend(day: str, utc: str):
    local = datetime.fromisoformat(f"{day}T13:00").replace(tzinfo=PARIS)
    assert f"{digest_start(local).astimezone(UTC):%H:%M}" == utc


def test_the_last_look_before_a_monday_was_on_friday_even_if_the_clocks_changed():
    monday = datetime(2026, 3, 30, 9, tzinfo=PARIS)
    assert previous_digest_start(monday) == datetime(2026, 3, 27, 8, tzinfo=UTC)
    assert next_working_day(date(2026, 3, 27)) == monday.date()


# A week


def test_a_week_tells_what_was_done_what_is_late_blocked_ahead_and_nobodys():
    given = with_items(
        checklist(),
        item1={"state": "done", "closed_at": SINCE + timedelta(hours=1), "due": None},
        item2={"due": YESTERDAY, "assignee": ASSIGNEE},
        item3={"state": "blocked", "due": DAY + timedelta(days=14)},
        item4={"due": DAY + timedelta(days=15)},
        item5={"due": DAY, "assignee": ASSIGNEE},
    )
    found = build_weekly_summary(given, DAY, SINCE)
    numbers = {name: [item.number for item in getattr(found, name)] for name in found._fields[3:]}
    assert numbers == {"done": [1], "overdue": [2], "blocked": [3], "upcoming": [5, 3], "unassigned": [3]}
    assert (found.progress.done, found.progress.total) == (1, 5)


def test_what_was_done_earlier_is_not_of_the_week():
    given = with_items(checklist(), item1={"state": "done", "closed_at": SINCE - timedelta(hours=1)})
    assert build_weekly_summary(given, DAY, SINCE).done == ()


def test_what_somebody_leaves_behind_is_what_they_had_to_do():
    given = with_items(
        checklist(),
        item1={"assignee": ASSIGNEE, "due": TOMORROW},
        item2={"assignee": ASSIGNEE, "state": "done"},
        item3={"assignee": ASSIGNEE, "due": None},
        item5={"assignee": ASSIGNEE, "due": DAY},
    )
    assert [item.number for item in find_unfinished_items(given, ASSIGNEE)] == [5, 1, 3]
