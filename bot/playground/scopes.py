"""Which scopes Slack asks for before it carries a method out: https://docs.slack.dev/reference/scopes."""

from bot.playground.channels import Channel
from bot.playground.request_context import Params, SlackState, visible_channel
from bot.playground.trigger_ids import ApiError

REQUIRED_SCOPES = {
    "chat.postMessage": {"chat:write"},
    "chat.postEphemeral": {"chat:write"},
    "chat.update": {"chat:write"},
    "chat.delete": {"chat:write"},
    "conversations.open": {"im:write"},
    "files.getUploadURLExternal": {"files:write"},
    "files.completeUploadExternal": {"files:write"},
    "users.info": {"users:read"},
    "reactions.add": {"reactions:write"},
    "reactions.remove": {"reactions:write"},
    "assistant.threads.setSuggestedPrompts": {"assistant:write"},
    "assistant.threads.setStatus": {"assistant:write", "chat:write"},
}
CHANNEL_SCOPES = {"conversations.info": "read", "conversations.members": "read", "conversations.history": "history"}
"""Methods that take the scope of the kind of channel they look into: `channels:read`, `groups:read`, `im:read`."""
KINDS = ("channels", "groups", "im", "mpim")


def check_scopes(slack: SlackState, method: str, params: Params, granted: frozenset[str] | None) -> None:
    """Let a call through whose scopes are `granted`; None grants everything. Raises ApiError `missing_scope`."""
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
        kinds = KINDS  # Slack cannot tell which it would have been
    return {f"{kind}:{CHANNEL_SCOPES[method]}" for kind in kinds}


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "groups" if channel.is_private else "channels"
