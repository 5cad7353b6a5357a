from datetime import date
from typing import Any

import pytest
from samples.hiring import (
    ASSIGNEE,
    CHANNEL,
    NOW,
    OTHER_CHANNEL,
    OTHER_USER,
    OWNER,
    TODAY,
    checklist,
    search,
    with_items,
)
from samples.slack_hiring import assert_valid_message

from bot.hiring.history import invert_changes
from bot.hiring.models import Change, Checklist, HistoryEntry
from bot.hiring.rescheduling import DateHistory, ScheduleTemplate, reschedule
from bot.hiring.rules import Refusal
from bot.hiring.service import ChangeResult
from bot.knowledge.checklists import Caution
from bot.knowledge.loader import load
from bot.slack.hiring.views.confirmations import confirmation_message, legal_note_lines, searches_message
from bot.slack.hiring.views.first_day import rescheduled_lines
from bot.slack.hiring.views.legal_notes import short_notes
from bot.slack.hiring.views.refusals import Recipient
from bot.slack.message import Message

HERE = Recipient(OTHER_USER, CHANNEL, "done")


def confirm(*changes: Change, given: Checklist | None = None, recipient: Recipient = HERE, undoes: str = "") -> Message:
    before = given or checklist()
    result = ChangeResult(before, before.with_changes(changes), HistoryEntry("A", OTHER_USER, NOW, changes, undoes))
    return assert_valid_message(confirmation_message(result, TODAY, recipient))


def labels(message: Message) -> list[str]:
    return [
        each["text"]["text"] for block in message.blocks if block["type"] == "actions" for each in block["elements"]
    ]


@pytest.mark.parametrize(
    ("number", "verb", "fields", "expected"),
    [
        (1, "done", {"state": "done", "evidence": "signed"}, "☑ *1. Agree the scorecard* is done: signed."),
        (3, "override", {"state": "done"}, "☑ *3. Take references* is closed by override."),
        (
            1,
            "skip",
            {"state": "skipped", "reason": "no <b>"},
            "⊖ *1. Agree the scorecard* is marked not applicable: no &lt;b&gt;.",
        ),
        (1, "reopen", {"state": "open"}, "☐ *1. Agree the scorecard* is open again."),
        (1, "start-item", {"state": "started"}, "◐ *1. Agree the scorecard* is in progress."),
        (1, "block", {"state": "blocked", "reason": "x"}, "⊘ *1. Agree the scorecard* is blocked: x."),
        (1, "unblock", {"state": "open"}, "*1. Agree the scorecard* is unblocked."),
        (1, "assign", {"assignee": ASSIGNEE}, "Assigned to <@U0ASSIGNEE>: *1. Agree the scorecard*, due Mon 9 Nov."),
        (3, "assign", {"assignee": ""}, "*3. Take references* is now unassigned."),
        (3, "due", {"due": date(2026, 12, 1)}, "*3. Take references* is now due on *Tuesday 1 December 2026*."),
        (1, "due", {"due": None}, "*1. Agree the scorecard* now has no due date."),
        (1, "note", {"note": "hello"}, "Note saved on *1. Agree the scorecard*: hello."),
        (1, "note", {"note": "is it?"}, "Note saved on *1. Agree the scorecard*: is it?"),
        (1, "evidence", {"evidence": "hello"}, "Evidence for *1. Agree the scorecard*: hello."),
        (1, "add", {"gone": False}, "Added to *Brief*: *1. Agree the scorecard*, due Mon 9 Nov."),
        (
            1,
            "add",
            {"due": None},
            "Added to *Brief*: *1. Agree the scorecard*, no due date yet: `/hiring due 1 friday`",
        ),
        (
            1,
            "snooze",
            {"snoozes": ((ASSIGNEE, "2026-12-01"), (OTHER_USER, "2026-11-02"))},
            "I'll remind you of *1. Agree the scorecard* on *Monday 2 November 2026*, and not before.",
        ),
        (
            1,
            "snooze",
            {"snoozes": ((ASSIGNEE, "2026-12-01"),)},
            "I'll remind you of *1. Agree the scorecard* as usual again.",
        ),
    ],
)
def test_a_change_to_an_item_is_confirmed(number: int, verb: str, fields: dict[str, Any], expected: str):
    change = Change(number, verb, tuple((name, "", value) for name, value in fields.items()))
    message = confirm(change)
    assert message.text.split("\n")[0].startswith(expected)
    assert labels(message) == ["Undo", "Open"]


@pytest.mark.parametrize(
    ("verb", "fields", "expected"),
    [
        ("rename", {"name": "<New>"}, "The search is now called *&lt;New&gt;*. Its short name is still `cro`."),
        ("owner", {"owner": ASSIGNEE}, "<@U0ASSIGNEE> now owns *Revenue lead*."),
        (
            "target",
            {"targeted": True},
            (
                "The target start date of *Revenue lead* is now *Wednesday 31 March 2027*. It was already planned for "
                "that day, so no due dates moved."
            ),
        ),
        ("close", {"state": "hired"}, "*Revenue lead* is closed as hired. `/hiring reopen-search cro` reopens it."),
        ("reopen-search", {"state": "open"}, "*Revenue lead* is open again."),
        ("weekly", {"weekly": False}, "The weekly summary of *Revenue lead* is now off."),
        ("weekly", {"weekly": True}, "The weekly summary of *Revenue lead* is now on."),
        ("undo", {"name": "Revenue lead"}, "Undone: *Revenue lead* has its old name again."),
        ("undo", {"owner": "U0OWNER"}, "Undone: *Revenue lead* is owned by <@U0OWNER> again."),
        ("undo", {"weekly": True}, "Undone: *Revenue lead* has a weekly summary again."),
        ("undo", {"weekly": False}, "Undone: *Revenue lead* has no weekly summary again."),
        ("undo", {"state": "open"}, "Undone: *Revenue lead* is open again."),
        ("undo", {"state": "hired"}, "Undone: *Revenue lead* is hired again."),
        ("undo", {"reason": "signed"}, "Undone: *Revenue lead* is as it was."),
    ],
)
def test_a_change_to_a_search_is_confirmed(verb: str, fields: dict[str, Any], expected: str):
    assert confirm(Change(0, verb, tuple((name, "", value) for name, value in fields.items()))).text == expected


def test_a_new_first_day_is_confirmed_with_the_due_dates_that_moved_and_one_undo_button():
    given = checklist()
    first_day = Change(0, "target", (("starts_on", given.search.starts_on, date(2027, 4, 30)),))
    days = reschedule(given, date(2027, 4, 30), ScheduleTemplate(TODAY, {}), DateHistory())
    changes = (first_day, *days.changes)
    result = ChangeResult(
        given, given.with_changes(changes), HistoryEntry("A", OTHER_USER, NOW, changes), rescheduled=days
    )
    message = assert_valid_message(confirmation_message(result, TODAY, HERE))
    assert message.text.split("\n") == rescheduled_lines(result)
    assert labels(message) == ["Undo"]
    back = confirm(*invert_changes(result.entry), given=result.after, undoes="A")  # type: ignore[arg-type]  # there is one
    assert back.text.startswith("Undone: the target start date of *Revenue lead* is ")
    assert "\n" not in back.text


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"state": "open"}, "is back to “to do”."),
        ({"state": "skipped"}, "is back to “not applicable”."),
        ({"assignee": "", "state": "started"}, "is back to “in progress”, unassigned."),
        ({"due": None}, "is without a due date."),
        ({"due": date(2026, 11, 9)}, "is due Mon 9 Nov."),
        ({"note": ""}, "is as it was."),
        ({"gone": True}, "is removed."),
    ],
)
def test_an_undo_is_confirmed_with_the_current_state(fields: dict[str, Any], expected: str):
    message = confirm(Change(1, "undo", tuple((name, "", value) for name, value in fields.items())), undoes="B")
    assert message.text.split("\n")[0] == f"Undone: *1. Agree the scorecard* {expected}"
    assert "Undo" not in labels(message)


def test_everything_undone_in_one_item_is_one_sentence():
    changes = (
        Change(1, "assign", (("assignee", "", ASSIGNEE),)),
        Change(1, "note", (("note", "", "hello"),)),
        Change(2, "note", (("note", "", "hello"),)),
    )
    back = invert_changes(HistoryEntry("A", OTHER_USER, NOW, changes))
    assert confirm(*back, given=checklist().with_changes(changes), undoes="A").text == (
        "Undone: *2. Begin sourcing* is as it was.\nUndone: *1. Agree the scorecard* is unassigned."
    )


def test_closing_an_item_shows_what_can_be_started_and_what_is_next():
    message = confirm(Change(1, "done", (("state", "open", "done"),)))
    assert message.text == (
        "☑ *1. Agree the scorecard* is done.\n"
        "Now unblocked: *2. Begin sourcing*\n"
        "██░░░░░░░░ 1 of 5 done · next: *5. Prepare the first week*"
    )


def test_after_the_last_item_nothing_is_next():
    given = with_items(checklist(), **{f"item{number}": {"state": "done"} for number in (1, 2, 3, 4)})
    message = confirm(Change(5, "done", (("state", "open", "done"),)), given=given)
    assert message.text.endswith("██████████ 5 of 5 done")


def test_in_another_channel_the_search_is_named():
    message = confirm(Change(1, "note", (("note", "", "x"),)), recipient=Recipient(OTHER_USER, OTHER_CHANNEL, "note"))
    assert message.text.endswith("\nIn *Revenue lead*, `cro`")


def test_each_of_a_few_refusals_has_its_remedy():
    given = checklist()
    refusals = (Refusal(2, "needs_first", given.items[1], given.items[:1]), Refusal(99, "no_such_item"))
    message = confirmation_message(ChangeResult(given, given, None, refusals), TODAY, Recipient(OWNER, CHANNEL, "done"))
    assert message.text.split("\n") == [
        (
            ":warning: *2. Begin sourcing* is blocked by *1. Agree the scorecard*. You own the search, so you can "
            "override: `/hiring override 2 reason`."
        ),
        ":warning: There's no item 99 in *Revenue lead*. `/hiring items all` lists all items.",
    ]
    assert labels(message) == []


def test_of_many_refusals_each_kind_of_remedy_is_given_once():
    given = checklist()
    refusals = tuple(Refusal(each.number, "needs_first", each, given.items[:1]) for each in given.items[1:])
    message = assert_valid_message(confirmation_message(ChangeResult(given, given, None, refusals), TODAY, HERE))
    lines = message.text.split("\n")
    assert len(lines) == 5
    assert lines[0].endswith("can override: `/hiring override 2 reason`.")


def test_of_very_many_refusals_the_last_are_counted():
    given = checklist()
    refusals = tuple(Refusal(1, "already", given.items[0]) for _ in range(20))
    lines = assert_valid_message(
        confirmation_message(ChangeResult(given, given, None, refusals), TODAY, HERE)
    ).text.split("\n")
    assert len(lines) == 9
    assert lines[-1] == "12 more weren't changed."


def test_a_single_refused_item_can_be_opened():
    given = checklist()
    refusal = Refusal(2, "needs_first", given.items[1], given.items[:1])
    assert labels(confirmation_message(ChangeResult(given, given, None, (refusal,)), TODAY, HERE)) == ["Open"]


def test_searches_are_listed_by_place_with_a_button_each():
    second = search(id="S2", short="cmo", channel="D0OWNER", name="Brand")
    over = search(id="S3", short="cfo", state="hired", name="Money")
    message = assert_valid_message(searches_message((search(),), (second,), (over,)))
    assert message.text == (
        "*In this channel*\n`cro` *Revenue lead* · owner <@U0OWNER> · <#C0HIRE>\n"
        "*Other searches you're involved in*\n`cmo` *Brand* · owner <@U0OWNER> · in a DM\n"
        "*Closed in this channel*\n`cfo` *Money* · owner <@U0OWNER> · <#C0HIRE> · hired"
    )
    assert labels(message) == ["cro", "cmo", "cfo"]


def test_without_searches_the_message_says_how_to_start_one():
    assert searches_message((), (), ()).text.startswith("There's no search here")


# Legal cautions

CAUTIONS = {
    key: Caution(id=key, text=f"Mind {key} & co. And more of it.", where=("US", "EU"), sources=())
    for key in ("pay", "notice", "checks")
}
CARRIED = {1: ("pay",), 2: ("pay", "notice", "checks"), 4: ("notice", "unknown"), 5: ("unknown",)}
WITH_CAUTIONS = Checklist(
    checklist().search, tuple(item._replace(cautions=CARRIED.get(item.number, ())) for item in checklist().items)
)


def caution_lines(*steps: tuple[int, str], given: Checklist = WITH_CAUTIONS) -> list[str]:
    """The legal notes after OTHER_USER has done these things: `assign` gives the item to themselves."""
    fields = {"assign": ("assignee", "", OTHER_USER), "start-item": ("state", "open", "started")}
    changes = tuple(Change(number, verb, (fields.get(verb, ("state", "open", "done")),)) for number, verb in steps)
    entry = HistoryEntry("A", OTHER_USER, NOW, changes)
    return list(legal_note_lines(ChangeResult(given, given.with_changes(changes), entry), CAUTIONS))


@pytest.mark.parametrize("verb", ["assign", "start-item"])
def test_taking_or_starting_an_item_shows_its_cautions(verb: str):
    assert caution_lines((1, verb)) == [
        ":scales: _US, EU_: Mind pay &amp; co.",
        "In full: `/hiring item 1`. Not legal advice, ask counsel.",
    ]


def test_of_many_cautions_two_are_shown():
    assert caution_lines((2, "assign")) == [
        ":scales: _US, EU_: Mind pay &amp; co.",
        ":scales: _US, EU_: Mind notice &amp; co.",
        "In full and 1 more: `/hiring item 2`. Not legal advice, ask counsel.",
    ]


def test_of_many_items_with_cautions_only_the_numbers_are_shown():
    assert caution_lines((1, "assign"), (2, "assign"), (3, "assign"), (4, "assign")) == [
        (
            ":scales: Legal considerations apply to items 1, 2, 4. See each one, for example `/hiring item 1`. "
            "Not legal advice, ask counsel."
        )
    ]


def test_cautions_of_another_country_are_left_out():
    elsewhere = WITH_CAUTIONS._replace(search=WITH_CAUTIONS.search._replace(country="JP"))
    assert caution_lines((1, "assign"), given=elsewhere) == []
    here = WITH_CAUTIONS._replace(search=WITH_CAUTIONS.search._replace(country="DE"))
    assert len(caution_lines((1, "assign"), given=here)) == 2


@pytest.mark.parametrize("step", [(3, "assign"), (5, "start-item"), (1, "done"), (1, "undo"), (0, "close")])
def test_nothing_is_added_after_the_fact_or_without_cautions(step: tuple[int, str]):
    assert caution_lines(step) == []


def test_the_first_sentence_of_every_shipped_caution_is_short():
    base = load()
    for item in base.checklist.values():
        shown = list(short_notes(WITH_CAUTIONS.items[0]._replace(cautions=item.cautions), search(), base.cautions))
        assert sum(map(len, shown)) < 620, shown
