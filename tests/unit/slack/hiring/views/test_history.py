from datetime import date

import pytest
from samples.hiring import ASSIGNEE, NOW, OTHER_USER, OWNER, checklist, make_start_entry
from samples.slack_hiring import assert_valid_message

from bot.hiring.history import invert_changes
from bot.hiring.models import Change, HistoryEntry
from bot.slack.hiring.views.history import describe_change, history_card


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change(1, "done", (("state", "open", "done"),)), "closed *1. Agree the scorecard*"),
        (Change(1, "done", (), "https://e.com"), "closed *1. Agree the scorecard*: <https://e.com|https://e.com>"),
        (Change(4, "override", (), "now"), "used an override to close *4. Hold the final round*: now"),
        (Change(1, "assign", (("assignee", "", ASSIGNEE),)), "assigned *1. Agree the scorecard* to <@U0ASSIGNEE>"),
        (
            Change(1, "assign", (("assignee", ASSIGNEE, ""),)),
            "unassigned *1. Agree the scorecard* from <@U0ASSIGNEE>",
        ),
        (Change(1, "done", (("state", "blocked", "done"),)), "closed *1. Agree the scorecard* (was blocked)"),
        (
            Change(1, "due", (("due", None, date(2026, 12, 1)),)),
            "set the due date of *1. Agree the scorecard* to Tuesday 1 December 2026",
        ),
        (
            Change(1, "due", (("due", date(2026, 12, 1), None),)),
            "removed the due date of *1. Agree the scorecard* (was Tuesday 1 December 2026)",
        ),
        (Change(1, "add", (("gone", True, False),), "Agree the scorecard"), "added *1. Agree the scorecard*"),
        (
            Change(1, "undo", (("state", "done", "open"), ("closed_by", OWNER, ""))),
            "undid a change to *1. Agree the scorecard* (status from “done” to “to do”)",
        ),
        (Change(0, "undo", (("name", "A", "B"),)), "undid a change to the search (name from “A” to “B”)"),
        (Change(0, "start", ()), "opened the search"),
        (Change(0, "rename", (("name", "A", "B & *C*"),)), "renamed the search from “A” to “B &amp; \u2217C\u2217”"),
        (
            Change(0, "owner", (("owner", OWNER, OTHER_USER),)),
            "handed over the search from <@U0OWNER> to <@U0SOMEBODY>",
        ),
        (Change(0, "close", (("state", "open", "hired"),), "at last"), "closed the search as hired: at last"),
        (Change(0, "close", (("state", "open", "cancelled"),)), "closed the search as cancelled"),
        (Change(0, "reopen-search", (("state", "hired", "open"),)), "reopened the search (was hired)"),
        (Change(0, "pause", (("state", "open", "paused"),), "no budget"), "paused the search: no budget"),
        (Change(0, "resume", (("state", "paused", "open"),)), "resumed the search"),
        (Change(0, "hire", (("state", "open", "onboarding"),)), "marked the search as hired"),
        (
            Change(1, "snooze", (("snoozes", ((OWNER, "2026-12-01"),), ()),)),
            "ended the snooze of *1. Agree the scorecard*",
        ),
        (
            Change(
                1, "snooze", (("snoozes", ((OWNER, "2026-12-01"),), ((OWNER, "2026-12-01"), ("U1", "2026-12-04"))),)
            ),
            "snoozed *1. Agree the scorecard* until Friday 4 December 2026",
        ),
        (
            Change(1, "evidence", (("evidence", "https://example.com", ""),)),
            "removed the evidence for *1. Agree the scorecard*",
        ),
        (Change(1, "note", (("note", "hello", ""),)), "removed the note on *1. Agree the scorecard*"),
        (Change(0, "weekly", (("weekly", True, False),)), "changed the weekly summary from on to off"),
        (Change(0, "weekly", (("weekly", False, True),)), "changed the weekly summary from off to on"),
        (
            Change(
                0,
                "edit",
                (("name", "A", "<B>"), ("owner", "", OWNER), ("weekly", False, True), ("closed_at", None, NOW)),
            ),
            "changed the search (name from “A” to “&lt;B&gt;”, owner to <@U0OWNER>, weekly summary from off to on)",
        ),
        (
            Change(0, "edit", (("weekly", True, False), ("state", "open", "hired")), "at last"),
            "changed the search (weekly summary from on to off, status from “open” to “hired”): at last",
        ),
        (
            Change(
                0, "target", (("starts_on", date(2027, 3, 31), date(2027, 4, 30)), ("targeted", False, True)), "why"
            ),
            "set the target start date from Wednesday 31 March 2027 to Friday 30 April 2027: why",
        ),
        (Change(0, "target", (("targeted", False, True),)), "set the target start date"),
        (
            Change(0, "edit", (("name", "A", "B"), ("starts_on", date(2027, 3, 31), date(2027, 4, 30)))),
            (
                "changed the search (name from “A” to “B”, target start date from Wednesday 31 March 2027 to Friday 30 "
                "April 2027)"
            ),
        ),
        (
            Change(1, "move", (("due", date(2026, 12, 1), date(2026, 12, 2)),)),
            "moved the due date of *1. Agree the scorecard* from Tuesday 1 December 2026 to Wednesday 2 December 2026",
        ),
        (Change(1, "teleport", ()), "teleport *1. Agree the scorecard*"),
    ],
)
def test_a_change_is_described(change: Change, said: str):
    assert describe_change(checklist(), change) == said


def test_every_line_has_the_person_and_the_time_in_the_readers_time_zone():
    card = assert_valid_message(history_card(checklist(), [make_start_entry(checklist())]))
    stamp = int(NOW.timestamp())
    assert f"<!date^{stamp}^{{date_short_pretty}} {{time}}|2026-11-02 09:30 UTC> <@U0OWNER> opened" in card.text
    assert card.blocks[0]["text"]["text"] == "History: Revenue lead"


def test_the_history_of_an_item_has_only_its_changes():
    act = HistoryEntry("A", OTHER_USER, NOW, (Change(1, "done", ()), Change(2, "done", ())))
    card = history_card(checklist(), [act], 2)
    assert "2. Begin sourcing" in card.text
    assert "1. Agree" not in card.text
    assert card.blocks[0]["text"]["text"] == "History: item 2 of Revenue lead"
    assert card.text.startswith("History of item 2 of Revenue lead")


def test_due_dates_moved_with_the_first_day_are_counted_and_shown_for_each_item():
    first_day = Change(0, "target", (("starts_on", date(2027, 3, 31), date(2027, 4, 30)),), "the board is late")
    days = tuple(Change(number, "move", (("due", date(2026, 12, 1), date(2026, 12, 2)),)) for number in (1, 2))
    act = HistoryEntry("A", OTHER_USER, NOW, (first_day, *days))
    back = HistoryEntry("B", OTHER_USER, NOW, invert_changes(act), "A")
    card = assert_valid_message(history_card(checklist(), [back, act]))
    assert [line.split("<@U0SOMEBODY> ")[1] for line in card.text.split("\n")[1:]] == [
        (
            "undid a change to the search (target start date from Friday 30 April 2027 to Wednesday 31 March 2027), "
            "and 2 due dates with it"
        ),
        (
            "set the target start date from Wednesday 31 March 2027 to Friday 30 April 2027, and 2 due dates with it: "
            "the board is late"
        ),
    ]
    assert "moved the due date of *2. Begin sourcing*" in str(history_card(checklist(), [act], 2).blocks)


def test_an_empty_history_says_so():
    assert "No changes yet." in history_card(checklist(), [], 2).text


def test_lines_that_do_not_fit_are_counted():
    acts = [HistoryEntry(f"A{place}", OTHER_USER, NOW, (Change(1, "note", (), "hello"),)) for place in range(50)]
    card = assert_valid_message(history_card(checklist(), acts))
    assert "10 earlier changes not shown. `/hiring export` has them all." in str(card.blocks[-1])
    assert sum(str(block).count("wrote a note") for block in card.blocks) == 40
