from datetime import date
from typing import Any

import pytest
from samples.slack_hiring import assert_valid_view

from bot.slack.blocks import option
from bot.slack.modals import (
    checkbox_input,
    choice_input,
    date_input,
    input_block,
    input_value,
    modal,
    person_input,
    text_input,
)

OPTIONS = [option("One", "1"), option("Two", "2")]


def test_slack_accepts_a_modal_with_every_kind_of_field_and_texts_of_any_length():
    words = "R&D <b> " * 500
    fields = [
        input_block("text", words, text_input(words, placeholder=words), hint=words),
        input_block("lines", "Lines", text_input(multiline=True, max_length=10), optional=False),
        input_block("person", "Person", person_input("U1")),
        input_block("nobody", "Nobody", person_input()),
        input_block("day", "Day", date_input(date(2026, 12, 1))),
        input_block("never", "Never", date_input()),
        input_block("choice", "Choice", choice_input(OPTIONS, "2")),
        input_block("radio", "Radio", choice_input(OPTIONS, kind="radio_buttons")),
        input_block("ticks", "Ticks", checkbox_input(OPTIONS)),
    ]
    view = assert_valid_view(modal("a:form", words, fields, submit=words, metadata="x" * 3000))
    assert view["blocks"][6]["element"]["initial_option"] == OPTIONS[1]
    assert view["close"]["text"] == "Cancel"


def test_a_modal_without_a_submit_button_can_only_be_closed():
    view = assert_valid_view(modal("a:form", "Title", [{"type": "divider"}]))
    assert "submit" not in view
    assert view["close"]["text"] == "Close"


def test_an_initial_text_is_cut_to_the_limit():
    assert text_input("x" * 20, max_length=10)["initial_value"] == "x" * 10


@pytest.mark.parametrize(
    ("state", "value"),
    [
        ({"type": "plain_text_input", "value": "hello"}, "hello"),
        ({"type": "plain_text_input", "value": None}, None),
        ({"type": "users_select", "selected_user": "U1"}, "U1"),
        ({"type": "datepicker", "selected_date": None}, None),
        ({"type": "static_select", "selected_option": {"value": "2"}}, "2"),
        ({"type": "static_select", "selected_option": None}, None),
        ({"type": "checkboxes", "selected_options": [{"value": "1"}, {"value": "2"}]}, ["1", "2"]),
        ({"type": "checkboxes", "selected_options": None}, []),
        ({}, None),
    ],
)
def test_the_value_of_a_field_is_read(state: dict[str, Any], value: Any):
    assert input_value({"state": {"values": {"a": {"a": state}}}}, "a") == value


def test_a_missing_field_is_empty():
    assert input_value({"state": {"values": {}}}, "a") is None
