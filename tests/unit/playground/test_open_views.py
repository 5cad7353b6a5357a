import pytest
from fakes.sampler import FORM, HOME, note

from bot.playground.api_call import ApiError
from bot.playground.open_views import OpenViews, View
from bot.playground.workspace import Workspace

ME = "U0FOUNDER"


@pytest.fixture
def views() -> OpenViews:
    return OpenViews(Workspace())


def titles(views: OpenViews) -> list[str]:
    return [view.sent["title"]["text"] for view in views.stack(ME)]


def test_a_modal_opens_for_one_user(views: OpenViews):
    views.open(ME, FORM)
    assert titles(views) == ["A form"]
    assert views.stack("U0BOARD") == []


def test_opening_another_modal_replaces_the_first(views: OpenViews):
    views.open(ME, FORM)
    views.open(ME, note("another"))
    assert titles(views) == ["another"]


def test_a_modal_is_pushed_only_onto_another(views: OpenViews):
    with pytest.raises(ApiError, match="not_found"):
        views.push(ME, FORM)


def test_up_to_three_modals_are_stacked_and_know_the_one_below(views: OpenViews):
    first = views.open(ME, FORM)
    second = views.push(ME, note("second"))
    views.push(ME, note("third"))
    assert titles(views) == ["A form", "second", "third"]
    assert (second.root_id, second.previous_id) == (first.id, first.id)
    with pytest.raises(ApiError, match="push_limit_reached"):
        views.push(ME, note("fourth"))


def test_closing_a_modal_shows_the_one_below(views: OpenViews):
    views.open(ME, FORM)
    views.close(views.push(ME, note("second")))
    assert titles(views) == ["A form"]
    views.clear(ME)
    assert titles(views) == []


def test_an_update_changes_the_content_and_the_hash(views: OpenViews):
    before = views.open(ME, FORM)
    after = views.update(before.id, note("changed"), before.hash)
    assert titles(views) == ["changed"]
    assert after.hash != before.hash


def test_an_update_of_an_older_version_is_refused(views: OpenViews):
    before = views.open(ME, FORM)
    views.update(before.id, note("first"))
    with pytest.raises(ApiError, match="hash_conflict"):
        views.update(before.id, note("second"), before.hash)


def test_a_view_is_found_by_its_external_id(views: OpenViews):
    views.open(ME, FORM | {"external_id": "mine"})
    assert views.get("mine").sent["title"]["text"] == "A form"
    with pytest.raises(ApiError, match="not_found"):
        views.get("")


def test_errors_of_a_submission_are_shown_until_the_view_changes(views: OpenViews):
    refused = views.show_errors(views.open(ME, FORM), {"name": "Not that one."})
    assert views.get(refused.id).errors == {"name": "Not that one."}
    assert views.update(refused.id, FORM).errors == {}


def test_a_home_tab_is_published_and_updated_in_place(views: OpenViews):
    home = views.publish(ME, HOME)
    assert views.home(ME) == home
    views.update(home.id, HOME | {"callback_id": "again"})
    assert views.home(ME).sent["callback_id"] == "again"
    assert views.home("U0BOARD") is None


def test_an_invalid_view_is_refused_with_the_reason(views: OpenViews):
    with pytest.raises(ApiError) as refused:
        views.open(ME, FORM | {"submit": None})
    assert refused.value.code == "invalid_arguments"
    assert "submit" in refused.value.details[0]


def test_the_payload_of_a_view_has_its_state(views: OpenViews):
    view: View = views.open(ME, FORM)
    payload = view.payload({("name", "typed"): "Somebody"})
    assert payload["state"]["values"]["name"]["typed"]["value"] == "Somebody"
    assert payload["state"]["values"]["fruit"]["picked"]["selected_option"]["value"] == "pear"
    assert (payload["callback_id"], payload["private_metadata"]) == ("form", "")
