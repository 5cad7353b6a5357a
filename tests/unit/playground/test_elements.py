import pytest

from bot.playground import elements
from bot.playground.elements import ElementNotFoundError

FRUIT = [{"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("Apple", "Pear")]
SELECT = {"type": "static_select", "action_id": "fruit", "options": FRUIT}
TICKS = {"type": "checkboxes", "action_id": "ticks", "options": FRUIT, "initial_options": FRUIT[:1]}
TEXT = {"type": "plain_text_input", "action_id": "typed", "initial_value": "draft"}
BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, "value": "now"}
BLOCKS = [
    {"type": "actions", "block_id": "row", "elements": [BUTTON, SELECT, TICKS]},
    {"type": "input", "block_id": "name", "element": TEXT},
    {"type": "section", "block_id": "side", "accessory": {**BUTTON, "action_id": "beside"}},
]


def test_elements_are_found_in_actions_inputs_and_accessories():
    found = [(block, element["action_id"]) for block, element in elements.elements(BLOCKS)]
    assert found == [("row", "go"), ("row", "fruit"), ("row", "ticks"), ("name", "typed"), ("side", "beside")]


def test_an_element_is_found_by_its_block_id_and_action_id():
    assert elements.find_element(BLOCKS, ("row", "fruit")) == SELECT
    with pytest.raises(ElementNotFoundError):
        elements.find_element(BLOCKS, ("side", "fruit"))


def test_pressing_a_button_reports_its_text_and_value():
    pressed = elements.action_payload("row", BUTTON, None, "1.0")
    assert pressed["value"] == "now"
    assert pressed["text"]["text"] == "Go"
    assert (pressed["block_id"], pressed["action_id"], pressed["type"]) == ("row", "go", "button")


def test_choosing_reports_the_whole_option():
    assert elements.chosen_value(SELECT, "pear") == {"selected_option": FRUIT[1]}
    assert elements.chosen_value(TICKS, ["apple", "pear"]) == {"selected_options": FRUIT}


def test_an_option_that_does_not_exist_cannot_be_chosen():
    with pytest.raises(ElementNotFoundError, match="no option 'cherry'"):
        elements.chosen_value(SELECT, "cherry")


def test_options_are_found_inside_groups():
    grouped = {"type": "static_select", "action_id": "fruit", "option_groups": [{"options": FRUIT}]}
    assert elements.chosen_value(grouped, "apple") == {"selected_option": FRUIT[0]}


def test_state_has_initial_values_until_others_are_entered():
    before = elements.state_values(BLOCKS, {})
    assert before["row"]["fruit"] == {"type": "static_select", "selected_option": None}
    assert before["row"]["ticks"]["selected_options"] == FRUIT[:1]
    assert before["name"]["typed"]["value"] == "draft"
    after = elements.state_values(BLOCKS, {("row", "fruit"): "pear", ("name", "typed"): "done"})
    assert after["row"]["fruit"]["selected_option"] == FRUIT[1]
    assert after["name"]["typed"]["value"] == "done"


def test_buttons_have_no_state():
    state = elements.state_values(BLOCKS, {("row", "go"): "x"})
    assert "go" not in state["row"]
    assert "side" not in state


@pytest.mark.parametrize(
    ("kind", "choice", "reported"),
    [
        ("users_select", "U0BOARD", {"selected_user": "U0BOARD"}),
        ("multi_users_select", ["U0BOARD"], {"selected_users": ["U0BOARD"]}),
        ("conversations_select", "C0HIRING", {"selected_conversation": "C0HIRING"}),
        ("datepicker", "2026-01-31", {"selected_date": "2026-01-31"}),
        ("timepicker", "09:30", {"selected_time": "09:30"}),
        ("datetimepicker", 1_700_000_000, {"selected_date_time": 1_700_000_000}),
        ("number_input", "3", {"value": "3"}),
    ],
)
def test_ids_dates_and_numbers_are_reported_as_they_were_chosen(kind: str, choice: object, reported: dict):
    assert elements.chosen_value({"type": kind, "action_id": "x"}, choice) == reported


def test_feedback_reports_the_button_that_was_pressed():
    sides = {
        f"{sign}_button": {"text": {"type": "plain_text", "text": sign}, "value": sign}
        for sign in ("positive", "negative")
    }
    feedback = {"type": "feedback_buttons", "action_id": "rate", **sides}
    assert elements.chosen_value(feedback, "negative")["text"]["text"] == "negative"
    with pytest.raises(ElementNotFoundError):
        elements.chosen_value(feedback, "maybe")
