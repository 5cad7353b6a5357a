import json
from typing import Any

import pytest
from samples.hiring import ASSIGNEE, NOW, OTHER_USER, OWNER, TODAY, checklist, make_actor, with_items
from samples.slack_hiring import assert_valid_view

from bot.commands.catalogue import CATALOGUE
from bot.hiring.models import Checklist
from bot.hiring.rules import Refusal, RefusalReason
from bot.knowledge.loader import load
from bot.slack.hiring.forms.item_form import ONLY_THE_OWNER, build_steps, field_errors, item_modal, read_form
from bot.slack.modals import View

BASE = load()
VERBS = {verb.rule: verb.name for verb in CATALOGUE.values() if verb.rule}


def view_of(given: Checklist, number: int = 1, user: str = OTHER_USER) -> View:
    item = given.item(number)
    assert item
    return assert_valid_view(item_modal(given, item, BASE, user, TODAY))


def filled(view: View, **values: Any) -> View:
    """The view as Slack submits it, with the original values except for those given."""
    state = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            state[block["block_id"]] = {block["block_id"]: _answer(block, values)}
    return {**view, "state": {"values": state}}


def _answer(block: dict, values: dict[str, Any]) -> dict[str, Any]:
    name, element = block["block_id"], block["element"]
    match element["type"]:
        case "plain_text_input":
            return {"type": "plain_text_input", "value": values.get(name, element.get("initial_value"))}
        case "users_select":
            return {"type": "users_select", "selected_user": values.get(name, element.get("initial_user"))}
        case "datepicker":
            return {"type": "datepicker", "selected_date": values.get(name, element.get("initial_date"))}
        case "checkboxes":
            return {"type": "checkboxes", "selected_options": [{"value": each} for each in values.get(name, ())]}
    chosen = values.get(name, (element.get("initial_option") or {}).get("value"))
    return {"type": "static_select", "selected_option": {"value": chosen} if chosen else None}


def steps_of(given: Checklist, number: int = 1, user: str = OTHER_USER, **values: Any) -> list[tuple[str, str]]:
    """The verbs that the form asks for, each with its text."""
    view = view_of(given, number, user)
    return [
        (VERBS[rule], rule_input.text)
        for rule, _, rule_input in build_steps(read_form(view), filled(view, **values), make_actor(user), TODAY)
    ]


def test_the_form_shows_the_current_values():
    given = with_items(
        checklist(),
        item1={"state": "started", "assignee": ASSIGNEE, "note": "a\nnote", "evidence": "seen", "reason": "x"},
    )
    view = view_of(given)
    fields = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert list(fields) == ["state", "person", "day", "evidence", "note", "reason"]
    assert fields["state"]["initial_option"]["text"]["text"] == "In progress"
    assert fields["person"]["initial_user"] == ASSIGNEE
    assert fields["day"]["initial_date"] == "2026-11-09"
    assert (fields["evidence"]["initial_value"], fields["note"]["initial_value"]) == ("seen", "a\nnote")


def test_saving_an_unchanged_form_gives_no_steps():
    given = with_items(checklist(), item1={"note": "  a note ", "evidence": "seen", "assignee": ASSIGNEE})
    assert steps_of(given) == []


@pytest.mark.parametrize(
    ("before", "values", "verbs"),
    [
        ({}, {"person": ASSIGNEE}, [("assign", "")]),
        ({}, {"day": "2026-12-01"}, [("due", "")]),
        ({}, {"day": None}, [("due", "")]),
        ({}, {"note": "hello"}, [("note", "hello")]),
        ({"note": "hello"}, {"note": None}, [("note", "")]),
        ({}, {"evidence": "seen"}, [("evidence", "seen")]),
        ({}, {"state": "done"}, [("done", "")]),
        ({}, {"state": "done", "evidence": "seen"}, [("done", "seen")]),
        ({}, {"state": "done", "evidence": "a draft", "confirm": ["yes"]}, [("done", "a draft")]),
        (
            {"evidence_wanted": "A note"},
            {"state": "done", "evidence": "a draft", "confirm": ["yes"]},
            [("accept", "a draft")],
        ),
        ({}, {"state": "blocked", "reason": "x"}, [("block", "x")]),
        ({"state": "blocked", "reason": "x"}, {"reason": "y"}, [("block", "y")]),
        ({}, {"reason": "y"}, []),
        ({}, {"state": "skipped", "reason": "x"}, [("skip", "x")]),
        ({}, {"state": "started"}, [("start-item", "")]),
        ({"state": "blocked", "reason": "x"}, {"state": "started"}, [("reopen", ""), ("start-item", "")]),
        ({"state": "done"}, {"state": "open"}, [("reopen", "")]),
        ({"state": "done"}, {"state": "blocked", "reason": "x"}, [("reopen", ""), ("block", "x")]),
        ({"state": "started"}, {"state": "open"}, [("reopen", "")]),
        ({"state": "skipped"}, {"state": "done"}, [("done", "")]),
    ],
)
def test_every_changed_field_becomes_a_step(before: dict, values: dict, verbs: list[tuple[str, str]]):
    assert steps_of(with_items(checklist(), item1=before), **values) == verbs


def test_the_owner_can_tick_override_to_close_an_item_that_is_held_up():
    given = checklist()
    assert steps_of(given, 2, OWNER, state="done", override=["yes"], reason="now") == [("override", "now")]
    evidence = steps_of(given, 3, OWNER, state="done", override=["yes"], reason="now", evidence="some")
    assert evidence == [("evidence", "some"), ("override", "now")]
    assert steps_of(given, 2, OWNER, state="done") == [("done", "")]


@pytest.mark.parametrize(
    ("number", "user", "before"),
    [(2, OTHER_USER, {}), (1, OWNER, {}), (2, OWNER, {"state": "done"})],
    ids=["another", "nothing held up", "closed"],
)
def test_only_the_owner_sees_override_and_only_if_the_item_is_held_up(number: int, user: str, before: dict):
    view = view_of(with_items(checklist(), **{f"item{number}": before}), number, user)
    assert "override" not in [block.get("block_id") for block in view["blocks"]]


@pytest.mark.parametrize(
    ("number", "before", "is_asked"),
    [(3, {}, True), (1, {}, False), (3, {"state": "done"}, False)],
    ids=["asks for evidence", "asks for none", "closed"],
)
def test_evidence_can_be_confirmed_where_it_is_needed(number: int, before: dict, is_asked: bool):
    view = view_of(with_items(checklist(), **{f"item{number}": before}), number)
    assert ("confirm" in [block.get("block_id") for block in view["blocks"]]) is is_asked


def test_person_and_due_date_are_part_of_the_steps():
    view = view_of(checklist())
    [(_, number, rule_input), _] = build_steps(
        read_form(view), filled(view, person=ASSIGNEE, day="2026-12-01"), make_actor(), TODAY
    )
    assert (number, rule_input.person, str(rule_input.day), rule_input.by, rule_input.at) == (
        1,
        ASSIGNEE,
        "2026-12-01",
        OTHER_USER,
        NOW,
    )


def test_the_metadata_contains_no_texts_and_fits_slacks_limit():
    given = with_items(checklist(), item1={"note": "secret " * 400, "evidence": "secret", "reason": "secret"})
    view = view_of(given)
    assert "secret" not in view["private_metadata"]
    assert read_form(view).search == "S1"


@pytest.mark.parametrize("metadata", ["", "{}", "[]", '["S1", 1]', '["S1", "x", []]'])
def test_metadata_in_another_format_is_rejected(metadata: str):
    with pytest.raises((ValueError, TypeError)):
        read_form({"private_metadata": metadata})


def test_the_form_of_a_closed_search_is_read_only():
    view = view_of(checklist(state="hired"))
    assert "submit" not in view
    assert all(block["type"] != "input" for block in view["blocks"])
    assert "This search is closed. Reopen it to make changes." in json.dumps(view["blocks"])


@pytest.mark.parametrize(
    ("reason", "user", "field", "expected"),
    [
        (
            "needs_first",
            OTHER_USER,
            "state",
            "4. Hold the final round is blocked by 2. Begin sourcing. Only the search",
        ),
        ("needs_first", OWNER, "state", "You own the search: tick Override"),
        ("needs_evidence", OTHER_USER, "evidence", "Only the search owner"),
        ("doubtful_evidence", OTHER_USER, "evidence", "tick Confirm evidence"),
        ("needs_reason", OWNER, "reason", "Add a reason"),
        ("not_the_owner", OTHER_USER, "state", ONLY_THE_OWNER),
        ("nothing_to_override", OWNER, "state", "Nothing blocks 4. Hold the final round."),
        ("is_blocked", OWNER, "state", "4. Hold the final round is blocked"),
        ("search_closed", OWNER, "state", "Revenue lead is closed"),
    ],
)
def test_a_refusal_is_shown_below_its_field_in_plain_text(reason: RefusalReason, user: str, field: str, expected: str):
    given = checklist()
    found = field_errors([Refusal(4, reason, given.items[3], given.items[1:2])], given.search, user)
    assert list(found) == [field]
    assert expected in found[field]
    assert not any(mark in found[field] for mark in "*<>`")
