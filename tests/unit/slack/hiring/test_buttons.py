from typing import Any

import pytest

from bot.slack.hiring.buttons import ButtonAction, UnknownHiringButtonError, button_value, parse_action


@pytest.mark.parametrize(
    ("action", "press"),
    [
        ({"action_id": "item:done", "value": "S1:3"}, ButtonAction("done", "S1", 3)),
        ({"action_id": "item:open:3", "value": "S1:3"}, ButtonAction("open", "S1", 3)),
        ({"action_id": "search:status:0", "value": "S1"}, ButtonAction("status", "S1")),
        ({"action_id": "item:pick", "selected_option": {"value": "open:S1:3"}}, ButtonAction("open", "S1", 3)),
        (
            {"action_id": "item:snooze", "selected_option": {"value": "S1:3:+1w"}},
            ButtonAction("snooze", "S1", 3, "+1w"),
        ),
    ],
)
def test_a_button_says_what_and_of_what(action: dict[str, Any], press: ButtonAction):
    assert parse_action(action) == press


@pytest.mark.parametrize("value", ["", ":3", "S1:three", "S1:-1", "S1:²"])
def test_a_value_that_nothing_of_ours_made_is_not_known(value: str):
    with pytest.raises(UnknownHiringButtonError, match="This button has expired"):
        parse_action({"action_id": "item:done", "value": value})


def test_without_a_value_there_is_nothing():
    assert button_value({"action_id": "item:done", "selected_option": None}) == ""
