"""Buttons and menus on searches, items and reminders: each names a verb, and the item or search it is about.

What a button carries says what is meant, never who may: that is found out anew for everybody who presses it.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

from slack_bolt import App, Args

from bot.errors import RolecallError
from bot.slack.acks import acknowledge
from bot.slack.delivery import answer_privately, replace
from bot.slack.errors import lazily
from bot.slack.hiring.answering import answer, obey
from bot.slack.hiring.choosing import chosen
from bot.slack.hiring.hanging import hang_again
from bot.slack.hiring.here import Here
from bot.slack.hiring.means import Hiring
from bot.slack.hiring.modals import open_adding, open_item, open_settings
from bot.slack.hiring.retyping import TYPED
from bot.slack.hiring.starting import open_here, open_privately, propose
from bot.slack.hiring.wish import wish_of
from bot.slack.message import Message
from bot.understanding.order import Order

ITEM = re.compile(r"^item:")
SEARCH = re.compile(r"^search:")
BEGIN = re.compile(r"^hiring:(start|here|private)")
IN_FORM = ("open", "block", "skip", "override")
"""What takes words, and so opens the form of the item."""
CHOSEN = "search:chosen"
"""A button that says for which search an order is that waits on it."""

Made = TypeVar("Made")


class UnknownButtonError(RolecallError):
    """A button whose value nothing of ours made."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__("I do not know this button any more.", "Type /hiring status for a new card.")


class Press(NamedTuple):
    """What a button or menu says: a verb, the search, the number of an item or 0, and a day in words or an act."""

    verb: str
    search: str
    number: int = 0
    more: str = ""


def register(app: App, hiring: Hiring) -> None:
    """Listen to what cards and reminders offer."""
    for action, listener in ((ITEM, press_item), (SEARCH, press_search), (BEGIN, press_begin)):
        app.action(action)(ack=acknowledge, lazy=[lazily(partial(listener, hiring))])


def pressed(action: dict[str, Any]) -> Press:
    """What was pressed: `item:done` with `<search>:<number>`, or in a menu `<verb>:<search>:<number>`.

    Raises UnknownButtonError.
    """
    verb = action["action_id"].split(":")[1]
    parts = value_of(action).split(":")
    if verb in ("pick", "menu"):
        verb, *parts = parts
    search, number, more = (*parts, "", "", "")[:3]
    if not search or not (number or "0").isdecimal():
        raise UnknownButtonError
    return Press(verb, search, int(number or 0), more)


def value_of(action: dict[str, Any]) -> str:
    """What a button carries, or the line that was chosen in a menu."""
    return str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")


def press_item(hiring: Hiring, args: Args) -> None:
    """Do to an item what the button says, or open its form."""
    press = pressed(args.action or {})
    if press.verb in IN_FORM:
        open_item(hiring, args, press.search, press.number)
        return
    if press.verb not in _ITEM_ORDERS:
        raise UnknownButtonError
    _obey(hiring, args, _ITEM_ORDERS[press.verb]._replace(numbers=(press.number,), when=press.more), press.search)


def press_search(hiring: Hiring, args: Args) -> None:
    """Show or do what the button says of a search."""
    action = args.action or {}
    if action["action_id"].startswith(CHOSEN):
        waiting = _made(chosen, action)
        _obey(hiring, args, waiting.order, waiting.search)
        return
    if action["action_id"].startswith(TYPED):
        _show_if_any(args, answer(hiring, Here.behind(hiring, args), value_of(action)).message)
        return
    press = pressed(action)
    if press.verb == "add":
        open_adding(hiring, args, press.search)
    elif press.verb == "settings":
        open_settings(hiring, args, press.search)
    elif press.verb == "hang":
        _show(args, hang_again(hiring, Here.behind(hiring, args), press.search))
    elif press.verb in _SEARCH_ORDERS:
        _obey(hiring, args, _SEARCH_ORDERS[press.verb]._replace(text=press.more), press.search)
    else:
        raise UnknownButtonError


def press_begin(hiring: Hiring, args: Args) -> None:
    """Open a search: asking first where it may be seen, or where the person said it may."""
    action = args.action or {}
    wish = _made(wish_of, action)
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
    "export": Order("export"),
    "export-text": Order("export", format="md"),
    "undo": Order("undo"),
    "weekly": Order("weekly", on=False),
    "reopen": Order("reopen-search"),
}


def _made(make: Callable[[str], Made], action: dict[str, Any]) -> Made:
    """What the value stands for. Raises UnknownButtonError where nothing of ours wrote it."""
    try:
        return make(value_of(action))
    except ValueError as error:
        raise UnknownButtonError from error


def _obey(hiring: Hiring, args: Args, order: Order, search_id: str) -> None:
    _show_if_any(args, obey(hiring, Here.behind(hiring, args), order, search_id).message)


def _show_if_any(args: Args, message: Message | None) -> None:
    if message:
        _show(args, message)


def _show(args: Args, message: Message) -> None:
    """Answer whoever pressed: in place of what only they see, beside what everybody sees."""
    if (args.body.get("container") or {}).get("is_ephemeral"):
        replace(args.respond, message)
    else:
        answer_privately(args.respond, message, (args.body.get("container") or {}).get("thread_ts"))
