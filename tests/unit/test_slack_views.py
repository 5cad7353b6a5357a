from datetime import date
from typing import Any

import pytest
from hiring_edge_samples import opens

from bot.slack.blocks import option
from bot.slack.views import choice_input, day_input, entered, field, modal, person_input, text_input, tick_input

OPTIONS = [option("One", "1"), option("Two", "2")]


def test_slack_takes_a_form_with_every_kind_of_field_however_long_its_words_are():
    words = "R&D <b> " * 500
    fields = [
        field("text", words, text_input(words, placeholder=words), hint=words),
        field("lines", "Lines", text_input(lines=True, most=10), optional=False),
        field("person", "Person", person_input("U1")),
        field("nobody", "Nobody", person_input()),
        field("day", "Day", day_input(date(2026, 12, 1))),
        field("never", "Never", day_input()),
        field("choice", "Choice", choice_input(OPTIONS, "2")),
        field("radio", "Radio", choice_input(OPTIONS, kind="radio_buttons")),
        field("ticks", "Ticks", tick_input(OPTIONS)),
    ]
    view = opens(modal("a:form", words, fields, submit=words, metadata="x" * 3000))
    assert view["blocks"][6]["element"]["initial_option"] == OPTIONS[1]
    assert view["close"]["text"] == "Cancel"


def test_what_can_only_be_read_is_closed():
    view = opens(modal("a:form", "Title", [{"type": "divider"}]))
    assert "submit" not in view
    assert view["close"]["text"] == "Close"


def test_a_text_never_begins_longer_than_it_may_be():
    assert text_input("x" * 20, most=10)["initial_value"] == "x" * 10


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
def test_what_stands_in_a_field_is_read(state: dict[str, Any], value: Any):
    assert entered({"state": {"values": {"a": {"a": state}}}}, "a") == value


def test_a_field_that_is_not_there_is_empty():
    assert entered({"state": {"values": {}}}, "a") is None
