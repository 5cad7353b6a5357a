import pytest
from hiring_edge_samples import opens
from hiring_samples import checklist, with_items

from bot.hiring.access import Unclear
from bot.hiring.service import SearchNotYoursError
from bot.slack.hiring.lengths import TITLE
from bot.slack.hiring.modals import adding_modal, certain


def test_a_new_item_is_asked_for_with_the_phase_that_is_under_way_chosen():
    given = with_items(checklist(), item1={"state": "done"})
    title, phase = opens(adding_modal(given))["blocks"]
    assert title["element"]["max_length"] == TITLE
    assert [option["value"] for option in phase["element"]["options"]] == ["brief", "find", "offer"]
    assert phase["element"]["initial_option"]["value"] == "find"


def test_where_everything_is_closed_the_first_phase_is_chosen():
    given = with_items(checklist(), **{f"item{number}": {"state": "done"} for number in range(1, 6)})
    assert adding_modal(given)["blocks"][1]["element"]["initial_option"]["value"] == "brief"


def test_what_is_not_clear_is_nothing_to_a_form():
    assert certain(1) == 1
    with pytest.raises(SearchNotYoursError):
        certain(Unclear())
