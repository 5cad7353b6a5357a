"""Block Kit on the page: what is drawn, and what the app gets when it is used."""

import re

import pytest
from fakes.office import Office
from playwright.sync_api import Locator, Page, expect


@pytest.fixture
def card(page: Page, office: Office) -> Locator:
    """A message with one of every block and element."""
    office.founder.types("/show everything")
    return page.locator("#messages article", has_text="the end")


def expect_reply(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.locator("#messages article").last).to_contain_text(text)


def test_markup_in_text_is_drawn(card: Locator):
    expect(card.get_by_role("heading", name="Everything 🎉")).to_be_visible()
    for tag, text in {"strong": "bold", "em": "italic", "s": "struck", "code": "code", "blockquote": "quoted"}.items():
        expect(card.locator(tag, has_text=text).first).to_be_visible()
    expect(card.get_by_role("link", name="a link")).to_have_attribute("rel", "noopener noreferrer")
    expect(card).to_contain_text("@here & <b>")


def test_a_table_has_the_roles_of_a_table(card: Locator):
    table = card.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(["Name", "Number", "Remark"])
    expect(table.get_by_role("rowheader")).to_have_text(["One", "Two"])
    expect(table.get_by_role("cell", name="1")).to_have_css("text-align", "right")
    expect(table.get_by_role("link", name="second")).to_be_visible()
    assert card.locator(".table-box").get_attribute("tabindex") == "0"


def test_rich_text_and_markdown_are_drawn(card: Locator):
    expect(card).to_contain_text("rich ⭐@Founder")
    expect(card.get_by_role("heading", name="Heading", exact=True)).to_be_visible()
    expect(card.locator("li", has_text="one").locator("strong")).to_be_visible()


def test_a_remote_image_is_described_and_not_fetched(card: Locator):
    expect(card).to_contain_text("Image: A picture")


def test_an_unknown_block_is_named(page: Page, office: Office):
    office.slack.workspace.post("C0LEADERSHIP", "U0ROLECALL", "x", [{"type": "hologram"}])
    expect_reply(page, 'The playground can\'t draw a "hologram" block.')


def test_a_button_sends_its_value_and_earlier_choices(page: Page, card: Locator, office: Office):
    card.locator("select").first.select_option("Lemon")
    expect_reply(page, "grouped: ")
    card.get_by_role("button", name="Press").click()
    expect_reply(page, "press: {'value': 'Press'}")
    values = office.slack.user_actions.app_requests[-1].payload["state"]["values"]["row"]
    assert values["grouped"]["selected_option"]["value"] == "lemon"


def test_a_dangerous_button_asks_first(page: Page, card: Locator, office: Office):
    before = len(office.slack.user_actions.app_requests)
    card.get_by_role("button", name="Delete").click()
    dialog = page.get_by_role("dialog", name="Are you sure?")
    dialog.get_by_role("button", name="No").click()
    expect(dialog).to_have_count(0)
    assert len(office.slack.user_actions.app_requests) == before
    card.get_by_role("button", name="Delete").click()
    page.keyboard.press("Escape")
    assert len(office.slack.user_actions.app_requests) == before
    card.get_by_role("button", name="Delete").click()
    dialog.get_by_role("button", name="Do it").click()
    expect_reply(page, "delete: ")


def test_an_overflow_menu_is_used_with_the_keyboard(page: Page, card: Locator):
    more = card.get_by_role("button", name="More actions")
    more.press("Enter")
    expect(page.get_by_role("menuitem", name="Apple")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menuitem")).to_have_count(0)
    expect(more).to_be_focused()
    more.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect_reply(page, "more: ")
    expect_reply(page, "Pear")


@pytest.mark.parametrize(
    ("menu", "choice", "reported"),
    [("Who", "HR lead", "U0HRLEAD"), ("Where", "#hiring", "C0HIRING"), ("Taste", "Date", "Date")],
)
def test_a_menu_offers_options_members_and_channels(page: Page, card: Locator, menu: str, choice: str, reported: str):
    card.get_by_role("combobox", name=menu).select_option(choice)
    expect_reply(page, reported)


def test_several_options_can_be_chosen(page: Page, card: Locator):
    expect(card.get_by_role("checkbox", name="Apple").last).to_be_checked()
    card.get_by_role("checkbox", name="Pear").last.check()
    expect_reply(page, re.compile("ticks: .*Apple.*Pear"))
    card.get_by_text("Fruit").click()
    card.locator("details").get_by_role("checkbox", name="Plum").check()
    expect_reply(page, re.compile("several: .*Plum"))
    expect(card.locator("summary")).to_contain_text("1 selected")


def test_a_radio_button_and_a_date_can_be_chosen(page: Page, card: Locator):
    card.get_by_role("radio", name="Pear").check()
    expect_reply(page, re.compile("one: .*Pear"))
    card.locator("input[type=date]").fill("2026-01-31")
    card.locator("input[type=date]").blur()
    expect_reply(page, "2026-01-31")


def test_feedback_stays_pressed(page: Page, card: Locator):
    useful = card.get_by_role("button", name="Useful", exact=True)
    useful.click()
    expect_reply(page, "rate: {'value': 'yes'}")
    expect(useful).to_have_attribute("aria-pressed", "true")


def test_a_menu_is_searched_while_typing(page: Page, office: Office):
    office.founder.types("/show menu")
    field = page.get_by_role("combobox", name="Find")
    field.press_sequentially("pl")
    expect(page.get_by_role("option")).to_have_text(["Apple", "Plum"])
    field.press("Enter")
    expect_reply(page, re.compile("find: .*Apple"))


def test_the_arrow_keys_choose_what_a_search_found(page: Page, office: Office):
    office.founder.types("/show menu")
    field = page.get_by_role("combobox", name="Find")
    field.press_sequentially("pl")
    apple, plum = page.get_by_role("option", name="Apple"), page.get_by_role("option", name="Plum")
    expect(apple).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(plum).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == plum.get_attribute("id")
    field.press("ArrowDown")
    expect(apple).to_have_attribute("aria-selected", "true")
    field.press("ArrowUp")
    field.press("Enter")
    expect_reply(page, re.compile("find: .*Plum"))
    expect(field).to_have_value("Plum")


def test_escape_closes_the_suggestions_and_nothing_else(page: Page, office: Office):
    office.founder.types("/show menu")
    field = page.get_by_role("combobox", name="Find")
    field.press_sequentially("pl")
    expect(page.get_by_role("option", name="Plum")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(field).to_have_value("pl")


def test_a_button_without_an_acknowledgement_shows_a_problem(page: Page, office: Office):
    office.founder.types("/show hello")
    share = page.get_by_role("button", name="Share")
    expect(share).to_be_visible()
    office.slack.connect(lambda _body, _headers: (503, ""))
    share.click()
    expect(page.get_by_role("alert").filter(has_text="didn't respond")).to_be_visible()
