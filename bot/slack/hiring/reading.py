"""What follows `/hiring` as an order, kept ready: the same short commands come again and again."""

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.slack.replies import KnowledgeSource
from bot.understanding.order import Order
from bot.understanding.orders import read_order

if TYPE_CHECKING:
    from bot.knowledge.base import KnowledgeBase

KEPT = 512
LONGEST_KEPT = 40
"""Characters of a text whose order is kept; longer ones hold notes and reasons, which nobody types twice."""


class Orders:
    """Reads orders with the knowledge as it is at that moment."""

    def __init__(self, library: KnowledgeSource) -> None:
        """What is kept is kept for one state of the knowledge."""
        self._library = library
        self._base: KnowledgeBase | None = None
        self._kept = lru_cache(maxsize=KEPT)(read_order)

    def read(self, text: str) -> Order:
        """The order in the words after `/hiring`. Never raises."""
        base = self._library.base
        if base is not self._base:
            self._base, self._kept = base, lru_cache(maxsize=KEPT)(read_order)
        return self._kept(text, base) if len(text) <= LONGEST_KEPT else read_order(text, base)
