"""The items of recently used searches, so that they aren't read from the database for each command."""

from collections import OrderedDict
from threading import Lock

from bot.hiring.models import Item

MAX_SEARCHES = 100
"""Searches in the cache. Fifty items take about 50 kB, so a full cache takes about 5 MB."""

SearchKey = tuple[str, str]
"""The ids of a workspace and of a search in it."""


class ItemCache:
    """The items of searches, each as of one version of the search. Threads may share it.

    A version is the number of entries in the search's history. It is never stale: whoever asks knows the version in the
    database, and every change of an item adds an entry.
    """

    def __init__(self, max_searches: int = MAX_SEARCHES) -> None:
        """If there are more searches, the one that was not used for the longest time is dropped."""
        self._max_searches = max_searches
        self._entries: OrderedDict[SearchKey, tuple[int, tuple[Item, ...]]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: SearchKey, version: int) -> tuple[Item, ...] | None:
        """The items of the search as of this version; None if they aren't in the cache."""
        with self._lock:
            if key not in self._entries or self._entries[key][0] != version:
                return None
            self._entries.move_to_end(key)
            return self._entries[key][1]

    def put(self, key: SearchKey, version: int, items: tuple[Item, ...]) -> None:
        """Store the items of the search as of this version, which has to be committed."""
        with self._lock:
            self._entries[key] = (version, items)
            self._entries.move_to_end(key)
            if len(self._entries) > self._max_searches:
                self._entries.popitem(last=False)
