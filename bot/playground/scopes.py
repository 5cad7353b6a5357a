"""The scopes an app needs for each Web API method: https://docs.slack.dev/reference/scopes."""

from bot.playground.api_call import ApiError, Params
from bot.playground.channels import Channel
from bot.playground.slack_state import SlackState, visible_channel

REQUIRED_SCOPES = {
    "chat.postMessage": {"chat:write"},
    "chat.postEphemeral": {"chat:write"},
    "chat.update": {"chat:write"},
    "chat.delete": {"chat:write"},
    "conversations.open": {"im:write"},
    "files.getUploadURLExternal": {"files:write"},
    "files.completeUploadExternal": {"files:write"},
    "users.info": {"users:read"},
    "bots.info": {"users:read"},
    "reactions.add": {"reactions:write"},
    "reactions.remove": {"reactions:write"},
    "assistant.threads.setSuggestedPrompts": {"assistant:write"},
    "assistant.threads.setTitle": {"assistant:write"},
    "assistant.threads.setStatus": {"assistant:write", "chat:write"},
}
CHANNEL_SCOPES = {"conversations.info": "read", "conversations.members": "read", "conversations.history": "history"}
"""Methods whose scope depends on the kind of channel: `channels:read`, `groups:read`, `im:read` ..."""
KINDS = ("channels", "groups", "im", "mpim")


def check_scopes(slack: SlackState, method: str, params: Params, granted: frozenset[str] | None) -> None:
    """Raise ApiError `missing_scope` unless a scope the call needs is `granted`; None grants all of them."""
    needed = REQUIRED_SCOPES.get(method) or _channel_scopes(slack, method, params)
    if granted is None or not needed or needed & granted:
        return
    wanted = ",".join(sorted(needed))
    raise ApiError("missing_scope", f"needed: {wanted}", needed=wanted, provided=",".join(sorted(granted)))


def _channel_scopes(slack: SlackState, method: str, params: Params) -> set[str]:
    if method not in CHANNEL_SCOPES:
        return set()
    try:
        kinds: tuple[str, ...] = (_kind(visible_channel(slack, params.get("channel", ""))),)
    except ApiError:
        kinds = KINDS  # the kind of an unknown channel is unknown, so any of the scopes will do
    return {f"{kind}:{CHANNEL_SCOPES[method]}" for kind in kinds}


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "groups" if channel.is_private else "channels"
