"""Takes the pictures of what surrounds the answers: the Home tab, forms, lists for curators, and reminders of owners.

`make_pictures.py` runs it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Locator, Page

from bot.playground.identities import MEMBERS
from bot.playground.server import playground
from bot.settings import Settings

FOUNDER = MEMBERS[0].id
OWNED = f'owner: {FOUNDER}\nreviewed: "2025-01"\n'
"""What a company's own folder says about the CRO, so that its review is overdue."""
CHANNEL = "C0LEADERSHIP"
UNANSWERED = (
    "/roles gaps on",
    "/roles what does a chief happiness officer do?",
    "/roles chief happiness officer duties",
)
WINDOW = {"width": 1280, "height": 980}
PATIENCE = 1_500
"""Milliseconds in which an answer arrives."""

Picture = tuple[str, bytes]
"""The name of a picture, and its content."""


def take_pictures(page: Page, style: str) -> Iterator[Picture]:
    """Yield the pictures, with this style sheet, from a playground of their own."""
    with _workplace() as address:
        page.set_viewport_size(WINDOW)  # type: ignore[arg-type]  # a mapping with these two keys
        page.goto(address)
        _type(page, "exec-search", "/hiring start cro by 2027-06-30", "/hiring assign 1 2 3 @founder")
        page.get_by_role("button", name="Rolecall").first.click()
        page.get_by_role("tab", name="Home").click()
        page.get_by_text("What you can work on now").wait_for()
        yield "home", page.locator("#home .blocks").screenshot(style=style)
        page.locator("#home").get_by_role("button", name="Compare roles").click()
        yield "compare_form", _form(page).screenshot(style=style)
        _close(page)
        page.get_by_role("tab", name="Messages").click()
        yield from _of_a_card(page, style)
        _type(page, "leadership", *UNANSWERED, "/roles gaps")
        yield "gaps", _newest(page).screenshot(style=style)
        yield "review", _reminder(page).screenshot(style=style)


def _of_a_card(page: Page, style: str) -> Iterator[Picture]:
    """The forms of a vote against an answer, and of a question to a person."""
    _say(page, "CRO KPIs?")
    card = _newest(page)
    card.get_by_role("button", name="Unhelpful").click()
    yield "feedback", _form(page).screenshot(style=style)
    _close(page)
    card.get_by_role("combobox").first.select_option("Ask a person")
    yield "contact", _form(page).screenshot(style=style)
    _close(page)


def _reminder(page: Page) -> Locator:
    """The reminder that arrives on the next Monday."""
    page.get_by_role("button", name="Rolecall").first.click()
    page.locator("#clock button").first.click()
    page.get_by_text("Next Monday, 9:00").click()
    found = page.locator("#messages article", has_text="Is this still right?").last
    found.wait_for()
    page.locator("#clock [aria-busy]").wait_for(state="detached")  # the days on the way are over
    return found


@contextmanager
def _workplace() -> Iterator[str]:
    """A playground whose founder is a curator and owns the CRO; yields its address."""
    with TemporaryDirectory() as folder:
        role = Path(folder) / "roles" / "cro.yml"
        role.parent.mkdir()
        role.write_text(OWNED, encoding="utf-8")
        settings = Settings(knowledge_path=(Path(folder),), curators=(FOUNDER,), questions_channel=CHANNEL)
        with playground(settings) as address:
            yield address


def _type(page: Page, channel: str, *lines: str) -> None:
    page.get_by_role("button", name=channel).first.click()
    page.get_by_role("heading", name=channel, level=1).wait_for()
    for line in lines:
        _say(page, line)


def _say(page: Page, line: str) -> None:
    page.locator("#composer textarea").fill(line)
    page.locator("#composer textarea").press("Enter")
    page.wait_for_timeout(PATIENCE)


def _newest(page: Page) -> Locator:
    return page.locator("#messages article").last


def _form(page: Page) -> Locator:
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    return dialog


def _close(page: Page) -> None:
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="hidden")
