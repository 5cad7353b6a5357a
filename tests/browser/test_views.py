"""Modals, the Home tab and prompts on the page."""

import pytest
from fakes.office import Office
from playwright.sync_api import Locator, Page, expect


@pytest.fixture
def form(page: Page, office: Office) -> Locator:
    office.founder.types("/show form")
    dialog = page.get_by_role("dialog", name="A form")
    expect(dialog).to_be_visible()
    return dialog


def newest(page: Page) -> Locator:
    return page.locator("#messages article").last


def test_a_form_is_filled_and_saved(page: Page, form: Locator):
    expect(form.get_by_label("Name")).to_be_focused()
    form.get_by_label("Name").fill("Somebody")
    form.get_by_label("Fruit").select_option("Plum")
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    page.get_by_role("button", name="Rolecall App").click()
    expect(newest(page)).to_contain_text("Saved Somebody with plum")


def test_an_initial_choice_is_kept(page: Page, form: Locator):
    form.get_by_label("Name").fill("Somebody")
    page.keyboard.press("Enter")
    expect(form).to_have_count(0)
    page.get_by_role("button", name="Rolecall App").click()
    expect(newest(page)).to_contain_text("with pear")


def test_a_form_is_not_sent_without_its_required_field(form: Locator, office: Office):
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("Please complete this required field.")).to_have_count(1)
    expect(form.get_by_label("Name")).to_be_focused()
    assert office.slack.user_actions.app_requests[-1].payload.get("type") != "view_submission"


def test_an_error_is_shown_at_its_field_and_the_text_stays(form: Locator):
    form.get_by_label("Name").fill("bad")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("Not that one.")).to_be_visible()
    expect(form.get_by_label("Name")).to_have_value("bad")
    expect(form.get_by_label("Name")).to_have_attribute("aria-invalid", "true")


def test_closing_a_pushed_modal_shows_the_first_again(page: Page, form: Locator):
    form.get_by_label("Name").fill("more")
    form.get_by_role("button", name="Save").click()
    another = page.get_by_role("dialog", name="another")
    expect(another).to_contain_text("This is another.")
    page.keyboard.press("Escape")
    expect(form.get_by_label("Name")).to_have_value("more")


def test_escape_closes_a_modal(page: Page, form: Locator, office: Office):
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    assert not office.founder.has_modal


def test_the_home_tab_is_shown_and_its_buttons_work(page: Page):
    page.get_by_role("button", name="Rolecall App").click()
    page.get_by_role("tab", name="Home").click()
    expect(page.get_by_text("Welcome home")).to_be_visible()
    page.locator("#home").get_by_role("button", name="Open").click()
    expect(page.get_by_role("dialog", name="A form")).to_be_visible()


def test_a_suggested_prompt_is_asked_with_one_click(page: Page, office: Office):
    page.get_by_role("button", name="Rolecall App").click()
    shown = {"channel": "D0FOUNDER", "title": "", "prompts": [{"title": "Try me", "message": "a question"}]}
    office.slack.workspace.feed.add("prompts", shown, "U0FOUNDER")
    office.founder.writes_dm("hello")
    page.get_by_role("button", name="Try me").click()
    expect(newest(page)).to_contain_text("Heard: a question")


def test_the_status_of_the_app_is_shown_until_it_answers(page: Page, office: Office):
    page.get_by_role("button", name="Rolecall App").click()
    status = {"channel": "D0FOUNDER", "thread_ts": None, "status": "is reading"}
    office.slack.workspace.feed.add("status", status, "U0FOUNDER")
    expect(page.get_by_text("Rolecall is reading")).to_be_visible()
    office.founder.writes_dm("hello")
    expect(page.get_by_text("Rolecall is reading")).to_be_hidden()
