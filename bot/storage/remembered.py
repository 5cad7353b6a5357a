"""The items of searches that were worked lately, so that they need not be read and made anew for each step."""

from collections import OrderedDict
from threading import Lock

from bot.hiring.models import Item

MOST = 100
"""Searches that are remembered; fifty items take some 50 kB."""

Key = tuple[str, str]
"""A workspace and a search of it."""


class Remembered:
    """Items as they are in a version of their search.

    Nothing here can be out of date: every change of an item is part of an act, and every act makes a new version, so
    whoever knows the version in the database knows whether what is remembered is what the database has.
    """

    def __init__(self, most: int = MOST) -> None:
        """Room for so many searches; the one that nobody asked for the longest gives way."""
        self._most = most
        self._kept: OrderedDict[Key, tuple[int, tuple[Item, ...]]] = OrderedDict()
        self._lock = Lock()

    def at(self, key: Key, version: int) -> tuple[Item, ...] | None:
        """The items of the search as they are in this version of it; None where they are not remembered so."""
        with self._lock:
            if key not in self._kept or self._kept[key][0] != version:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][1]

    def keep(self, key: Key, version: int, items: tuple[Item, ...]) -> None:
        """Remember the items of the search as they are in this version of it, which is on disk."""
        with self._lock:
            self._kept[key] = (version, items)
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
