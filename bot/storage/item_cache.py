"""The items of searches that were worked lately, so that they need not be read and made anew for each step."""

from collections import OrderedDict
from threading import Lock

from bot.hiring.models import Item

MAX_SEARCHES = 100
"""Searches that are remembered; fifty items take some 50 kB."""

SearchKey = tuple[str, str]
"""A workspace and a search of it."""


class ItemCache:
    """Items as they are in a version of their search.

    Nothing here can be out of date: every change of an item is part of an act, and every act makes a new version, so
    whoever knows the version in the database knows whether what is remembered is what the database has.
    """

    def __init__(self, max_searches: int = MAX_SEARCHES) -> None:
        """Room for so many searches; the one that nobody asked for the longest gives way."""
        self._most = max_searches
        self._kept: OrderedDict[SearchKey, tuple[int, tuple[Item, ...]]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: SearchKey, version: int) -> tuple[Item, ...] | None:
        """The items of the search as they are in this version of it; None where they are not remembered so."""
        with self._lock:
            if key not in self._kept or self._kept[key][0] != version:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][1]

    def put(self, key: SearchKey, version: int, items: tuple[Item, ...]) -> None:
        """Remember the items of the search as they are in this version of it, which is on disk."""
        with self._lock:
            self._kept[key] = (version, items)
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
