"""Every order, through whichever door it came: what it takes from Slack is asked here, the rest is `orders`."""

import json
import logging
from collections.abc import Callable
from functools import partial
from time import perf_counter

from slack_bolt import App, Args, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.commands.command import Command
from bot.logs import log_event
from bot.slack.delivery import acknowledge, respond_privately
from bot.slack.errors import with_error_reply
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.decisions import handle_decide, handle_decisions
from bot.slack.hiring.exporting import export_search
from bot.slack.hiring.handlers import execute
from bot.slack.hiring.lengths import check_length
from bot.slack.hiring.permissions import check_can_be_assigned, find_departed_owner, has_named_person
from bot.slack.hiring.requests import HiringReply, HiringRequest, can_be_name
from bot.slack.hiring.starting import start_search
from bot.slack.hiring.views.usage import help_message, problem_message
from bot.slack.hiring.views.wording import parse_day
from bot.slack.message import Message

NEEDS_SLACK = frozenset(("start", "due", "snooze", "target", "owner", "decide", "export"))
"""Verbs that need to know something of Slack's, or to open or send something."""

DATE_VERBS = frozenset(("due", "snooze", "target"))
"""Those of them that name a day."""

log = logging.getLogger("rolecall.hiring")


def can_answer_inline(command: Command) -> bool:
    """Whether the order can be answered without asking Slack for anything."""
    return command.problem is not None or not (
        command.verb in NEEDS_SLACK or has_named_person(command) or has_date(command)
    )


def has_date(command: Command) -> bool:
    """Whether the order is about a day, or sets one along with something else."""
    return command.verb in DATE_VERBS or (command.verb in ("assign", "add") and bool(command.when))


def run_text(services: HiringServices, ctx: RequestContext, text: str) -> HiringReply:
    """What comes of the words after `/hiring`; no message where a modal opens instead. Raises RolecallError."""
    return run_command(services, ctx, services.parser.parse(text))


def run_command(services: HiringServices, ctx: RequestContext, command: Command, search_id: str = "") -> HiringReply:
    """Carry an order out; what follows from it (cards drawn anew, people told) is begun.

    With an id, in the search of that id. Raises RolecallError, and what Slack or the database raise.
    """
    began = perf_counter()
    came = _dispatch(services, ctx, command, search_id)
    services.follow_up(ctx.client, ctx.team, came.result)
    refused = len(came.result.refusals) if came.result else None
    trouble = command.problem.kind if command.problem else None
    log_event(
        log, "obeyed", verb=command.verb, problem=trouble, refused=refused, ms=round((perf_counter() - began) * 1000, 2)
    )
    return came


def _dispatch(services: HiringServices, ctx: RequestContext, command: Command, search_id: str) -> HiringReply:
    if command.problem and not can_be_name(command):
        return HiringReply(problem_message(command, services.base))
    if command.verb == "export":
        return HiringReply(export_search(services, ctx, command, search_id))
    if special := SLACK_HANDLERS.get(command.verb):
        return HiringReply(special(services, ctx, check_length(command)), is_private=command.verb in PRIVATE_VERBS)
    errand = HiringRequest(command, ctx.actor, ctx.get_known_local_date(services), search_id=search_id)
    if has_date(command):
        errand = _with_date(services, ctx, errand)
    if has_named_person(command):
        check_can_be_assigned(services, ctx, command.person or "")
    if command.verb == "owner":
        errand = errand._replace(departed_owner=find_departed_owner(services, ctx, errand.search_ref))
    return execute(services, ctx.team, errand)


def _with_date(services: HiringServices, ctx: RequestContext, request: HiringRequest) -> HiringRequest:
    """The errand with the day that its words mean where the person is. Raises RolecallError where they mean none."""
    today = ctx.get_local_date(services)
    when = request.command.when or "tomorrow"  # a date is missing only where somebody wants to hear of it later
    if when == "none" and request.command.verb != "target":  # a search always has a first day
        return request._replace(today=today)
    return request._replace(today=today, day=parse_day(when, today))


SlackHandler = Callable[[HiringServices, RequestContext, Command], Message | None]
SLACK_HANDLERS: dict[str, SlackHandler] = {
    "help": lambda _, __, command: help_message(command),
    "empty": lambda _, __, command: help_message(command),
    "start": start_search,
    "decide": handle_decide,
    "decisions": handle_decisions,
}
"""Verbs that are no matter of one search."""
PRIVATE_VERBS = frozenset(("start",))
"""Those of them whose answer is nobody else's business."""

COMMAND = "/hiring"
"""The command as the manifest promises it to Slack."""
_JSON = json.JSONEncoder(separators=(",", ":"), check_circular=False)


def register(app: App, services: HiringServices) -> None:
    """Listen to the command."""
    app.use(HiringCommandMiddleware(services))
    app.command(COMMAND)(ack=acknowledge, lazy=[with_error_reply(partial(answer_via_response_url, services))])


class HiringCommandMiddleware(Middleware):
    """Answers most commands before Bolt looks for a listener, as `/roles` is; the others go on to theirs."""

    def __init__(self, services: HiringServices) -> None:
        """What commands are answered with."""
        self._hiring = services

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002  Bolt passes it
        next: Callable[[], BoltResponse],  # noqa: A002  Bolt names it
    ) -> BoltResponse:
        """The answer, for the person who typed the command alone."""
        if req.body.get("command") != COMMAND:
            return next()
        order = self._hiring.parser.parse(req.body.get("text", ""))
        if not can_answer_inline(order):
            return next()
        message = run_command(self._hiring, RequestContext.from_request(self._hiring, req, req.context), order).message
        return BoltResponse(status=200, body=_body(message) if message else "")


def answer_via_response_url(services: HiringServices, args: Args) -> None:
    """Answer through the link that Slack gave."""
    message = run_text(services, RequestContext.from_args(services, args), args.body.get("text", "")).message
    if message:
        respond_privately(args.respond, message)


def _body(message: Message) -> str:
    whole = {"response_type": "ephemeral", "text": message.text, "blocks": list(message.blocks)}
    return _JSON.encode(whole)
