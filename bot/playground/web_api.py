"""Slack's Web API: checks a call's token and scopes, carries out its method, and records it."""

from dataclasses import dataclass, field
from time import perf_counter, sleep

from bot.playground.api_call import ApiCall, ApiError, Params, Result, decode_params, is_flag_set
from bot.playground.app_registration import AppRegistration
from bot.playground.identities import BOT_USER
from bot.playground.messages import PostedMessage
from bot.playground.methods import METHODS, message_content
from bot.playground.scopes import check_scopes
from bot.playground.slack_state import SlackState
from bot.playground.trigger_ids import ResponseUrl

APP_LEVEL = frozenset({"apps.connections.open"})
"""The methods that need the app-level token. All others need the token of the bot."""
SLOW, LOST = "slow", "lost"
SLOW_SECONDS = 5.0
FAILURES = {
    "Too many requests (429)": "ratelimited",
    "Server error (500)": "internal_error",
    f"An answer after {SLOW_SECONDS:.0f} seconds": SLOW,
    "Blocks refused (invalid_blocks)": "invalid_blocks",
    "Trigger expired (expired_trigger_id)": "expired_trigger_id",
    "Permission missing (missing_scope)": "missing_scope",
    "Connection lost": LOST,
}
"""How the next call can be made to fail, and the error code of each."""


class ConnectionLostError(Exception):
    """The connection breaks instead of an answer, before Slack has carried out the call."""


@dataclass
class WebApi:
    """Answers Web API calls and posts to response URLs. `scopes` None grants all; `calls` records every call."""

    slack: SlackState
    registration: AppRegistration
    scopes: frozenset[str] | None = None
    calls: list[ApiCall] = field(default_factory=list)
    _refusals: dict[str, list[str]] = field(default_factory=dict)
    _next_failure: str = ""

    def fail_next(self, failure: str) -> None:
        """Fail the next call, whichever it is, in one of the ways in FAILURES. Raises KeyError."""
        self._next_failure = FAILURES[failure]

    def refuse_next(self, method: str, code: str) -> None:
        """Answer the next call of `method` with this error code, or as LOST or SLOW say. For tests."""
        self._refusals.setdefault(method, []).append(code)

    def call(self, method: str, token: str, params: Params) -> Result:
        """Slack's answer to a call: `{"ok": True, ...}`, or `{"ok": False, "error": ...}`.

        Raises ConnectionLostError if the call was made to fail that way.
        """
        started = perf_counter()
        try:
            self._authorise(method, token, params)
            result = {"ok": True, **METHODS[method](self.slack, decode_params(params))}
        except ApiError as refusal:
            result = {"ok": False, "error": refusal.code, **refusal.more}
            if refusal.details:
                result |= {"errors": list(refusal.details), "response_metadata": {"messages": list(refusal.details)}}
        except ConnectionLostError:
            self.calls.append(ApiCall(method, params, {"ok": False, "error": LOST}, started, perf_counter() - started))
            raise
        self.calls.append(ApiCall(method, params, result, started, perf_counter() - started))
        return result

    def post_to_response_url(self, key: str, answer: Params) -> PostedMessage | None:
        """Carry out a post to a response URL; returns the message posted or changed, if any. Raises ApiError."""
        started = perf_counter()
        message = self.apply_response(self.slack.response_urls.consume(key), answer)
        self.calls.append(ApiCall("response_url", answer, {"ok": True}, started, perf_counter() - started))
        return message

    def apply_response(self, url: ResponseUrl, answer: Params) -> PostedMessage | None:
        """Post `answer`, or change or delete the original message, as `answer` says. Raises ApiError."""
        original = self.slack.workspace.find(url.channel, url.original_ts) if url.original_ts else None
        if is_flag_set(answer, "delete_original") and original:
            self.slack.workspace.remove(original)
        if not answer.get("text") and not answer.get("blocks"):
            if is_flag_set(answer, "delete_original"):
                return None
            raise ApiError("no_text")
        text, blocks = message_content(answer)
        if is_flag_set(answer, "replace_original") and original:
            return self.slack.workspace.edit(original, text, blocks)
        is_public = answer.get("response_type") == "in_channel"
        return self.slack.workspace.post(
            url.channel,
            BOT_USER,
            text,
            blocks,
            thread_ts=answer.get("thread_ts") or url.thread_ts,
            visible_to=None if is_public else url.user,
        )

    def _authorise(self, method: str, token: str, params: Params) -> None:
        is_report = method.startswith("functions.") and self.slack.workflow_runs.is_token(token)
        is_app_level = token == self.registration.app_token
        if not is_app_level and not is_report and not self.registration.accepts(token):
            raise ApiError("invalid_auth" if token else "not_authed")
        if is_app_level != (method in APP_LEVEL):
            raise ApiError("not_allowed_token_type")
        if method not in METHODS:
            raise ApiError("unknown_method", method)
        if refusals := self._refusals.get(method):
            _fail(refusals.pop(0))
        failure, self._next_failure = self._next_failure, ""
        _fail(failure)
        check_scopes(self.slack, method, params, self.scopes)


def _fail(failure: str) -> None:
    """Fail in this way; do nothing if it is empty. Raises ApiError, ConnectionLostError."""
    if failure == SLOW:
        sleep(SLOW_SECONDS)
    elif failure == LOST:
        raise ConnectionLostError
    elif failure:
        raise ApiError(failure)
