"""The Web API's `conversations.` methods, and `chat.getPermalink`."""

from math import inf
from typing import Any

from bot.playground.api_call import ApiError, Params, Result, is_flag_set, paginate
from bot.playground.channels import Channel
from bot.playground.identities import TEAM
from bot.playground.messages import PostedMessage
from bot.playground.slack_state import SlackState, joined_channel, visible_channel


def open_conversation(slack: SlackState, params: Params) -> Result:
    """https://docs.slack.dev/reference/methods/conversations.open, for direct conversations only."""
    if params.get("channel"):
        channel = visible_channel(slack, params["channel"])
        if not channel.is_im:
            raise ApiError("method_not_supported_for_channel_type")
    else:
        channel = slack.workspace.conversation_with_bot(_member_id(slack, params.get("users") or ""))
    opened = _info(slack, channel) if is_flag_set(params, "return_im") else {"id": channel.id}
    return {"no_op": True, "already_open": True, "channel": opened}


def info(slack: SlackState, params: Params) -> Result:
    """https://docs.slack.dev/reference/methods/conversations.info."""
    channel = visible_channel(slack, params.get("channel", ""))
    found = _info(slack, channel)
    if is_flag_set(params, "include_num_members"):
        found["num_members"] = len(slack.workspace.members_of(channel))
    return {"channel": found}


def members(slack: SlackState, params: Params) -> Result:
    """https://docs.slack.dev/reference/methods/conversations.members."""
    channel = visible_channel(slack, params.get("channel", ""))
    page, metadata = paginate(slack.workspace.members_of(channel), lambda user: user, params)
    return {"members": list(page), "response_metadata": metadata}


def history(slack: SlackState, params: Params) -> Result:
    """https://docs.slack.dev/reference/methods/conversations.history: newest first, without replies."""
    channel = joined_channel(slack, params.get("channel", ""))
    newest_first = [
        message
        for message in reversed(slack.workspace.channel_messages(channel.id))
        if not message.is_reply and _within(message, params)
    ]
    page, metadata = paginate(newest_first, lambda message: message.ts, params)
    with_metadata = is_flag_set(params, "include_all_metadata")
    shown = [message.payload() | ({"metadata": dict(message.metadata)} if with_metadata else {}) for message in page]
    return {"messages": shown, "has_more": bool(metadata["next_cursor"]), "response_metadata": metadata}


def permalink(slack: SlackState, params: Params) -> Result:
    """https://docs.slack.dev/reference/methods/chat.getPermalink."""
    channel = visible_channel(slack, params.get("channel", ""))
    message = slack.workspace.find(channel.id, params.get("message_ts", ""))
    if message is None or message.visible_to:
        raise ApiError("message_not_found")
    return {"channel": channel.id, "permalink": message.permalink}


def _member_id(slack: SlackState, users: str) -> str:
    if not users:
        raise ApiError("users_list_not_supplied")
    user = slack.workspace.users.get(users)
    if user is None or user.is_bot:
        raise ApiError("user_not_found")
    if user.deleted:
        raise ApiError("user_disabled")
    return user.id


def _info(slack: SlackState, channel: Channel) -> dict[str, Any]:
    """https://docs.slack.dev/reference/objects/conversation-object, the part that apps here need."""
    common = {"id": channel.id, "context_team_id": TEAM, "is_im": channel.is_im, "is_mpim": channel.is_mpim}
    shared = {
        "is_shared": channel.is_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_org_shared": channel.is_org_shared,
    }
    if channel.is_im:
        deleted = slack.workspace.users[channel.member or ""].deleted
        return common | shared | {"user": channel.member, "is_user_deleted": deleted, "is_archived": False}
    kind = {
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_private": channel.is_private,
        "is_archived": False,
        "is_member": channel.bot_is_member,
    }
    about = {"name": channel.name, "name_normalized": channel.name, "topic": {"value": channel.topic}}
    return common | about | kind | shared


def _within(message: PostedMessage, params: Params) -> bool:
    """Whether a message was posted between `oldest` and `latest`; at those times only if `inclusive`."""
    posted, inclusive = float(message.ts), is_flag_set(params, "inclusive")
    oldest, latest = _timestamp(params, "oldest", 0.0), _timestamp(params, "latest", inf)
    return oldest < posted < latest or (inclusive and posted in {oldest, latest})


def _timestamp(params: Params, key: str, default: float) -> float:
    try:
        return float(params.get(key) or default)
    except ValueError:
        raise ApiError(f"invalid_ts_{key}") from None
