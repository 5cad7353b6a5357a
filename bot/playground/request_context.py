"""What the Web API's methods work on, and which channels the bot gets at."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.channels import Channel
from bot.playground.files import Uploads
from bot.playground.surfaces import Views
from bot.playground.trigger_ids import ApiError, TriggerIds
from bot.playground.workspace import Workspace

Params = Mapping[str, Any]
Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SlackState:
    """What the methods work on."""

    workspace: Workspace
    views: Views
    trigger_ids: TriggerIds
    uploads: Uploads


def visible_channel(slack: SlackState, key: str) -> Channel:
    """A channel the bot may know of: a private one it is no member of does not exist to it. Raises ApiError."""
    channel = slack.workspace.channels.get(key)
    if channel is None or (channel.is_private and not channel.bot_is_member):
        raise ApiError("channel_not_found")
    return channel


def joined_channel(slack: SlackState, key: str) -> Channel:
    """A channel the bot is in; a member's id stands for the conversation with them. Raises ApiError."""
    if key in {member.id for member in slack.workspace.members}:
        return slack.workspace.conversation_with_bot(key)
    channel = visible_channel(slack, key)
    if not channel.bot_is_member:
        raise ApiError("not_in_channel")
    return channel


def is_flag_set(params: Params, key: str) -> bool:
    """Whether a parameter says yes: forms send booleans as `true` or `1`."""
    return str(params.get(key, "")).lower() in {"true", "1"}
