from datetime import date
from typing import Any

import pytest
from samples.hiring import NOW, SOMEBODY, TODAY, checklist, search, with_items
from samples.slack_hiring import long_search, opens

from bot.hiring.history import apply_changes, invert_changes
from bot.hiring.models import Change, Checklist, HistoryEntry
from bot.hiring.rescheduling import DateHistory, ScheduleTemplate, reschedule
from bot.hiring.service import ChangeResult
from bot.slack.hiring.views.first_day import rescheduled_lines, rescheduled_modal, rescheduled_suffix

COURSE = ScheduleTemplate(TODAY, {"scorecard": -140, "sourcing": -120, "welcome": -10})
FIRST_DAY = date(2027, 4, 30)


def worked(given: Checklist, to: date = FIRST_DAY, by_hand: frozenset[int] = frozenset()) -> ChangeResult:
    days = reschedule(given, to, COURSE, DateHistory(by_hand))
    changes = (Change(0, "target", (("starts_on", given.search.starts_on, to),)), *days.changes)
    return ChangeResult(
        given, apply_changes(given, changes), HistoryEntry("A", SOMEBODY, NOW, changes), rescheduled=days
    )


def test_what_moved_and_what_stays_is_said():
    assert rescheduled_lines(worked(checklist(), by_hand=frozenset((2,)))) == [
        "*Revenue lead* aims at a first day on *Friday 30 April 2027* now; before, it was Wednesday 31 March 2027.",
        "2 days of items moved with it; that of item 2 was set by hand and stays. Closed items keep theirs.",
        "It is 179 days away; what is left usually takes 140.",
    ]


def test_a_day_that_cannot_be_met_is_said_to_be_so():
    assert rescheduled_lines(worked(checklist(), date(2026, 11, 3)))[-1] == (
        ":warning: A first day on *Tuesday 3 November 2026* cannot be met at the usual pace: it is 1 day away, and "
        "what is left usually takes 140. The due dates have been moved closer together to fit."
    )


@pytest.mark.parametrize(
    ("values", "by_hand", "said"),
    [
        ({}, (), "3 days of items moved with it. What"),
        (
            {"item1": {"state": "done"}},
            (2,),
            "1 day of an item moved with it; that of item 2 was set by hand and stays.",
        ),
        ({}, (1, 2, 5), "No day of an item moved with it; those of items 1, 2 and 5 were set by hand and stay."),
        ({}, (1, 5), "1 day of an item moved with it; those of items 1 and 5 were set by hand and stay."),
    ],
)
def test_days_are_counted(values: dict[str, Any], by_hand: tuple[int, ...], said: str):
    assert rescheduled_lines(worked(with_items(checklist(), **values), by_hand=frozenset(by_hand)))[1].startswith(said)


def test_where_nothing_is_left_no_time_is_said_to_be_needed():
    given = with_items(checklist(), **{f"item{number}": {"state": "done"} for number in range(1, 6)})
    assert rescheduled_lines(worked(given))[-1] == "It is 179 days away."


def test_many_that_stay_are_counted():
    given = long_search()
    lines = rescheduled_lines(worked(given, by_hand=frozenset(range(1, 61))))
    assert "those of items 1, 2, 5, 6, 7, " in lines[1]
    assert ", 31, 32 and 16 more were set by hand and stay" in lines[1]


def test_what_was_taken_back_is_one_line():
    done = worked(checklist())
    assert done.entry is not None
    back = invert_changes(done.entry)
    undone = ChangeResult(done.after, apply_changes(done.after, back), HistoryEntry("B", SOMEBODY, NOW, back, "A"))
    assert rescheduled_lines(undone) == [
        (
            "Undone: *Revenue lead* is as it was, with its first day on *Wednesday 31 March 2027*; "
            "3 days of items went back with it."
        )
    ]


def test_where_the_first_day_is_what_it_was_nothing_is_said():
    given = checklist()
    renamed = (Change(0, "rename", (("name", "A", "B"),)),)
    assert rescheduled_lines(ChangeResult(given, given, HistoryEntry("A", SOMEBODY, NOW, renamed))) == []
    assert rescheduled_lines(ChangeResult(given, given, None)) == []


def test_the_form_says_the_same_and_a_name_pings_nobody_there():
    done = worked(Checklist(search(name="<!channel> & <@U1>"), checklist().items))
    view = opens(rescheduled_modal(done))
    [block] = view["blocks"]
    assert block["text"]["text"] == "\n".join(rescheduled_lines(done))
    assert "<!channel>" not in str(view)
    assert "submit" not in view


def test_the_count_ends_a_sentence_where_there_is_one():
    assert [rescheduled_suffix(each) for each in (None, 0, 1, 2)] == [
        "",
        "",
        ", and 1 day of an item with it",
        ", and 2 days of items with it",
    ]
