"""The guided start with the real app: its eight steps, and what people do instead of what it suggests."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.playground.server import playground
from bot.settings import Settings

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WINDOWS = pytest.mark.parametrize("window", [{}, PHONE], ids=["desktop", "phone"])


@pytest.fixture
def address() -> Iterator[str]:
    """A playground that no other test uses: the guide finds in it only what the test has done."""
    with playground(Settings()) as found:
        yield found


def begin(page: Page) -> Locator:
    page.get_by_role("button", name="Who should we hire next?").click()
    return page.get_by_role("region", name="Guided start")


def go_on(guide: Locator, step: int, label: str) -> None:
    expect(guide).to_contain_text(f"Step {step} of 8")
    guide.get_by_role("button", name=label).click()


def open_questions(page: Page) -> tuple[Locator, Locator]:
    """The guide at the questions about the company, and their form."""
    guide, form = begin(page), page.get_by_role("dialog")
    go_on(guide, 1, "Ask it")
    go_on(guide, 2, "Weigh it")
    expect(guide).to_contain_text("Step 3 of 8")
    return guide, form


@WINDOWS
def test_the_guide_leads_from_a_question_to_the_reminder_of_next_monday(
    visit: Callable[..., Page], address: str, window: dict
):
    page = visit(address, **window)
    guide, form = begin(page), page.get_by_role("dialog")
    expect(guide).to_contain_text("a thread of the private channel exec-search")
    go_on(guide, 1, "Ask it")
    expect(page.get_by_role("complementary", name="Thread")).to_contain_text("CMO or CRO: which first?")
    go_on(guide, 2, "Weigh it")
    go_on(guide, 3, "Use the example")
    form.get_by_role("button", name="Get recommendation").click()
    expect(form).to_contain_text("Recommended: CRO")
    go_on(guide, 4, "Choose the CRO")
    expect(guide).to_contain_text("then press “Save decision”")
    expect(form.get_by_role("radio", name="CRO", exact=True)).to_be_in_viewport()
    expect(form.get_by_role("button", name="Save decision")).to_be_focused()
    page.keyboard.press("Enter")
    expect(guide).to_contain_text("Step 5 of 8")
    page.reload()
    go_on(guide, 5, "Start search")
    expect(page.get_by_role("heading", name="Hiring: Chief Revenue Officer")).to_be_in_viewport()
    go_on(guide, 6, "Assign item 1 to me")
    expect(page.locator("#messages article", has_text="Hiring: Chief Revenue Officer")).to_be_visible()
    go_on(guide, 7, "Next Monday, 9:00")
    go_on(guide, 8, "Show my reminders")
    expect(page.locator("#messages article").last).to_contain_text("Define the business problem, and why now")
    expect(guide).to_contain_text("Here are your own reminders")
    expect(guide.get_by_role("button")).to_have_text(["Finish"])
    clock = page.locator("#clock").bounding_box()
    assert clock["x"] + clock["width"] <= page.viewport_size["width"]
    guide.get_by_role("button", name="Finish").click()
    expect(guide).to_be_hidden()


def test_a_person_who_goes_back_or_closes_the_form_is_led_from_there(visit: Callable[..., Page], address: str):
    page = visit(address)
    guide, form = open_questions(page)
    form.get_by_text("Small or a start-up, with money for one executive").click()
    form.get_by_role("button", name="Get recommendation").click()
    expect(form).to_contain_text("Not enough to go on yet")
    expect(guide).to_contain_text("No recommendation yet")
    expect(guide).to_contain_text("Go back and answer more of the questions")
    go_on(guide, 4, "Back to the questions")
    expect(guide).to_contain_text("Step 3 of 8")
    expect(form.get_by_role("radio", name="Small or a start-up")).to_be_checked()
    guide.get_by_role("button", name="Use the example").click()
    form.get_by_role("button", name="Get recommendation").click()
    expect(guide).to_contain_text("A recommendation you can check")
    form.get_by_role("button", name="Back").click()
    expect(guide).to_contain_text("Step 3 of 8")
    form.get_by_role("button", name="Cancel").click()
    go_on(guide, 2, "Weigh it")
    expect(form).to_contain_text("CMO or CRO?")


def test_answers_of_ones_own_lead_to_their_own_recommendation(visit: Callable[..., Page], address: str):
    page = visit(address)
    guide, form = open_questions(page)
    form.get_by_text("Brand, better marketing, wider reach, recognition").click()
    form.get_by_text("Large, with extensive marketing and sales operations").click()
    form.get_by_text("There is no marketing strategy, or only the CEO sets it").click()
    form.get_by_role("button", name="Get recommendation").click()
    expect(form).to_contain_text("Recommended: CMO")
    go_on(guide, 4, "Choose the CMO")
    expect(guide).to_contain_text("You have chosen the CMO.")
    expect(form.get_by_label("Reasons")).to_have_value(re.compile("Brand, better marketing"))
    form.get_by_role("button", name="Save decision").click()
    go_on(guide, 5, "Start search")
    expect(page.get_by_role("heading", name="Hiring: Chief Marketing Officer")).to_be_in_viewport()
    expect(guide).to_contain_text("Step 6 of 8")


@WINDOWS
def test_skipping_the_form_closes_it_and_leads_to_the_search(visit: Callable[..., Page], address: str, window: dict):
    page = visit(address, **window)
    guide, form = open_questions(page)
    guide.get_by_role("button", name="Skip").click()
    expect(form).to_be_hidden()
    expect(guide).to_contain_text("It needs no decision")
    go_on(guide, 5, "Start search")
    expect(page.get_by_role("heading", name="Hiring: Chief Revenue Officer")).to_be_in_viewport()
    page.locator("#messages").get_by_role("button", name="Open").first.click()
    expect(form).to_contain_text("Item 1")
    go_on(guide, 6, "Assign item 1 to me")
    expect(form).to_be_hidden()
    expect(guide).to_contain_text("Step 7 of 8")


def test_a_question_of_ones_own_is_answered_and_the_guide_says_how_it_goes_on(visit: Callable[..., Page], address: str):
    page = visit(address)
    guide = begin(page)
    page.locator("#composer textarea").fill("@Rolecall who owns pricing?")
    page.locator("#composer textarea").press("Enter")
    expect(page.get_by_role("complementary", name="Thread")).to_contain_text("Who owns pricing?")
    expect(guide).to_contain_text("Your question is answered. The next steps need this one")
    go_on(guide, 1, "Ask it")
    expect(guide).to_contain_text("Step 2 of 8")


def test_a_guide_that_begins_again_asks_for_a_new_decision(visit: Callable[..., Page], address: str):
    page = visit(address)
    guide, form = open_questions(page)
    guide.get_by_role("button", name="Use the example").click()
    form.get_by_role("button", name="Get recommendation").click()
    go_on(guide, 4, "Choose the CRO")
    form.get_by_role("button", name="Save decision").click()
    expect(guide).to_contain_text("Step 5 of 8")
    guide.get_by_role("button", name="End the guide").click()
    page.get_by_role("navigation").get_by_role("button", name="Playground").click()
    page.get_by_role("button", name="Guided start").click()
    go_on(guide, 2, "Weigh it")
    expect(form).to_contain_text("CMO or CRO?")
