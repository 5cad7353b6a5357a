from datetime import date

import pytest
from samples.hiring import checklist, search, with_items

from bot.hiring.models import Checklist, Item


@pytest.mark.parametrize(
    ("state", "closed"), [("open", False), ("started", False), ("blocked", False), ("done", True), ("skipped", True)]
)
def test_an_item_is_closed_when_it_is_done_or_skipped(state: str, closed: bool):
    assert with_items(checklist(), item1={"state": state}).items[0].is_closed is closed


@pytest.mark.parametrize(
    ("state", "is_open"),
    [("open", True), ("paused", True), ("onboarding", True), ("hired", False), ("cancelled", False)],
)
def test_a_search_is_open_until_it_has_ended(state: str, is_open: bool):
    assert search(state=state).is_open is is_open


def test_items_are_sorted_by_phase_then_number():
    items = (Item(1, "", "offer", "a"), Item(2, "", "find", "b"), Item(3, "", "brief", "c"), Item(4, "", "find", "d"))
    assert [item.number for item in Checklist(search(), items).visible_items] == [3, 2, 4, 1]


def test_items_in_an_unknown_phase_come_last():
    items = (Item(1, "", "surprise", "a"), Item(2, "", "offer", "b"))
    assert [item.number for item in Checklist(search(), items).visible_items] == [2, 1]


def test_a_removed_item_is_neither_listed_nor_found():
    given = with_items(checklist(), item5={"gone": True})
    assert [item.number for item in given.visible_items] == [1, 2, 3, 4]
    assert given.item(5) is None


@pytest.mark.parametrize("number", [-1, 0, 6, 1000])
def test_an_unknown_item_number_finds_no_item(number: int):
    assert checklist().item(number) is None


def test_an_item_is_found_by_its_number():
    given = checklist()
    assert given.item(3) == given.items[2]


def test_a_new_item_is_open_and_unassigned():
    item = Item(1, "key", "brief", "Title")
    assert (item.state, item.assignee, item.due, item.closed_at) == ("open", "", None, None)
    assert item._replace(due=date(2026, 11, 9)).due == date(2026, 11, 9)


def numbers(items: tuple[Item, ...]) -> list[int]:
    return [item.number for item in items]


def test_open_prerequisites_are_all_items_that_an_item_needs():
    given = checklist()
    assert numbers(given.open_prerequisites(given.items[3])) == [2, 3]
    assert numbers(given.open_prerequisites(given.items[1])) == [1]
    assert given.open_prerequisites(given.items[0]) == ()


@pytest.mark.parametrize("state", ["done", "skipped"])
def test_a_done_or_skipped_item_is_not_an_open_prerequisite(state: str):
    given = with_items(checklist(), item2={"state": state})
    assert numbers(given.open_prerequisites(given.items[3])) == [3]


@pytest.mark.parametrize("state", ["open", "started", "blocked"])
def test_an_unfinished_item_is_an_open_prerequisite(state: str):
    given = with_items(checklist(), item2={"state": state}, item3={"state": "done"})
    assert numbers(given.open_prerequisites(given.items[3])) == [2]


def test_a_prerequisite_missing_from_the_search_is_ignored():
    given = with_items(checklist(), item2={"needs": ("not in this search",)})
    assert given.open_prerequisites(given.items[1]) == ()


def test_open_keys_are_the_keys_of_items_that_are_not_closed():
    given = with_items(checklist(), item1={"state": "done"}, item2={"state": "blocked"}, item5={"gone": True})
    assert given.open_keys == {"sourcing", "references", "final"}


def test_open_dependents_are_the_items_that_need_an_item():
    given = checklist()
    assert numbers(given.open_dependents(given.items[1])) == [4]
    assert given.open_dependents(given.items[4]) == ()


def test_a_closed_item_is_not_an_open_dependent():
    given = with_items(checklist(), item4={"state": "skipped"})
    assert given.open_dependents(given.items[1]) == ()


def test_an_added_item_has_no_dependents():
    given = checklist()
    added = Item(6, "", "brief", "Added")
    extended = Checklist(given.search, (*given.items, added._replace(needs=("",)), added))
    assert extended.open_dependents(added) == ()
