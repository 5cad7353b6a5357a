"""Turns errors into replies: a RolecallError shows its own text, any other error a reference number from the log."""

import logging
from collections.abc import Callable
from secrets import token_hex
from typing import Any

from slack_bolt import Args, BoltContext, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk.errors import SlackApiError

from bot.errors import BusyError, MessageError, RolecallError, UnavailableError
from bot.logs import log_event, safe_traceback
from bot.slack.call_failures import CALL_ERRORS
from bot.slack.delivery import Destination, ResponseUrlExpiredError, post_ephemeral, respond_privately
from bot.slack.error_codes import code_of, meaning_of
from bot.slack.message import Message
from bot.slack.text import escape

log = logging.getLogger("rolecall.errors")

MALFORMED = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What is raised for a body that can't be parsed, or that lacks what Slack always sends."""
UNANSWERED = "rolecall_unanswered"
"""Set in the context of a request if Slack refused everything, the explanation included."""
Listener = Callable[[Args], None]


class NotServedError(RolecallError):
    """The request comes from a workspace that the app doesn't serve."""


class OtherWorkspaceError(NotServedError):
    """The only token of the app is for another workspace."""

    def __init__(self) -> None:
        """Send the person to the administrator."""
        super().__init__(
            "Rolecall isn't set up for this workspace.",
            "Ask your Rolecall admin to run it with this workspace's token, or for many workspaces.",
        )


class NotInstalledError(NotServedError):
    """The request comes from a workspace that the app is not installed in."""

    def __init__(self, install_url: str) -> None:
        """`install_url` is where an administrator installs the app."""
        super().__init__(
            "Rolecall is not installed in this workspace.",
            f"Ask an admin of the workspace to install it: {install_url}",
        )


def explain_error(error: Exception) -> str:
    """Return the text for the person, with Slack's control characters escaped, except for the mention in an error.

    An unexpected error is logged with its traceback, under the reference number that the text contains. MessageError
    is unexpected as well: it is a bug, never a mistake of the person.
    """
    if isinstance(error, RolecallError) and not isinstance(error, MessageError):
        log_event(log, "explained", error=type(error).__name__)
        said, mention = escape(str(error)), f"<@{error.mentioned}>"
        return said.replace(escape(mention), mention, 1) if error.mentioned else said
    meaning = meaning_of(error)
    reference = token_hex(4).upper()
    code = code_of(error) if isinstance(error, SlackApiError) else None
    trace = None if meaning and meaning.kind != "access" else safe_traceback(error)
    level = logging.WARNING if meaning else logging.ERROR
    log_event(
        log, "Slack refused" if meaning else "unexpected", level, reference=reference, slack_error=code, trace=trace
    )
    if meaning:
        return f"{meaning.text} The reference is {reference}."
    return (
        "Something went wrong on my side. Please try again. "
        f"If it happens again, give your Rolecall admin the reference {reference}."
    )


def answer_failure(error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse | None:
    """Return the response to a request that failed before it was acknowledged; None means Bolt's own, status 500.

    - A request from a workspace that the app doesn't serve is acknowledged; a slash command gets the reason.
    - A request whose token could not be looked up gets status 503, so that Slack sends it again.
    - Any other request that failed before it was authorised is refused without logging.
    - A request that no listener handles is acknowledged, or Slack would send it again.
    - A slash command is answered with the explanation.
    - A request that needs what is unavailable, or that no thread is free for, gets status 503, so that Slack sends it
      again.
    - A request that lacks what Slack always sends, or has a button of another version, is refused with status 400.
    - Anything else stays a failure, so that Slack sends it again.
    """
    if isinstance(error, NotServedError):
        return _private_answer(str(error)) if "command" in body else BoltResponse(status=200)
    if context.authorize_result is None:
        return BoltResponse(status=503 if isinstance(error, RolecallError) else 401)
    if isinstance(error, BoltUnhandledRequestError):
        log_event(log, "unhandled request", logging.DEBUG, type=body.get("type"))
        return BoltResponse(status=200)
    text = explain_error(error)
    if "command" in body:
        return _private_answer(text)
    if isinstance(error, UnavailableError | BusyError):
        return BoltResponse(status=503)
    return BoltResponse(status=400) if isinstance(error, (RolecallError, *MALFORMED)) else None


def _private_answer(text: str) -> BoltResponse:
    return BoltResponse(status=200, body={"response_type": "ephemeral", "text": text})


def with_error_reply(listener: Listener) -> Listener:
    """Wrap a lazy listener, which runs after the acknowledgement, so that a failure is explained to the person."""

    def run(args: Args) -> None:
        try:
            listener(args)
        except Exception as error:  # noqa: BLE001  any error is explained to the person and logged
            _report_error(args, error)

    return run


def _report_error(args: Args, error: Exception) -> None:
    """Explain the error to the person who acted: through the response URL if there is one, else in a conversation.

    If Slack refuses that as well, the person gets a direct message.
    """
    text = explain_error(error)
    has_url = args.context.response_url and not isinstance(error, ResponseUrlExpiredError)
    replies = (_reply_in_conversation, _reply_in_direct_message)
    for reply in (_reply_by_response_url, *replies) if has_url else replies:
        try:
            reply(args, text)
        except Exception as failure:  # noqa: BLE001  the next way is tried, and the log has the failure
            is_slacks = isinstance(failure, (RolecallError, *CALL_ERRORS)) and not isinstance(failure, MALFORMED)
            trace = None if is_slacks else safe_traceback(failure)
            reason = type(failure).__name__
            log_event(log, "could not report the error", logging.ERROR, error=reason, trace=trace)
        else:
            return
    args.context[UNANSWERED] = True


def _reply_by_response_url(args: Args, text: str) -> None:
    respond_privately(args.respond, Message(text))


def _reply_in_conversation(args: Args, text: str) -> None:
    """Reply with an ephemeral message in the channel of a mention, else in the direct message with the person."""
    user, event = args.context.user_id, args.event or {}
    if user and event.get("type") == "app_mention" and args.context.channel_id:
        post_ephemeral(args.client, Destination(args.context.channel_id, event.get("thread_ts")), user, text)
    else:
        _reply_in_direct_message(args, text)


def _reply_in_direct_message(args: Args, text: str) -> None:
    if args.context.user_id:
        args.client.chat_postMessage(channel=args.context.user_id, text=text)
