import pytest

from bot.knowledge.jurisdictions import can_apply, does_apply, name_place


@pytest.mark.parametrize(
    ("where", "country", "region", "can", "does"),
    [
        (["US"], "US", "", True, True),
        (["US"], "DE", "", False, False),
        (["EU"], "DE", "", True, True),
        (["EU"], "GB", "", False, False),
        (["UK", "EU"], "GB", "", True, True),
        (["Germany"], "DE", "", True, True),
        (["California"], "US", "CA", True, True),
        (["California"], "US", "TX", False, False),
        (["California"], "CA", "", False, False),
        (["New York City"], "US", "NY", True, True),
        (["anywhere"], "JP", "", True, True),
    ],
)
def test_a_rule_applies_where_its_places_include_the_search(
    where: list[str], country: str, region: str, can: bool, does: bool
):
    assert can_apply(where, country, region) is can
    assert does_apply(where, country, region) is does


@pytest.mark.parametrize(
    ("where", "country"),
    [(["US"], ""), (["California"], "US"), (["Atlantis"], "US")],
    ids=["country not known", "state not known", "place not known"],
)
def test_what_is_not_known_leaves_a_rule_possible_but_not_sure(where: list[str], country: str):
    assert can_apply(where, country, "")
    assert not does_apply(where, country, "")


def test_a_place_is_named_with_its_state():
    assert name_place("US", "CA") == "California, United States"
    assert name_place("DE", "") == "Germany"
    assert name_place("", "") == ""
