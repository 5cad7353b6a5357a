"""The Web API's `conversations.` methods, and where a message stands."""

from math import inf
from typing import Any

from bot.playground.channels import Channel
from bot.playground.ids import TEAM
from bot.playground.messages import PostedMessage
from bot.playground.paging import page
from bot.playground.request_context import Params, Result, SlackState, is_flag_set, joined_channel, visible_channel
from bot.playground.trigger_ids import ApiError


def open_conversation(slack: SlackState, params: Params) -> Result:
    """https://docs.slack.dev/reference/methods/conversations.open, for one person at a time."""
    if params.get("channel"):
        channel = visible_channel(slack, params["channel"])
        if not channel.is_im:
            raise ApiError("method_not_supported_for_channel_type")
    else:
        channel = slack.workspace.conversation_with_bot(_one_person(slack, params.get("users") or ""))
    whole = _info(slack, channel) if is_flag_set(params, "return_im") else {"id": channel.id}
    return {"no_op": True, "already_open": True, "channel": whole}


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
    some, onwards = page(slack.workspace.members_of(channel), lambda user: user, params)
    return {"members": list(some), "response_metadata": onwards}


def history(slack: SlackState, params: Params) -> Result:
    """https://docs.slack.dev/reference/methods/conversations.history: the newest first, without replies."""
    channel = joined_channel(slack, params.get("channel", ""))
    newest_first = [
        message
        for message in reversed(slack.workspace.channel_messages(channel.id))
        if not message.is_reply and _within(message, params)
    ]
    some, onwards = page(newest_first, lambda message: message.ts, params)
    whole = is_flag_set(params, "include_all_metadata")
    shown = [message.payload() | ({"metadata": dict(message.metadata)} if whole else {}) for message in some]
    return {"messages": shown, "has_more": bool(onwards["next_cursor"]), "response_metadata": onwards}


def permalink(slack: SlackState, params: Params) -> Result:
    """https://docs.slack.dev/reference/methods/chat.getPermalink."""
    channel = visible_channel(slack, params.get("channel", ""))
    message = slack.workspace.find(channel.id, params.get("message_ts", ""))
    if message is None or message.visible_to:
        raise ApiError("message_not_found")
    return {"channel": channel.id, "permalink": message.permalink}


def _one_person(slack: SlackState, users: str) -> str:
    if not users:
        raise ApiError("users_list_not_supplied")
    person = slack.workspace.users.get(users)
    if person is None or person.is_bot:
        raise ApiError("user_not_found")
    if person.deleted:
        raise ApiError("user_disabled")
    return person.id


def _info(slack: SlackState, channel: Channel) -> dict[str, Any]:
    """https://docs.slack.dev/reference/objects/conversation-object, as far as anything here can tell."""
    common = {"id": channel.id, "context_team_id": TEAM, "is_im": channel.is_im, "is_mpim": False}
    shared = {
        "is_shared": channel.is_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_org_shared": channel.is_org_shared,
    }
    if channel.is_im:
        gone = slack.workspace.users[channel.member or ""].deleted
        return common | shared | {"user": channel.member, "is_user_deleted": gone, "is_archived": False}
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
    """Whether a message lies between `oldest` and `latest`; on them only where the call is `inclusive`."""
    at, inclusive = float(message.ts), is_flag_set(params, "inclusive")
    oldest, latest = _moment(params, "oldest", 0.0), _moment(params, "latest", inf)
    return oldest < at < latest or (inclusive and at in {oldest, latest})


def _moment(params: Params, key: str, otherwise: float) -> float:
    try:
        return float(params.get(key) or otherwise)
    except ValueError:
        raise ApiError(f"invalid_ts_{key}") from None
