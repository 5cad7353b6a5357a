"""The Web API methods that the fake Slack answers; those for conversations and files are in their own modules."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground import conversation_methods, file_methods
from bot.playground.api_call import ApiError, Params, Result
from bot.playground.block_rules import block_problems
from bot.playground.identities import ADDRESS, APP, BOT, BOT_USER, TEAM, TEAM_NAME, User
from bot.playground.messages import PostedMessage
from bot.playground.slack_state import SlackState, joined_channel

MAX_PROMPTS = 4


def message_content(params: Params) -> tuple[str, list[dict[str, Any]]]:
    """The text and blocks of a message. Raises ApiError if Slack would refuse them."""
    text, blocks = params.get("text") or "", params.get("blocks") or []
    if not text and not blocks:
        raise ApiError("no_text")
    if problems := block_problems(blocks):
        raise ApiError("invalid_blocks", *problems)
    return text, blocks


def _auth_test(slack: SlackState, _: Params) -> Result:
    bot = {"user": slack.workspace.bot.name, "user_id": BOT_USER, "bot_id": BOT, "app_id": APP}
    team = {"url": f"{ADDRESS}/", "team": TEAM_NAME, "team_id": TEAM}
    return {**bot, **team, "is_enterprise_install": False}


def _bot_info(slack: SlackState, params: Params) -> Result:
    if params.get("bot") != BOT:
        raise ApiError("bot_not_found")
    name = slack.workspace.bot.name
    return {"bot": {"id": BOT, "deleted": False, "name": name, "app_id": APP, "user_id": BOT_USER}}


def _post_message(slack: SlackState, params: Params) -> Result:
    channel = joined_channel(slack, params.get("channel", ""))
    text, blocks = message_content(params)
    thread_ts, metadata = params.get("thread_ts"), _metadata(params)
    message = slack.workspace.post(channel.id, BOT_USER, text, blocks, thread_ts=thread_ts, metadata=metadata)
    return {"channel": channel.id, "ts": message.ts, "message": message.payload()}


def _post_ephemeral(slack: SlackState, params: Params) -> Result:
    channel = joined_channel(slack, params.get("channel", ""))
    user = params.get("user", "")
    if user not in slack.workspace.users or not channel.has(user):
        raise ApiError("user_not_in_channel")
    text, blocks = message_content(params)
    thread_ts = params.get("thread_ts")
    message = slack.workspace.post(channel.id, BOT_USER, text, blocks, thread_ts=thread_ts, visible_to=user)
    return {"message_ts": message.ts}


def _update(slack: SlackState, params: Params) -> Result:
    old = _own_message(slack, params, "cant_update_message")
    text, blocks = message_content(params)
    message = slack.workspace.edit(old, text, blocks, _metadata(params))
    return {"channel": old.channel, "ts": old.ts, "text": text, "message": message.payload()}


def _delete(slack: SlackState, params: Params) -> Result:
    old = _own_message(slack, params, "cant_delete_message")
    slack.workspace.remove(old)
    return {"channel": old.channel, "ts": old.ts}


def _open_view(slack: SlackState, params: Params) -> Result:
    user = slack.trigger_ids.consume(params.get("trigger_id", ""))
    return {"view": slack.views.open(user, params["view"]).payload()}


def _push_view(slack: SlackState, params: Params) -> Result:
    user = slack.trigger_ids.consume(params.get("trigger_id", ""))
    return {"view": slack.views.push(user, params["view"]).payload()}


def _update_view(slack: SlackState, params: Params) -> Result:
    key = params.get("view_id") or params.get("external_id") or ""
    return {"view": slack.views.update(key, params["view"], params.get("hash")).payload()}


def _publish_view(slack: SlackState, params: Params) -> Result:
    if params.get("user_id") not in slack.workspace.users:
        raise ApiError("user_not_found")
    return {"view": slack.views.publish(params["user_id"], params["view"]).payload()}


def _user_info(slack: SlackState, params: Params) -> Result:
    user = slack.workspace.users.get(params.get("user", ""))
    if user is None:
        raise ApiError("user_not_found")
    profile = {"profile": {"real_name": user.real_name, "display_name": user.real_name}}
    always = {"id": user.id, "team_id": TEAM, "name": user.name, "is_bot": user.is_bot, "deleted": user.deleted}
    return {"user": always | profile | _active_user_fields(slack, user)}


def _active_user_fields(slack: SlackState, user: User) -> dict[str, Any]:
    """The fields that Slack leaves out for a user who has left the company, the time zone among them."""
    if user.deleted:
        return {}
    now = datetime.fromtimestamp(slack.workspace.clock(), ZoneInfo(user.tz))
    offset = now.utcoffset()
    seconds = int(offset.total_seconds()) if offset else 0
    names = {"real_name": user.real_name, "is_restricted": user.is_restricted, "is_stranger": user.is_stranger}
    return names | {"tz": user.tz, "tz_label": now.tzname(), "tz_offset": seconds}


def _open_connection(slack: SlackState, _: Params) -> Result:
    return {"url": slack.socket_link.issue_url()}


def _add_reaction(slack: SlackState, params: Params) -> Result:
    message, name = _reaction_params(slack, params)
    if name in message.reactions:
        raise ApiError("already_reacted")
    slack.workspace.react(message, (*message.reactions, name))
    return {}


def _remove_reaction(slack: SlackState, params: Params) -> Result:
    message, name = _reaction_params(slack, params)
    if name not in message.reactions:
        raise ApiError("no_reaction")
    slack.workspace.react(message, tuple(each for each in message.reactions if each != name))
    return {}


def _suggest_prompts(slack: SlackState, params: Params) -> Result:
    prompts = params.get("prompts", ())
    if not 1 <= len(prompts) <= MAX_PROMPTS:
        raise ApiError("invalid_arguments", f"1 to {MAX_PROMPTS} prompts")
    # An app with an agent view: Slack ignores prompts for a thread (docs.slack.dev/ai/migrating-to-agent-messaging).
    if not params.get("thread_ts"):
        channel = joined_channel(slack, params.get("channel_id", ""))
        shown = {"channel": channel.id, "title": params.get("title", ""), "prompts": list(prompts)}
        slack.workspace.feed.add("prompts", shown, channel.member)
    return {}


def _set_status(slack: SlackState, params: Params) -> Result:
    channel = joined_channel(slack, params.get("channel_id", ""))
    shown = {"channel": channel.id, "thread_ts": params.get("thread_ts"), "status": params.get("status", "")}
    slack.workspace.feed.add("status", shown, channel.member)
    return {}


def _set_title(slack: SlackState, params: Params) -> Result:
    joined_channel(slack, params.get("channel_id", ""))
    if not params.get("thread_ts") or not params.get("title"):
        raise ApiError("invalid_arguments", "thread_ts and title")
    return {}


def _complete_step(slack: SlackState, params: Params) -> Result:
    slack.workflow_runs.complete(params.get("function_execution_id", ""), params.get("outputs") or {})
    return {}


def _fail_step(slack: SlackState, params: Params) -> Result:
    slack.workflow_runs.fail(params.get("function_execution_id", ""), params.get("error", ""))
    return {}


def _metadata(params: Params) -> Mapping[str, Any] | None:
    """The data that the app attaches to a message: https://docs.slack.dev/messaging/message-metadata."""
    given = params.get("metadata")
    if given is None or given == {}:
        return given
    has_payload = isinstance(given, Mapping) and isinstance(given.get("event_payload"), Mapping)
    if not has_payload or not isinstance(given.get("event_type"), str):
        raise ApiError("invalid_metadata_format")
    return dict(given)


def _own_message(slack: SlackState, params: Params, refusal: str) -> PostedMessage:
    """The message that the app posted; raises ApiError with the code `refusal` for a message of another user."""
    message = slack.workspace.find(params.get("channel", ""), params.get("ts", ""))
    if message is None or message.visible_to:
        raise ApiError("message_not_found")
    if not message.by_bot:
        raise ApiError(refusal)
    return message


def _reaction_params(slack: SlackState, params: Params) -> tuple[PostedMessage, str]:
    message = slack.workspace.find(params.get("channel", ""), params.get("timestamp", ""))
    if message is None:
        raise ApiError("message_not_found")
    return message, params.get("name", "")


METHODS: dict[str, Callable[[SlackState, Params], Result]] = {
    "auth.test": _auth_test,
    "apps.connections.open": _open_connection,
    "bots.info": _bot_info,
    "chat.postMessage": _post_message,
    "chat.postEphemeral": _post_ephemeral,
    "chat.update": _update,
    "chat.delete": _delete,
    "views.open": _open_view,
    "views.push": _push_view,
    "views.update": _update_view,
    "views.publish": _publish_view,
    "chat.getPermalink": conversation_methods.permalink,
    "conversations.open": conversation_methods.open_conversation,
    "conversations.info": conversation_methods.info,
    "conversations.members": conversation_methods.members,
    "conversations.history": conversation_methods.history,
    "files.getUploadURLExternal": file_methods.get_upload_url,
    "files.completeUploadExternal": file_methods.complete_upload,
    "users.info": _user_info,
    "reactions.add": _add_reaction,
    "reactions.remove": _remove_reaction,
    "assistant.threads.setSuggestedPrompts": _suggest_prompts,
    "assistant.threads.setStatus": _set_status,
    "assistant.threads.setTitle": _set_title,
    "functions.completeSuccess": _complete_step,
    "functions.completeError": _fail_step,
}
