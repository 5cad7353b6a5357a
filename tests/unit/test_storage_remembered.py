import pytest
from hiring_samples import checklist

from bot.storage.remembered import Remembered

ITEMS = checklist().items
FIRST, SECOND, THIRD = ("T1", "S1"), ("T1", "S2"), ("T2", "S1")


def test_items_are_remembered_as_an_act_left_them():
    remembered = Remembered()
    remembered.keep(FIRST, "A1", ITEMS)
    assert remembered.after(FIRST, "A1") == ITEMS


@pytest.mark.parametrize(("key", "act"), [(FIRST, "A2"), (FIRST, ""), (SECOND, "A1"), (THIRD, "A1")])
def test_after_another_act_or_of_another_search_nothing_is_remembered(key: tuple[str, str], act: str):
    remembered = Remembered()
    remembered.keep(FIRST, "A1", ITEMS)
    assert remembered.after(key, act) is None


def test_the_newest_act_is_remembered_alone():
    remembered = Remembered()
    remembered.keep(FIRST, "A1", ITEMS)
    remembered.keep(FIRST, "A2", ITEMS[:1])
    assert remembered.after(FIRST, "A1") is None
    assert remembered.after(FIRST, "A2") == ITEMS[:1]


def test_where_there_is_no_room_the_search_that_nobody_asked_for_the_longest_gives_way():
    remembered = Remembered(most=2)
    remembered.keep(FIRST, "A1", ITEMS)
    remembered.keep(SECOND, "A1", ITEMS)
    remembered.after(FIRST, "A1")
    remembered.keep(THIRD, "A1", ITEMS)
    assert remembered.after(SECOND, "A1") is None
    assert remembered.after(FIRST, "A1") == remembered.after(THIRD, "A1") == ITEMS
