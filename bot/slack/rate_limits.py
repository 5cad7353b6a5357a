"""Keeps one person, or one workspace, from making the app flood a channel or keep everyone else waiting."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.counts import count
from bot.errors import RolecallError
from bot.logs import log_event, log_rarely
from bot.slack.call_failures import CALL_ERRORS
from bot.slack.delivery import Destination, post_ephemeral, respond_privately
from bot.slack.events import is_direct_message, is_edit, is_from_person, is_thread_reply
from bot.slack.message import Message
from bot.slack.token_buckets import RateLimiter, RequestKind

ONE_MOMENT = "One moment: that's faster than I can answer. Please try again in a few seconds."

log = logging.getLogger("rolecall.limits")


def register(app: App, limiter: RateLimiter) -> None:
    """Limit the rate of requests. To be registered before what answers them."""
    app.use(_RateLimit(limiter, app.listener_runner.listener_executor))


def is_command_admitted(limiter: RateLimiter, parameters: Mapping[str, Any]) -> bool:
    """Whether a person may give another command, which counts if so."""
    team, user = parameters.get("team_id", ""), parameters.get("user_id")
    return not user or limiter.judge("command", team, user) == "admitted"


class _RateLimit(Middleware):
    """Passes a request on, or acknowledges it.

    The person learns why: from the answer to every command, and else from one private message a minute.
    """

    def __init__(self, limiter: RateLimiter, executor: Executor) -> None:
        self._limiter = limiter
        self._executor = executor

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002  Bolt passes it by name
        next: Callable[[], BoltResponse],  # noqa: A002  Bolt chose the name
    ) -> BoltResponse:
        kind, team, user = find_kind(req.body), req.context.team_id, req.context.user_id
        if kind is None or not user:
            return next()
        verdict = self._limiter.judge(kind, team or "", user)
        if verdict == "admitted":
            return next()
        count("refusals", "rate limit")
        log_rarely(log, "too many requests", logging.WARNING, kind=kind, team=team)
        if kind == "command":
            return BoltResponse(status=200, body={"response_type": "ephemeral", "text": ONE_MOMENT})
        if verdict == "explain" and kind != "reply":
            self._executor.submit(_explain, req.context, req.body, user)
        return BoltResponse(status=200)


def find_kind(body: Mapping[str, Any]) -> RequestKind | None:
    """The kind of a request; None for one without a limit, as for forms: what a person has filled in isn't lost."""
    if "command" in body:
        return "command"
    if body.get("type") == "block_actions":
        return "click"
    event = body.get("event")
    return _find_event_kind(event) if isinstance(event, dict) else None


def _find_event_kind(event: dict[str, Any]) -> RequestKind | None:
    if event.get("type") == "app_mention":
        return "message"
    if event.get("type") != "message" or not (is_from_person(event) or is_edit(event)):
        return None
    if is_direct_message(event):
        return "message"
    return "reply" if is_thread_reply(event) else None


def _explain(context: BoltContext, body: Mapping[str, Any], user: str) -> None:
    """Ask the person to wait: through the response URL of a click, else in the conversation, where only they see it."""
    event = body.get("event") or {}
    try:
        if context.response_url and context.respond:
            respond_privately(context.respond, Message(ONE_MOMENT))
        elif "channel" in event:
            post_ephemeral(context.client, Destination(event["channel"], event.get("thread_ts")), user, ONE_MOMENT)
    except (RolecallError, *CALL_ERRORS) as error:
        log_event(log, "could not ask a person to wait", logging.WARNING, error=type(error).__name__)
