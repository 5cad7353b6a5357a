"""A modal with every kind of field, filled in on the page."""

import json
from typing import Any

import pytest
from fakes.office import Office
from playwright.sync_api import Locator, Page, expect


@pytest.fixture
def form(page: Page, office: Office) -> Locator:
    """The modal behind a message's button."""
    office.founder.types("/show task")
    page.get_by_role("button", name="Details").click()
    dialog = page.get_by_role("dialog", name="A task")
    expect(dialog).to_be_visible()
    return dialog


def saved(office: Office, form: Locator) -> dict[str, Any]:
    """Save the form; returns the values that the app wrote into its message."""
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    return dict(json.loads(office.board_member.everything[-1].text))


def test_a_form_shows_its_initial_values(form: Locator):
    expect(form.get_by_label("Owner")).to_have_value("U0HRLEAD")
    expect(form.get_by_label("Due")).to_have_value("2027-01-31")
    expect(form.get_by_role("radio", name="Open")).to_be_checked()
    expect(form.get_by_role("checkbox", name="Urgent")).to_be_checked()
    expect(form.get_by_label("Phase")).to_have_value("define")
    expect(form.get_by_label("Notes")).to_have_value("None yet")


def test_every_kind_of_field_is_filled_and_saved(form: Locator, office: Office):
    form.get_by_label("Owner").select_option("Board member")
    form.locator("summary").click()
    form.get_by_role("group", name="Others").get_by_role("checkbox", name="HR lead").check()
    form.get_by_label("Due").fill("2027-03-01")
    form.get_by_role("radio", name="Done").check()
    form.get_by_role("checkbox", name="Private").check()
    notes = form.get_by_label("Notes")
    notes.fill("")
    notes.press_sequentially("One")
    notes.press("Enter")
    notes.press_sequentially("Two")
    assert saved(office, form) == {
        "owner": "U0BOARD",
        "others": ["U0HRLEAD"],
        "due": "2027-03-01",
        "state": "done",
        "flags": ["urgent", "private"],
        "phase": "define",
        "link": None,
        "notes": "One\nTwo",
    }


def test_an_optional_field_can_be_cleared(form: Locator, office: Office):
    form.get_by_label("Due").fill("")
    form.get_by_label("Owner").select_option("")
    form.get_by_role("checkbox", name="Urgent").uncheck()
    values = saved(office, form)
    assert (values["due"], values["owner"], values["flags"]) == (None, None, [])


def test_a_required_field_cannot_be_left_empty(form: Locator):
    expect(form.get_by_label("Phase").locator("option[value='']")).to_be_disabled()
    form.get_by_label("Notes").fill(" ")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("Please complete this required field.")).to_have_count(1)
    expect(form.get_by_label("Notes")).to_be_focused()


def test_a_dispatched_field_changes_the_form_and_keeps_the_other_values(form: Locator, office: Office):
    form.get_by_label("Due").fill("")
    form.get_by_label("Notes").fill("Ask twice")
    phase = form.get_by_label("Phase")
    phase.focus()
    phase.select_option("Source")
    expect(form).to_contain_text("Phase: source")
    expect(form.get_by_label("Phase")).to_be_focused()
    expect(form.get_by_label("Due")).to_have_value("")
    values = saved(office, form)
    assert (values["phase"], values["due"], values["notes"]) == ("source", None, "Ask twice")


def test_enter_in_a_dispatched_field_does_not_submit_the_form(form: Locator, office: Office):
    link = form.get_by_label("Link")
    link.fill("example")
    link.press("Enter")
    expect(form).to_contain_text("Phase: define example")
    expect(form.get_by_label("Link")).to_be_focused()
    assert [each.payload["type"] for each in office.slack.user_actions.app_requests[-2:]] == ["block_actions"] * 2


def test_a_button_in_a_form_asks_for_confirmation(page: Page, form: Locator, office: Office):
    before = len(office.slack.user_actions.app_requests)
    form.get_by_role("button", name="Delete").click()
    question = page.get_by_role("dialog", name="Sure?")
    question.get_by_role("button", name="No").click()
    expect(question).to_have_count(0)
    expect(form).to_be_visible()
    assert len(office.slack.user_actions.app_requests) == before
    form.get_by_role("button", name="Delete").click()
    question.get_by_role("button", name="Yes").click()
    assert office.founder.sees("task_delete", in_="DM").text == "task_delete: Delete"


def test_an_overflow_menu_fits_into_a_form_and_asks_for_confirmation(page: Page, form: Locator, office: Office):
    form.get_by_role("button", name="More actions").click()
    items = form.get_by_role("menuitem")
    expect(items).to_have_text(["Snooze", "Delete"])
    inside = form.locator(".modal-body").bounding_box()
    menu = form.get_by_role("menu").bounding_box()
    assert inside["y"] <= menu["y"]
    assert menu["y"] + menu["height"] <= inside["y"] + inside["height"]
    items.first.click()
    page.get_by_role("dialog", name="Sure?").get_by_role("button", name="Yes").click()
    assert office.founder.sees("task_more", in_="DM").text == "task_more: snooze"


def test_a_choice_cancelled_at_the_confirmation_is_taken_back(page: Page, office: Office):
    menu = {"type": "users_select", "action_id": "who", "initial_user": "U0BOARD", "confirm": CONFIRM}
    office.slack.workspace.post("C0LEADERSHIP", "U0ROLECALL", "x", [{"type": "actions", "elements": [menu]}])
    choice = page.locator("#messages select")
    choice.select_option("HR lead")
    page.get_by_role("dialog", name="Sure?").get_by_role("button", name="Cancel").click()
    expect(choice).to_have_value("U0BOARD")
    choice.select_option("HR lead")
    page.get_by_role("dialog", name="Sure?").get_by_role("button", name="Yes").click()
    assert "U0HRLEAD" in office.founder.sees("who: ").text


CONFIRM = {"title": {"type": "plain_text", "text": "Sure?"}, "text": {"type": "plain_text", "text": "They will hear."}}
