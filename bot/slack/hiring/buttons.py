"""Buttons and menus on searches, items and reminders: each names a verb, and the item or search it is about.

What a button carries says what is meant, never who may: that is found out anew for everybody who presses it.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

from slack_bolt import App, Args

from bot.commands.command import Command
from bot.errors import RolecallError
from bot.slack.cards.controls import STATUS_ACTION
from bot.slack.delivery import acknowledge, replace_original, respond_privately
from bot.slack.errors import with_error_reply
from bot.slack.hiring.button_values import decode_pending_command, decode_start_request
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.dispatcher import run_command, run_text
from bot.slack.hiring.forms.submissions import open_add_form, open_item_form, open_search_form
from bot.slack.hiring.starting import open_in_channel, open_in_direct_conversation, repost_card, start_or_confirm
from bot.slack.hiring.views.command_text import TYPED_ACTION
from bot.slack.message import Message

ITEM = re.compile(r"^item:")
SEARCH = re.compile(r"^search:")
START_ACTIONS = re.compile(r"^hiring:(start|here|private)")
FORM_VERBS = ("open", "block", "skip", "override")
"""What takes words, and so opens the form of the item."""
CHOSEN_ACTION = "search:chosen"
"""A button that says for which search an order is that waits on it."""

Parsed = TypeVar("Parsed")


class UnknownHiringButtonError(RolecallError):
    """A button whose value nothing of ours made."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__("I do not know this button any more.", "Type /hiring status for a new card.")


class ButtonAction(NamedTuple):
    """What a button or menu says: a verb, the search, the number of an item or 0, and a day in words or an act."""

    verb: str
    search: str
    number: int = 0
    argument: str = ""


def register(app: App, services: HiringServices) -> None:
    """Listen to what cards and reminders offer."""
    for action, listener in (
        (ITEM, handle_item_action),
        (SEARCH, handle_search_action),
        (START_ACTIONS, handle_start_action),
    ):
        app.action(action)(ack=acknowledge, lazy=[with_error_reply(partial(listener, services))])


def parse_action(action: dict[str, Any]) -> ButtonAction:
    """What was pressed: `item:done` with `<search>:<number>`, or in a menu `<verb>:<search>:<number>`.

    Raises UnknownButtonError.
    """
    verb = action["action_id"].split(":")[1]
    parts = button_value(action).split(":")
    if verb in ("pick", "menu"):
        verb, *parts = parts
    search, number, more = (*parts, "", "", "")[:3]
    if not search or not (number or "0").isdecimal():
        raise UnknownHiringButtonError
    return ButtonAction(verb, search, int(number or 0), more)


def button_value(action: dict[str, Any]) -> str:
    """What a button carries, or the line that was chosen in a menu."""
    return str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")


def handle_item_action(services: HiringServices, args: Args) -> None:
    """Do to an item what the button says, or open its form."""
    press = parse_action(args.action or {})
    if press.verb in FORM_VERBS:
        open_item_form(services, args, press.search, press.number)
        return
    if press.verb not in _ITEM_COMMANDS:
        raise UnknownHiringButtonError
    _run_command(
        services, args, _ITEM_COMMANDS[press.verb]._replace(numbers=(press.number,), when=press.argument), press.search
    )


def handle_search_action(services: HiringServices, args: Args) -> None:
    """Show or do what the button says of a search."""
    action = args.action or {}
    if action["action_id"].startswith(CHOSEN_ACTION):
        waiting = _parse_value(decode_pending_command, action)
        _run_command(services, args, waiting.command, waiting.search)
        return
    if action["action_id"].startswith(TYPED_ACTION):
        _show_if_any(args, run_text(services, RequestContext.from_args(services, args), button_value(action)).message)
        return
    press = parse_action(action)
    if press.verb == "add":
        open_add_form(services, args, press.search)
    elif press.verb == "settings":
        open_search_form(services, args, press.search)
    elif press.verb == "hang":
        _show(args, repost_card(services, RequestContext.from_args(services, args), press.search))
    elif press.verb in _SEARCH_COMMANDS:
        _run_command(services, args, _SEARCH_COMMANDS[press.verb]._replace(text=press.argument), press.search)
    else:
        raise UnknownHiringButtonError


def handle_start_action(services: HiringServices, args: Args) -> None:
    """Open a search: asking first where it may be seen, or where the person said it may."""
    action = args.action or {}
    wish = _parse_value(decode_start_request, action)
    way = {"start": start_or_confirm, "here": open_in_channel, "private": open_in_direct_conversation}[
        action["action_id"].split(":")[1]
    ]
    _show(args, way(services, RequestContext.from_args(services, args), wish))


_ITEM_COMMANDS = {
    "take": Command("assign", person="me"),
    "done": Command("done"),
    "reopen": Command("reopen"),
    "start-item": Command("start-item"),
    "unblock": Command("unblock"),
    "history": Command("history"),
    "snooze": Command("snooze"),
}
_SEARCH_COMMANDS = {
    "status": Command("status"),
    "items": Command("items", filter="all"),
    "mine": Command("items", filter="mine"),
    "overdue": Command("items", filter="overdue"),
    "next": Command("next"),
    "history": Command("history"),
    "export": Command("export"),
    "export-text": Command("export", format="md"),
    "undo": Command("undo"),
    "weekly": Command("weekly", enabled=False),
    "reopen": Command("reopen-search"),
}


def _parse_value(make: Callable[[str], Parsed], action: dict[str, Any]) -> Parsed:
    """What the value stands for. Raises UnknownButtonError where nothing of ours wrote it."""
    try:
        return make(button_value(action))
    except ValueError as error:
        raise UnknownHiringButtonError from error


def _run_command(services: HiringServices, args: Args, command: Command, search_id: str) -> None:
    _show_if_any(args, run_command(services, RequestContext.from_args(services, args), command, search_id).message)


def _show_if_any(args: Args, message: Message | None) -> None:
    if message:
        _show(args, message)


def _show(args: Args, message: Message) -> None:
    """Answer whoever pressed: in place of what only they see, beside what everybody sees."""
    if (args.body.get("container") or {}).get("is_ephemeral"):
        replace_original(args.respond, message)
    else:
        respond_privately(args.respond, message, (args.body.get("container") or {}).get("thread_ts"))


def register_status_button(app: App, services: HiringServices) -> None:
    """Listen to the button."""
    app.action(re.compile(f"^{STATUS_ACTION}$"))(
        ack=acknowledge, lazy=[with_error_reply(partial(show_status, services))]
    )


def show_status(services: HiringServices, args: Args) -> None:
    """Show whoever pressed the search that they may see; for everybody else the question stays as it is."""
    order = services.parser.parse(button_value(args.action or {}))
    if order.verb != "status" or order.problem:
        raise UnknownHiringButtonError
    message = run_command(services, RequestContext.from_args(services, args), order).message
    container = args.body.get("container") or {}
    if message and container.get("is_ephemeral"):
        replace_original(args.respond, message)
    elif message:
        respond_privately(args.respond, message, container.get("thread_ts"))
