"""The look of the page: widths, colour schemes, and use without a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TEXT_ON = (
    ("ink", "paper"),
    ("muted", "paper"),
    ("muted", "sunken"),
    ("muted", "ephemeral"),
    ("link", "paper"),
    ("link", "ephemeral"),
    ("on-accent", "accent"),
    ("danger", "paper"),
    ("on-mention", "mention"),
    ("side-ink", "side"),
    ("side-muted", "side"),
    ("side-on-here", "side-here"),
)


def token(page: Page, name: str) -> tuple[int, int, int]:
    """The colour behind a name of the style sheet, as red, green and blue."""
    script = """(name) => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.color = `var(--${name})`;
      const found = getComputedStyle(probe).color.match(/[0-9]+/g).map(Number);
      probe.remove();
      return found;
    }"""
    red, green, blue = page.evaluate(script, name)[:3]
    return red, green, blue


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast_in_both_colour_schemes(visit: Callable[..., Page], real: str, scheme: str):
    page = visit(real, color_scheme=scheme)
    weak = {pair: contrast(token(page, pair[0]), token(page, pair[1])) for pair in TEXT_ON}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


def test_the_dark_scheme_is_dark(visit: Callable[..., Page], real: str):
    light, dark = visit(real, color_scheme="light"), visit(real, color_scheme="dark")
    assert luminance(token(light, "paper")) > 0.9
    assert luminance(token(dark, "paper")) < 0.02


@pytest.mark.parametrize("width", [390, 720, 1024, 1280])
def test_the_page_fits_every_width(visit: Callable[..., Page], real: str, width: int):
    page = visit(real, viewport={"width": width, "height": 800})
    composer = page.locator("#composer textarea")
    composer.fill("/roles compare cmo cro cto")
    composer.press("Enter")
    expect(page.get_by_role("table").last).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(
        "document.querySelector('#messages').scrollWidth <= document.querySelector('#messages').clientWidth"
    )
    table = page.locator(".table-box").last.bounding_box()
    assert table["x"] + table["width"] <= width


def test_on_a_phone_the_conversations_are_behind_a_button(visit: Callable[..., Page], real: str):
    page = visit(real, **PHONE)
    hiring = page.get_by_role("button", name="hiring", exact=True)
    expect(hiring).to_be_hidden()
    page.get_by_role("button", name="Conversations").tap()
    hiring.tap()
    expect(page.get_by_role("heading", name="Welcome to #hiring")).to_be_visible()
    expect(hiring).to_be_hidden()


def test_the_first_column_of_a_wide_table_stays_visible(visit: Callable[..., Page], real: str):
    page = visit(real, **PHONE)
    page.locator("#composer textarea").fill("/roles compare cmo cro")
    page.locator("#composer textarea").press("Enter")
    box = page.locator(".table-box").last
    first = box.get_by_role("rowheader").first
    before = first.bounding_box()["x"]
    box.evaluate("(box) => { box.scrollLeft = 200; }")
    assert abs(first.bounding_box()["x"] - before) < 2


def test_nothing_moves_for_people_who_prefer_reduced_motion(visit: Callable[..., Page], real: str):
    page = visit(real, reduced_motion="reduce")
    page.evaluate("document.querySelector('#working').hidden = false")
    assert page.locator(".dots i").first.evaluate("(dot) => getComputedStyle(dot).animationName") == "none"


def test_every_button_has_a_name_and_shows_its_focus(visit: Callable[..., Page], real: str):
    page = visit(real)
    names = page.locator("button:visible").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('aria-label') || one.textContent.trim())"
    )
    assert len(names) > 8
    assert all(names)
    page.keyboard.press("Shift+Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_arrow_keys_switch_between_members(visit: Callable[..., Page], real: str):
    page = visit(real)
    page.get_by_role("radio", name="Founder").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Board member")).to_be_checked()
    expect(page.get_by_role("radio", name="Board member")).to_be_focused()
