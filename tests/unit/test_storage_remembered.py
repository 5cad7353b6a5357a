import pytest
from hiring_samples import checklist

from bot.storage.remembered import Remembered

ITEMS = checklist().items
FIRST, SECOND, THIRD = ("T1", "S1"), ("T1", "S2"), ("T2", "S1")


def test_items_are_remembered_as_they_are_in_a_version():
    remembered = Remembered()
    remembered.keep(FIRST, 1, ITEMS)
    assert remembered.at(FIRST, 1) == ITEMS


@pytest.mark.parametrize(("key", "version"), [(FIRST, 2), (FIRST, 0), (SECOND, 1), (THIRD, 1)])
def test_in_another_version_or_of_another_search_nothing_is_remembered(key: tuple[str, str], version: int):
    remembered = Remembered()
    remembered.keep(FIRST, 1, ITEMS)
    assert remembered.at(key, version) is None


def test_the_newest_version_is_remembered_alone():
    remembered = Remembered()
    remembered.keep(FIRST, 1, ITEMS)
    remembered.keep(FIRST, 2, ITEMS[:1])
    assert remembered.at(FIRST, 1) is None
    assert remembered.at(FIRST, 2) == ITEMS[:1]


def test_where_there_is_no_room_the_search_that_nobody_asked_for_the_longest_gives_way():
    remembered = Remembered(most=2)
    remembered.keep(FIRST, 1, ITEMS)
    remembered.keep(SECOND, 1, ITEMS)
    remembered.at(FIRST, 1)
    remembered.keep(THIRD, 1, ITEMS)
    assert remembered.at(SECOND, 1) is None
    assert remembered.at(FIRST, 1) == remembered.at(THIRD, 1) == ITEMS
