"""The modals that edit an item and add a new one."""

import json

import pytest
from fakes.hiring import (
    PRIVATE_CHANNEL,
    card,
    in_days,
    open_item_modal,
    run_command,
    save,
)
from fakes.office import Office

pytestmark = pytest.mark.short_checklist


def test_all_fields_are_saved_in_a_single_change(hire: Office):
    open_item_modal(hire.founder, 5)
    day = in_days(30)
    save(
        hire.founder,
        state="started",
        person="U0HRLEAD",
        due=day.isoformat(),
        evidence="https://example.com/offer",
        note="A good talk",
    )
    assert not hire.founder.has_modal
    shown = run_command(hire.founder, "item 5").words
    for line in ("*Status*: in progress", "*Owner*: <@U0HRLEAD>", "*Note*: A good talk", "<https://example.com/offer|"):
        assert line in shown
    assert f"{day.day} {day:%B %Y}" in shown
    hire.hr_lead.sees("assigned you this item", in_="DM")
    assert "Undone: *5. Make the offer* is back to “to do”, unassigned, due " in run_command(hire.founder, "undo").text


@pytest.mark.parametrize(
    ("state", "fields", "expected"),
    [
        ("done", {}, "*Status*: done, by <@U0FOUNDER>"),
        ("done", {"evidence": "signed"}, "*Evidence*: signed"),
        ("blocked", {"reason": "no budget"}, "*Status*: blocked, no budget"),
        ("skipped", {"reason": "no need"}, "*Status*: not applicable, by <@U0FOUNDER>"),
        ("started", {}, "*Status*: in progress"),
    ],
)
def test_the_selected_state_is_saved(hire: Office, state: str, fields: dict[str, str], expected: str):
    open_item_modal(hire.founder, 1)
    save(hire.founder, state=state, **fields)
    assert expected in run_command(hire.founder, "item 1").words


@pytest.mark.parametrize("before", ["done 1", "skip 1 no need", "block 1 no budget", "start-item 1"])
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("open", "to do"),
        ("started", "in progress"),
        ("blocked", "blocked, waiting"),
        ("skipped", "not applicable"),
        ("done", "done"),
    ],
)
def test_every_state_can_change_to_every_other(hire: Office, before: str, state: str, expected: str):
    run_command(hire.founder, before)
    open_item_modal(hire.founder, 1)
    save(hire.founder, state=state, reason="waiting")
    assert f"*Status*: {expected}" in run_command(hire.founder, "item 1").words


def test_optional_fields_can_be_cleared(hire: Office):
    run_command(hire.founder, "assign 5 @HR lead")
    run_command(hire.founder, "note 5 a note")
    open_item_modal(hire.founder, 5)
    save(hire.founder, person=None, due=None, note=None)
    shown = run_command(hire.founder, "item 5").words
    assert "*Owner*: unassigned" in shown
    assert "*Due*" not in shown
    assert "*Note*" not in shown


def test_evidence_of_a_done_item_cannot_be_cleared(hire: Office):
    run_command(hire.founder, "done 3 all four calls")
    open_item_modal(hire.founder, 3)
    save(hire.founder, evidence=None)
    assert hire.founder.modal.errors == {
        "evidence": "3. Take references needs evidence before you close it: A note of each call. "
        "A done item keeps some evidence. Reopen it to remove all of it."
    }
    save(hire.founder, state="open")
    assert not hire.founder.has_modal
    assert "*Status*: to do" in run_command(hire.founder, "item 3").words
    assert "removed the evidence for *3." in run_command(hire.founder, "history 3").words


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2020-01-01", "That date has passed. Choose a later one."),
        ("2099-12-31", "That date is more than five years away. Choose an earlier one."),
    ],
)
def test_an_out_of_range_due_date_shows_a_field_error(hire: Office, due: str, expected: str):
    open_item_modal(hire.founder, 5)
    save(hire.founder, due=due, note="hello")
    assert hire.founder.modal.errors == {"day": expected}
    save(hire.founder, due=in_days(0).isoformat())
    assert not hire.founder.has_modal
    run_command(hire.founder, "item 5", "hello")


def test_saving_an_unchanged_item_changes_nothing(hire: Office):
    open_item_modal(hire.founder, 5)
    save(hire.founder)
    assert not hire.founder.has_modal
    assert "No changes yet." in run_command(hire.founder, "history 5").words


@pytest.mark.socket_mode
def test_a_refused_change_shows_a_field_error_and_saves_nothing(hire: Office):
    open_item_modal(hire.hr_lead, 3)
    save(hire.hr_lead, state="done", note=None, person="U0BOARD")
    assert hire.hr_lead.modal.errors == {
        "evidence": "3. Take references needs evidence before you close it: A note of each call. "
        "Only the search owner can close it anyway."
    }
    hire.hr_lead.cancels()
    assert "*Owner*: unassigned" in run_command(hire.hr_lead, "item 3").words


@pytest.mark.parametrize("state", ["blocked", "skipped"])
def test_a_missing_reason_shows_a_field_error(hire: Office, state: str):
    open_item_modal(hire.hr_lead, 1)
    save(hire.hr_lead, state=state)
    assert "Add a reason" in hire.hr_lead.modal.errors["reason"]
    save(hire.hr_lead, reason="no budget")
    assert not hire.hr_lead.has_modal


def test_dependencies_are_shown_and_only_the_owner_gets_the_override_checkbox(hire: Office):
    open_item_modal(hire.hr_lead, 4)
    assert "Blocked by *3. Take references*" in hire.hr_lead.modal.words
    assert "Override" not in hire.hr_lead.modal.words
    save(hire.hr_lead, state="done")
    assert hire.hr_lead.modal.errors["state"].startswith("4. Hold the final round is blocked by 3. Take references.")
    hire.hr_lead.cancels()
    open_item_modal(hire.founder, 4)
    save(hire.founder, state="done")
    assert "tick Override" in hire.founder.modal.errors["state"]
    save(hire.founder, override=["yes"])
    assert "Add a reason" in hire.founder.modal.errors["reason"]
    save(hire.founder, reason="the board insists")
    assert not hire.founder.has_modal
    assert "used an override to close *4." in run_command(hire.founder, "history 4").words


def test_a_former_owner_cannot_override(hire: Office):
    open_item_modal(hire.founder, 4)
    run_command(hire.founder, "owner @HR lead")
    save(hire.founder, state="done", override=["yes"], reason="in a hurry")
    assert hire.founder.modal.errors == {"state": "Only the search owner can close it anyway."}


def test_concurrent_changes_by_others_are_preserved(hire: Office):
    open_item_modal(hire.founder, 5)
    run_command(hire.hr_lead, "assign 5 @HR lead")
    run_command(hire.hr_lead, "note 5 mine")
    save(hire.founder, due=in_days(30).isoformat())
    shown = run_command(hire.founder, "item 5").words
    assert "*Owner*: <@U0HRLEAD>" in shown
    assert "*Note*: mine" in shown


def test_closing_an_item_closed_meanwhile_shows_an_error(hire: Office):
    open_item_modal(hire.founder, 1)
    run_command(hire.hr_lead, "done 1")
    save(hire.founder, state="done")
    assert "is already done (someone, " in hire.founder.modal.errors["state"]


def test_an_item_of_a_search_closed_meanwhile_cannot_be_changed(hire: Office):
    open_item_modal(hire.founder, 5)
    run_command(hire.hr_lead, "close cancelled confirmed no budget")
    save(hire.founder, note="too late")
    assert "Chief Revenue Officer is closed (cancelled)" in hire.founder.modal.errors["state"]


@pytest.mark.parametrize("verb", ["Update", "Open"])
def test_the_buttons_on_cards_and_items_open_the_item_modal(hire: Office, verb: str):
    hire.hr_lead.clicks(verb, on=card(hire.hr_lead) if verb == "Open" else run_command(hire.hr_lead, "item 1"))
    assert hire.hr_lead.modal.title == "Item 1"
    assert "Don't name candidates." in hire.hr_lead.modal.words


def test_a_channel_member_can_save_an_item_modal_that_carries_no_channel(hire: Office):
    open_item_modal(hire.board_member, 1)
    save(hire.board_member, state="started")
    assert "in progress" in run_command(hire.founder, "item 1").words


def test_nothing_is_saved_when_channel_members_cannot_be_listed(hire: Office):
    open_item_modal(hire.board_member, 1)
    hire.slack.api.refuse_next("conversations.members", "internal_error")
    save(hire.board_member, state="started")
    assert "I can't find that search here." in hire.board_member.modal.errors["state"]
    hire.slack.faults.clear()


def test_a_failure_is_reported_in_the_modal(hire: Office):
    open_item_modal(hire.founder, 1)
    hire.founder.fills({"Status": "done"})
    view = hire.founder.modal.view
    hire.slack.views.update(view.id, {**view.sent, "private_metadata": "{}"})
    save(hire.founder)
    assert "Something went wrong on my side" in hire.founder.modal.errors["state"]


def test_a_removed_item_does_not_open_the_modal(hire: Office):
    added = run_command(hire.founder, 'add "Meet the founders"')
    run_command(hire.founder, "undo")
    hire.founder.clicks("Open", on=added)
    hire.founder.sees("That item no longer exists.")


# New items


@pytest.mark.socket_mode
def test_a_new_item_is_added_to_its_phase_and_counted_on_the_card(hire: Office):
    hire.hr_lead.clicks("Add item", on=card(hire.hr_lead))
    hire.hr_lead.submits({"What needs to be done?": "  Meet the <founders>  ", "Phase": "find"})
    hire.hr_lead.settle()
    assert "0 of 7 done" in card(hire.founder).text
    assert "7. Meet the &lt;founders&gt;" in run_command(hire.founder, "items find").text


def test_an_item_with_a_blank_title_is_not_added(hire: Office):
    hire.hr_lead.clicks("Add item", on=card(hire.hr_lead))
    hire.hr_lead.submits({"What needs to be done?": "   "})
    assert hire.hr_lead.modal.errors == {"title": "Give the item a title."}


def test_no_item_can_be_added_to_a_search_closed_meanwhile(hire: Office):
    hire.hr_lead.clicks("Add item", on=card(hire.hr_lead))
    run_command(hire.founder, "close hired confirmed")
    hire.hr_lead.submits({"What needs to be done?": "Meet the founders"})
    assert "is closed (hired)" in hire.hr_lead.modal.errors["title"]


def test_the_modal_metadata_contains_no_user_text(hire: Office):
    run_command(hire.founder, "note 5 a secret")
    open_item_modal(hire.founder, 5)
    carried = hire.founder.modal.view.sent["private_metadata"]
    assert "secret" not in carried
    assert json.loads(json.loads(carried)["form"])[1] == 5
    assert PRIVATE_CHANNEL not in carried
