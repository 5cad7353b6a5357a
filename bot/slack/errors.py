"""The one place where errors become replies: ours say their sentences, all others a reference number."""

import logging
from collections.abc import Callable
from secrets import token_hex
from typing import Any

from slack_bolt import Args, BoltContext, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk.errors import SlackApiError

from bot.errors import MessageError, RolecallError
from bot.logs import log_event, safe_traceback
from bot.slack.delivery import Destination, ResponseUrlExpiredError, post_ephemeral, respond_privately
from bot.slack.message import Message
from bot.slack.text import escape

log = logging.getLogger("rolecall.errors")

Listener = Callable[[Args], None]


def explain_error(error: Exception) -> str:
    """What to tell the person, with Slack's control characters escaped.

    Anything but an error of ours is logged, traceback and all, under the eight characters the person is given.
    """
    if isinstance(error, RolecallError) and not isinstance(error, MessageError):
        log_event(log, "explained", error=type(error).__name__)
        return escape(str(error))
    reference = token_hex(4).upper()
    code = error.response.get("error") if isinstance(error, SlackApiError) else None
    log_event(log, "unexpected", logging.ERROR, reference=reference, slack_error=code, trace=safe_traceback(error))
    if code == "missing_scope":
        return (
            "Slack has not granted me what that takes. Whoever looks after Rolecall can mend it: "
            "`rolecall doctor` says what is missing, and the app has to be installed again with the newest manifest. "
            f"The reference is {reference}."
        )
    return (
        "Something went wrong on my side, and it is not your question. Please try again; "
        f"if it happens again, tell whoever looks after Rolecall the reference {reference}."
    )


def answer_failure(error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse | None:
    """What Bolt answers Slack when a request failed before it was acknowledged.

    One that failed before Bolt knew that Slack sent it is refused, and not worth a word. What we do not listen to is
    acknowledged all the same, or Slack would send it again. A slash command is answered with the explanation. Anything
    else stays a failure, which Slack repeats.
    """
    if context.authorize_result is None:
        return BoltResponse(status=401)
    if isinstance(error, BoltUnhandledRequestError):
        log_event(log, "unheard", logging.DEBUG, type=body.get("type"))
        return BoltResponse(status=200)
    text = explain_error(error)
    if "command" not in body:
        return None
    return BoltResponse(status=200, body={"response_type": "ephemeral", "text": text})


def with_error_reply(listener: Listener) -> Listener:
    """The listener, run after the acknowledgement: a failure is explained to the person who asked, privately."""

    def run(args: Args) -> None:
        try:
            listener(args)
        except Exception as error:  # noqa: BLE001  whatever it is, the person is told and the log has it
            _report_error(args, error)

    return run


def _report_error(args: Args, error: Exception) -> None:
    """Tell whoever acted: through the link Slack gave for answering where there is one, else in a conversation."""
    text = explain_error(error)
    by_link = args.context.response_url and not isinstance(error, ResponseUrlExpiredError)
    for way in (_reply_by_response_url, _reply_in_conversation) if by_link else (_reply_in_conversation,):
        try:
            way(args, text)
        except Exception as failure:  # noqa: BLE001  then the next way, or nobody is left to tell
            log_event(log, "could not tell", logging.ERROR, trace=safe_traceback(failure))
        else:
            return


def _reply_by_response_url(args: Args, text: str) -> None:
    respond_privately(args.respond, Message(text))


def _reply_in_conversation(args: Args, text: str) -> None:
    """Privately in the channel where the app heard the person; else in the direct conversation with them."""
    user, event = args.context.user_id, args.event or {}
    if user is None:
        return
    if event.get("type") == "app_mention" and args.context.channel_id:
        post_ephemeral(args.client, Destination(args.context.channel_id, event.get("thread_ts")), user, text)
    else:
        args.client.chat_postMessage(channel=user, text=text)
