"""The guided start, from the question to the reminder, with the real app."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.playground.server import playground
from bot.settings import Settings

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("window", [{}, PHONE], ids=["desktop", "phone"])
def test_the_guide_leads_from_a_question_to_the_reminder_of_next_monday(visit: Callable[..., Page], window: dict):
    with playground(Settings()) as address:
        page = visit(address, **window)
        page.get_by_role("button", name="Who should we hire next?").click()
        guide = page.get_by_role("region", name="Guided start")

        def go_on(step: int, label: str) -> None:
            expect(guide).to_contain_text(f"Step {step} of 8")
            guide.get_by_role("button", name=label).click()

        go_on(1, "Ask it")
        expect(page.get_by_role("complementary", name="Thread")).to_contain_text("CMO or CRO: which first?")
        go_on(2, "Weigh it")
        form = page.get_by_role("dialog")
        go_on(3, "Use the example")
        form.get_by_role("button", name="Get recommendation").click()
        expect(form).to_contain_text("Recommended: CRO")
        go_on(4, "Choose the CRO")
        expect(guide).to_contain_text("Press “Save decision”")
        expect(form.get_by_role("radio", name="CRO", exact=True)).to_be_in_viewport()
        expect(form.get_by_role("button", name="Save decision")).to_be_focused()
        page.keyboard.press("Enter")
        expect(guide).to_contain_text("Step 5 of 8")
        page.reload()
        go_on(5, "Start search")
        expect(page.get_by_role("heading", name="Hiring: Chief Revenue Officer")).to_be_in_viewport()
        go_on(6, "Assign item 1 to me")
        expect(page.locator("#messages article", has_text="Hiring: Chief Revenue Officer")).to_be_visible()
        go_on(7, "Next Monday, 9:00")
        go_on(8, "Show my reminders")
        expect(page.locator("#messages article").last).to_contain_text("Define the business problem, and why now")
        clock = page.locator("#clock").bounding_box()
        assert clock["x"] + clock["width"] <= page.viewport_size["width"]
        guide.get_by_role("button", name="Finish").click()
        expect(guide).to_be_hidden()
