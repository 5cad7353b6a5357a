"""A real headless Chromium for the tests of the playground's page.

Without a Chromium these tests are not run, and the summary says so; in CI that is an error.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fakes.hiring import NOW
from fakes.office import Office
from fakes.sampler import sampler
from fakes.slack import TIMEOUT_SECONDS
from fakes.windows import open_window, show
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.playground.loopback import LoopbackServer
from bot.playground.manifest import Manifest, SlackShortcut, SlashCommand
from bot.playground.page import PlaygroundRoutes as PageServer
from bot.playground.server import playground
from bot.settings import Settings

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NOT_RUN = (
    "browser tests not run: no Chromium found (on Debian: apt-get install chromium; elsewhere: playwright install)"
)
# Nothing that calls home: not every machine has a way out, and none should need one.
QUIET = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
MANIFEST = Manifest(
    commands=(
        SlashCommand("/show", "everything | form | any text", "Shows things", escapes=True),
        SlashCommand("/share", "", "Not there"),
    ),
    shortcuts=(SlackShortcut("Look at it", "look_at", "message"), SlackShortcut("Open the form", "open_form")),
    has_home=True,
)


@cache
def chromium() -> str | None:
    """The Chromium of this machine: $CHROMIUM, one on the PATH, or Playwright's own."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


collect_ignore_glob = [] if chromium() else ["test_*.py"]
if not chromium() and os.environ.get("CI") == "true":
    raise pytest.UsageError(NOT_RUN)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say so where these tests were left out."""
    if not chromium():
        terminalreporter.write_line(NOT_RUN, yellow=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=TIMEOUT_SECONDS * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address in a window of its own; the test fails where the page has errors or asks elsewhere."""
    troubles: list[str] = []
    pages: list[Page] = []

    def visit(address: str, **window: Any) -> Page:
        pages.append(open_window(browser, address, troubles, **window))
        show(pages[-1], address)
        return pages[-1]

    yield visit
    for page in pages:
        page.context.close()
    assert troubles == []


class BrowserOffice(Office):
    """An office in which a browser acts too, so that more may come although the app is idle."""

    def settle(self) -> bool:
        super().settle()
        return False


@pytest.fixture
def office() -> Iterator[Office]:
    """The workspace with the sampler in it."""
    with BrowserOffice(MANIFEST, clock=lambda: NOW) as office:  # nothing is too late on a busy machine
        yield office.join(sampler(office.settings()))


@pytest.fixture
def page(office: Office, visit: Callable[..., Page]) -> Iterator[Page]:
    """The page over the sampler, as the founder sees it."""
    with LoopbackServer(PageServer(office.slack).route) as server:
        yield visit(server.url)


@pytest.fixture(scope="session")
def real() -> Iterator[str]:
    """The address of a playground with the real app in it."""
    with playground(Settings()) as address:
        yield address
