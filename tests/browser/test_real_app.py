"""The playground with the real app: the examples, and real cards."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.playground.page import EXAMPLES


def test_an_example_in_a_channel_is_answered_in_a_thread_that_opens_by_itself(visit: Callable[..., Page], real: str):
    page = visit(real)
    page.get_by_role("button", name="CMO vs CRO KPIs?").first.click()
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.locator("article").first).to_contain_text("@Rolecall CMO vs CRO KPIs?")
    expect(thread.locator("article").last.get_by_role("heading").first).to_contain_text("CMO vs CRO")


IN_A_FORM = "/hiring decide cmo cro"


@pytest.mark.parametrize("example", [example for example in EXAMPLES if example != IN_A_FORM])
def test_every_example_is_answered_in_the_direct_conversation(visit: Callable[..., Page], real: str, example: str):
    page = visit(real)
    page.get_by_role("button", name="Rolecall App").click()
    expect(page.get_by_role("heading", name="Rolecall", level=1)).to_be_visible()
    page.locator("#messages:not(.loading)").wait_for()
    before = page.locator("#messages article:has(.badge)").count()
    page.get_by_role("button", name=example).first.click()
    expect(page.locator("#messages article:has(.badge)").nth(before)).to_be_visible()
    expect(page.locator("#messages .unknown")).to_have_count(0)
    expect(page.locator("#messages article").last).not_to_contain_text("went wrong")


def test_the_example_with_a_form_opens_it(visit: Callable[..., Page], real: str):
    page = visit(real)
    page.get_by_role("button", name=IN_A_FORM).first.click()
    form = page.get_by_role("dialog")
    expect(form).to_contain_text("CMO")
    form.get_by_role("button", name="Close").first.click()
    expect(form).to_be_hidden()


def test_a_private_card_is_shared_with_the_channel(visit: Callable[..., Page], real: str):
    page = visit(real)
    page.get_by_role("navigation").get_by_role("button", name="hiring").click()
    # The page changes to the draft of the new channel when it is redrawn, so text typed before that would be lost.
    expect(page.get_by_role("heading", name="hiring", level=1)).to_be_visible()
    page.locator("#composer textarea").fill("/roles compare cmo cro")
    page.locator("#composer textarea").press("Enter")
    card = page.locator("#messages article").last
    expect(card.get_by_role("heading", name="CMO vs CRO")).to_be_visible()
    expect(card).to_contain_text("Only visible to you")
    card.get_by_role("button", name="Share").click()
    expect(page.locator("#messages article").last).not_to_contain_text("Only visible to you")
    page.get_by_role("radio", name="HR lead").click()
    shared = page.locator("#messages article").last
    expect(shared.get_by_role("heading", name="CMO vs CRO")).to_be_visible()
    expect(shared).to_contain_text("Shared by")


def test_a_click_on_a_shared_card_is_answered_to_one_person_and_changes_nothing(visit: Callable[..., Page], real: str):
    page = visit(real)
    page.locator("#composer textarea").fill("/roles compare cmo cro")
    page.locator("#composer textarea").press("Enter")
    page.locator("#messages article").last.get_by_role("button", name="Share").click()
    shared = page.locator("#messages article", has_text="Shared by").last
    expect(shared).to_be_visible()
    page.get_by_role("radio", name="HR lead").click()
    shared.get_by_role("button", name="Full comparison").click()
    answer = page.locator("#messages article").last
    expect(answer).to_contain_text("Only visible to you")
    expect(answer.get_by_role("table")).to_be_visible()
    expect(shared).to_contain_text("Shared by")
    expect(shared.get_by_role("table")).to_have_count(0)


def test_an_answer_can_be_copied_and_arrives_as_a_file(visit: Callable[..., Page], real: str):
    page = visit(real)
    page.locator("#messages:not(.loading)").wait_for()
    before = page.locator("#messages article:has(.badge)").count()
    page.locator("#composer textarea").fill("/roles compare cmo cro")
    page.locator("#composer textarea").press("Enter")
    card = page.locator("#messages article:has(.badge)").nth(before)
    card.get_by_role("combobox").select_option(label="Copy as text")
    form = page.get_by_role("dialog")
    expect(form.get_by_role("textbox")).to_have_value(re.compile("^# CMO vs CRO"))
    form.get_by_role("button", name="Send me a file").click()
    expect(form).to_contain_text("direct conversation")
    form.get_by_role("button", name="Close").first.click()
    page.get_by_role("button", name="Rolecall App").click()
    expect(page.locator("#messages article").last).to_contain_text("cmo-vs-cro.md")
