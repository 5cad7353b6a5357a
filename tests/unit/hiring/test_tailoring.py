from itertools import product
from typing import Any

import pytest
from samples.hiring import search

from bot.hiring.tailoring import SIGNATURE, Circumstances, find_offsets, tailor
from bot.knowledge.checklists import ChecklistItem, ItemVariant
from bot.knowledge.loader import load

BASE = load()
TEMPLATE = tuple(BASE.checklist.values())


def item(key: str = "task", due: int = -50, **values: Any) -> ChecklistItem:
    fixed = {"phase": "need", "title": "Do it", "done": "It is done.", "owner": "CEO + HR", "takes": 1}
    return ChecklistItem(key=key, due=due, **{**fixed, **values})


def keys(*template: ChecklistItem, role: str = "cro", **known: Any) -> list[str]:
    return [each.key for each in tailor(template, role, Circumstances(**known))]


@pytest.mark.parametrize(
    ("values", "known", "is_there"),
    [
        ({}, {}, True),
        ({"roles": ("cmo",)}, {}, False),
        ({"where": ("US",)}, {}, True),
        ({"where": ("US",)}, {"country": "DE"}, False),
        ({"only_if": ("listed",)}, {}, True),
        ({"only_if": ("listed",)}, {"listing": "private"}, False),
        ({"only_if": ("listed", "private")}, {"listing": "private"}, True),
        ({"only_if": ("listed", "replacement")}, {"listing": "listed", "vacancy": "new"}, False),
        ({"only_if": ("board",)}, {}, False),
        ({"only_if": ("board",)}, {"decided_by": "board"}, True),
    ],
)
def test_an_item_is_left_out_only_if_what_is_known_speaks_against_it(values: dict, known: dict, is_there: bool):
    assert keys(item(**values), **known) == (["task"] if is_there else [])


def test_the_board_decides_on_a_chief_executive_unless_it_is_answered_otherwise():
    assert keys(item(only_if=("board",)), role="ceo") == ["task"]
    assert keys(item(only_if=("board",)), role="ceo", decided_by="ceo") == []
    [led] = tailor([item()], "ceo", Circumstances())
    assert led.owner == "Chair + HR"
    assert tailor([item()], "cro", Circumstances())[0].owner == "CEO + HR"


def test_a_variant_counts_where_its_conditions_are_known_to_be_met():
    varied = item(variants=(ItemVariant(where=("California",), title="Do it later", due=-10, needs=()),))
    [unknown] = tailor([varied], "cro", Circumstances(country="US"))
    assert (unknown.title, unknown.due) == ("Do it", -50)
    [there] = tailor([varied], "cro", Circumstances(country="US", region="CA"))
    assert (there.title, there.due, there.done) == ("Do it later", -10, "It is done.")


def test_a_longer_notice_period_puts_the_signature_and_all_before_it_earlier():
    template = (item("first", -180), item(SIGNATURE, -45, needs=("first",)), item("ready", -3, needs=(SIGNATURE,)))
    days = {
        days: [each.due for each in tailor(template, "cro", Circumstances(notice_days=days))] for days in (0, 30, 183)
    }
    assert days == {0: [-180, -45, -3], 30: [-180, -45, -3], 183: [-333, -198, -3]}


def test_no_item_is_due_before_one_that_it_needs():
    short = (item("wait", -30, needs=(SIGNATURE,)), item(SIGNATURE, -45))
    assert [each.due for each in tailor(short, "cro", Circumstances(notice_days=14))] == [-29, -29]


def test_the_offsets_of_a_search_follow_from_what_is_known_about_it():
    assert find_offsets(TEMPLATE, search())[SIGNATURE] == -45
    assert find_offsets(TEMPLATE, search(notice_days=91))[SIGNATURE] == -106


# The shipped checklist


@pytest.mark.parametrize("role", BASE.roles)
def test_every_shipped_checklist_can_be_worked_through_whatever_is_known(role: str):
    places = [("", ""), ("US", ""), ("US", "CA"), ("US", "FL"), ("GB", ""), ("DE", "")]
    for (country, region), listing, notice in product(places, ("", "private"), (0, 14, 183)):
        items = tailor(TEMPLATE, role, Circumstances(country, region, listing, notice_days=notice))
        due = {each.key: each.due for each in items}
        waiting = {each.key: {need for need in each.needs if need in due} for each in items}
        assert [key for key, needs in waiting.items() for need in needs if due[need] > due[key]] == []
        while free := [key for key, needs in waiting.items() if not needs]:
            waiting = {key: needs - set(free) for key, needs in waiting.items() if key not in free}
        assert waiting == {}


@pytest.mark.parametrize(
    ("country", "region", "is_after_offer"),
    [("", "", True), ("US", "", True), ("US", "CA", True), ("US", "NY", True), ("US", "FL", False), ("DE", "", True)],
)
def test_a_criminal_check_follows_the_conditional_offer_unless_the_state_allows_it_earlier(
    country: str, region: str, is_after_offer: bool
):
    items = {each.key: each for each in tailor(TEMPLATE, "cro", Circumstances(country, region))}
    assert ("written_offer" in items["criminal_check"].needs) is is_after_offer
    assert (items["criminal_check"].due > items["written_offer"].due) is is_after_offer
    assert "criminal_check" in items[SIGNATURE].needs


def test_a_search_for_a_chief_executive_is_led_by_the_board():
    items = {each.key: each for each in tailor(TEMPLATE, "ceo", Circumstances())}
    assert {"ceo_search_committee", "ceo_succession_review", "ceo_interim", "ceo_board_vote"} <= items.keys()
    assert [key for key, each in items.items() if "CEO" in each.owner] == []
    assert "board a diagnosis" in items["days_31_to_60"].done
    assert items["decision"].owner == "Board or its committee"


def test_a_private_company_in_germany_has_no_american_filing_and_a_privacy_notice():
    there = {each.key for each in tailor(TEMPLATE, "cfo", Circumstances("DE", "", "private", "new"))}
    assert not {"securities_disclosure", "cfo_disclosure", "insider_list", "interim_cover"} & there
    assert "candidate_privacy" in there
