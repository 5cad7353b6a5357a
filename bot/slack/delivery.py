"""How a message reaches Slack: where it goes, and what becomes of it when Slack refuses the blocks."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import RolecallError
from bot.logs import log_event
from bot.slack.message import Message

log = logging.getLogger("rolecall.delivery")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a message goes: a conversation, and the thread in it where there is one."""

    channel: str
    thread: str | None = None


def post(
    client: WebClient, destination: Destination, message: Message, metadata: Mapping[str, Any] | None = None
) -> str:
    """Say something in a conversation; gives the timestamp of what was said. Raises SlackApiError.

    The label is metadata that only apps see: https://docs.slack.dev/messaging/message-metadata.
    """
    say = partial(_with_destination(client.chat_postMessage, destination), metadata=metadata)
    try:
        said = say(text=message.text, blocks=list(message.blocks))
    except SlackApiError as error:
        if error.response["error"] != "invalid_blocks":
            raise
        _log_refusal(message)
        said = say(text=message.text)
    return str(said["ts"])


def update(client: WebClient, channel: str, ts: str, message: Message) -> None:
    """Change a message of ours to this one. Raises SlackApiError."""
    change = partial(client.chat_update, channel=channel, ts=ts)
    try:
        change(text=message.text, blocks=list(message.blocks))
    except SlackApiError as error:
        if error.response["error"] != "invalid_blocks":
            raise
        _log_refusal(message)
        change(text=message.text, blocks=[])


def post_ephemeral(
    client: WebClient, destination: Destination, user: str, text: str, blocks: Sequence[dict[str, Any]] = ()
) -> None:
    """Tell one person something in a conversation that the app belongs to. Raises SlackApiError."""
    _with_destination(client.chat_postEphemeral, destination)(user=user, text=text, blocks=list(blocks) or None)


def replace_original(respond: Respond, message: Message) -> None:
    """Change the message that was acted on, private or not. Raises AnswerLinkGoneError."""
    _respond(respond, message, replace_original=True)


def respond_privately(respond: Respond, message: Message, thread: str | None = None) -> None:
    """Answer the person who acted, and nobody else. Raises AnswerLinkGoneError."""
    _respond(respond, message, response_type="ephemeral", replace_original=False, thread_ts=thread)


def respond_in_channel(respond: Respond, message: Message, thread: str | None = None) -> None:
    """Answer where the person acted, for everybody. Raises AnswerLinkGoneError."""
    _respond(respond, message, response_type="in_channel", replace_original=False, thread_ts=thread)


class ResponseUrlExpiredError(RolecallError):
    """The link that Slack gave for answering is used up (five times) or too old (thirty minutes)."""

    def __init__(self) -> None:
        """Say what to do instead."""
        super().__init__(
            "Slack no longer lets me answer there: that works for half an hour after you asked, and a few times.",
            "Ask again, then share the new answer.",
        )


class ResponseRefusedError(Exception):
    """Slack took neither the blocks nor the text, and not because the link is gone."""


def _respond(respond: Respond, message: Message, **how: Any) -> None:
    sent = respond(text=message.text, blocks=list(message.blocks), **how)
    if "invalid_blocks" in sent.body:
        _log_refusal(message)
        sent = respond(text=message.text, **how)
    if "expired_url" in sent.body or "used_url" in sent.body:
        raise ResponseUrlExpiredError
    if sent.status_code != HTTPStatus.OK:
        raise ResponseRefusedError(f"Slack answered {sent.status_code}")


def _with_destination(method: Callable[..., Any], destination: Destination) -> Callable[..., Any]:
    def send(**what: Any) -> Any:
        return method(channel=destination.channel, thread_ts=destination.thread, **what)

    return send


def _log_refusal(message: Message) -> None:
    kinds = ",".join(dict.fromkeys(block["type"] for block in message.blocks))
    log_event(log, "blocks refused, sent the text alone", logging.ERROR, blocks=kinds)


def acknowledge(ack: Ack) -> None:
    """Tell Slack that the command, click or shortcut arrived."""
    ack()


def with_timeout(client: WebClient, seconds: int) -> WebClient:
    """The same client, which waits no longer than this and asks once: for calls that somebody waits for.

    It also makes no call twice, which a connection that breaks off at the wrong moment would otherwise lead to: Slack
    may have done what it was asked without our hearing of it.
    """
    return WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=seconds,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=[],
        logger=client._logger,  # noqa: SLF001  a client does not say otherwise where it logs
    )
