"""An app of one's own in the playground: its commands, who answers, and installing it."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes.processes import typed, wait_for
from playwright.sync_api import Locator, Page, expect

from bot.playground.server import playground
from bot.settings import Settings

TOKEN_TABLES = ("slack_bots", "slack_installations")


@pytest.fixture
def address() -> Iterator[str]:
    """A playground that no other test uses, because another app answers in it."""
    with playground(Settings()) as found:
        yield found


def panel(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("button", name="Playground").click()
    page.get_by_role("button", name="Connect your own app").click()
    expect(page.get_by_role("dialog", name="Connect your own app")).to_be_visible()


def command(page: Page, name: str) -> str:
    return page.get_by_role("region", name=name).inner_text()


def test_the_page_says_that_connect_answers_and_when_it_has_ended(
    visit: Callable[..., Page], address: str, tmp_path: Path
):
    page = visit(address)
    panel(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Answers now: The built-in app.")
    line = page.locator("#own-app")
    with typed(command(page, "Command for Socket Mode"), tmp_path) as log:
        expect(dialog).to_contain_text("Answers now: rolecall connect.")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(page.get_by_role("navigation").get_by_role("button", name="Playground")).to_be_focused()
        expect(line).to_contain_text("rolecall connect answers now")
        page.locator("#composer textarea").fill("/roles compare cmo cro")
        page.locator("#composer textarea").press("Enter")
        expect(page.locator("#messages article").last).to_contain_text("CMO vs CRO")
        assert "answered surface=command kind=compare" in log.read_text()
        page.reload()
        expect(line).to_contain_text("rolecall connect answers now")
        line.get_by_role("button", name="Details").click()
        expect(dialog).to_be_visible()
        page.keyboard.press("Escape")
    expect(line).to_be_hidden()


def tokens(command_line: str) -> int:
    """The number of tokens in the database that the app of this command uses."""
    path = re.search(r"DATABASE_URL=sqlite:///(\S+)", command_line)
    assert path
    with closing(sqlite3.connect(path[1])) as database:
        return sum(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TOKEN_TABLES)  # noqa: S608


def allow(page: Page, dialog: Locator) -> Page:
    """Install the app in a window of its own."""
    install = dialog.get_by_role("link").get_attribute("href")
    assert install
    consent = page.context.new_page()
    consent.goto(install)
    expect(consent.get_by_role("heading", name="Install Rolecall")).to_be_visible()
    consent.get_by_role("link", name="Allow").click()
    expect(consent.get_by_role("heading", name="Rolecall is installed in Playground")).to_be_visible()
    return consent


def test_a_person_installs_the_app_that_serve_runs(visit: Callable[..., Page], address: str, tmp_path: Path):
    page = visit(address)
    panel(page)
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Send requests here").click()
    expect(dialog.get_by_role("alert")).to_contain_text("No app answers at http://127.0.0.1:")
    with typed(command(page, "Command for installing"), tmp_path) as log:
        wait_for(lambda: "worker ready" in log.read_text())
        dialog.get_by_role("button", name="Send requests here").click()
        expect(dialog).to_contain_text("Answers now: rolecall serve.")
        consent = allow(page, dialog)
        consent.get_by_role("link", name="Open Rolecall in Slack").click()
        expect(consent).to_have_url(f"{address}/")
        dialog.get_by_role("button", name="Use the built-in app").click()
        expect(dialog).to_contain_text("Answers now: The built-in app.")
        expect(dialog.get_by_role("button", name="Send requests here")).to_be_focused()


def test_a_person_removes_the_app_and_its_tokens_are_deleted_at_once(
    visit: Callable[..., Page], address: str, tmp_path: Path
):
    page = visit(address)
    panel(page)
    dialog = page.get_by_role("dialog")
    line = command(page, "Command for installing")
    remove = dialog.get_by_role("button", name="Remove Rolecall")
    with typed(line, tmp_path) as log:
        wait_for(lambda: "worker ready" in log.read_text())
        dialog.get_by_role("button", name="Send requests here").click()
        expect(dialog).to_contain_text("Answers now: rolecall serve.")
        expect(remove).to_be_hidden()
        allow(page, dialog).close()
        assert tokens(line) == 2
        remove.click()
        expect(dialog).to_contain_text("Rolecall is removed. Its token is refused from now on")
        expect(dialog).to_contain_text("Answers now: The built-in app.")
        expect(remove).to_be_hidden()
        assert tokens(line) == 0
        assert "app_uninstalled team=T0PLAYGROUND" in log.read_text()
        dialog.get_by_role("button", name="Send requests here").click()
        expect(dialog).to_contain_text("Answers now: rolecall serve.")
        allow(page, dialog).close()
        expect(remove).to_be_visible()
        assert tokens(line) == 2


def test_an_app_that_does_not_answer_is_removed_too(visit: Callable[..., Page], address: str, tmp_path: Path):
    page = visit(address)
    panel(page)
    dialog = page.get_by_role("dialog")
    with typed(command(page, "Command for installing"), tmp_path) as log:
        wait_for(lambda: "worker ready" in log.read_text())
        allow(page, dialog).close()
    dialog.get_by_role("button", name="Remove Rolecall").click()
    expect(dialog).to_contain_text("Rolecall didn't answer, so it still has its copy.")
