import pytest
from samples.hiring import checklist

from bot.storage.item_cache import ItemCache

ITEMS = checklist().items
FIRST, SECOND, THIRD = ("T1", "S1"), ("T1", "S2"), ("T2", "S1")


def test_items_are_remembered_as_they_are_in_a_version():
    remembered = ItemCache()
    remembered.put(FIRST, 1, ITEMS)
    assert remembered.get(FIRST, 1) == ITEMS


@pytest.mark.parametrize(("key", "version"), [(FIRST, 2), (FIRST, 0), (SECOND, 1), (THIRD, 1)])
def test_in_another_version_or_of_another_search_nothing_is_remembered(key: tuple[str, str], version: int):
    remembered = ItemCache()
    remembered.put(FIRST, 1, ITEMS)
    assert remembered.get(key, version) is None


def test_the_newest_version_is_remembered_alone():
    remembered = ItemCache()
    remembered.put(FIRST, 1, ITEMS)
    remembered.put(FIRST, 2, ITEMS[:1])
    assert remembered.get(FIRST, 1) is None
    assert remembered.get(FIRST, 2) == ITEMS[:1]


def test_where_there_is_no_room_the_search_that_nobody_asked_for_the_longest_gives_way():
    remembered = ItemCache(max_searches=2)
    remembered.put(FIRST, 1, ITEMS)
    remembered.put(SECOND, 1, ITEMS)
    remembered.get(FIRST, 1)
    remembered.put(THIRD, 1, ITEMS)
    assert remembered.get(SECOND, 1) is None
    assert remembered.get(FIRST, 1) == remembered.get(THIRD, 1) == ITEMS
