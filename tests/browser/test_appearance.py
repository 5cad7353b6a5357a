"""The look of the page: widths, colour schemes, and use without a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

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


def say(page: Page, text: str) -> Locator:
    """Send this, and return the message that answers it."""
    messages = page.locator("#messages article:has(.badge)")
    before = messages.count()
    page.locator("#composer textarea").fill(text)
    page.locator("#composer textarea").press("Enter")
    expect(messages.nth(before)).to_be_visible()
    return messages.nth(before)


def open_full_view(page: Page, roles: str) -> None:
    """Compare these roles, and show everything about them: the table has a column for each."""
    say(page, f"/roles compare {roles}").get_by_role("button", name="Full comparison").click()
    expect(page.get_by_role("table").last).to_be_visible()


COMPARED = ["cmo cro", "cmo cro cto", "cmo cro cto cfo coo"]


@pytest.mark.parametrize("roles", COMPARED)
def test_on_a_phone_a_comparison_shows_every_role_without_scrolling_sideways(
    visit: Callable[..., Page], real: str, roles: str
):
    page = visit(real, **PHONE)
    card = say(page, f"/roles compare {roles}")
    assert is_in_view(card, roles)


@pytest.mark.parametrize("roles", COMPARED)
def test_in_a_thread_a_comparison_shows_every_role_without_scrolling_sideways(
    visit: Callable[..., Page], real: str, roles: str
):
    page = visit(real, viewport={"width": 1111, "height": 800})  # the pane takes 36% of it
    page.locator("#composer textarea").fill(f"@Rolecall {roles.replace(' ', ' vs ')}")
    page.locator("#composer textarea").press("Enter")
    pane = page.get_by_role("complementary", name="Thread")
    card = pane.locator("article:has(.badge)").last
    expect(card).to_be_visible()
    assert 390 < pane.bounding_box()["width"] <= 400
    assert is_in_view(card, roles)


def is_in_view(card: Locator, roles: str) -> bool:
    """Whether the names of all roles can be read in the card, and nothing in it scrolls sideways."""
    return bool(
        card.evaluate(
            """(card, names) => {
              const frame = card.getBoundingClientRect();
              const all = [...card.querySelectorAll("*")];
              const scrolls = all.some((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0
                && ["auto", "scroll", "hidden"].includes(getComputedStyle(each).overflowX));
              const inside = (each) => each.getBoundingClientRect().right <= frame.right + 1;
              const shows = (name) => all.some((each) => !each.children.length && each.textContent.includes(name)
                && inside(each));
              return !scrolls && all.every(inside) && names.every(shows);
            }""",
            roles.upper().split(),
        )
    )


@pytest.mark.parametrize("width", [390, 720, 1024, 1280])
def test_the_page_fits_every_width(visit: Callable[..., Page], real: str, width: int):
    page = visit(real, viewport={"width": width, "height": 800})
    open_full_view(page, "cmo cro cto")
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
    open_full_view(page, "cmo cro")
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
