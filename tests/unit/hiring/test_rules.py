from datetime import date
from typing import Any

import pytest
from samples.hiring import ASSIGNEE, NOW, OWNER, SOMEBODY, checklist, deed, with_items
from samples.use_cases import ITEM_RULES

from bot.hiring.models import Change, Checklist, Item
from bot.hiring.rules import Refusal, RuleInput, is_missing_evidence

FRIDAY = date(2026, 11, 6)
CLOSED_BY_SOMEBODY = (("closed_by", "", SOMEBODY), ("closed_at", None, NOW))


def came(verb: str, number: int, given: Checklist | None = None, by: RuleInput | None = None) -> Change | Refusal:
    """What the rule says of the item of this number."""
    given = given or checklist()
    return ITEM_RULES[verb](given, given.items[number - 1], by or deed())


def refused(came: Change | Refusal) -> tuple[int, str, list[int]]:
    assert isinstance(came, Refusal)
    assert isinstance(came.item, Item)
    return came.number, came.reason, [item.number for item in came.others]


def test_done_closes_an_item_and_says_who_did_it_when():
    assert came("done", 1) == Change(1, "done", (("state", "open", "done"), *CLOSED_BY_SOMEBODY))


def test_done_keeps_the_note_or_link_as_evidence():
    change = came("done", 3, by=deed(text="https://example.com/notes"))
    assert change == Change(
        3,
        "done",
        (("state", "open", "done"), *CLOSED_BY_SOMEBODY, ("evidence", "", "https://example.com/notes")),
        "https://example.com/notes",
    )


@pytest.mark.parametrize("state", ["started", "blocked", "skipped"])
def test_done_closes_from_any_state_and_forgets_why_it_was_held_up(state: str):
    change = came("done", 1, with_items(checklist(), item1={"state": state, "reason": "on leave"}))
    assert isinstance(change, Change)
    assert change.fields[0] == ("state", state, "done")
    assert ("reason", "on leave", "") in change.fields


def test_done_is_refused_while_something_comes_first():
    assert refused(came("done", 4)) == (4, "needs_first", [2, 3])
    assert refused(came("done", 2)) == (2, "needs_first", [1])


def test_done_is_refused_without_the_evidence_that_is_wanted():
    assert refused(came("done", 3)) == (3, "needs_evidence", [])


def test_a_note_written_before_is_evidence():
    assert isinstance(came("done", 3, with_items(checklist(), item3={"note": "called all"})), Change)


def test_the_owner_overrides_what_comes_first_with_a_reason():
    change = came("override", 4, by=deed(OWNER, text="the round was held last week"))
    assert isinstance(change, Change)
    assert (change.verb, change.why) == ("override", "the round was held last week")
    assert change.fields == (("state", "open", "done"), ("closed_by", "", OWNER), ("closed_at", None, NOW))


def test_the_owner_overrides_missing_evidence_and_none_is_made_up():
    change = came("override", 3, by=deed(OWNER, text="told me by phone"))
    assert isinstance(change, Change)
    assert "evidence" not in [name for name, *_ in change.fields]


@pytest.mark.parametrize(
    ("number", "by", "reason"),
    [
        (4, deed(SOMEBODY, text="why not"), (4, "not_the_owner", [2, 3])),
        (4, deed(ASSIGNEE, text="mine"), (4, "not_the_owner", [2, 3])),
        (4, deed(OWNER), (4, "needs_reason", [2, 3])),
        (1, deed(OWNER, text="why not"), (1, "nothing_to_override", [])),
    ],
)
def test_an_override_is_for_the_owner_with_a_reason_where_there_is_something_to_override(
    number: int, by: RuleInput, reason: tuple[int, str, list[int]]
):
    assert refused(came("override", number, by=by)) == reason


def test_skip_says_why_an_item_does_not_apply():
    change = came("skip", 4, by=deed(text="promoted from within"))
    assert isinstance(change, Change)
    assert change.fields == (
        ("state", "open", "skipped"),
        *CLOSED_BY_SOMEBODY,
        ("reason", "", "promoted from within"),
    )


@pytest.mark.parametrize("state", ["started", "blocked"])
def test_reopen_also_takes_back_that_an_item_is_under_way_or_held_up(state: str):
    change = came("reopen", 1, with_items(checklist(), item1={"state": state}))
    assert change == Change(1, "reopen", (("state", state, "open"),))


@pytest.mark.parametrize("state", ["done", "skipped"])
def test_reopen_takes_the_closing_away_and_keeps_the_evidence(state: str):
    closed = {"state": state, "reason": "why", "evidence": "seen", "closed_by": OWNER, "closed_at": NOW}
    assert came("reopen", 1, with_items(checklist(), item1=closed)) == Change(
        1,
        "reopen",
        (("state", state, "open"), ("reason", "why", ""), ("closed_by", OWNER, ""), ("closed_at", NOW, None)),
    )


def test_start_says_that_somebody_is_at_it():
    assert came("start-item", 4) == Change(4, "start-item", (("state", "open", "started"),))


def test_block_says_what_is_in_the_way_and_may_say_something_else_later():
    assert came("block", 1, by=deed(text="no budget")) == Change(
        1, "block", (("state", "open", "blocked"), ("reason", "", "no budget")), "no budget"
    )
    blocked = with_items(checklist(), item1={"state": "blocked", "reason": "no budget"})
    assert came("block", 1, blocked, deed(text="on leave")) == Change(
        1, "block", (("reason", "no budget", "on leave"),), "on leave"
    )


def test_unblock_opens_it_again():
    blocked = with_items(checklist(), item1={"state": "blocked", "reason": "no budget"})
    assert came("unblock", 1, blocked) == Change(
        1, "unblock", (("state", "blocked", "open"), ("reason", "no budget", ""))
    )


def test_assign_gives_an_item_to_a_person_and_takes_it_from_them():
    assert came("assign", 1, by=deed(person=ASSIGNEE)) == Change(1, "assign", (("assignee", "", ASSIGNEE),))
    theirs = with_items(checklist(), item1={"assignee": ASSIGNEE})
    assert came("assign", 1, theirs) == Change(1, "assign", (("assignee", ASSIGNEE, ""),))


def test_a_new_day_ends_a_snooze():
    snoozed = with_items(checklist(), item1={"snoozed": date(2026, 11, 20)})
    assert came("due", 1, snoozed, deed(day=FRIDAY)) == Change(
        1, "due", (("due", date(2026, 11, 9), FRIDAY), ("snoozed", date(2026, 11, 20), None))
    )


def test_a_day_can_be_taken_away():
    assert came("due", 1) == Change(1, "due", (("due", date(2026, 11, 9), None),))


def test_a_note_takes_the_place_of_the_one_before():
    noted = with_items(checklist(), item1={"note": "first"})
    assert came("note", 1, noted, deed(text="second")) == Change(1, "note", (("note", "first", "second"),), "second")
    assert came("note", 1, noted) == Change(1, "note", (("note", "first", ""),))


@pytest.mark.parametrize("verb", ["evidence", "note"])
def test_what_an_item_was_closed_with_is_not_taken_away(verb: str):
    closed = with_items(checklist(), item3={"state": "done", verb: "calls of 2 May"})
    assert refused(came(verb, 3, closed, deed())) == (3, "needs_evidence", [])
    assert isinstance(came(verb, 3, closed, deed(text="calls of 3 May")), Change)


@pytest.mark.parametrize(
    "values",
    [
        {"evidence": "seen"},
        {"state": "done", "evidence": "seen", "note": "so is this"},
        {"state": "skipped", "evidence": "seen"},
    ],
    ids=["still open", "a note is left", "does not apply"],
)
def test_what_nothing_was_closed_with_is(values: dict[str, str]):
    assert isinstance(came("evidence", 3, with_items(checklist(), item3=values), deed()), Change)


def test_nor_is_evidence_kept_of_an_item_that_wants_none():
    assert isinstance(
        came("evidence", 1, with_items(checklist(), item1={"state": "done", "evidence": "x"}), deed()), Change
    )


def test_evidence_takes_the_place_of_what_was_shown_before_and_closes_nothing():
    shown = with_items(checklist(), item3={"evidence": "first"})
    assert came("evidence", 3, shown, deed(text="second")) == Change(
        3, "evidence", (("evidence", "first", "second"),), "second"
    )


def test_a_snooze_lasts_until_a_day():
    assert came("snooze", 1, by=deed(day=FRIDAY)) == Change(1, "snooze", (("snoozed", None, FRIDAY),))


ALREADY: list[tuple[str, dict[str, Any], RuleInput]] = [
    ("done", {"state": "done"}, deed()),
    ("override", {"state": "done"}, deed(OWNER, text="why")),
    ("skip", {"state": "skipped"}, deed(text="why")),
    ("reopen", {"state": "open"}, deed()),
    ("start-item", {"state": "started"}, deed()),
    ("block", {"state": "blocked", "reason": "no budget"}, deed(text="no budget")),
    ("unblock", {"state": "open"}, deed()),
    ("unblock", {"state": "done"}, deed()),
    ("assign", {"assignee": ASSIGNEE}, deed(person=ASSIGNEE)),
    ("assign", {}, deed()),
    ("due", {"due": FRIDAY}, deed(day=FRIDAY)),
    ("due", {"due": None}, deed()),
    ("note", {"note": "same"}, deed(text="same")),
    ("note", {}, deed()),
    ("evidence", {"evidence": "same"}, deed(text="same")),
    ("evidence", {}, deed()),
    ("snooze", {"snoozed": FRIDAY}, deed(day=FRIDAY)),
    ("snooze", {}, deed()),
]


@pytest.mark.parametrize(("verb", "values", "by"), ALREADY)
def test_what_is_so_already_changes_nothing_and_is_said(verb: str, values: dict[str, Any], by: RuleInput):
    assert refused(came(verb, 1, with_items(checklist(), item1=values), by)) == (1, "already", [])


@pytest.mark.parametrize(
    ("verb", "state", "by", "reason"),
    [
        ("skip", "open", deed(), "needs_reason"),
        ("block", "open", deed(), "needs_reason"),
        ("start-item", "blocked", deed(), "is_blocked"),
        ("start-item", "done", deed(), "is_closed"),
        ("start-item", "skipped", deed(), "is_closed"),
        ("block", "done", deed(text="why"), "is_closed"),
        ("block", "skipped", deed(text="why"), "is_closed"),
        ("snooze", "done", deed(day=FRIDAY), "is_closed"),
        ("snooze", "skipped", deed(day=FRIDAY), "is_closed"),
    ],
)
def test_what_makes_no_sense_in_a_state_is_refused(verb: str, state: str, by: RuleInput, reason: str):
    assert refused(came(verb, 1, with_items(checklist(), item1={"state": state}), by)) == (1, reason, [])


@pytest.mark.parametrize("verb", ITEM_RULES)
def test_a_change_names_only_what_is_different(verb: str):
    full = deed(OWNER, text="text", person=ASSIGNEE, day=FRIDAY)
    for state in ("open", "started", "blocked", "done", "skipped"):
        given = with_items(checklist(), item4={"state": state})
        change = came(verb, 4, given, full)
        if isinstance(change, Change):
            assert change.fields
            assert all(before != after for _, before, after in change.fields)
            assert all(getattr(given.items[3], name) == before for name, before, _ in change.fields)


@pytest.mark.parametrize(
    ("values", "given", "lacks"),
    [
        ({}, "", True),
        ({}, "https://example.com/notes", False),
        ({"evidence": "seen"}, "", False),
        ({"note": "called all three"}, "", False),
        ({"evidence_wanted": ""}, "", False),
        ({}, "please", True),
        ({}, "\u2705 :tada:", True),
        ({}, "will follow", True),
        ({}, "Link to the notes will follow tomorrow.", True),
        ({}, "evidence follows", True),
        ({}, "tbd", True),
        ({}, "ok, done", True),
        ({"evidence": "to come"}, "", True),
        ({"note": "n/a"}, "later", True),
        ({"note": "called all three"}, "will follow", False),
        ({}, "minutes of 3 May, the signed copy will follow", False),
        ({}, "5 of 5", False),
        ({}, "\u5168\u90e8\u5b8c\u6210", False),
    ],
)
def test_evidence_is_lacking_until_there_is_a_note_or_link(values: dict[str, str], given: str, lacks: bool):
    assert is_missing_evidence(checklist().items[2]._replace(**values), given) is lacks
