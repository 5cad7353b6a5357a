"""How long may be what people write: what stands in a list, on a button or in a form has to fit there."""

from bot.errors import RolecallError
from bot.slack.views import TYPED
from bot.understanding.order import Order

NAME = 120
TITLE = 300
WHAT = {"start": "The name of a search", "rename": "The name of a search", "add": "What is to be done"}


def fitting(order: Order) -> Order:
    """The same order. Raises RolecallError where what the person wrote is longer than it may be."""
    most = most_for(order.verb)
    if len(order.text) > most:
        what = WHAT.get(order.verb, "A note, link or reason")
        raise RolecallError(
            f"{what} can have {most:,} characters; that has {len(order.text):,}.", "Nothing was changed."
        )
    return order


def most_for(verb: str) -> int:
    """How many characters the words of this order may have."""
    return {"start": NAME, "rename": NAME, "add": TITLE}.get(verb, TYPED)
