import pytest
from fakes.sampler import FORM, HOME, note

from bot.playground.surfaces import View, Views
from bot.playground.trigger_ids import ApiError
from bot.playground.workspace import Workspace

ME = "U0FOUNDER"


@pytest.fixture
def views() -> Views:
    return Views(Workspace())


def titles(views: Views) -> list[str]:
    return [view.sent["title"]["text"] for view in views.stack(ME)]


def test_a_modal_opens_in_front_of_one_person(views: Views):
    views.open(ME, FORM)
    assert titles(views) == ["A form"]
    assert views.stack("U0BOARD") == []


def test_opening_another_modal_replaces_the_first(views: Views):
    views.open(ME, FORM)
    views.open(ME, note("another"))
    assert titles(views) == ["another"]


def test_a_modal_is_pushed_only_onto_another(views: Views):
    with pytest.raises(ApiError, match="not_found"):
        views.push(ME, FORM)


def test_modals_pile_up_to_three_and_know_what_lies_below(views: Views):
    first = views.open(ME, FORM)
    second = views.push(ME, note("second"))
    views.push(ME, note("third"))
    assert titles(views) == ["A form", "second", "third"]
    assert (second.root_id, second.previous_id) == (first.id, first.id)
    with pytest.raises(ApiError, match="push_limit_reached"):
        views.push(ME, note("fourth"))


def test_closing_a_modal_shows_the_one_below(views: Views):
    views.open(ME, FORM)
    views.close(views.push(ME, note("second")))
    assert titles(views) == ["A form"]
    views.clear(ME)
    assert titles(views) == []


def test_an_update_changes_what_is_shown_and_its_hash(views: Views):
    before = views.open(ME, FORM)
    after = views.update(before.id, note("changed"), before.hash)
    assert titles(views) == ["changed"]
    assert after.hash != before.hash


def test_an_update_that_comes_too_late_is_refused(views: Views):
    before = views.open(ME, FORM)
    views.update(before.id, note("first"))
    with pytest.raises(ApiError, match="hash_conflict"):
        views.update(before.id, note("second"), before.hash)


def test_a_view_can_be_named_by_the_app(views: Views):
    views.open(ME, FORM | {"external_id": "mine"})
    assert views.get("mine").sent["title"]["text"] == "A form"
    with pytest.raises(ApiError, match="not_found"):
        views.get("")


def test_errors_of_a_submission_are_shown_until_the_view_changes(views: Views):
    refused = views.refuse(views.open(ME, FORM), {"name": "Not that one."})
    assert views.get(refused.id).errors == {"name": "Not that one."}
    assert views.update(refused.id, FORM).errors == {}


def test_a_home_tab_is_published_and_updated_in_place(views: Views):
    home = views.publish(ME, HOME)
    assert views.home(ME) == home
    views.update(home.id, HOME | {"callback_id": "again"})
    assert views.home(ME).sent["callback_id"] == "again"
    assert views.home("U0BOARD") is None


def test_a_view_against_the_rules_is_refused_with_the_reason(views: Views):
    with pytest.raises(ApiError) as refused:
        views.open(ME, FORM | {"submit": None})
    assert refused.value.code == "invalid_arguments"
    assert "submit" in refused.value.details[0]


def test_an_app_gets_the_view_with_the_state_it_is_in(views: Views):
    view: View = views.open(ME, FORM)
    payload = view.payload({("name", "typed"): "Somebody"})
    assert payload["state"]["values"]["name"]["typed"]["value"] == "Somebody"
    assert payload["state"]["values"]["fruit"]["picked"]["selected_option"]["value"] == "pear"
    assert (payload["callback_id"], payload["private_metadata"]) == ("form", "")
