"""The playground's own controls with the real app: the clock, and a session that is saved, reset and opened again."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.playground.server import playground
from bot.settings import Settings


@pytest.fixture
def address() -> Iterator[str]:
    """The address of a playground that no other test uses: these change its time, and replace its workspace."""
    with playground(Settings()) as address:
        yield address


def type_text(page: Page, text: str) -> None:
    page.locator("#composer textarea").fill(text)
    page.locator("#composer textarea").press("Enter")


def test_next_monday_brings_the_reminders_and_a_saved_workspace_comes_back(
    visit: Callable[..., Page], address: str, tmp_path: Path
):
    page = visit(address)
    page.get_by_role("navigation").get_by_role("button", name="exec-search").click()
    expect(page.get_by_role("heading", name="exec-search", level=1)).to_be_visible()
    type_text(page, "/hiring start cro")
    expect(page.locator("#messages article", has_text="is open with 67 items")).to_be_visible()
    type_text(page, "/hiring assign 1 to me by tomorrow")
    expect(page.locator("#messages article").last).to_contain_text("Assigned")

    clock = page.locator("#clock > .overflow > button")
    clock.click()
    page.get_by_role("button", name="Next Monday, 9:00").click()
    expect(clock).to_have_text(re.compile("^Mon, .* 09:00"))
    expect(page.locator("#messages article").last).to_contain_text("Week ahead: Chief Revenue Officer")
    expect(page.locator("#messages .day").last).to_have_text("Today")
    page.get_by_role("button", name="Rolecall App").click()
    expect(page.locator("#messages article").last).to_contain_text("Define the business problem, and why now")
    expect(page.locator("#messages article").last).to_contain_text("overdue")
    monday = clock.text_content()

    menu = page.get_by_role("navigation").get_by_role("button", name="Playground")
    menu.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Save to a file").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    menu.click()
    page.get_by_role("button", name="Start again").click()
    expect(clock).not_to_have_text(monday)
    expect(page.locator("#messages article")).to_have_count(0)

    page.locator("input[type=file]").set_input_files(saved)
    expect(clock).to_have_text(monday)
    page.get_by_role("navigation").get_by_role("button", name="exec-search").click()
    expect(page.locator("#messages article").last).to_contain_text("Week ahead: Chief Revenue Officer")
    type_text(page, "/hiring done 1 the board memo names the gap")
    expect(page.locator("#messages article").last).to_contain_text("1 of 67 done")


def test_what_happened_shows_how_a_question_was_read_and_what_was_called(visit: Callable[..., Page], real: str):
    page = visit(real)
    type_text(page, "@Rolecall CMO vs CRO KPIs?")
    expect(page.locator("#thread article")).to_have_count(2)
    page.get_by_role("button", name="What happened").click()
    panel = page.get_by_role("complementary", name="What happened")
    for part in ("#messages", "#thread-messages"):  # the panel covers neither
        box = page.locator(part).bounding_box()
        assert box["x"] + box["width"] <= panel.bounding_box()["x"] + 1
    panel.get_by_text("CMO vs CRO KPIs?").first.click()
    turn = panel.locator(".turn[open]")
    expect(turn).to_contain_text("compare/metrics: cmo, cro")
    expect(turn).to_contain_text("knowledge/roles/cro.yml:")
    turn.get_by_text("chat.postMessage · ok").click()
    expect(turn).to_contain_text('"channel": "C0LEADERSHIP"')
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("button", name="What happened")).to_be_focused()


def test_what_happened_leaves_the_date_in_sight_and_names_what_people_did(visit: Callable[..., Page], address: str):
    page = visit(address, viewport={"width": 1280, "height": 800})
    page.get_by_role("button", name="Rolecall App").click()
    page.get_by_role("tab", name="Home").click()
    page.get_by_role("button", name="What happened").click()
    panel = page.get_by_role("complementary", name="What happened")
    expect(panel).to_contain_text("Opened Rolecall")
    clock = page.locator("#clock > .overflow > button")
    assert clock.bounding_box()["x"] + clock.bounding_box()["width"] <= panel.bounding_box()["x"]


def test_a_failure_of_slack_is_confirmed_and_then_shown_in_what_happened(visit: Callable[..., Page], address: str):
    page = visit(address)
    page.get_by_role("navigation").get_by_role("button", name="Playground").click()
    page.get_by_label("Let Slack fail once").select_option("Too many requests (429)")
    expect(page.get_by_label("Let Slack fail once")).to_be_hidden()
    expect(page.get_by_text("Slack's next answer to Rolecall: Too many requests (429).")).to_be_visible()
    type_text(page, "@Rolecall CMO vs CRO KPIs?")
    expect(page.locator("#thread article")).to_have_count(2)
    page.get_by_role("button", name="What happened").click()
    expect(page.get_by_role("complementary", name="What happened")).to_contain_text("1 refused")


def test_the_channel_of_another_company_says_who_sees_an_answer(visit: Callable[..., Page], real: str):
    page = visit(real)
    type_text(page, "@Rolecall CMO vs CRO KPIs?")
    expect(page.locator("#thread article")).to_have_count(2)
    page.get_by_role("navigation").get_by_role("button", name="partners").click()
    expect(page.get_by_role("heading", name="Welcome to #partners")).to_be_in_viewport()
    expect(page.locator(".intro")).to_contain_text("only you see an answer until you share it")


def test_a_guest_a_group_and_three_time_zones_are_in_the_workspace(visit: Callable[..., Page], address: str):
    page = visit(address, timezone_id="Europe/Paris")
    navigation = page.get_by_role("navigation")
    expect(navigation.get_by_role("radio", name="Board member New York")).to_be_visible()
    expect(navigation.get_by_role("radio", name="HR lead Singapore")).to_be_visible()
    navigation.get_by_role("button", name="Founder, Board member, HR lead").click()
    expect(page.get_by_role("heading", name="Founder, Board member, HR lead", level=1)).to_be_visible()
    type_text(page, "@Rolecall CMO vs CRO KPIs?")
    expect(page.locator("#thread article").last).to_contain_text("CMO vs CRO")

    navigation.get_by_role("radio", name="Interim CFO Guest").click()
    expect(navigation.get_by_role("button", name="hiring", exact=True)).to_be_visible()
    expect(navigation.get_by_role("button", name="leadership")).to_have_count(0)
    expect(navigation.get_by_role("button", name="Founder, Board member, HR lead")).to_have_count(0)


def test_the_example_says_what_it_is_and_what_to_try(visit: Callable[..., Page]):
    with playground(Settings(), demo=True) as address:
        page = visit(address)
        about = page.get_by_role("region", name="About the example")
        expect(about).to_contain_text("sixth week")
        about.get_by_role("button", name="Show status").click()
        expect(page.locator("#messages article").last).to_contain_text("Chief Revenue Officer")
        about.get_by_role("button", name="Show my work").click()
        expect(page.get_by_role("region", name="Home")).to_contain_text("What you can work on now")
        about.get_by_role("button", name="Go to next Monday").click()
        expect(page.locator("#messages article").last).to_contain_text("Week ahead: Chief Revenue Officer")
        about.get_by_role("button", name="Close the introduction").click()
        page.reload()
        page.locator(".intro").wait_for()
        expect(about).to_be_hidden()
