"""Questions about the status of an open search: the answer has a button that shows it."""

import pytest
from fakes.hiring import PRIVATE_CHANNEL
from fakes.office import Office

from bot.playground import payloads

pytestmark = pytest.mark.short_checklist
SHOW = "Show the search"


@pytest.mark.parametrize("words", ["@Rolecall how far is the cro search?", "/roles what's next for the CRO search?"])
def test_a_question_about_an_open_search_names_the_command_and_offers_a_status_button(hire: Office, words: str):
    hire.hr_lead.types(words, PRIVATE_CHANNEL)
    answer = hire.hr_lead.sees("`/hiring status cro`")
    hire.hr_lead.clicks(SHOW, on=answer)
    shown = hire.hr_lead.sees("Hiring: ", "0 of 6 done")
    assert shown.private


def test_without_a_role_the_only_open_search_is_shown(hire: Office):
    hire.founder.writes_dm("how is the hiring going?")
    hire.founder.clicks(SHOW, on=hire.founder.sees("`/hiring status`"))
    hire.founder.sees("Hiring: ", "0 of 6 done")


def test_the_status_button_shows_no_card_for_a_role_without_a_search(hire: Office):
    hire.founder.writes_dm("how is the cfo hire going?")
    hire.founder.clicks(SHOW, on=hire.founder.sees("`/hiring status cfo`"))
    assert "Hiring: " not in hire.founder.seen.text


@pytest.mark.parametrize("value", ["done 1", "close", "nonsense", "status @"])
def test_the_status_button_never_changes_a_search(hire: Office, value: str):
    hire.founder.types("@Rolecall how far is the cro search?", PRIVATE_CHANNEL)
    card = hire.founder.sees("`/hiring status cro`")
    room = next(c for c in hire.slack.workspace.channels.values() if f"#{c.name}" == PRIVATE_CHANNEL)
    key = hire.slack.response_urls.issue(room.id, "U0FOUNDER", card.message.ts)
    place = payloads.on_message(card.message, room) | {"response_url": hire.slack.response_urls.base + key}
    pressed = {"type": "button", "block_id": "b", "action_id": "hiring:status", "value": value}
    hire.founder._act()
    hire.slack.user_actions.send_interaction(
        payloads.interaction("block_actions", hire.founder.user, actions=[pressed], **place)
    )
    hire.founder.settle()
    assert "is done" not in hire.founder.seen.text
