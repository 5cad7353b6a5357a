"""Every order, through whichever door it came: what it takes from Slack is asked here, the rest is `orders`."""

import logging
from collections.abc import Callable
from time import perf_counter

from bot.logs import note
from bot.slack.hiring.days import day_meant
from bot.slack.hiring.deciding import decide, decisions
from bot.slack.hiring.errands import Came, Errand
from bot.slack.hiring.exporting import export
from bot.slack.hiring.help import help_message
from bot.slack.hiring.here import Here
from bot.slack.hiring.in_charge import check, names_somebody, owner_who_left
from bot.slack.hiring.lengths import fitting
from bot.slack.hiring.means import Hiring
from bot.slack.hiring.orders import carry_out
from bot.slack.hiring.problems import problem_message
from bot.slack.hiring.rereading import may_be_name
from bot.slack.hiring.starting import start_search
from bot.slack.message import Message
from bot.understanding.order import Order

SLACK_FIRST = frozenset(("start", "due", "snooze", "target", "owner", "decide", "export"))
"""Verbs that need to know something of Slack's, or to open or send something."""

DATED = frozenset(("due", "snooze", "target"))
"""Those of them that name a day."""

log = logging.getLogger("rolecall.hiring")


def is_quick(order: Order) -> bool:
    """Whether the order can be answered without asking Slack for anything."""
    return order.problem is not None or not (order.verb in SLACK_FIRST or names_somebody(order) or names_a_day(order))


def names_a_day(order: Order) -> bool:
    """Whether the order is about a day, or sets one along with something else."""
    return order.verb in DATED or (order.verb in ("assign", "add") and bool(order.when))


def answer(hiring: Hiring, here: Here, text: str) -> Came:
    """What comes of the words after `/hiring`; no message where a modal opens instead. Raises RolecallError."""
    return obey(hiring, here, hiring.orders.read(text))


def obey(hiring: Hiring, here: Here, order: Order, search_id: str = "") -> Came:
    """Carry an order out; what follows from it (cards drawn anew, people told) is begun.

    With an id, in the search of that id. Raises RolecallError, and what Slack or the database raise.
    """
    began = perf_counter()
    came = _came(hiring, here, order, search_id)
    hiring.follow_up(here.client, here.team, came.worked)
    refused = len(came.worked.refusals) if came.worked else None
    trouble = order.problem.kind if order.problem else None
    note(log, "obeyed", verb=order.verb, problem=trouble, refused=refused, ms=round((perf_counter() - began) * 1000, 2))
    return came


def _came(hiring: Hiring, here: Here, order: Order, search_id: str) -> Came:
    if order.problem and not may_be_name(order):
        return Came(problem_message(order, hiring.base))
    if order.verb == "export":
        return Came(export(hiring, here, order, search_id))
    if special := SPECIAL.get(order.verb):
        return Came(special(hiring, here, fitting(order)), private=order.verb in PRIVATE)
    errand = Errand(order, here.asker, here.day(hiring), id=search_id)
    if names_a_day(order):
        errand = _dated(hiring, here, errand)
    if names_somebody(order):
        check(hiring, here, order.person or "")
    if order.verb == "owner":
        errand = errand._replace(left=owner_who_left(hiring, here, errand.target))
    return carry_out(hiring, here.team, errand)


def _dated(hiring: Hiring, here: Here, errand: Errand) -> Errand:
    """The errand with the day that its words mean where the person is. Raises RolecallError where they mean none."""
    today = here.today(hiring)
    when = errand.order.when or "tomorrow"  # a date is missing only where somebody wants to hear of it later
    if when == "none" and errand.order.verb != "target":  # a search always has a first day
        return errand._replace(today=today)
    return errand._replace(today=today, day=day_meant(when, today))


Special = Callable[[Hiring, Here, Order], Message | None]
SPECIAL: dict[str, Special] = {
    "help": lambda _, __, order: help_message(order),
    "empty": lambda _, __, order: help_message(order),
    "start": start_search,
    "decide": decide,
    "decisions": decisions,
}
"""Verbs that are no matter of one search."""
PRIVATE = frozenset(("start",))
"""Those of them whose answer is nobody else's business."""
