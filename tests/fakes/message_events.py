"""The events that Slack sends for messages which are more than a plain text: edited, deleted, with a file, `/me`."""

from collections.abc import Iterator
from typing import Any

from bot.playground import payloads
from bot.playground.channels import Channel
from bot.playground.identities import BOT_USER
from bot.playground.messages import PostedMessage
from fakes.block_kit import Json

FILE = {"id": "F0BRIEF", "name": "brief.pdf", "title": "brief.pdf", "mimetype": "application/pdf", "size": 1024}
KINDS: dict[str, Json] = {
    "file_share": {"files": [FILE], "upload": True},
    "me_message": {},
    "thread_broadcast": {},
    "bot_message": {"bot_id": "B0OTHER", "username": "Another app"},
    "channel_join": {},
}
"""Subtype of a message to the further fields of its event: https://docs.slack.dev/reference/events/message."""


def events_of(message: PostedMessage, channel: Channel, subtype: str) -> Iterator[Json]:
    """The events of a message of this subtype. A mention comes without its subtype."""
    fields = KINDS[subtype]
    if channel.is_im:
        yield payloads.message_event(message, channel, "message.im") | fields | {"subtype": subtype}
    elif is_mention(message):
        yield payloads.message_event(message, channel, "app_mention") | fields


def edit_events(before: PostedMessage, after: PostedMessage, channel: Channel) -> Iterator[Json]:
    """The events of an edit. A mention comes as another mention; other messages of channels do not reach the app."""
    if channel.is_im:
        yield _changed("message_changed", before, channel) | {"message": after.payload()}
    elif is_mention(after):
        yield payloads.message_event(after, channel, "app_mention")


def unfurl_event(message: PostedMessage, channel: Channel) -> Json:
    """The event for the preview of a link: the message changed, its text did not."""
    preview = {"attachments": [{"id": 1, "fallback": "A page", "from_url": "https://example.com"}]}
    return _changed("message_changed", message, channel) | {"message": message.payload() | preview}


def deletion_event(message: PostedMessage, channel: Channel) -> Json:
    """The event for a message that its author deleted."""
    return _changed("message_deleted", message, channel) | {"deleted_ts": message.ts}


def is_mention(message: PostedMessage) -> bool:
    """Whether the message mentions the app."""
    return f"<@{BOT_USER}>" in message.text


def _changed(subtype: str, before: PostedMessage, channel: Channel) -> dict[str, Any]:
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
