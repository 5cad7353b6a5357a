from typing import Any

import pytest

from bot.slack.cards.controls import selected_value
from bot.slack.hiring.buttons import ButtonAction, UnknownHiringButtonError, parse_action


@pytest.mark.parametrize(
    ("action", "expected"),
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
def test_an_action_is_parsed_from_its_id_and_value(action: dict[str, Any], expected: ButtonAction):
    assert parse_action(action) == expected


@pytest.mark.parametrize("value", ["", ":3", "S1:three", "S1:-1", "S1:²"])
def test_a_value_in_another_format_is_an_expired_button(value: str):
    with pytest.raises(UnknownHiringButtonError, match="This button has expired"):
        parse_action({"action_id": "item:done", "value": value})


def test_an_action_without_a_value_has_an_empty_one():
    assert selected_value({"action_id": "item:done", "selected_option": None}) == ""
