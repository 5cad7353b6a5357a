import pytest
from samples.hiring import NOW, SOMEBODY, checklist, search

from bot.hiring.history import has_later_changes, invert_changes, is_still_in_effect
from bot.hiring.models import Change, Checklist, HistoryEntry, Item

RENAMED = Change(0, "rename", (("name", "Revenue lead", "Growth lead"),))
NOTED = Change(2, "note", (("note", "", "first"),))
NOTED_AGAIN = Change(2, "note", (("note", "first", "second"),))


def act(*changes: Change, name: str = "A1", undoes: str = "") -> HistoryEntry:
    return HistoryEntry(name, SOMEBODY, NOW, changes, undoes)


def test_changes_are_applied_in_their_order_to_items_and_to_the_search():
    after = checklist().with_changes([RENAMED, NOTED, NOTED_AGAIN])
    assert after.search == search(name="Growth lead")
    assert after.items[1].note == "second"
    assert (after.items[0], *after.items[2:]) == (checklist().items[0], *checklist().items[2:])


def test_nothing_applied_changes_nothing():
    assert checklist().with_changes([]) == checklist()


def test_a_change_to_an_item_that_is_not_there_is_a_mistake():
    with pytest.raises(IndexError):
        checklist().with_changes([Change(6, "note", (("note", "", "text"),))])


def test_the_inverse_takes_an_act_back_exactly():
    whole = act(RENAMED, NOTED, NOTED_AGAIN)
    assert checklist().with_changes(whole.changes).with_changes(invert_changes(whole)) == checklist()
    assert {change.verb for change in invert_changes(whole)} == {"undo"}


def test_the_inverse_of_the_inverse_is_what_was_done():
    whole = act(RENAMED, NOTED)
    back = act(*invert_changes(whole))
    assert checklist().with_changes(invert_changes(back)) == checklist().with_changes(whole.changes)


def test_an_act_stands_until_one_of_its_values_is_another():
    whole = act(RENAMED, NOTED)
    after = checklist().with_changes(whole.changes)
    assert is_still_in_effect(after, whole)
    assert not is_still_in_effect(after.with_changes([NOTED_AGAIN]), whole)
    assert not is_still_in_effect(Checklist(search(), after.items), whole)
    assert is_still_in_effect(after.with_changes([Change(2, "assign", (("assignee", "", SOMEBODY),))]), whole)


def test_of_a_value_that_an_act_set_twice_the_last_one_has_to_stand():
    whole = act(NOTED, NOTED_AGAIN)
    assert is_still_in_effect(checklist().with_changes(whole.changes), whole)
    assert not is_still_in_effect(checklist().with_changes([NOTED]), whole)


LATER = act(Change(2, "note", (("note", "first", "first again"),)), name="A2")


def test_an_act_is_disturbed_by_a_later_one_to_the_same_field():
    assert has_later_changes(act(NOTED), [LATER])


def test_an_act_is_not_disturbed_by_what_happened_to_something_else():
    elsewhere = act(RENAMED, Change(3, "note", (("note", "", "text"),)), Change(2, "x", (("state", "open", "done"),)))
    assert not has_later_changes(act(NOTED), [elsewhere])


def test_what_was_taken_back_disturbs_nothing():
    taken_back = act(*invert_changes(LATER), name="A3", undoes="A2")
    assert not has_later_changes(act(NOTED), [taken_back, LATER])


def test_an_item_that_was_added_is_disturbed_by_everything_that_happens_to_it():
    given = checklist()
    added = act(Change(6, "add", (("gone", True, False),), "Ask the board"))
    grown = Checklist(given.search, (*given.items, Item(6, "", "find", "Ask the board")))
    assert is_still_in_effect(grown, added)
    assert not has_later_changes(added, [act(Change(5, "note", (("note", "", "text"),)), name="A2")])
    assert has_later_changes(added, [act(Change(6, "note", (("note", "", "text"),)), name="A2")])
