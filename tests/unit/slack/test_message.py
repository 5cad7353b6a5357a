"""Every limit of Slack's that a message can break, each at its edge and one beyond."""

import dataclasses
from typing import Any

import pytest

from bot.errors import MessageError
from bot.slack.blocks import actions, button, cell, context, divider, fields_section, mrkdwn, option, section
from bot.slack.message import Message

Json = dict[str, Any]


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def pressed(**more: Any) -> Json:
    return actions([{**button("Press", "a", "v"), **more}])


def chosen(kind: str = "static_select", **more: Any) -> Json:
    return actions([{"type": kind, "action_id": "a", **more}])


def opt(**more: Any) -> Json:
    return {**option("line", "value"), **more}


def options(number: int) -> list[Json]:
    return [option("line", f"value {place}") for place in range(number)]


def tabled(rows: list[list[Json]], **more: Any) -> Json:
    return {"type": "table", "rows": rows, **more}


def rows(number: int, columns: int = 1, length: int = 1) -> list[list[Json]]:
    return [[cell("x" * length)] * columns for _ in range(number)]


def confirm(**more: Any) -> Json:
    sure = {"title": plain(1), "text": plain(1), "confirm": plain(1), "deny": plain(1)}
    return pressed(confirm={**sure, **more})


def asked(**more: Any) -> Json:
    return {"type": "input", "label": plain(1), "element": {"type": "users_select", "action_id": "a"}, **more}


def feedback(**more: Any) -> Json:
    thumb = {"text": plain(1), "value": "v"}
    buttons = {
        "type": "feedback_buttons",
        "action_id": "f",
        "positive_button": {**thumb, **more},
        "negative_button": thumb,
    }
    return {"type": "context_actions", "elements": [buttons]}


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a", **more}


LIMITS = {
    "header": (lambda n: {"type": "header", "text": plain(n)}, 150),
    "section text": (lambda n: section("x" * n), 3000),
    "section field": (lambda n: fields_section(["x" * n]), 2000),
    "section fields": (lambda n: fields_section(["x"] * n), 10),
    "context elements": (lambda n: context(*["x"] * n), 10),
    "context text": (lambda n: context("x" * n), 3000),
    "actions": (lambda n: actions([button("Press", f"a{place}", "v") for place in range(n)]), 25),
    "block id": (lambda n: {**divider(), "block_id": "x" * n}, 255),
    "action id": (lambda n: pressed(action_id="x" * n), 255),
    "button text": (lambda n: pressed(text=plain(n)), 75),
    "button value": (lambda n: pressed(value="x" * n), 2000),
    "button url": (lambda n: pressed(url="x" * n), 3000),
    "button label": (lambda n: pressed(accessibility_label="x" * n), 75),
    "placeholder": (lambda n: chosen(placeholder=plain(n), options=options(1)), 150),
    "options": (lambda n: chosen(options=options(n)), 100),
    "option text": (lambda n: chosen(options=[opt(text=plain(n))]), 75),
    "option value": (lambda n: chosen(options=[opt(value="x" * n)]), 150),
    "option description": (lambda n: chosen(options=[opt(description=plain(n))]), 75),
    "option groups": (lambda n: chosen(option_groups=[{"label": plain(1), "options": options(1)}] * n), 100),
    "options of a group": (lambda n: chosen(option_groups=[{"label": plain(1), "options": options(n)}]), 100),
    "group label": (lambda n: chosen(option_groups=[{"label": plain(n), "options": options(1)}]), 75),
    "overflow": (lambda n: chosen("overflow", options=options(n)), 5),
    "checkboxes": (lambda n: chosen("checkboxes", options=options(n)), 10),
    "radio buttons": (lambda n: chosen("radio_buttons", options=options(n)), 10),
    "choice description": (lambda n: chosen("checkboxes", options=[opt(description=mrkdwn("x" * n))]), 75),
    "confirm title": (lambda n: confirm(title=plain(n)), 100),
    "confirm text": (lambda n: confirm(text=plain(n)), 300),
    "confirm yes": (lambda n: confirm(confirm=plain(n)), 30),
    "confirm no": (lambda n: confirm(deny=plain(n)), 30),
    "image address": (lambda n: image(image_url="x" * n), 3000),
    "image alternative": (lambda n: image(alt_text="x" * n), 2000),
    "image title": (lambda n: image(title=plain(n)), 2000),
    "input label": (lambda n: asked(label=plain(n)), 2000),
    "input hint": (lambda n: asked(hint=plain(n)), 2000),
    "feedback text": (lambda n: feedback(text=plain(n)), 75),
    "feedback value": (lambda n: feedback(value="x" * n), 2000),
    "table rows": (lambda n: tabled(rows(n)), 100),
    "table columns": (lambda n: tabled(rows(1, n)), 20),
    "column settings": (lambda n: tabled(rows(1), column_settings=[{"is_wrapped": True}] * n), 20),
    "table characters": (lambda n: tabled([[cell("x" * n)]]), 10_000),
}


@pytest.mark.parametrize(("build", "most"), LIMITS.values(), ids=LIMITS)
def test_a_message_at_slacks_limit_is_accepted_and_one_beyond_is_refused(build: Any, most: int):
    assert Message("text", [build(most)]).blocks
    with pytest.raises(MessageError):
        Message("text", [build(most + 1)])


@pytest.mark.parametrize(("build", "_most"), LIMITS.values(), ids=LIMITS)
def test_empty_parts_are_refused(build: Any, _most: int):
    with pytest.raises(MessageError):
        Message("text", [build(0)])


REFUSED = {
    "a block nobody checked": {"type": "carousel", "elements": []},
    "a block without a type": {"text": plain(1)},
    "an alert, which only a modal takes": {"type": "alert", "text": plain(1)},
    "a key that is not there": {**divider(), "colour": "red"},
    "a header in mrkdwn": {"type": "header", "text": mrkdwn("x")},
    "a header without text": {"type": "header"},
    "a section with neither text nor fields": {"type": "section"},
    "a blank text": section(" \n "),
    "a text that is no object": {"type": "section", "text": "x"},
    "a text with a strange key": {"type": "section", "text": {**mrkdwn("x"), "style": {}}},
    "a button in mrkdwn": pressed(text=mrkdwn("x")),
    "a button without an action id": actions([{"type": "button", "text": plain(1)}]),
    "a button of a strange style": pressed(style="secondary"),
    "an element nobody checked": actions([{"type": "workflow_button"}]),
    "a menu without options": chosen(),
    "options that are no list": chosen(options="abc"),
    "an option that is a word": chosen(options=["abc"]),
    "an image without an address": {"type": "image", "alt_text": "a"},
    "a button in small print": {"type": "context", "elements": [button("Press", "a", "v")]},
    "a row without cells": tabled([[]]),
    "a cell of another type": tabled([[mrkdwn("x")]]),
    "an empty rich cell": tabled([[{"type": "rich_text", "elements": []}]]),
    "an empty setting of a column": tabled(rows(1), column_settings=[None]),
}


@pytest.mark.parametrize("block", REFUSED.values(), ids=REFUSED)
def test_an_invalid_block_is_refused(block: Json):
    with pytest.raises(MessageError):
        Message("text", [block])


def test_the_error_names_the_path_and_what_is_allowed_there():
    with pytest.raises(MessageError) as caught:
        Message("text", [divider(), actions([button("Press", "a", "v"), {**button("x", "b", "v"), "text": plain(76)}])])
    assert "blocks[1].elements[1].text: 1 to 75 characters of text, not 76" in str(caught.value)


def test_the_error_names_the_cell_of_a_table():
    with pytest.raises(MessageError, match=r"blocks\[0\]\.rows\[1\]\[0\]"):
        Message("text", [tabled([[cell("x")], [cell("")]])])


def test_a_message_has_fifty_blocks_at_most():
    assert Message("text", [divider()] * 50).blocks
    with pytest.raises(MessageError):
        Message("text", [divider()] * 51)


def test_a_message_has_one_table_at_most():
    with pytest.raises(MessageError):
        Message("text", [tabled(rows(1)), tabled(rows(1))])


def test_the_characters_of_a_table_are_counted_over_all_kinds_of_cells():
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x" * 9_990}]}],
    }
    number = {"type": "raw_number", "value": 123}
    assert Message("text", [tabled([[rich, number, cell("1234567")]])]).blocks
    with pytest.raises(MessageError, match="10001"):
        Message("text", [tabled([[rich, number, cell("12345678")]])])


def test_two_blocks_with_the_same_id_are_refused():
    with pytest.raises(MessageError, match="'same' occurs more than once"):
        Message("text", [{**divider(), "block_id": "same"}, {**divider(), "block_id": "same"}])


def test_two_actions_of_one_block_with_the_same_id_are_refused():
    with pytest.raises(MessageError, match="action_id 'a' occurs more than once"):
        Message("text", [actions([button("One", "a", "1"), button("Two", "a", "2")])])


def test_the_same_action_may_occur_in_several_blocks():
    assert Message("text", [pressed(), pressed()]).blocks


def test_an_accessory_of_a_section_is_checked_too():
    with pytest.raises(MessageError, match="accessory"):
        Message("text", [section("x", {"type": "overflow", "action_id": "a", "options": options(6)})])


@pytest.mark.parametrize("text", ["", "  \n", "x" * 40_001])
def test_a_message_with_an_empty_or_too_long_text_is_refused(text: str):
    with pytest.raises(MessageError):
        Message(text)


def test_a_text_alone_is_a_message():
    assert Message("x" * 40_000).blocks == ()


def test_a_message_cannot_be_changed_after_it_was_checked():
    blocks = [divider()]
    message = Message("text", blocks)
    blocks.append({"type": "nonsense"})
    assert message.blocks == (divider(),)
    with pytest.raises(dataclasses.FrozenInstanceError):
        message.text = ""  # type: ignore[misc]  # that is what is refused
