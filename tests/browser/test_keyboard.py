"""The page with the keyboard alone: the focus stays where it was, and two keys lead around."""

from fakes.office import Office
from playwright.sync_api import Page, expect


def test_the_focus_returns_to_where_it_was_after_a_modal_and_after_a_redraw(page: Page, office: Office):
    office.founder.types("/show task")
    details = page.locator("#messages").get_by_role("button", name="Details")
    for leave in ("Escape", "Save"):
        details.focus()
        page.keyboard.press("Enter")
        form = page.get_by_role("dialog", name="A task")
        expect(form).to_be_visible()
        if leave == "Escape":
            page.keyboard.press("Escape")
        else:
            form.get_by_role("button", name="Save").focus()
            page.keyboard.press("Enter")
        expect(form).to_have_count(0)
        assert page.evaluate("document.activeElement.closest('article, #composer') !== null")
        if leave == "Escape":
            expect(details).to_be_focused()

    office.founder.types("/show buttons")
    menu = page.locator("#messages article").last
    replaced = menu.get_by_role("button", name="Replace")
    replaced.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#messages article").last).to_contain_text("(edited)")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_the_focus_stays_in_home_after_a_modal_and_after_it_is_published_again(page: Page, office: Office):
    page.get_by_role("button", name="Rolecall App").click()
    page.get_by_role("tab", name="Home").click()
    opener = page.locator("#home").get_by_role("button", name="Open")
    opener.press("Enter")
    form = page.get_by_role("dialog", name="A form")
    expect(form).to_be_visible()
    before = opener.element_handle()
    office.founder.opens_home()
    page.wait_for_function("before => !before.isConnected", arg=before)
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(opener).to_be_focused()

    before = opener.element_handle()
    office.founder.opens_home()
    page.wait_for_function("before => !before.isConnected", arg=before)
    expect(opener).to_be_focused()


def test_ctrl_k_opens_a_conversation_and_f6_leads_around(page: Page):
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Go to a conversation").fill("hir")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="hiring", level=1)).to_be_visible()
    expect(page.get_by_role("textbox", name="Message").or_(page.locator("#composer textarea")).first).to_be_focused()
    page.keyboard.press("Shift+F6")
    expect(page.locator("#conversations [aria-current]")).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator("#composer textarea")).to_be_focused()
