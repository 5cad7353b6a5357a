"""Slack's Web API over the stand-in workspace: the methods the app may call, and Slack's reasons to refuse."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.playground.ids import BOT_USER
from bot.playground.messages import Message
from bot.playground.methods import METHODS, said
from bot.playground.reach import Params, Result, Slack, flag
from bot.playground.scopes import admit
from bot.playground.tickets import ApiError, ResponseUrl

JSON_PARAMS = ("blocks", "view", "prompts", "attachments", "loading_messages", "metadata", "files")


@dataclass(frozen=True, slots=True)
class Call:
    """One call the app made: the method, what it sent, what it got."""

    method: str
    params: Params
    result: Result


@dataclass
class WebApi:
    """Answers Web API calls. `scopes` None grants everything; every call is kept in `calls`."""

    slack: Slack
    bot_token: str
    scopes: frozenset[str] | None = None
    calls: list[Call] = field(default_factory=list)
    _refusals: dict[str, list[str]] = field(default_factory=dict)

    def refuse_next(self, method: str, code: str) -> None:
        """Answer the next call of `method` with this error."""
        self._refusals.setdefault(method, []).append(code)

    def call(self, method: str, token: str, params: Params) -> Result:
        """Slack's answer to a call: `{"ok": True, ...}`, or `{"ok": False, "error": ...}`."""
        try:
            self._admit(method, token, params)
            result = {"ok": True, **METHODS[method](self.slack, _decoded(params))}
        except ApiError as refusal:
            result = {"ok": False, "error": refusal.code, **refusal.more}
            if refusal.details:
                result |= {"errors": list(refusal.details), "response_metadata": {"messages": list(refusal.details)}}
        self.calls.append(Call(method, params, result))
        return result

    def respond(self, key: str, answer: Params) -> Message | None:
        """Carry out a post to a response URL; gives the message that came of it. Raises ApiError."""
        ticket = self.slack.tickets.use_response(key)
        message = self.answer(ticket, answer)
        self.calls.append(Call("response_url", answer, {"ok": True}))
        return message

    def answer(self, ticket: ResponseUrl, answer: Params) -> Message | None:
        """Do what an answer says to the message it belongs to. Raises ApiError."""
        original = self.slack.workspace.find(ticket.channel, ticket.original_ts) if ticket.original_ts else None
        if flag(answer, "delete_original") and original:
            self.slack.workspace.remove(original)
        if not answer.get("text") and not answer.get("blocks"):
            if flag(answer, "delete_original"):
                return None
            raise ApiError("no_text")
        text, blocks = said(answer)
        if flag(answer, "replace_original") and original:
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

    def _admit(self, method: str, token: str, params: Params) -> None:
        if token != self.bot_token:
            raise ApiError("invalid_auth" if token else "not_authed")
        if method not in METHODS:
            raise ApiError("unknown_method", method)
        if waiting := self._refusals.get(method):
            raise ApiError(waiting.pop(0))
        admit(self.slack, method, params, self.scopes)


def _decoded(params: Params) -> dict[str, Any]:
    """The parameters with everything that came as JSON inside a form read."""
    try:
        return {
            key: json.loads(value) if key in JSON_PARAMS and isinstance(value, str) else value
            for key, value in params.items()
        }
    except ValueError:
        raise ApiError("invalid_json") from None
