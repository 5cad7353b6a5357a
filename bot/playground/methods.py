"""The Web API methods the app may call, each over the stand-in workspace."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.block_rules import block_problems
from bot.playground.tickets import ApiError, Tickets
from bot.playground.views import Views
from bot.playground.workspace import APP, BOT, BOT_USER, DOMAIN, TEAM, Channel, Message, Workspace

Params = Mapping[str, Any]
Result = dict[str, Any]

MAX_PROMPTS = 4


@dataclass(frozen=True, slots=True)
class Slack:
    """What the methods work on."""

    workspace: Workspace
    views: Views
    tickets: Tickets


def said(params: Params) -> tuple[str, list[dict[str, Any]]]:
    """The text and blocks of a message. Raises ApiError where Slack would not take them."""
    text, blocks = params.get("text") or "", params.get("blocks") or []
    if not text and not blocks:
        raise ApiError("no_text")
    if problems := block_problems(blocks):
        raise ApiError("invalid_blocks", *problems)
    return text, blocks


def _auth_test(slack: Slack, _: Params) -> Result:
    who = {"user": slack.workspace.bot.name, "user_id": BOT_USER, "bot_id": BOT, "app_id": APP}
    where = {"url": f"https://{DOMAIN}.invalid/", "team": "Playground", "team_id": TEAM}
    return {**who, **where, "is_enterprise_install": False}


def _post_message(slack: Slack, params: Params) -> Result:
    channel = _channel(slack, params)
    text, blocks = said(params)
    message = slack.workspace.post(channel.id, BOT_USER, text, blocks, thread_ts=params.get("thread_ts"))
    return {"channel": channel.id, "ts": message.ts, "message": message.payload()}


def _post_ephemeral(slack: Slack, params: Params) -> Result:
    channel = _channel(slack, params)
    user = params.get("user", "")
    if user not in slack.workspace.users or channel.member not in {None, user}:
        raise ApiError("user_not_in_channel")
    text, blocks = said(params)
    thread_ts = params.get("thread_ts")
    message = slack.workspace.post(channel.id, BOT_USER, text, blocks, thread_ts=thread_ts, visible_to=user)
    return {"message_ts": message.ts}


def _update(slack: Slack, params: Params) -> Result:
    old = _own_message(slack, params, "cant_update_message")
    text, blocks = said(params)
    message = slack.workspace.edit(old, text, blocks)
    return {"channel": old.channel, "ts": old.ts, "text": text, "message": message.payload()}


def _delete(slack: Slack, params: Params) -> Result:
    old = _own_message(slack, params, "cant_delete_message")
    slack.workspace.remove(old)
    return {"channel": old.channel, "ts": old.ts}


def _open_view(slack: Slack, params: Params) -> Result:
    user = slack.tickets.spend_trigger(params.get("trigger_id", ""))
    return {"view": slack.views.open(user, params["view"]).payload()}


def _push_view(slack: Slack, params: Params) -> Result:
    user = slack.tickets.spend_trigger(params.get("trigger_id", ""))
    return {"view": slack.views.push(user, params["view"]).payload()}


def _update_view(slack: Slack, params: Params) -> Result:
    key = params.get("view_id") or params.get("external_id") or ""
    return {"view": slack.views.update(key, params["view"], params.get("hash")).payload()}


def _publish_view(slack: Slack, params: Params) -> Result:
    if params.get("user_id") not in slack.workspace.users:
        raise ApiError("user_not_found")
    return {"view": slack.views.publish(params["user_id"], params["view"]).payload()}


def _open_conversation(slack: Slack, params: Params) -> Result:
    return {"channel": {"id": _channel(slack, {"channel": params.get("users", "")}).id}}


def _conversation_info(slack: Slack, params: Params) -> Result:
    channel = slack.workspace.channels.get(params.get("channel", ""))
    if channel is None:
        raise ApiError("channel_not_found")
    kind = {"is_channel": not channel.is_im, "is_im": channel.is_im, "is_member": channel.bot_is_member}
    return {"channel": {"id": channel.id, "name": channel.name, "is_private": False, **kind}}


def _user_info(slack: Slack, params: Params) -> Result:
    user = slack.workspace.users.get(params.get("user", ""))
    if user is None:
        raise ApiError("user_not_found")
    names = {"name": user.name, "real_name": user.real_name}
    profile = {"profile": {"real_name": user.real_name, "display_name": user.real_name}}
    return {"user": {"id": user.id, "team_id": TEAM, "is_bot": user.is_bot, "tz": "UTC", **names, **profile}}


def _add_reaction(slack: Slack, params: Params) -> Result:
    message, name = _reacted(slack, params)
    if name in message.reactions:
        raise ApiError("already_reacted")
    slack.workspace.react(message, (*message.reactions, name))
    return {}


def _remove_reaction(slack: Slack, params: Params) -> Result:
    message, name = _reacted(slack, params)
    if name not in message.reactions:
        raise ApiError("no_reaction")
    slack.workspace.react(message, tuple(each for each in message.reactions if each != name))
    return {}


def _suggest_prompts(slack: Slack, params: Params) -> Result:
    prompts = params.get("prompts", ())
    if not 1 <= len(prompts) <= MAX_PROMPTS:
        raise ApiError("invalid_arguments", f"1 to {MAX_PROMPTS} prompts")
    # With an agent view Slack ignores prompts that name a thread: /ai/migrating-to-agent-messaging in its docs.
    if not params.get("thread_ts"):
        channel = _channel(slack, {"channel": params.get("channel_id", "")})
        shown = {"channel": channel.id, "title": params.get("title", ""), "prompts": list(prompts)}
        slack.workspace.feed.add("prompts", shown, channel.member)
    return {}


def _set_status(slack: Slack, params: Params) -> Result:
    channel = _channel(slack, {"channel": params.get("channel_id", "")})
    shown = {"channel": channel.id, "thread_ts": params.get("thread_ts"), "status": params.get("status", "")}
    slack.workspace.feed.add("status", shown, channel.member)
    return {}


def _channel(slack: Slack, params: Params) -> Channel:
    key = params.get("channel", "")
    if key in slack.workspace.users and key.startswith("U0"):
        return slack.workspace.conversation_with_bot(key)
    channel = slack.workspace.channels.get(key)
    if channel is None:
        raise ApiError("channel_not_found")
    if not channel.bot_is_member:
        raise ApiError("not_in_channel")
    return channel


def _own_message(slack: Slack, params: Params, foreign: str) -> Message:
    message = slack.workspace.find(params.get("channel", ""), params.get("ts", ""))
    if message is None or message.visible_to:
        raise ApiError("message_not_found")
    if not message.by_bot:
        raise ApiError(foreign)
    return message


def _reacted(slack: Slack, params: Params) -> tuple[Message, str]:
    message = slack.workspace.find(params.get("channel", ""), params.get("timestamp", ""))
    if message is None:
        raise ApiError("message_not_found")
    return message, params.get("name", "")


METHODS: dict[str, Callable[[Slack, Params], Result]] = {
    "auth.test": _auth_test,
    "chat.postMessage": _post_message,
    "chat.postEphemeral": _post_ephemeral,
    "chat.update": _update,
    "chat.delete": _delete,
    "views.open": _open_view,
    "views.push": _push_view,
    "views.update": _update_view,
    "views.publish": _publish_view,
    "conversations.open": _open_conversation,
    "conversations.info": _conversation_info,
    "users.info": _user_info,
    "reactions.add": _add_reaction,
    "reactions.remove": _remove_reaction,
    "assistant.threads.setSuggestedPrompts": _suggest_prompts,
    "assistant.threads.setStatus": _set_status,
}
