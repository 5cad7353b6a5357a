"""The state that the Web API methods and the users' actions work on, and the channels the bot can reach in it."""

from dataclasses import dataclass

from bot.playground.api_call import ApiError
from bot.playground.channels import Channel
from bot.playground.open_views import OpenViews
from bot.playground.socket_link import SocketLink
from bot.playground.trigger_ids import ResponseUrls, TriggerIds
from bot.playground.uploads import Uploads
from bot.playground.workflow_runs import WorkflowRuns
from bot.playground.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SlackState:
    """Everything the fake Slack remembers."""

    workspace: Workspace
    views: OpenViews
    trigger_ids: TriggerIds
    response_urls: ResponseUrls
    uploads: Uploads
    workflow_runs: WorkflowRuns
    socket_link: SocketLink


def visible_channel(slack: SlackState, key: str) -> Channel:
    """The channel with this id, if the bot may know of it. Raises ApiError `channel_not_found`.

    For the bot, a private channel without it does not exist.
    """
    channel = slack.workspace.channels.get(key)
    if channel is None or (channel.is_private and not channel.bot_is_member):
        raise ApiError("channel_not_found")
    return channel


def joined_channel(slack: SlackState, key: str) -> Channel:
    """The channel with this id, if the bot is in it; a member's id means their direct conversation. Raises ApiError."""
    if key in {member.id for member in slack.workspace.members}:
        return slack.workspace.conversation_with_bot(key)
    channel = visible_channel(slack, key)
    if not channel.bot_is_member:
        raise ApiError("not_in_channel")
    return channel
