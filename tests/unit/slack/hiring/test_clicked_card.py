import json
from typing import Any

import pytest

from bot.slack.blocks import actions, button, section
from bot.slack.hiring.clicked_card import ClickedCard, label_card, put_into_form, take_from_form
from bot.slack.limits import MAX_ID
from bot.slack.message import Message

CARD = ClickedCard(
    response_url="https://hooks.slack.com/x",
    channel="C1",
    thread="100.1",
    is_private=False,
    shown=("items", "S1", "mine", None),
    items=("S1:3", "S2:1"),
)
MESSAGE = Message("Items", [section("Items"), actions([button("Open", "item:open", "S1:3")])])


def click_on(message: Message, **container: Any) -> dict[str, Any]:
    """The body of a click on the last block of a message."""
    return {
        "response_url": "https://hooks.slack.com/x",
        "container": {"channel_id": "C1", **container},
        "message": {"blocks": list(message.blocks)},
        "actions": [{"block_id": message.blocks[-1].get("block_id", "b1")}],
    }


def test_a_click_on_a_labelled_card_says_what_the_card_shows():
    clicked = ClickedCard.from_body(click_on(label_card(MESSAGE, "items", "S1", "mine", None), thread_ts="100.1"))
    assert clicked == CARD._replace(items=("S1:3",))
    assert clicked.kind == "items"


def test_a_click_on_another_card_says_only_where_it_is():
    clicked = ClickedCard.from_body(click_on(MESSAGE, is_ephemeral=True))
    assert (clicked.kind, clicked.shown, clicked.is_private, clicked.thread) == ("", (), True, "")


def test_the_label_changes_nothing_that_people_see():
    labelled = label_card(MESSAGE, "items", "S1")
    assert [block | {"block_id": ""} for block in labelled.blocks] == [
        block | {"block_id": ""} for block in MESSAGE.blocks
    ]
    assert (labelled.text, labelled.is_private) == (MESSAGE.text, MESSAGE.is_private)


def test_a_card_whose_label_would_be_too_long_stays_as_it_is():
    assert label_card(MESSAGE, "items", "x" * MAX_ID) is MESSAGE
    longest = label_card(MESSAGE, "items", "x" * (MAX_ID - 30))
    assert all(len(block["block_id"]) <= MAX_ID for block in longest.blocks)


def test_a_label_may_contain_anything_a_person_typed():
    typed = '#3 "quoted" ☑ :,[]'
    clicked = ClickedCard.from_body(click_on(label_card(MESSAGE, "items", typed)))
    assert clicked.shown == ("items", typed)


def test_a_card_is_carried_through_a_form():
    view = {"type": "modal", "private_metadata": "of the form"}
    carrying = put_into_form(CARD, view)
    assert json.loads(carrying["private_metadata"])
    assert take_from_form(carrying) == (view, CARD)


@pytest.mark.parametrize("metadata", ["", "[]", "{}", '["S1", 3, []]', '{"form": ""}', '{"form": "", "card": []}'])
def test_a_form_without_a_card_is_taken_as_it_is(metadata: str):
    view = {"private_metadata": metadata}
    assert take_from_form(view) == (view, None)
