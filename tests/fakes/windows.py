"""Windows of a browser that show the playground."""

from typing import Any

from playwright.sync_api import Browser, Page

from fakes.slack import TIMEOUT_SECONDS


def open_window(browser: Browser, address: str, troubles: list[str], **window: Any) -> Page:
    """An empty page in a window of its own; adds its errors, and its requests to other addresses, to the troubles."""
    context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | window))
    context.set_default_timeout(TIMEOUT_SECONDS * 1000)
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    page.on("request", lambda request: request.url.startswith(address) or troubles.append(f"asked {request.url}"))
    return page


def show(page: Page, address: str) -> None:
    """Load the playground into the page, and wait until it can be used."""
    page.goto(address)
    page.locator(".intro").wait_for()
