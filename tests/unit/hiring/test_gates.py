import pytest
from samples.hiring import checklist, with_items

from bot.hiring.gates import find_open_dependents, find_open_keys, find_open_prerequisites, is_missing_evidence
from bot.hiring.models import Checklist, Item


def numbers(items: tuple[Item, ...]) -> list[int]:
    return [item.number for item in items]


def test_an_item_waits_for_every_item_that_it_needs():
    given = checklist()
    assert numbers(find_open_prerequisites(given, given.items[3])) == [2, 3]
    assert numbers(find_open_prerequisites(given, given.items[1])) == [1]
    assert find_open_prerequisites(given, given.items[0]) == ()


@pytest.mark.parametrize("state", ["done", "skipped"])
def test_it_no_longer_waits_for_what_is_done_or_skipped(state: str):
    given = with_items(checklist(), item2={"state": state})
    assert numbers(find_open_prerequisites(given, given.items[3])) == [3]


@pytest.mark.parametrize("state", ["open", "started", "blocked"])
def test_it_still_waits_for_what_is_under_way(state: str):
    given = with_items(checklist(), item2={"state": state}, item3={"state": "done"})
    assert numbers(find_open_prerequisites(given, given.items[3])) == [2]


def test_nothing_waits_for_what_the_search_does_not_have():
    given = with_items(checklist(), item2={"needs": ("not in this search",)})
    assert find_open_prerequisites(given, given.items[1]) == ()


def test_what_is_not_closed_is_awaited():
    given = with_items(checklist(), item1={"state": "done"}, item2={"state": "blocked"}, item5={"gone": True})
    assert find_open_keys(given) == {"sourcing", "references", "final"}


def test_an_item_tells_what_it_holds_up():
    given = checklist()
    assert numbers(find_open_dependents(given, given.items[1])) == [4]
    assert find_open_dependents(given, given.items[4]) == ()


def test_what_is_closed_is_not_held_up():
    given = with_items(checklist(), item4={"state": "skipped"})
    assert find_open_dependents(given, given.items[1]) == ()


def test_an_item_that_somebody_added_holds_nothing_up():
    given = checklist()
    added = Item(6, "", "brief", "Added")
    grown = Checklist(given.search, (*given.items, added._replace(needs=("",)), added))
    assert find_open_dependents(grown, added) == ()


@pytest.mark.parametrize(
    ("values", "given", "lacks"),
    [
        ({}, "", True),
        ({}, "https://example.com/notes", False),
        ({"evidence": "seen"}, "", False),
        ({"note": "called all three"}, "", False),
        ({"evidence_wanted": ""}, "", False),
        ({}, "please", True),
        ({}, "\u2705 :tada:", True),
        ({}, "will follow", True),
        ({}, "Link to the notes will follow tomorrow.", True),
        ({}, "evidence follows", True),
        ({}, "tbd", True),
        ({}, "ok, done", True),
        ({"evidence": "to come"}, "", True),
        ({"note": "n/a"}, "later", True),
        ({"note": "called all three"}, "will follow", False),
        ({}, "minutes of 3 May, the signed copy will follow", False),
        ({}, "5 of 5", False),
        ({}, "\u5168\u90e8\u5b8c\u6210", False),
    ],
)
def test_evidence_is_lacking_until_there_is_a_note_or_link(values: dict[str, str], given: str, lacks: bool):
    assert is_missing_evidence(checklist().items[2]._replace(**values), given) is lacks
