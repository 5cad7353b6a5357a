from datetime import date
from typing import Any

import pytest
from samples.hiring import NOW, OTHER_USER, TODAY, checklist, search, with_items
from samples.slack_hiring import assert_valid_view, long_search

from bot.hiring.history import invert_changes
from bot.hiring.models import Change, Checklist, HistoryEntry
from bot.hiring.rescheduling import DateHistory, ScheduleTemplate, reschedule
from bot.hiring.service import ChangeResult
from bot.slack.hiring.views.first_day import rescheduled_lines, rescheduled_modal, rescheduled_suffix

TEMPLATE = ScheduleTemplate(TODAY, {"scorecard": -140, "sourcing": -120, "welcome": -10})
FIRST_DAY = date(2027, 4, 30)


def rescheduled(given: Checklist, to: date = FIRST_DAY, by_hand: frozenset[int] = frozenset()) -> ChangeResult:
    days = reschedule(given, to, TEMPLATE, DateHistory(by_hand))
    changes = (Change(0, "target", (("starts_on", given.search.starts_on, to),)), *days.changes)
    return ChangeResult(
        given, given.with_changes(changes), HistoryEntry("A", OTHER_USER, NOW, changes), rescheduled=days
    )


def test_the_lines_say_what_moved_and_what_stayed():
    assert rescheduled_lines(rescheduled(checklist(), by_hand=frozenset((2,)))) == [
        "The target start date of *Revenue lead* is now *Friday 30 April 2027*. It was Wednesday 31 March 2027.",
        "2 due dates moved with it. Dates set by hand stay: item 2. Closed items don't change.",
        "It's 179 days away; the remaining items usually take 140 days.",
    ]


def test_a_first_day_that_cannot_be_met_is_a_warning():
    assert rescheduled_lines(rescheduled(checklist(), date(2026, 11, 3)))[-1] == (
        ":warning: *Tuesday 3 November 2026* is too soon for the usual pace: it's 1 day away, and the remaining items "
        "usually take 140 days. I've moved the due dates closer together to fit."
    )


@pytest.mark.parametrize(
    ("values", "by_hand", "expected"),
    [
        ({}, (), "3 due dates moved with it. Closed"),
        (
            {"item1": {"state": "done"}},
            (2,),
            "1 due date moved with it. Dates set by hand stay: item 2. Closed",
        ),
        ({}, (1, 2, 5), "No due dates moved with it. Dates set by hand stay: items 1, 2 and 5. Closed"),
        ({}, (1, 5), "1 due date moved with it. Dates set by hand stay: items 1 and 5. Closed"),
    ],
)
def test_the_due_dates_that_moved_are_counted(values: dict[str, Any], by_hand: tuple[int, ...], expected: str):
    assert rescheduled_lines(rescheduled(with_items(checklist(), **values), by_hand=frozenset(by_hand)))[1].startswith(
        expected
    )


def test_with_nothing_left_to_do_no_usual_time_is_shown():
    given = with_items(checklist(), **{f"item{number}": {"state": "done"} for number in range(1, 6)})
    assert rescheduled_lines(rescheduled(given))[-1] == "It's 179 days away."


def test_many_due_dates_set_by_hand_are_counted():
    given = long_search()
    lines = rescheduled_lines(rescheduled(given, by_hand=frozenset(range(1, 61))))
    assert "Dates set by hand stay: items 1, 2, 5, 6, 7, " in lines[1]
    assert ", 31, 32 and 16 more. Closed" in lines[1]


def test_an_undo_is_one_line():
    done = rescheduled(checklist())
    assert done.entry is not None
    back = invert_changes(done.entry)
    undone = ChangeResult(done.after, done.after.with_changes(back), HistoryEntry("B", OTHER_USER, NOW, back, "A"))
    assert rescheduled_lines(undone) == [
        (
            "Undone: the target start date of *Revenue lead* is *Wednesday 31 March 2027* again. "
            "3 due dates moved back with it."
        )
    ]


def test_without_a_new_first_day_there_are_no_lines():
    given = checklist()
    renamed = (Change(0, "rename", (("name", "A", "B"),)),)
    assert rescheduled_lines(ChangeResult(given, given, HistoryEntry("A", OTHER_USER, NOW, renamed))) == []
    assert rescheduled_lines(ChangeResult(given, given, None)) == []


def test_the_modal_shows_the_same_lines_and_pings_no_one():
    done = rescheduled(Checklist(search(name="<!channel> & <@U1>"), checklist().items))
    view = assert_valid_view(rescheduled_modal(done))
    [block] = view["blocks"]
    assert block["text"]["text"] == "\n".join(rescheduled_lines(done))
    assert "<!channel>" not in str(view)
    assert "submit" not in view


def test_the_number_of_moved_due_dates_ends_a_sentence():
    assert [rescheduled_suffix(each) for each in (None, 0, 1, 2)] == [
        "",
        "",
        ", and 1 due date with it",
        ", and 2 due dates with it",
    ]
