"""The events that Slack sends when a person edits or deletes a message."""

from collections.abc import Iterator
from typing import Any

from bot.playground import payloads
from bot.playground.channels import Channel
from bot.playground.identities import BOT_USER
from bot.playground.messages import PostedMessage


def edit_events(before: PostedMessage, after: PostedMessage, channel: Channel) -> Iterator[dict[str, Any]]:
    """The events of an edit. A mention comes as another mention; other messages of channels do not reach the app."""
    if channel.is_im:
        yield change_event("message_changed", before, channel) | {"message": after.payload()}
    elif is_mention(after) and channel.bot_is_member:
        yield payloads.message_event(after, channel, "app_mention")


def deletion_event(message: PostedMessage, channel: Channel) -> dict[str, Any]:
    """The event for a message that its author deleted."""
    return change_event("message_deleted", message, channel) | {"deleted_ts": message.ts}


def change_event(subtype: str, before: PostedMessage, channel: Channel) -> dict[str, Any]:
    """https://docs.slack.dev/reference/events/message/message_changed, the part that all changes share."""
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": channel.id,
        "channel_type": "im" if channel.is_im else "channel",
        "previous_message": before.payload(),
        "ts": before.ts,
        "event_ts": before.ts,
    }


def is_mention(message: PostedMessage) -> bool:
    """Whether the message mentions the app."""
    return f"<@{BOT_USER}>" in message.text
