"""Sends messages to Slack. If Slack refuses the blocks, the text is sent alone, so that an answer always arrives."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError

from slack_bolt import Ack, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import RetryHandler, default_retry_handlers
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.counts import count
from bot.errors import RolecallError
from bot.logs import log_event
from bot.slack.error_codes import DONE_ALL_THE_SAME, MEANINGS, code_of, is_about_blocks, outcome_of
from bot.slack.message import Message
from bot.slack.text import truncate

MAX_TEXT_ALONE = 3900
"""Characters of the text that is sent where Slack refused the whole message; it recommends at most 4,000."""

RESPONSE_URL = "response_url"
"""What takes the place of a method in the metrics."""

log = logging.getLogger("rolecall.delivery")


@dataclass(frozen=True, slots=True)
class Destination:
    """The conversation that a message goes to, and the thread in it, if any."""

    channel: str
    thread: str | None = None


def post(
    client: WebClient, destination: Destination, message: Message, metadata: Mapping[str, Any] | None = None
) -> str:
    """Post a message and return its timestamp. Raises SlackApiError.

    Only apps see the metadata: https://docs.slack.dev/messaging/message-metadata.
    """
    send = partial(_with_destination(client.chat_postMessage, destination), metadata=metadata)
    try:
        response = send(text=message.text, blocks=list(message.blocks))
    except SlackApiError as error:
        if not is_about_blocks(code_of(error)):
            raise
        _log_refusal(message)
        response = send(text=_shortened(message))
    return str(response["ts"])


def update(client: WebClient, channel: str, ts: str, message: Message) -> None:
    """Replace one of the app's own messages. Raises SlackApiError."""
    change = partial(client.chat_update, channel=channel, ts=ts)
    try:
        change(text=message.text, blocks=list(message.blocks))
    except SlackApiError as error:
        if not is_about_blocks(code_of(error)):
            raise
        _log_refusal(message)
        change(text=_shortened(message), blocks=[])


def post_ephemeral(
    client: WebClient, destination: Destination, user: str, text: str, blocks: Sequence[dict[str, Any]] = ()
) -> None:
    """Post a message that only one person sees, in a conversation the app is a member of. Raises SlackApiError."""
    _with_destination(client.chat_postEphemeral, destination)(user=user, text=text, blocks=list(blocks) or None)


def replace_original(respond: Respond, message: Message) -> None:
    """Replace the message that was clicked, ephemeral or not. Raises as `respond_privately` does."""
    _respond(respond, message, replace_original=True)


def respond_privately(respond: Respond, message: Message, thread: str | None = None) -> None:
    """Answer so that only the person who acted sees it.

    Raises ResponseUrlExpiredError if the response URL is used up or too old, and ResponseRefusedError otherwise.
    """
    _respond(respond, message, response_type="ephemeral", replace_original=False, thread_ts=thread)


def respond_in_channel(respond: Respond, message: Message, thread: str | None = None) -> None:
    """Answer in the conversation for everyone. Raises as `respond_privately` does."""
    _respond(respond, message, response_type="in_channel", replace_original=False, thread_ts=thread)


class ResponseUrlExpiredError(RolecallError):
    """There's no response URL, or it has been used five times or is older than 30 minutes, which are Slack's limits."""

    def __init__(self) -> None:
        """Tell the person to ask again."""
        super().__init__(
            "I can't reply there any more: Slack allows five replies within 30 minutes of a question.",
            f"To see or share the answer, ask again. {DONE_ALL_THE_SAME}",
        )


class ResponseRefusedError(Exception):
    """Slack refused both the blocks and the text for another reason than an expired response URL."""


def _respond(respond: Respond, message: Message, **options: Any) -> None:
    if not respond.response_url:
        raise ResponseUrlExpiredError
    send = partial(_send_counted, _webhook(respond))
    response = send({"text": message.text, "blocks": list(message.blocks) or None, **options})
    if is_about_blocks(_code_in(response.body)):
        _log_refusal(message)
        response = send({"text": _shortened(message), **options})
    if "expired_url" in response.body or "used_url" in response.body:
        raise ResponseUrlExpiredError
    if response.status_code != HTTPStatus.OK:
        raise ResponseRefusedError(f"Slack answered with status {response.status_code}")


def _send_counted(webhook: WebhookClient, body: dict[str, Any]) -> WebhookResponse:
    try:
        response = webhook.send_dict(body)
    except Exception as error:
        count("slack_calls", RESPONSE_URL, outcome_of(error))
        raise
    code = "ok" if response.status_code == HTTPStatus.OK else _code_in(response.body) or "refused"
    count("slack_calls", RESPONSE_URL, code)
    return response


def _code_in(body: str) -> str:
    """The error code in the reply of a response URL, which is plain text or JSON."""
    return next((code for code in sorted(MEANINGS, key=len, reverse=True) if code in body), "")


def _shortened(message: Message) -> str:
    """The text, no longer than Slack surely takes."""
    return truncate(message.text, MAX_TEXT_ALONE)


def _webhook(respond: Respond) -> WebhookClient:
    """A client for the response URL. Bolt's own `respond` would take no retry handlers."""
    return WebhookClient(
        respond.response_url or "",
        ssl=respond.ssl,
        proxy=respond.proxy,
        retry_handlers=[HttpErrorCloser(), *default_retry_handlers()],
    )


def _with_destination(method: Callable[..., Any], destination: Destination) -> Callable[..., Any]:
    def send(**arguments: Any) -> Any:
        return method(channel=destination.channel, thread_ts=destination.thread, **arguments)

    return send


def _log_refusal(message: Message) -> None:
    kinds = ",".join(dict.fromkeys(block["type"] for block in message.blocks))
    log_event(log, "blocks refused, sent the text alone", logging.ERROR, blocks=kinds)


def acknowledge(ack: Ack) -> None:
    """Acknowledge a command, click or shortcut with an empty response."""
    ack()


def with_timeout(client: WebClient, seconds: int) -> WebClient:
    """Return a copy of the client with this timeout and without retries, for calls that a person waits for.

    Without retries a broken connection cannot make a call twice: Slack may have carried out a call whose response was
    lost.
    """
    return type(client)(
        token=client.token,
        base_url=client.base_url,
        timeout=seconds,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=[HttpErrorCloser()],
        logger=client._logger,  # noqa: SLF001  the client has no public attribute for it
    )


class HttpErrorCloser(RetryHandler):
    """Closes the HTTP error of a refused call; never asks for a retry.

    slack_sdk reads the body of the error, shows it to its retry handlers and drops it unclosed, for which Python
    warns from 3.14 on. It has to be the first handler: slack_sdk asks no further once one of them wants a retry.
    """

    def can_retry(self, *, error: Exception | None = None, **_: object) -> bool:
        """Close the error. Returns False."""
        if isinstance(error, HTTPError):
            error.close()
        return False
