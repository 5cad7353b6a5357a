"""Buttons and menus on searches, items and reminders: each names an action, and the item or search it is about.

The value of a button says what is meant, never who may do it: permissions are checked for the person who presses it.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

from slack_bolt import App, Args

from bot.commands.catalogue import CATALOGUE, WRITING_VERBS
from bot.commands.command import Command
from bot.errors import RolecallError
from bot.slack.cards.controls import STATUS_ACTION, selected_value
from bot.slack.delivery import acknowledge, replace_original, respond_privately
from bot.slack.errors import with_error_reply
from bot.slack.hiring.button_values import StartRequest, decode_pending_command, decode_start_request
from bot.slack.hiring.card_refresh import refresh_card
from bot.slack.hiring.clicked_card import OFFER, VIEW, ClickedCard
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.decision_access import find_visible_decision
from bot.slack.hiring.decisions import refresh_decisions
from bot.slack.hiring.dispatcher import run_and_tell, run_command
from bot.slack.hiring.forms.submissions import (
    open_add_form,
    open_item_form,
    open_search_form,
    open_start_date_form,
    open_state_form,
)
from bot.slack.hiring.scoring_commands import open_opening_form, open_score_form, open_setup_form, open_step_form
from bot.slack.hiring.starting import open_in_channel, open_in_direct_conversation, repost_card, start_or_confirm
from bot.slack.hiring.view_clicks import answer_in_view
from bot.slack.hiring.views.command_text import TYPED_ACTION
from bot.slack.message import Message

ITEM_ACTIONS = re.compile(r"^item:")
SEARCH_ACTIONS = re.compile(r"^search:")
START_ACTIONS = re.compile(r"^hiring:(start|here|private)")
CHOSEN_ACTION = "search:chosen"
"""A button that chooses the search for a pending command."""
SEARCH_COMMANDS = {
    "status": Command("status"),
    "items": Command("items", filter="all"),
    "mine": Command("items", filter="mine"),
    "overdue": Command("items", filter="overdue"),
    "next": Command("next"),
    "history": Command("history"),
    "export": Command("export"),
    "export-text": Command("export", format="md"),
    "export-calendar": Command("export", format="ics"),
    "undo": Command("undo"),
    "weekly": Command("weekly", enabled=False),
    "reopen": Command("reopen-search"),
    "facts": Command("settings"),
    "pause": Command("pause"),
    "resume": Command("resume"),
    "scorecards": Command("scorecards"),
}
"""Action on a search to the command that it stands for. Actions are in posted messages, so they are permanent."""

SEARCH_FORMS = {
    "add": open_add_form,
    "settings": open_search_form,
    "state": open_state_form,
    "first-day": open_start_date_form,
    "set-up": open_setup_form,
}
"""Action on a search to the function that opens its form."""
FINALIST_FORMS = {"score": open_score_form, "open-scores": open_opening_form, "step": open_step_form}
"""Action on a finalist, whose letter is the argument, to the function that opens its form."""

Parsed = TypeVar("Parsed")
SearchStarter = Callable[[HiringServices, RequestContext, StartRequest], Message]


class UnknownHiringButtonError(RolecallError):
    """The value of a button that this version doesn't know."""

    def __init__(self) -> None:
        """The sentence shown to the person."""
        super().__init__("This button has expired.", "Type /hiring status for a new card.")


class ButtonAction(NamedTuple):
    """An action, the search, the number of an item or 0, and date words, a letter or the id of a history entry."""

    name: str
    search: str
    number: int = 0
    argument: str = ""


def register(app: App, services: HiringServices) -> None:
    """Listen to the buttons of cards, reminders and answers."""
    for action, listener in (
        (ITEM_ACTIONS, handle_item_action),
        (SEARCH_ACTIONS, handle_search_action),
        (START_ACTIONS, handle_start_action),
        (re.compile(f"^{STATUS_ACTION}$"), show_status),
    ):
        app.action(action)(ack=acknowledge, lazy=[with_error_reply(partial(listener, services))])


def parse_action(action: dict[str, Any]) -> ButtonAction:
    """The action of a button: `item:done` with the value `<search>:<number>`; in a menu, `<action>:<search>:<number>`.

    Raises UnknownHiringButtonError.
    """
    name = action["action_id"].split(":")[1]
    parts = selected_value(action).split(":")
    if name in ("pick", "menu"):
        name, *parts = parts
    search, number, argument = (*parts, "", "", "")[:3]
    if not search or not (number or "0").isdecimal():
        raise UnknownHiringButtonError
    return ButtonAction(name, search, int(number or 0), argument)


def handle_item_action(services: HiringServices, args: Args) -> None:
    """Carry out an action on an item; one that needs text opens the form of the item."""
    action = parse_action(args.action or {})
    verb = CATALOGUE.get(action.name)
    if action.name == "open" or (verb and verb.needs_text):
        open_item_form(services, args, action.search, action.number)
        return
    command = _item_command(action.name)._replace(numbers=(action.number,), when=action.argument)
    _run_command(services, args, command, action.search)


def _item_command(action: str) -> Command:
    """The command that an action on an item stands for: `take`, or a verb. Raises UnknownHiringButtonError."""
    if action == "take":
        return Command("assign", person="me")
    verb = CATALOGUE.get(action)
    if verb is None or not (verb.needs_item or verb.name == "history") or not verb.is_typed:
        raise UnknownHiringButtonError
    return Command(verb.name)


def handle_search_action(services: HiringServices, args: Args) -> None:
    """Carry out an action on a search, or a pending command in the search that was chosen for it."""
    slack_action = args.action or {}
    if slack_action["action_id"].startswith(CHOSEN_ACTION):
        pending = _parse_value(decode_pending_command, slack_action)
        _run_command(services, args, pending.command, pending.search)
        return
    ctx = RequestContext.from_args(services, args)
    if slack_action["action_id"].startswith(TYPED_ACTION):
        _run_command(services, args, services.parser.parse(selected_value(slack_action)), "")
        return
    action = parse_action(slack_action)
    if action.name in SEARCH_FORMS:
        SEARCH_FORMS[action.name](services, args, action.search)
    elif action.name in FINALIST_FORMS:
        FINALIST_FORMS[action.name](services, args, action.search, action.argument)
    elif action.name == "hang":
        _replace_or_respond(services, args, repost_card(services, ctx, action.search))
    elif action.name in SEARCH_COMMANDS:
        _run_command(services, args, SEARCH_COMMANDS[action.name]._replace(text=action.argument), action.search)
    else:
        raise UnknownHiringButtonError


def handle_start_action(services: HiringServices, args: Args) -> None:
    """Start a search: after asking who may see it, or in the place that the person chose."""
    slack_action = args.action or {}
    request = _parse_value(decode_start_request, slack_action)
    starts = {"start": start_or_confirm, "here": open_in_channel, "private": open_in_direct_conversation}
    start = starts[slack_action["action_id"].split(":")[1]]
    ctx = RequestContext.from_args(services, args)
    if request.decision:
        find_visible_decision(services, ctx, request.decision)
    answer = partial(_answer_start, args, start, services, ctx)
    if not request.allow_duplicate:
        answer(request)
    elif not services.repeats.run_once(ctx.team, ctx.click_key(request.encoded()), partial(answer, request)):
        answer(request._replace(allow_duplicate=False))


def _answer_start(
    args: Args, start: SearchStarter, services: HiringServices, ctx: RequestContext, request: StartRequest
) -> None:
    _replace_or_respond(services, args, start(services, ctx, request))
    refresh_decisions(services, ctx, ClickedCard.from_body(args.body))


def show_status(services: HiringServices, args: Args) -> None:
    """Show the person the search that a question was about, if they may see it."""
    command = services.parser.parse(selected_value(args.action))
    if command.verb != "status" or command.problem:
        raise UnknownHiringButtonError
    _replace_or_respond(services, args, run_command(services, RequestContext.from_args(services, args), command))


def _parse_value(decode: Callable[[str], Parsed], action: dict[str, Any]) -> Parsed:
    """The decoded value of a button. Raises UnknownHiringButtonError if it isn't in the expected format."""
    try:
        return decode(selected_value(action))
    except ValueError as error:
        raise UnknownHiringButtonError from error


def _run_command(services: HiringServices, args: Args, command: Command, search_id: str) -> None:
    """Carry out the command of a button. A card that others see, too, is shown again if the command can change it."""
    ctx, card = RequestContext.from_args(services, args), ClickedCard.from_body(args.body)
    message, has_changed = run_and_tell(services, ctx, command, search_id)
    _replace_or_respond(services, args, message, has_changed=has_changed)
    if command.verb in WRITING_VERBS and not card.is_private:
        refresh_card(services, ctx, card)


def _replace_or_respond(
    services: HiringServices, args: Args, message: Message | None, *, has_changed: bool = False
) -> None:
    """Show a message to the person who pressed the button: instead of a card that only they see, else privately.

    A change also replaces the card that offered it, for everyone who saw the offer.
    """
    card = ClickedCard.from_body(args.body)
    if message is None:
        return
    if card.kind == VIEW:
        answer_in_view(services, args, message, has_changed=has_changed)
        return
    is_open_offer = card.kind == OFFER and has_changed and not message.is_private
    is_direct_offer = card.kind == OFFER and card.channel.startswith("D")
    if card.is_private or is_open_offer or is_direct_offer:
        replace_original(args.respond, message)
    else:
        respond_privately(args.respond, message, card.thread or None)
