"""Buttons and menus on searches, items and reminders: each names a verb, and the item or search it is about.

What a button carries says what is meant, never who may: that is found out anew for everybody who presses it.
"""

import re
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from slack_bolt import Ack, App, Args

from bot.errors import RolecallError
from bot.slack.delivery import answer_privately, replace
from bot.slack.errors import lazily
from bot.slack.hiring.exporting import export
from bot.slack.hiring.here import Here
from bot.slack.hiring.means import Hiring
from bot.slack.hiring.modals import open_adding, open_item
from bot.slack.hiring.orders import Came, Errand, carry_out
from bot.slack.hiring.starting import open_here, open_privately, propose, wish_of
from bot.slack.message import Message
from bot.understanding.order import Order

ITEM = re.compile(r"^item:")
SEARCH = re.compile(r"^search:")
BEGIN = re.compile(r"^hiring:(start|here|private)")
IN_FORM = ("open", "block", "skip", "override")
"""What takes words, and so opens the form of the item."""
SNOOZED = 1
"""Days, where a button does not say how long."""


class UnknownButtonError(RolecallError):
    """A button whose value nothing of ours made."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__("I do not know this button any more.", "Type /hiring status for a new card.")


class Press(NamedTuple):
    """What a button or menu says: a verb, the search, the number of an item or 0, and what stands behind these."""

    verb: str
    search: str
    number: int = 0
    more: str = ""


def register(app: App, hiring: Hiring) -> None:
    """Listen to what cards and reminders offer."""
    for action, listener in ((ITEM, press_item), (SEARCH, press_search), (BEGIN, press_begin)):
        app.action(action)(ack=acknowledge, lazy=[lazily(partial(listener, hiring))])


def acknowledge(ack: Ack) -> None:
    """Tell Slack that the click arrived."""
    ack()


def pressed(action: dict[str, Any]) -> Press:
    """What was pressed: `item:done` with `<search>:<number>`, or in a menu `<verb>:<search>:<number>`.

    Raises UnknownButtonError.
    """
    verb = action["action_id"].split(":")[1]
    value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
    parts = value.split(":")
    if verb in ("pick", "menu"):
        verb, *parts = parts
    search, number, more = (*parts, "", "")[:3]
    if not search or not (number or "0").isdigit():
        raise UnknownButtonError
    return Press(verb, search, int(number or 0), more)


def press_item(hiring: Hiring, args: Args) -> None:
    """Do to an item what the button says, or open its form."""
    press = pressed(args.action or {})
    if press.verb in IN_FORM:
        open_item(hiring, args, press.search, press.number)
        return
    if press.verb not in _ITEM_ORDERS:
        raise UnknownButtonError
    order = _ITEM_ORDERS[press.verb]._replace(numbers=(press.number,))
    here = Here.behind(hiring, args)
    _show(args, _obeyed(hiring, here, order, press))


def press_search(hiring: Hiring, args: Args) -> None:
    """Show or do what the button says of a search."""
    press = pressed(args.action or {})
    here = Here.behind(hiring, args)
    if press.verb == "add":
        open_adding(hiring, args, press.search)
    elif press.verb == "export":
        _show(args, export(hiring, here, Order("export"), press.search))
    elif press.verb in _SEARCH_ORDERS:
        _show(args, _obeyed(hiring, here, _SEARCH_ORDERS[press.verb], press))
    else:
        raise UnknownButtonError


def press_begin(hiring: Hiring, args: Args) -> None:
    """Open a search: asking first where it may be seen, or where the person said it may."""
    action = args.action or {}
    value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
    try:
        wish = wish_of(value)
    except ValueError as error:
        raise UnknownButtonError from error
    way = {"start": propose, "here": open_here, "private": open_privately}[action["action_id"].split(":")[1]]
    _show(args, way(hiring, Here.behind(hiring, args), wish))


_ITEM_ORDERS = {
    "take": Order("assign", person="me"),
    "done": Order("done"),
    "reopen": Order("reopen"),
    "start-item": Order("start-item"),
    "unblock": Order("unblock"),
    "history": Order("history"),
    "snooze": Order("snooze"),
}
_SEARCH_ORDERS = {
    "status": Order("status"),
    "items": Order("items", filter="all"),
    "mine": Order("items", filter="mine"),
    "overdue": Order("items", filter="overdue"),
    "next": Order("next"),
    "history": Order("history"),
    "undo": Order("undo"),
    "weekly": Order("weekly", on=False),
    "hired": Order("close", outcome="hired"),
    "cancelled": Order("close", outcome="cancelled"),
}


def _obeyed(hiring: Hiring, here: Here, order: Order, press: Press) -> Message:
    today = hiring.now().date()
    day = _snoozed_to(press.more, today) if order.verb == "snooze" else None
    came: Came = carry_out(hiring, here.team, Errand(order, here.asker, today, day, press.search))
    hiring.follow_up(here.client, here.team, came.worked)
    if came.message is None:
        raise UnknownButtonError
    return came.message


def _snoozed_to(more: str, today: date) -> date:
    """The day that a button puts reminders off to: a day as `2026-12-01`, or a number of days."""
    try:
        return today + timedelta(days=int(more or SNOOZED)) if "-" not in more else date.fromisoformat(more)
    except ValueError as error:
        raise UnknownButtonError from error


def _show(args: Args, message: Message) -> None:
    """Answer whoever pressed: in place of what only they see, beside what everybody sees."""
    if (args.body.get("container") or {}).get("is_ephemeral"):
        replace(args.respond, message)
    else:
        answer_privately(args.respond, message, (args.body.get("container") or {}).get("thread_ts"))
