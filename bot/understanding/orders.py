"""What the words after `/hiring` order: one verb with its arguments; nothing here knows which searches there are."""

from collections.abc import Iterable

from bot.knowledge.base import KnowledgeBase
from bot.understanding.arguments import READERS
from bot.understanding.intents import Meaning
from bot.understanding.markup import plain
from bot.understanding.openings import open_order
from bot.understanding.order import Order
from bot.understanding.problems import Problem

__all__ = ["Order", "Problem", "read_order"]


def read_order(text: str, base: KnowledgeBase, meanings: Iterable[Meaning] = ()) -> Order:
    """What the text after `/hiring` orders, as Slack sends it, escaped and with its markup. Never raises.

    `meanings` say which role a shared abbreviation stands for.
    """
    opening = open_order(plain(text), base)
    order = READERS[opening.verb](opening, base, tuple(meanings))
    return order._replace(whole=opening.whole, problem=opening.problem or order.problem)
