"""The payloads of Slack's requests to an app, in the form that Slack documents."""

import json
import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from bot.playground.channels import Channel
from bot.playground.identities import APP, BOT_USER, DOMAIN, TEAM, User
from bot.playground.messages import PostedMessage
from bot.playground.open_views import View
from bot.playground.workflow_runs import WorkflowRun

Payload = dict[str, Any]

VERIFICATION_TOKEN = "not-used-by-signed-apps"  # noqa: S105 - a legacy field, no secret


def slash_command(user: User, channel: Channel, typed: tuple[str, str], *, response_url: str, trigger: str) -> Payload:
    """https://docs.slack.dev/interactivity/implementing-slash-commands#app_command_handling."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "team_domain": DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel.name_for_apps,
        "user_id": user.id,
        "user_name": user.name,
        "command": typed[0],
        "text": typed[1],
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger,
    }


def event_callback(event: Mapping[str, Any], *, ext_shared: bool = False) -> Payload:
    """https://docs.slack.dev/apis/events-api#events-JSON; `ext_shared`: another company is in the channel."""
    bot = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True, "is_enterprise_install": False}
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "api_app_id": APP,
        "event": dict(event),
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(time.time()),
        "authorizations": [bot],
        "is_ext_shared_channel": ext_shared,
    }


def removal_events() -> tuple[Payload, ...]:
    """What an app is told when a workspace removes it: https://docs.slack.dev/reference/events/app_uninstalled."""
    return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}}, {"type": "app_uninstalled"}


def message_event(message: PostedMessage, channel: Channel, kind: str) -> Payload:
    """A message as an event: `message.im`, `message.channels`, `message.groups` or `app_mention`."""
    event = message.payload() | {"channel": message.channel, "event_ts": message.ts}
    if kind == "app_mention":
        return event | {"type": "app_mention"}
    kinds = {channel.is_mpim: "mpim", channel.is_im: "im"}
    return event | {"channel_type": kinds.get(True, "group" if channel.is_private else "channel")}


def home_opened(user: User, channel: Channel, tab: str, view: View | None, at: str) -> Payload:
    """https://docs.slack.dev/reference/events/app_home_opened; `tab` is `home` or `messages`."""
    event = {"type": "app_home_opened", "user": user.id, "channel": channel.id, "event_ts": at, "tab": tab}
    return event | ({"view": view.payload()} if view and tab == "home" else {})


def step_executed(run: WorkflowRun, at: str) -> Payload:
    """https://docs.slack.dev/reference/events/function_executed."""
    return {
        "type": "function_executed",
        "function": {"id": "Fn0STEP", "callback_id": run.step.callback_id, "title": run.step.title, "type": "app"},
        "inputs": dict(run.inputs),
        "function_execution_id": run.id,
        "workflow_execution_id": "Wx0RUN",
        "event_ts": at,
        "bot_access_token": run.token,
    }


def interaction(kind: str, user: User, **rest: Any) -> Payload:
    """An interactive payload: the keys that all kinds have, and `rest`."""
    return {
        "type": kind,
        "token": VERIFICATION_TOKEN,
        "api_app_id": APP,
        "team": {"id": TEAM, "domain": DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": TEAM},
        **rest,
    }


def on_message(message: PostedMessage, channel: Channel) -> Payload:
    """The keys that say on which message an action happened. Slack leaves the content of an ephemeral one out."""
    is_ephemeral = message.visible_to is not None
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": is_ephemeral,
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
    }
    location = {"container": container, "channel": {"id": channel.id, "name": channel.name_for_apps}}
    return location | ({} if is_ephemeral else {"message": message.payload()})


def on_view(view: View, entered: Mapping[tuple[str, str], Any]) -> Payload:
    """The keys that say in which modal or Home tab an action happened, with the values entered in it."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.payload(entered)}


def form(payload: Mapping[str, Any]) -> str:
    """The request body of a slash command."""
    return urlencode(payload)


def interactive_form(payload: Mapping[str, Any]) -> str:
    """The request body of an interactive payload."""
    return urlencode({"payload": json.dumps(payload)})
