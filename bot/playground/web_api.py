"""Slack's Web API over the stand-in workspace: the methods the app may call, and Slack's reasons to refuse."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.playground.ids import BOT_USER
from bot.playground.messages import PostedMessage
from bot.playground.methods import METHODS, message_content
from bot.playground.request_context import Params, Result, SlackState, is_flag_set
from bot.playground.scopes import check_scopes
from bot.playground.trigger_ids import ApiError, ResponseUrl

JSON_PARAMS = ("blocks", "view", "prompts", "attachments", "loading_messages", "metadata", "files")


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call the app made: the method, what it sent, what it got."""

    method: str
    params: Params
    result: Result


@dataclass
class WebApi:
    """Answers Web API calls. `scopes` None grants everything; every call is kept in `calls`."""

    slack: SlackState
    bot_token: str
    scopes: frozenset[str] | None = None
    calls: list[ApiCall] = field(default_factory=list)
    _refusals: dict[str, list[str]] = field(default_factory=dict)

    def refuse_next(self, method: str, code: str) -> None:
        """Answer the next call of `method` with this error."""
        self._refusals.setdefault(method, []).append(code)

    def call(self, method: str, token: str, params: Params) -> Result:
        """Slack's answer to a call: `{"ok": True, ...}`, or `{"ok": False, "error": ...}`."""
        try:
            self._authorise(method, token, params)
            result = {"ok": True, **METHODS[method](self.slack, _decoded(params))}
        except ApiError as refusal:
            result = {"ok": False, "error": refusal.code, **refusal.more}
            if refusal.details:
                result |= {"errors": list(refusal.details), "response_metadata": {"messages": list(refusal.details)}}
        self.calls.append(ApiCall(method, params, result))
        return result

    def post_to_response_url(self, key: str, answer: Params) -> PostedMessage | None:
        """Carry out a post to a response URL; gives the message that came of it. Raises ApiError."""
        ticket = self.slack.trigger_ids.consume_response_url(key)
        message = self.apply_response(ticket, answer)
        self.calls.append(ApiCall("response_url", answer, {"ok": True}))
        return message

    def apply_response(self, ticket: ResponseUrl, answer: Params) -> PostedMessage | None:
        """Do what an answer says to the message it belongs to. Raises ApiError."""
        original = self.slack.workspace.find(ticket.channel, ticket.original_ts) if ticket.original_ts else None
        if is_flag_set(answer, "delete_original") and original:
            self.slack.workspace.remove(original)
        if not answer.get("text") and not answer.get("blocks"):
            if is_flag_set(answer, "delete_original"):
                return None
            raise ApiError("no_text")
        text, blocks = message_content(answer)
        if is_flag_set(answer, "replace_original") and original:
            return self.slack.workspace.edit(original, text, blocks)
        public = answer.get("response_type") == "in_channel"
        return self.slack.workspace.post(
            ticket.channel,
            BOT_USER,
            text,
            blocks,
            thread_ts=answer.get("thread_ts") or ticket.thread_ts,
            visible_to=None if public else ticket.user,
        )

    def _authorise(self, method: str, token: str, params: Params) -> None:
        if token != self.bot_token:
            raise ApiError("invalid_auth" if token else "not_authed")
        if method not in METHODS:
            raise ApiError("unknown_method", method)
        if waiting := self._refusals.get(method):
            raise ApiError(waiting.pop(0))
        check_scopes(self.slack, method, params, self.scopes)


def _decoded(params: Params) -> dict[str, Any]:
    """The parameters with everything that came as JSON inside a form read."""
    try:
        return {
            key: json.loads(value) if key in JSON_PARAMS and isinstance(value, str) else value
            for key, value in params.items()
        }
    except ValueError:
        raise ApiError("invalid_json") from None
