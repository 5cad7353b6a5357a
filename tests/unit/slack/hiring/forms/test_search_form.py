import json
from datetime import date
from typing import Any

import pytest
from samples.hiring import ASSIGNEE, OWNER, search
from samples.slack_hiring import assert_valid_view

from bot.hiring.models import Search
from bot.hiring.search_rules import SearchUpdate
from bot.slack.hiring.forms.search_form import read_search_id, read_update, search_modal
from bot.slack.modals import View


def filled(given: Search, **values: str | None) -> View:
    """The form as Slack submits it, with the original values except for those given."""
    view = assert_valid_view(search_modal(given))
    original = {
        "name": given.name,
        "owner": given.owner,
        "weekly": "yes" if given.weekly else "no",
    }
    answers = original | {"day": given.starts_on.isoformat()} | values
    state: dict[str, Any] = {
        "name": {"type": "plain_text_input", "value": answers["name"]},
        "owner": {"type": "users_select", "selected_user": answers["owner"]},
        "day": {"type": "datepicker", "selected_date": answers["day"]},
        "weekly": {"type": "static_select", "selected_option": {"value": answers["weekly"]}},
    }
    return {**view, "state": {"values": {name: {name: value} for name, value in state.items()}}}


@pytest.mark.parametrize(
    ("values", "update"),
    [
        ({}, None),
        ({"name": "  "}, None),
        ({"name": " New "}, SearchUpdate("rename", {"name": "New"})),
        ({"owner": ASSIGNEE}, SearchUpdate("owner", {"owner": ASSIGNEE})),
        ({"weekly": "no"}, SearchUpdate("weekly", {"weekly": False})),
        ({"day": "2027-04-30"}, SearchUpdate("target", {"starts_on": date(2027, 4, 30), "targeted": True})),
        ({"day": None}, None),
        (
            {"name": "New", "day": "2027-04-30"},
            SearchUpdate("edit", {"name": "New", "starts_on": date(2027, 4, 30), "targeted": True}),
        ),
        ({"name": "New", "owner": ASSIGNEE}, SearchUpdate("edit", {"name": "New", "owner": ASSIGNEE})),
    ],
)
def test_the_changed_fields_become_one_update(values: dict[str, str], update: SearchUpdate | None):
    view = filled(search(), **values)
    assert read_update(view) == update
    assert read_search_id(view) == "S1"


def test_the_weekly_summary_is_turned_on_again():
    assert read_update(filled(search(weekly=False), weekly="yes")) == SearchUpdate("weekly", {"weekly": True})


def test_spaces_around_the_name_are_not_a_change():
    assert read_update(filled(search(name=" Revenue lead "))) is None


def test_the_form_shows_the_current_values():
    view = assert_valid_view(search_modal(search(weekly=False)))
    name, owner, day, weekly = [block["element"] for block in view["blocks"]]
    assert (name["initial_value"], owner["initial_user"]) == ("Revenue lead", OWNER)
    assert (day["type"], day["initial_date"]) == ("datepicker", "2027-03-31")
    assert weekly["initial_option"]["text"]["text"] == "Never"


@pytest.mark.parametrize("metadata", ["", "{}", "[]", '["S1"]', '["S1", ["x"]]'])
def test_metadata_in_another_format_is_rejected(metadata: str):
    view = filled(search()) | {"private_metadata": metadata}
    with pytest.raises((ValueError, TypeError)):
        read_update(view)


def test_the_longest_name_fits():
    assert_valid_view(search_modal(search(name="R&D <b>" * 17)))
    assert len(json.dumps(search_modal(search(name="é" * 120))["private_metadata"])) < 3000
