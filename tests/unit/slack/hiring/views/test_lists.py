import pytest
from samples.hiring import ASSIGNEE, TODAY, checklist, with_items
from samples.slack_hiring import assert_valid_message, long_search

from bot.hiring.models import Checklist
from bot.slack.hiring.views.lists import find_phase, item_menu, items_message, next_message, select_items

GIVEN = with_items(
    checklist(),
    item1={"state": "done"},
    item2={"assignee": ASSIGNEE},
    item3={"state": "blocked", "reason": "no time"},
)


@pytest.mark.parametrize(
    ("wanted", "numbers", "what"),
    [
        ("", [2, 3, 4, 5], "open items"),
        ("open", [2, 3, 4, 5], "open items"),
        ("ALL ", [1, 2, 3, 4, 5], "all items"),
        ("mine", [2], "your open items"),
        ("overdue", [5], "overdue"),
        ("done", [1], "done"),
        ("blocked", [3], "blocked"),
        ("skipped", [], "not applicable"),
        ("offer", [4, 5], "Offer"),
    ],
)
def test_items_are_selected_by_a_criterion(wanted: str, numbers: list[int], what: str):
    choice = select_items(GIVEN, wanted, ASSIGNEE, TODAY)
    assert choice is not None
    assert ([item.number for item in choice.items], choice.label) == (numbers, what)


@pytest.mark.parametrize(
    ("words", "phase"),
    [
        ("brief", "brief"),
        ("phase 2", "find"),
        ("3", "offer"),
        ("Off", "offer"),
        ("offre", "offer"),
        ("4", None),
        ("banana", None),
        ("", None),
        ("²", None),
    ],
)
def test_a_phase_is_found_by_position_name_or_with_a_typo(words: str, phase: str | None):
    found = find_phase(checklist(), words)
    assert (found and found[0]) == phase


def test_an_unknown_criterion_is_answered_with_the_phases():
    assert select_items(GIVEN, "banana", ASSIGNEE, TODAY) is None
    text = items_message(GIVEN, "<banana>", ASSIGNEE, TODAY).text
    assert text.startswith("“&lt;banana&gt;” isn't a phase of *Revenue lead*. The phases are: Brief, Find, Offer.")


def test_items_are_listed_by_phase_with_a_menu():
    message = assert_valid_message(items_message(GIVEN, "open", ASSIGNEE, TODAY))
    texts = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
    assert [text.split("\n")[0] for text in texts] == ["*Find*", "*Offer*"]
    [menu] = message.blocks[-1]["elements"]
    assert [option["value"] for option in menu["options"]] == ["open:S1:2", "open:S1:3", "open:S1:4", "open:S1:5"]


def test_the_name_of_a_single_phase_is_shown_once():
    message = assert_valid_message(items_message(GIVEN, "find", ASSIGNEE, TODAY))
    assert message.blocks[0]["text"]["text"] == "Revenue lead: Find"
    assert message.blocks[1]["text"]["text"].startswith("☐ *2. Begin sourcing*")


def test_the_menu_has_at_most_as_many_items_as_slack_allows():
    [block] = item_menu("S1", long_search(300).items)
    assert len(block["elements"][0]["options"]) == 100
    assert item_menu("S1", ()) == []


def test_an_empty_list_says_so():
    assert (
        items_message(GIVEN, "skipped", ASSIGNEE, TODAY).text == "Nothing in *Revenue lead* is marked not applicable."
    )
    finished = Checklist(GIVEN.search, ())
    assert "is ready to work on" in next_message(finished, ASSIGNEE, TODAY).text


def test_the_persons_own_items_come_first_in_next():
    mine = next_message(GIVEN, ASSIGNEE, TODAY)
    assert [block["text"]["text"].split("\n")[0] for block in mine.blocks[1:3]] == ["*Yours*", "*Others*"]
    others = next_message(GIVEN, "U0NOBODY", TODAY)
    assert others.blocks[1]["text"]["text"].startswith("*Next*\n")


def test_the_items_of_one_person_are_listed():
    message = assert_valid_message(items_message(GIVEN, "", "U0SOMEBODY", TODAY, assignee=ASSIGNEE))
    assert message.text.split("\n")[0] == f"Revenue lead: open items, assigned to <@{ASSIGNEE}>"
    assert f"Assigned to <@{ASSIGNEE}>" in str(message.blocks)
    assert [f"{number}. " in message.text for number in (2, 3, 4)] == [True, False, False]


def test_unassigned_items_are_listed():
    message = assert_valid_message(items_message(GIVEN, "overdue", "U0SOMEBODY", TODAY, assignee=""))
    assert message.text.split("\n")[0] == "Revenue lead: overdue, unassigned"
    assert "2. " not in message.text


def test_a_person_without_items_is_named():
    message = items_message(GIVEN, "", "U0SOMEBODY", TODAY, assignee="U0OTHER")
    assert message.text == "Nothing assigned to <@U0OTHER> in *Revenue lead* is open."
