"""The items of searches that were worked lately, so that they need not be read and made anew for each step."""

from collections import OrderedDict
from threading import Lock

from bot.hiring.models import Item

MOST = 100
"""Searches that are remembered; fifty items take some 50 kB."""

Key = tuple[str, str]
"""A workspace and a search of it."""


class Remembered:
    """Items as an act left them.

    Nothing here can be out of date: every change of an item is part of an act, so whoever knows from the database
    which act was the newest knows whether what is remembered is what the database has.
    """

    def __init__(self, most: int = MOST) -> None:
        """Room for so many searches; the one that nobody asked for the longest gives way."""
        self._most = most
        self._kept: OrderedDict[Key, tuple[str, tuple[Item, ...]]] = OrderedDict()
        self._lock = Lock()

    def after(self, key: Key, act: str) -> tuple[Item, ...] | None:
        """The items of the search as the act of this id left them; None where they are not remembered so."""
        with self._lock:
            if key not in self._kept or self._kept[key][0] != act:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][1]

    def keep(self, key: Key, act: str, items: tuple[Item, ...]) -> None:
        """Remember the items of the search as the act of this id, which is on disk, left them."""
        with self._lock:
            self._kept[key] = (act, items)
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
