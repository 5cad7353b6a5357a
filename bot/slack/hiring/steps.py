"""What an order does to items: a step for each, or two where it says two things of them."""

from bot.hiring.rules import Deed
from bot.hiring.service import Step, Worked
from bot.understanding.order import Order


def verbs(order: Order) -> tuple[str, ...]:
    """What happens to each item of the order: where somebody is given it with a day, two things."""
    if order.verb == "assign" and order.when:
        return ("assign", "due")
    return ("override",) if order.override else (order.verb,)


def steps(order: Order, deed: Deed) -> list[Step]:
    """The order as steps, item by item."""
    return [(verb, number, deed) for number in order.numbers for verb in verbs(order)]


def told_once(worked: Worked) -> Worked:
    """Without the refusals that something is so already, where something else of that item has changed."""
    if not worked.refusals:
        return worked
    changed = {change.number for change in worked.changed}
    told = (each for each in worked.refusals if each.reason != "already" or each.number not in changed)
    return worked._replace(refusals=tuple(dict.fromkeys(told)))
