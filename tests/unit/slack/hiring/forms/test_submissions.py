from samples.hiring import checklist, with_items
from samples.slack_hiring import assert_valid_view

from bot.commands.verb import MAX_TITLE
from bot.slack.hiring.forms.submissions import add_item_modal


def test_the_form_of_a_new_item_preselects_the_phase_under_way():
    given = with_items(checklist(), item1={"state": "done"})
    title, phase = assert_valid_view(add_item_modal(given))["blocks"]
    assert title["element"]["max_length"] == MAX_TITLE
    assert [option["value"] for option in phase["element"]["options"]] == ["brief", "find", "offer"]
    assert phase["element"]["initial_option"]["value"] == "find"


def test_with_every_item_closed_the_first_phase_is_preselected():
    given = with_items(checklist(), **{f"item{number}": {"state": "done"} for number in range(1, 6)})
    assert add_item_modal(given)["blocks"][1]["element"]["initial_option"]["value"] == "brief"
