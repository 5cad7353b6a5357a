"""The events that Slack sends for messages which are more than a plain text: with a file, a preview, `/me`."""

from collections.abc import Iterator

from bot.playground import payloads
from bot.playground.channels import Channel
from bot.playground.message_changes import change_event, is_mention
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


def unfurl_event(message: PostedMessage, channel: Channel) -> Json:
    """The event for the preview of a link: the message changed, its text did not."""
    preview = {"attachments": [{"id": 1, "fallback": "A page", "from_url": "https://example.com"}]}
    return change_event("message_changed", message, channel) | {"message": message.payload() | preview}
