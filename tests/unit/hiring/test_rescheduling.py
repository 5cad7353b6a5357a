from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.hiring import NOW, SOMEBODY, TODAY, checklist, search, with_items

from bot.hiring.models import Change, Checklist, HistoryEntry, Item
from bot.hiring.rescheduling import DateHistory, ScheduleTemplate, count_rescheduled, read_date_history, reschedule
from bot.hiring.schedule import build_schedule

COURSE = ScheduleTemplate(TODAY, {"scorecard": -140, "sourcing": -120, "references": -60, "final": -40, "welcome": -10})
FIRST_DAY = date(2027, 4, 30)
NOTHING = DateHistory()
YESTERDAY = NOW - timedelta(days=1)


def days(
    given: Checklist, to: date = FIRST_DAY, past: DateHistory = NOTHING, course: ScheduleTemplate = COURSE
) -> dict[int, date]:
    """The items that get another day, with that day."""
    came = reschedule(given, to, course, past)
    return {change.number: {name: after for name, _, after in change.fields}["due"] for change in came.changes}


def laid_out(offsets: Sequence[int], first_day: date) -> Checklist:
    """A search that begins today with items so many days from its first day."""
    items = tuple(
        Item(number, f"k{number}", "brief", "Do it", due=due)
        for number, due in enumerate(build_schedule(offsets, TODAY, first_day).due_days, 1)
    )
    return Checklist(search(starts_on=first_day), items)


def course_of(offsets: Sequence[int], today: date = TODAY) -> ScheduleTemplate:
    return ScheduleTemplate(today, {f"k{number}": offset for number, offset in enumerate(offsets, 1)})


def act(*changes: Change, request: str = "A", at: Any = NOW, undoes: str = "") -> HistoryEntry:
    return HistoryEntry(request, SOMEBODY, at, changes, undoes)


def due(number: int, before: date | None, after: date | None, verb: str = "due") -> Change:
    return Change(number, verb, (("due", before, after),))


# Which days move, and where to


def test_days_are_laid_out_anew_from_the_new_first_day():
    assert days(checklist()) == {
        1: date(2026, 12, 11),  # 140 days before it, a Friday
        2: date(2026, 12, 31),
        5: date(2027, 4, 20),
    }


@pytest.mark.parametrize(
    "values",
    [
        {"state": "done"},
        {"state": "skipped"},
        {"due": None},
        {"gone": True},
        {"due": date(2026, 12, 11)},  # where it goes anyway
    ],
)
def test_an_item_that_is_closed_or_has_no_day_stays_as_it_is(values: dict[str, Any]):
    assert 1 not in days(with_items(checklist(), item1=values))


@pytest.mark.parametrize("state", ["open", "started", "blocked"])
def test_what_is_not_closed_moves_whatever_its_state(state: str):
    assert 1 in days(with_items(checklist(), item1={"state": state}))


def test_a_day_that_somebody_set_stays_and_is_told():
    past = DateHistory(frozenset((2, 3)))
    assert set(days(checklist(), past=past)) == {1, 5}
    assert reschedule(checklist(), FIRST_DAY, COURSE, past).pinned == (2,)  # 3 has no day


def test_a_day_that_moves_ends_a_snooze_as_a_day_that_is_set_does():
    given = with_items(checklist(), item1={"snoozed": TODAY})
    [change] = [each for each in reschedule(given, FIRST_DAY, COURSE, NOTHING).changes if each.number == 1]
    assert change == Change(1, "move", (("due", date(2026, 11, 9), date(2026, 12, 11)), ("snoozed", TODAY, None)))


def test_what_the_template_does_not_have_any_more_keeps_its_distance():
    course = ScheduleTemplate(TODAY, {})
    later = timedelta(days=28)
    assert days(checklist(), date(2027, 3, 31) + later, course=course) == {
        1: date(2026, 11, 9) + later,
        2: date(2026, 11, 16) + later,
        5: date(2026, 10, 30) + later,
    }


def test_where_nothing_is_left_nothing_moves():
    given = with_items(checklist(), **{f"item{number}": {"state": "done"} for number in range(1, 6)})
    came = reschedule(given, FIRST_DAY, COURSE, NOTHING)
    assert (came.changes, came.pinned, came.schedule.is_tight) == ((), (), False)


# Where there is too little time, and what is late


def test_a_day_that_is_too_near_pushes_the_days_together():
    offsets = (-100, -50, -10, 0, 30)
    near = TODAY + timedelta(days=50)
    came = reschedule(laid_out(offsets, TODAY + timedelta(days=120)), near, course_of(offsets), NOTHING)
    assert [change.fields[0][2] for change in came.changes] == list(build_schedule(offsets, TODAY, near).due_days)
    assert (came.schedule.is_tight, came.schedule.available_days, came.schedule.usual_days) == (True, 50, 100)


def test_what_is_late_is_due_at_once_and_does_not_push_the_others_together():
    given = laid_out((-100, -50, -10), TODAY + timedelta(days=100))
    today = TODAY + timedelta(days=42)  # a Monday; the first item has been due for six weeks
    to = given.search.starts_on + timedelta(days=15)
    came = reschedule(given, to, course_of((-100, -50, -10), today), NOTHING)
    assert [change.fields[0][2] for change in came.changes] == [
        today,
        to - timedelta(days=50),
        to - timedelta(days=10),
    ]
    assert (came.schedule.is_tight, came.schedule.usual_days) == (False, 50)


def test_what_is_late_gets_its_usual_day_where_that_is_still_to_come():
    given = laid_out((-100, -50), TODAY + timedelta(days=100))
    to = given.search.starts_on + timedelta(days=91)
    assert days(given, to, course=course_of((-100, -50), TODAY + timedelta(days=7)))[1] == TODAY + timedelta(days=91)


def test_on_a_weekend_what_is_late_is_due_on_the_monday_and_late_still():
    saturday, monday = date(2026, 11, 7), date(2026, 11, 9)
    course = ScheduleTemplate(saturday, dict(COURSE.offsets))
    given = with_items(checklist(), item5={"due": None}, item1={"due": TODAY})
    near = date(2027, 3, 8)
    assert days(given, near, course=course) == {1: monday, 2: monday}
    assert reschedule(given, near, course, NOTHING).schedule.usual_days == 120  # not the 140 of what is late


@given(
    st.lists(st.integers(-300, 60), min_size=1, max_size=12),
    st.integers(0, 400),
    st.integers(0, 60),
    st.integers(0, 400),
)
def test_no_day_is_before_today_and_days_keep_the_order_of_the_template(
    offsets: list[int], room: int, later: int, again: int
):
    today = TODAY + timedelta(days=later)
    given = laid_out(offsets, TODAY + timedelta(days=room))
    came = reschedule(given, today + timedelta(days=again), course_of(offsets, today), NOTHING)
    after = given.with_changes(came.changes).items
    moving = [item.due for _, item in sorted(zip(offsets, after, strict=True), key=lambda each: each[0]) if item.due]
    assert moving == sorted(moving)
    assert all(day >= today for day in moving)


@given(
    st.lists(st.integers(-300, 60), min_size=1, max_size=12),
    st.integers(0, 400),
    st.integers(0, 60),
    st.integers(0, 400),
    st.integers(0, 400),
)
def test_to_move_it_twice_on_a_day_comes_to_the_same_as_to_move_it_once(
    offsets: list[int], room: int, later: int, wrong: int, right: int
):
    now = NOW + timedelta(days=later)
    course = course_of(offsets, now.date())
    given = laid_out(offsets, TODAY + timedelta(days=room))
    first, second = (now.date() + timedelta(days=each) for each in (wrong, right))
    changes = (Change(0, "target", (("starts_on", given.search.starts_on, first),)),)
    changes += reschedule(given, first, course, NOTHING).changes
    twice = given.with_changes(changes)
    past = read_date_history([act(*changes, at=now)], now.date())
    twice = twice.with_changes(reschedule(twice, second, course, past).changes)
    once = given.with_changes(reschedule(given, second, course, NOTHING).changes)
    assert twice.items == once.items


# What the history tells


def test_a_day_was_set_by_hand_where_somebody_said_it():
    acts = [act(due(1, None, TODAY), due(2, None, TODAY)), act(due(3, TODAY, None), request="B", at=YESTERDAY)]
    assert read_date_history(acts, TODAY).manually_set == {1, 2, 3}


def test_not_where_it_moved_or_something_else_changed():
    acts = [act(due(1, TODAY, FIRST_DAY, "move"), Change(2, "note", (("note", "", "x"),)))]
    assert read_date_history(acts, TODAY).manually_set == set()


def test_nor_where_it_was_taken_back():
    acts = [act(due(1, FIRST_DAY, TODAY, "undo"), request="B", undoes="A"), act(due(1, TODAY, FIRST_DAY))]
    assert read_date_history(acts, TODAY) == NOTHING


def test_the_day_of_this_morning_is_the_one_before_the_first_move_of_the_day():
    a, b, c, d = (TODAY + timedelta(days=each) for each in range(4))
    acts = [
        act(due(1, c, d, "move"), request="C"),
        act(due(1, b, c, "move"), due(2, b, c, "move"), request="B"),
        act(due(1, a, b, "move"), request="A", at=YESTERDAY),
    ]
    assert read_date_history(acts, TODAY).due_this_morning == {1: b, 2: b}


def test_what_moved_with_the_first_day_is_counted():
    first_day = Change(0, "target", (("starts_on", TODAY, FIRST_DAY),))
    assert count_rescheduled((first_day, due(1, TODAY, FIRST_DAY, "move"), due(2, TODAY, FIRST_DAY, "move"))) == 2
    assert count_rescheduled((first_day,)) == 0
    assert count_rescheduled((due(1, TODAY, FIRST_DAY),)) is None
    assert count_rescheduled(()) is None
