"""Every `/hiring` command, whether typed after the slash, in a message or pressed on a button, is dispatched here."""

import json
import logging
from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter

from slack_bolt import App, Args, BoltRequest

from bot.commands.catalogue import EMPTY
from bot.commands.command import SLASH_COMMAND, Command
from bot.commands.instructions import SEVERAL
from bot.hiring.rights import MembershipUnknownError
from bot.hiring.rules import RuleInput
from bot.hiring.service import ChangeResult
from bot.logs import log_event
from bot.slack.delivery import acknowledge, respond_privately
from bot.slack.errors import with_error_reply
from bot.slack.hiring.clicked_card import OFFER, label_card
from bot.slack.hiring.command_input import can_answer_inline, check_text_length, depends_on_date, resolve_input
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.decisions import handle_decide, handle_decisions
from bot.slack.hiring.exporting import export_search
from bot.slack.hiring.handlers import HiringRequest, can_be_name, limit_result, run_in_search, year_note
from bot.slack.hiring.membership import with_membership
from bot.slack.hiring.named_items import read_command
from bot.slack.hiring.scoring_commands import handle_score
from bot.slack.hiring.settings_command import handle_settings
from bot.slack.hiring.several import Outcome, run_each
from bot.slack.hiring.starting import start_search
from bot.slack.hiring.views.confirmations import confirmation_message, searches_message
from bot.slack.hiring.views.usage import help_message, problem_message
from bot.slack.message import Message
from bot.slack.slash_commands import CommandMiddleware

log = logging.getLogger("rolecall.hiring")


def run_text(services: HiringServices, ctx: RequestContext, text: str) -> Message | None:
    """Carry out the command in the text after `/hiring`; see `run_command`."""
    return run_command(services, ctx, read_command(services, ctx, text))


def run_command(services: HiringServices, ctx: RequestContext, command: Command, search_id: str = "") -> Message | None:
    """Carry out a command as `run_and_tell` does, and return the answer alone."""
    return run_and_tell(services, ctx, command, search_id)[0]


def run_and_tell(
    services: HiringServices, ctx: RequestContext, command: Command, search_id: str = ""
) -> tuple[Message | None, bool]:
    """Carry out a command, in the search with this id if one is given, and say whether it changed something.

    The answer is None if a modal opens instead of one. What follows from a change (the card is updated, people are
    notified) is started in the background. Raises RolecallError, and what Slack or the database raise.
    """
    started_at = perf_counter()
    message, results = _run_all(services, ctx, command, search_id)
    for result in results:
        services.follow_up(ctx.client, ctx.team, result)
    log_event(
        log,
        "command",
        verb=command.verb,
        problem=command.problem.kind if command.problem else None,
        refused=sum(len(result.refusals) for result in results) if results else None,
        ms=round((perf_counter() - started_at) * 1000, 2),
    )
    return message, any(result.entry for result in results)


def _run_all(
    services: HiringServices, ctx: RequestContext, command: Command, search_id: str
) -> tuple[Message | None, list[ChangeResult]]:
    """Run the command, or each of several; nothing is changed if one of them has a problem or a date that isn't one."""
    if command.verb == SEVERAL:
        for part in command.parts:
            check_text_length(part)
            _resolve(services, ctx, part, search_id)
        return run_each(ctx, command.parts, partial(_run, services, search_id))
    message, result = _run(services, search_id, ctx, (command,))
    return message, [result] if result else []


def _run(services: HiringServices, search_id: str, ctx: RequestContext, commands: Sequence[Command]) -> Outcome:
    """Run one command, or several that change items of the same search.

    Raises MembershipUnknownError in an acknowledgement, which Slack isn't asked in.
    """
    if ctx.is_inline:
        return _run_once(services, search_id, commands, ctx)
    return with_membership(ctx, partial(_run_once, services, search_id, commands))


def _run_once(services: HiringServices, search_id: str, commands: Sequence[Command], ctx: RequestContext) -> Outcome:
    command, here = commands[0], ctx.actor.channel
    services = services.limited_to(ctx.client, ctx.team, here)
    if command.problem and not can_be_name(command):
        return label_card(problem_message(command, services.base), OFFER), None
    check_text_length(command)
    handler = COMMAND_HANDLERS.get(command.verb)
    if handler:
        return handler(services, ctx, command, search_id), None
    requests = [_resolve(services, ctx, each, search_id) for each in commands]
    outcome = run_in_search(services.units_of_work, ctx.team, requests[0], search_id, requests[1:])
    if isinstance(outcome, Message):
        return outcome, None
    first = requests[0]
    note = year_note(requests)
    shown = limit_result(outcome, ctx.actor)
    message = confirmation_message(shown, first.today, first.recipient, services.base.cautions, note)
    is_elsewhere = outcome.after.search.channel != ctx.actor.channel
    message = label_card(message, OFFER)
    return message.as_private() if is_elsewhere else message, outcome


def _resolve(services: HiringServices, ctx: RequestContext, command: Command, search_id: str) -> HiringRequest:
    """The command with the input of its rule. Raises what `resolve_input` raises."""
    today = ctx.get_local_date(services) if depends_on_date(command) else ctx.get_known_local_date(services)
    given = RuleInput(ctx.actor.user, ctx.actor.at)
    if command.verb not in COMMAND_HANDLERS:
        given = resolve_input(services, ctx, command, today, search_id)
    return HiringRequest(command, ctx.actor, given, today, services.base)


def _start(services: HiringServices, ctx: RequestContext, command: Command, _: str) -> Message:
    """Private, because no one else needs to know about a search before it is in its channel."""
    return label_card(start_search(services, ctx, command), OFFER).as_private()


def _searches(services: HiringServices, ctx: RequestContext, _: Command, __: str) -> Message:
    user, channel = ctx.actor.user, ctx.actor.channel
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        here, closed = uow.open_searches_in(channel), uow.closed_searches_in(channel)
        elsewhere = tuple(search for search in uow.open_searches_of(user) if search.channel != channel)
    return searches_message(here, elsewhere, closed).as_private()


CommandHandler = Callable[[HiringServices, RequestContext, Command, str], Message | None]
COMMAND_HANDLERS: dict[str, CommandHandler] = {
    "help": lambda *_: help_message(),
    EMPTY: lambda *_: help_message(),
    "start": _start,
    "searches": _searches,
    "export": export_search,
    "decide": handle_decide,
    "decisions": handle_decisions,
    "settings": handle_settings,
    "score": handle_score,
}
"""Verbs that don't work on one search within a unit of work of the dispatcher."""

_JSON = json.JSONEncoder(separators=(",", ":"), check_circular=False)


def register(app: App, services: HiringServices) -> None:
    """Answer `/hiring` on this app: in the acknowledgement if that needs nothing from Slack, otherwise after it."""
    app.use(CommandMiddleware(SLASH_COMMAND, partial(answer_in_ack, services)))
    app.command(SLASH_COMMAND)(ack=acknowledge, lazy=[with_error_reply(partial(answer_via_response_url, services))])


def answer_in_ack(services: HiringServices, request: BoltRequest) -> str | None:
    """The body of the acknowledgement; None if Slack has to be asked before the command can be answered."""
    user, team = str(request.body.get("user_id")), request.context.team_id or ""
    if services.people.get_known_kind(team, user, services.now()) is None:
        return None
    if not services.is_unlimited_in(team, str(request.body.get("channel_id"))):
        return None
    ctx = RequestContext.from_request(services, request, request.context)._replace(is_inline=True)
    command = read_command(services, ctx, request.body.get("text", ""))
    if not can_answer_inline(command) or command.parts:
        return None
    try:
        message = run_command(services, ctx, command)
    except MembershipUnknownError:
        return None
    return _ephemeral_body(message) if message else ""


def answer_via_response_url(services: HiringServices, args: Args) -> None:
    """Answer through the response URL of the command, which works in channels the app isn't in."""
    message = run_text(services, RequestContext.from_args(services, args), args.body.get("text", ""))
    if message:
        respond_privately(args.respond, message)


def _ephemeral_body(message: Message) -> str:
    whole = {"response_type": "ephemeral", "text": message.text, "blocks": list(message.blocks)}
    return _JSON.encode(whole)
