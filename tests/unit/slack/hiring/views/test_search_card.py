from datetime import date, timedelta
from typing import Any

import pytest
from samples.hiring import TODAY, checklist, with_items
from samples.slack_hiring import assert_valid_message

from bot.slack.hiring.views.search_card import card_text, search_card
from bot.slack.message import Message


def texts(message: Message) -> str:
    return "\n".join(str(block) for block in message.blocks)


def buttons(message: Message) -> list[Any]:
    found = [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]
    return [(each["text"]["text"], each["action_id"], each["value"]) for each in found if each["type"] == "button"]


def test_the_card_shows_progress_owner_and_next_steps():
    card = assert_valid_message(search_card(checklist(), TODAY))
    assert card.text == (
        "Hiring: Revenue lead\n"
        "░░░░░░░░░░ 0 of 5 done\n"
        "Chief Revenue Officer\n"
        "Target start date: Wednesday 31 March 2027, in 21 weeks\n"
        "Owner: <@U0OWNER> · short name `cro`\n"
        "On track: nothing late moves the start date.\n"
        "Overdue: 1, shown under Next\n"
        "Next:\n"
        "☐ 5. Prepare the first week · 3 days overdue\n"
        "☐ 1. Agree the scorecard · usually CEO · due Mon 9 Nov\n"
        "☐ 3. Take references"
    )
    assert buttons(card) == [
        ("All items", "search:items", "S1"),
        ("My items", "search:mine", "S1"),
        ("Overdue: 1", "search:overdue", "S1"),
        ("Add item", "search:add", "S1"),
        ("History", "search:history", "S1"),
    ]


def test_rare_actions_are_in_the_overflow_menu():
    [menu] = [
        each
        for block in search_card(checklist(), TODAY).blocks
        for each in block.get("elements", ())
        if "options" in each
    ]
    assert menu["action_id"] == "search:menu"
    assert [option["value"] for option in menu["options"]] == [
        "settings:S1",
        "state:S1",
        "hang:S1",
        "export:S1",
        "export-text:S1",
    ]


def test_each_next_item_has_its_own_open_button():
    accessories = [b["accessory"] for b in search_card(checklist(), TODAY).blocks if "accessory" in b]
    assert [(each["action_id"], each["value"]) for each in accessories] == [
        ("item:open", "S1:5"),
        ("item:open", "S1:1"),
        ("item:open", "S1:3"),
    ]


def test_phases_are_in_two_columns_with_started_ones_in_bold():
    given = with_items(checklist(), item1={"state": "done"}, item2={"state": "started"})
    [columns] = [block["fields"] for block in search_card(given, TODAY).blocks if "fields" in block]
    assert [each["text"] for each in columns] == ["☑ Brief 1/1\n◐ *Find* 0/2", "☐ Offer 0/2"]


def test_a_single_phase_is_in_one_column():
    given = checklist()
    alone = given._replace(items=given.items[:1])
    [columns] = [block["fields"] for block in search_card(alone, TODAY).blocks if "fields" in block]
    assert [each["text"] for each in columns] == ["☐ Brief 0/1"]


def test_a_search_named_after_its_role_shows_the_role_once():
    assert card_text(checklist(name="Chief Revenue Officer"), TODAY).count("Chief Revenue Officer") == 1


def test_a_computed_first_day_is_marked_as_such():
    assert "Estimated start date: " in card_text(checklist(targeted=False), TODAY)


@pytest.mark.parametrize("days", [-20, 0, 13])
def test_weeks_are_shown_from_two_weeks_on(days: int):
    assert "weeks" not in card_text(checklist(starts_on=TODAY + timedelta(days=days)), TODAY)


def test_blocked_items_are_counted_apart_from_late_ones():
    given = with_items(checklist(), item5={"due": date(2026, 12, 1), "state": "blocked"}, item3={"state": "blocked"})
    card = search_card(given, TODAY)
    assert "\nBlocked: 2\n⊘ 3. Take references · blocked\n⊘ 5. Prepare the first week · due Tue 1 Dec" in card.text
    assert "Overdue" not in texts(card)


def test_what_is_late_blocked_and_next_comes_above_the_phases():
    late = {"due": TODAY - timedelta(days=20)}
    given = with_items(checklist(), item1=late, item2=late, item4=late, item3={"state": "blocked"}, item5=late)
    card = assert_valid_message(search_card(given, TODAY))
    shown = [str(block.get("text", {}).get("text", "")).split("\n")[0] for block in card.blocks]
    assert shown[2].startswith(
        ":warning: The start date has slipped by 20 days: *Tuesday 20 April 2027* is likely. Late: "
    )
    assert shown[3:6] == ["*Overdue: 4*, 2 of them under Next", "*Blocked: 1*", "*Next*"]
    phases = next(place for place, block in enumerate(card.blocks) if "fields" in block)
    assert phases == 8
    assert "*2. Begin sourcing*" in str(card.blocks[3])
    assert "*1. Agree the scorecard*" not in str(card.blocks[3])  # it is next, so it has its own line
    assert card.blocks[2]["accessory"]["action_id"] == "search:first-day"


@pytest.mark.parametrize("state", ["paused", "onboarding"])
def test_a_search_that_is_not_looking_for_a_person_has_no_forecast(state: str):
    assert "start date h" not in card_text(checklist(state=state), TODAY)


def test_a_closed_search_shows_its_outcome_and_no_next_steps():
    card = assert_valid_message(search_card(checklist(state="cancelled", reason="no <b>"), TODAY))
    assert card.text.endswith("Closed: cancelled, no &lt;b&gt;")
    assert "Next" not in texts(card)
    assert "overdue" not in texts(card)
    assert [label for label, *_ in buttons(card)] == ["All items", "History", "Reopen"]


def test_a_search_closed_without_a_reason_shows_none():
    assert card_text(checklist(state="hired"), TODAY).endswith("Closed: hired")
