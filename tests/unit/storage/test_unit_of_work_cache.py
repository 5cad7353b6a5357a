import pytest
from samples.hiring import checklist

from bot.storage.unit_of_work import ItemCache

ITEMS = checklist().items
FIRST, SECOND, THIRD = ("T1", "S1"), ("T1", "S2"), ("T2", "S1")


def test_items_are_cached_as_of_a_version():
    cache = ItemCache()
    cache.put(FIRST, 1, ITEMS)
    assert cache.get(FIRST, 1) == ITEMS


@pytest.mark.parametrize(("key", "version"), [(FIRST, 2), (FIRST, 0), (SECOND, 1), (THIRD, 1)])
def test_another_version_or_search_is_not_in_the_cache(key: tuple[str, str], version: int):
    cache = ItemCache()
    cache.put(FIRST, 1, ITEMS)
    assert cache.get(key, version) is None


def test_a_search_is_cached_in_the_version_that_was_stored_last():
    cache = ItemCache()
    cache.put(FIRST, 1, ITEMS)
    cache.put(FIRST, 2, ITEMS[:1])
    assert cache.get(FIRST, 1) is None
    assert cache.get(FIRST, 2) == ITEMS[:1]


def test_a_full_cache_drops_the_search_that_was_not_used_for_the_longest_time():
    cache = ItemCache(max_searches=2)
    cache.put(FIRST, 1, ITEMS)
    cache.put(SECOND, 1, ITEMS)
    cache.get(FIRST, 1)
    cache.put(THIRD, 1, ITEMS)
    assert cache.get(SECOND, 1) is None
    assert cache.get(FIRST, 1) == cache.get(THIRD, 1) == ITEMS
