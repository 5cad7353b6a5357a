from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.hiring import NOW, OTHER_USER, TODAY, checklist, search, with_items

from bot.hiring.models import Change, Checklist, HistoryEntry, Item
from bot.hiring.rescheduling import (
    DateHistory,
    ScheduleTemplate,
    count_rescheduled,
    find_dated_since_pause,
    read_date_history,
    reschedule,
    shift,
)
from bot.hiring.schedule import build_schedule

TEMPLATE = ScheduleTemplate(
    TODAY, {"scorecard": -140, "sourcing": -120, "references": -60, "final": -40, "welcome": -10}
)
NEW_FIRST_DAY = date(2027, 4, 30)
NO_HISTORY = DateHistory()
YESTERDAY = NOW - timedelta(days=1)


def new_due_dates(
    given: Checklist,
    first_day: date = NEW_FIRST_DAY,
    date_history: DateHistory = NO_HISTORY,
    template: ScheduleTemplate = TEMPLATE,
) -> dict[int, date]:
    """The new due dates of the items that move, by item number."""
    result = reschedule(given, first_day, template, date_history)
    return {change.number: {name: after for name, _, after in change.fields}["due"] for change in result.changes}


def scheduled_checklist(offsets: Sequence[int], first_day: date) -> Checklist:
    """A search that starts today, with items due at these offsets from its first day."""
    items = tuple(
        Item(number, f"k{number}", "brief", "Do it", due=day)
        for number, day in enumerate(build_schedule(offsets, TODAY, first_day).due_days, 1)
    )
    return Checklist(search(starts_on=first_day), items)


def template_for(offsets: Sequence[int], today: date = TODAY) -> ScheduleTemplate:
    return ScheduleTemplate(today, {f"k{number}": offset for number, offset in enumerate(offsets, 1)})


def make_entry(*changes: Change, request: str = "A", at: Any = NOW, undoes: str = "") -> HistoryEntry:
    return HistoryEntry(request, OTHER_USER, at, changes, undoes)


def due_change(number: int, before: date | None, after: date | None, verb: str = "due") -> Change:
    return Change(number, verb, (("due", before, after),))


# Due dates that move


def test_due_dates_are_rescheduled_from_the_new_first_day():
    assert new_due_dates(checklist()) == {
        1: date(2026, 12, 11),  # a Friday, 140 days before the first day
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
        {"due": date(2026, 12, 11)},  # the date that it would move to
    ],
)
def test_closed_undated_removed_and_unaffected_items_do_not_move(values: dict[str, Any]):
    assert 1 not in new_due_dates(with_items(checklist(), item1=values))


@pytest.mark.parametrize("state", ["open", "started", "blocked"])
def test_an_item_that_is_not_closed_moves_in_any_state(state: str):
    assert 1 in new_due_dates(with_items(checklist(), item1={"state": state}))


def test_a_due_date_set_by_hand_is_pinned():
    date_history = DateHistory(frozenset((2, 3)))
    assert set(new_due_dates(checklist(), date_history=date_history)) == {1, 5}
    assert reschedule(checklist(), NEW_FIRST_DAY, TEMPLATE, date_history).pinned == (2,)  # item 3 has no due date


def test_a_moved_due_date_ends_a_snooze():
    snoozes = (("U1", "2026-11-20"),)
    given = with_items(checklist(), item1={"snoozes": snoozes})
    [change] = [each for each in reschedule(given, NEW_FIRST_DAY, TEMPLATE, NO_HISTORY).changes if each.number == 1]
    assert change == Change(
        1, "move", (("due", date(2026, 11, 9), date(2026, 12, 11)), ("snoozes", (("U1", "2026-11-20"),), ()))
    )


def test_an_item_no_longer_in_the_template_moves_by_as_much_as_the_first_day():
    template = ScheduleTemplate(TODAY, {})
    four_weeks = timedelta(days=28)
    assert new_due_dates(checklist(), date(2027, 3, 31) + four_weeks, template=template) == {
        1: date(2026, 11, 9) + four_weeks,
        2: date(2026, 11, 16) + four_weeks,
        5: date(2026, 10, 30) + four_weeks,
    }


SIGNATURE = Item(1, "signed_offer", "offer", "Get the offer signed", due=date(2027, 2, 12))
FILING = Item(2, "filing", "offer", "File it", after="signed_offer", within=4, due=date(2027, 2, 18))


def with_deadline(state: str, **values: Any) -> Checklist:
    return Checklist(search(**values), (SIGNATURE._replace(state=state), FILING))


def test_a_deadline_moves_with_its_event_until_that_is_done():
    template = ScheduleTemplate(TODAY, {"signed_offer": -45, "filing": -39})
    assert new_due_dates(with_deadline("open"), template=template) == {1: date(2027, 3, 16), 2: date(2027, 3, 22)}
    assert new_due_dates(with_deadline("done"), template=template) == {}


def test_a_deadline_counts_from_an_event_whose_date_was_set_by_hand():
    template = ScheduleTemplate(TODAY, {"signed_offer": -45, "filing": -39})
    pinned = DateHistory(frozenset((1,)))
    given = Checklist(search(), (SIGNATURE._replace(due=date(2027, 3, 1)), FILING))
    assert new_due_dates(given, date_history=pinned, template=template) == {2: date(2027, 3, 5)}


# The end of a pause


def test_a_pause_moves_the_first_day_and_open_items_by_its_length_to_working_days():
    starts_on, changes = shift(checklist(), TODAY, TODAY + timedelta(days=5), frozenset((1,)))
    assert starts_on == date(2027, 4, 5)
    assert changes == (
        due_change(2, date(2026, 11, 16), date(2026, 11, 23), "move"),  # from a Saturday
        due_change(5, date(2026, 10, 30), date(2026, 11, 4), "move"),
    )


def test_a_pause_does_not_move_a_deadline_whose_event_is_done():
    _, changes = shift(with_deadline("done"), TODAY, TODAY + timedelta(days=7), frozenset())
    assert changes == ()


def test_a_pause_of_less_than_a_day_moves_nothing():
    assert shift(checklist(), TODAY, TODAY, frozenset()) == (date(2027, 3, 31), ())


def test_due_dates_set_since_the_last_pause_are_known_from_the_history():
    pause = make_entry(Change(0, "pause", (("state", "open", "paused"),)), request="P")
    entries = [
        make_entry(due_change(3, None, TODAY), request="C"),
        make_entry(due_change(2, None, TODAY), request="B"),
        pause,
        make_entry(due_change(1, None, TODAY), request="A"),
    ]
    assert find_dated_since_pause(entries) == {2, 3}
    undo = make_entry(due_change(3, TODAY, None, "undo"), request="U", undoes="C")
    assert find_dated_since_pause([undo, *entries]) == {2}


def test_nothing_moves_if_every_item_is_done():
    given = with_items(checklist(), **{f"item{number}": {"state": "done"} for number in range(1, 6)})
    result = reschedule(given, NEW_FIRST_DAY, TEMPLATE, NO_HISTORY)
    assert (result.changes, result.pinned, result.schedule.is_tight) == ((), (), False)


# Tight schedules and overdue items


def test_a_first_day_that_is_too_close_compresses_the_due_dates():
    offsets = (-100, -50, -10, 0, 30)
    close_first_day = TODAY + timedelta(days=50)
    result = reschedule(
        scheduled_checklist(offsets, TODAY + timedelta(days=120)), close_first_day, template_for(offsets), NO_HISTORY
    )
    assert [change.fields[0][2] for change in result.changes] == list(
        build_schedule(offsets, TODAY, close_first_day).due_days
    )
    assert (result.schedule.is_tight, result.schedule.available_days, result.schedule.usual_days) == (True, 50, 100)


def test_an_overdue_item_is_due_today_and_does_not_compress_the_other_due_dates():
    given = scheduled_checklist((-100, -50, -10), TODAY + timedelta(days=100))
    today = TODAY + timedelta(days=42)  # a Monday; the first item is six weeks overdue
    first_day = given.search.starts_on + timedelta(days=15)
    result = reschedule(given, first_day, template_for((-100, -50, -10), today), NO_HISTORY)
    assert [change.fields[0][2] for change in result.changes] == [
        today,
        first_day - timedelta(days=50),
        first_day - timedelta(days=10),
    ]
    assert (result.schedule.is_tight, result.schedule.usual_days) == (False, 50)


def test_an_overdue_item_gets_its_usual_due_date_if_that_is_in_the_future():
    given = scheduled_checklist((-100, -50), TODAY + timedelta(days=100))
    first_day = given.search.starts_on + timedelta(days=91)
    template = template_for((-100, -50), TODAY + timedelta(days=7))
    assert new_due_dates(given, first_day, template=template)[1] == TODAY + timedelta(days=91)


def test_on_a_weekend_an_overdue_item_is_due_on_monday_and_still_counts_as_overdue():
    saturday, monday = date(2026, 11, 7), date(2026, 11, 9)
    template = ScheduleTemplate(saturday, dict(TEMPLATE.offsets))
    given = with_items(checklist(), item5={"due": None}, item1={"due": TODAY})
    close_first_day = date(2027, 3, 8)
    assert new_due_dates(given, close_first_day, template=template) == {1: monday, 2: monday}
    schedule = reschedule(given, close_first_day, template, NO_HISTORY).schedule
    assert schedule.usual_days == 120  # not the 140 of the overdue item


@given(
    st.lists(st.integers(-300, 60), min_size=1, max_size=12),
    st.integers(0, 400),
    st.integers(0, 60),
    st.integers(0, 400),
)
def test_no_due_date_is_before_today_and_due_dates_follow_the_template_order(
    offsets: list[int], days_available: int, days_passed: int, days_ahead: int
):
    today = TODAY + timedelta(days=days_passed)
    given = scheduled_checklist(offsets, TODAY + timedelta(days=days_available))
    result = reschedule(given, today + timedelta(days=days_ahead), template_for(offsets, today), NO_HISTORY)
    after = given.with_changes(result.changes).items
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
def test_moving_the_first_day_twice_on_one_day_equals_moving_it_once(
    offsets: list[int], days_available: int, days_passed: int, first_offset: int, second_offset: int
):
    now = NOW + timedelta(days=days_passed)
    template = template_for(offsets, now.date())
    given = scheduled_checklist(offsets, TODAY + timedelta(days=days_available))
    first_target, second_target = (now.date() + timedelta(days=each) for each in (first_offset, second_offset))
    changes = (Change(0, "target", (("starts_on", given.search.starts_on, first_target),)),)
    changes += reschedule(given, first_target, template, NO_HISTORY).changes
    twice = given.with_changes(changes)
    date_history = read_date_history([make_entry(*changes, at=now)], now.date())
    twice = twice.with_changes(reschedule(twice, second_target, template, date_history).changes)
    once = given.with_changes(reschedule(given, second_target, template, NO_HISTORY).changes)
    assert twice.items == once.items


# Dates in the history


def test_a_date_from_a_due_change_was_set_by_hand():
    entries = [
        make_entry(due_change(1, None, TODAY), due_change(2, None, TODAY)),
        make_entry(due_change(3, TODAY, None), request="B", at=YESTERDAY),
    ]
    assert read_date_history(entries, TODAY).manually_set == {1, 2, 3}


def test_a_date_that_was_rescheduled_was_not_set_by_hand():
    entries = [make_entry(due_change(1, TODAY, NEW_FIRST_DAY, "move"), Change(2, "note", (("note", "", "x"),)))]
    assert read_date_history(entries, TODAY).manually_set == set()


def test_an_undone_due_change_does_not_count_as_set_by_hand():
    entries = [
        make_entry(due_change(1, NEW_FIRST_DAY, TODAY, "undo"), request="B", undoes="A"),
        make_entry(due_change(1, TODAY, NEW_FIRST_DAY)),
    ]
    assert read_date_history(entries, TODAY) == NO_HISTORY


def test_the_due_date_this_morning_precedes_the_first_move_of_the_day():
    a, b, c, d = (TODAY + timedelta(days=each) for each in range(4))
    entries = [
        make_entry(due_change(1, c, d, "move"), request="C"),
        make_entry(due_change(1, b, c, "move"), due_change(2, b, c, "move"), request="B"),
        make_entry(due_change(1, a, b, "move"), request="A", at=YESTERDAY),
    ]
    assert read_date_history(entries, TODAY).due_this_morning == {1: b, 2: b}


def test_items_rescheduled_with_the_first_day_are_counted():
    first_day = Change(0, "target", (("starts_on", TODAY, NEW_FIRST_DAY),))
    moves = tuple(due_change(number, TODAY, NEW_FIRST_DAY, "move") for number in (1, 2))
    assert count_rescheduled((first_day, *moves)) == 2
    assert count_rescheduled((first_day,)) == 0
    assert count_rescheduled((due_change(1, TODAY, NEW_FIRST_DAY),)) is None
    assert count_rescheduled(()) is None
