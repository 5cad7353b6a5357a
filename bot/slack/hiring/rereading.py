"""A word that may be the short name of a search or a part of what was written: the searches there are decide."""

from bot.hiring.access import Asker, Unclear, called, meant
from bot.hiring.service import Desk
from bot.understanding.order import Order


def may_be_name(order: Order) -> bool:
    """Whether the short name in an order may be a part of a new name: of `rename CFO Europe`, or all of it."""
    return order.verb == "rename" and order.search is not None and not order.is_addressed


def read_again(desk: Desk, asker: Asker, order: Order) -> Order:
    """The order with the word that stands for a search taken as text, where there is no such search.

    Also where there is no other search, so that nobody has to name it, and the word may begin a new name.
    """
    if order.search is None or (free := order.unsearched()) is order:
        return order
    if not isinstance(meant(desk, asker, order.search), Unclear):
        return free if may_be_name(order) and not isinstance(meant(desk, asker, ""), Unclear) else order
    return order if called(desk.closed_in(asker.channel), order.search) else free
