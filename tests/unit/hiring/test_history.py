import pytest
from samples.hiring import NOW, OTHER_USER, checklist, search

from bot.hiring.history import has_later_changes, invert_changes, is_still_in_effect
from bot.hiring.models import Change, Checklist, HistoryEntry, Item

RENAMED = Change(0, "rename", (("name", "Revenue lead", "Growth lead"),))
NOTED = Change(2, "note", (("note", "", "first"),))
NOTED_AGAIN = Change(2, "note", (("note", "first", "second"),))


def make_entry(*changes: Change, entry_id: str = "A1", undoes: str = "") -> HistoryEntry:
    return HistoryEntry(entry_id, OTHER_USER, NOW, changes, undoes)


def test_changes_apply_in_order_to_the_items_and_the_search():
    after = checklist().with_changes([RENAMED, NOTED, NOTED_AGAIN])
    assert after.search == search(name="Growth lead")
    assert after.items[1].note == "second"
    assert (after.items[0], *after.items[2:]) == (checklist().items[0], *checklist().items[2:])


def test_an_empty_list_of_changes_has_no_effect():
    assert checklist().with_changes([]) == checklist()


def test_a_change_to_a_missing_item_raises_an_error():
    with pytest.raises(IndexError):
        checklist().with_changes([Change(6, "note", (("note", "", "text"),))])


def test_inverted_changes_restore_the_checklist_exactly():
    entry = make_entry(RENAMED, NOTED, NOTED_AGAIN)
    assert checklist().with_changes(entry.changes).with_changes(invert_changes(entry)) == checklist()
    assert {change.verb for change in invert_changes(entry)} == {"undo"}


def test_inverting_changes_twice_restores_their_effect():
    entry = make_entry(RENAMED, NOTED)
    inverse = make_entry(*invert_changes(entry))
    assert checklist().with_changes(invert_changes(inverse)) == checklist().with_changes(entry.changes)


def test_an_entry_is_in_effect_until_one_of_its_values_changes():
    entry = make_entry(RENAMED, NOTED)
    after = checklist().with_changes(entry.changes)
    assert is_still_in_effect(after, entry)
    assert not is_still_in_effect(after.with_changes([NOTED_AGAIN]), entry)
    assert not is_still_in_effect(Checklist(search(), after.items), entry)
    assert is_still_in_effect(after.with_changes([Change(2, "assign", (("assignee", "", OTHER_USER),))]), entry)


def test_an_entry_that_sets_a_value_twice_is_in_effect_only_with_the_last_value():
    entry = make_entry(NOTED, NOTED_AGAIN)
    assert is_still_in_effect(checklist().with_changes(entry.changes), entry)
    assert not is_still_in_effect(checklist().with_changes([NOTED]), entry)


LATER_ENTRY = make_entry(Change(2, "note", (("note", "first", "first again"),)), entry_id="A2")


def test_a_later_change_to_the_same_field_is_detected():
    assert has_later_changes(make_entry(NOTED), [LATER_ENTRY])


def test_changes_to_other_fields_and_items_are_ignored():
    unrelated = make_entry(
        RENAMED, Change(3, "note", (("note", "", "text"),)), Change(2, "x", (("state", "open", "done"),))
    )
    assert not has_later_changes(make_entry(NOTED), [unrelated])


def test_a_later_change_that_was_undone_is_ignored():
    undo_entry = make_entry(*invert_changes(LATER_ENTRY), entry_id="A3", undoes="A2")
    assert not has_later_changes(make_entry(NOTED), [undo_entry, LATER_ENTRY])


def test_any_later_change_to_an_added_item_is_detected():
    given = checklist()
    added = make_entry(Change(6, "add", (("gone", True, False),), "Ask the board"))
    extended = Checklist(given.search, (*given.items, Item(6, "", "find", "Ask the board")))
    assert is_still_in_effect(extended, added)
    assert not has_later_changes(added, [make_entry(Change(5, "note", (("note", "", "text"),)), entry_id="A2")])
    assert has_later_changes(added, [make_entry(Change(6, "note", (("note", "", "text"),)), entry_id="A2")])
