"""A fake Slack on the loopback interface: it serves the Web API and sends the app signed requests."""

import json
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import parse_qs

from bot.playground.api_call import ApiError
from bot.playground.loopback import NO_RESPONSE, LoopbackServer, Request, Response
from bot.playground.manifest import Manifest
from bot.playground.open_views import OpenViews
from bot.playground.slack_state import SlackState
from bot.playground.transport import JSON, Transport
from bot.playground.trigger_ids import ResponseUrls, TriggerIds
from bot.playground.uploads import Uploads
from bot.playground.user_actions import UserActions
from bot.playground.web_api import ConnectionLostError, WebApi
from bot.playground.workflow_runs import WorkflowRuns
from bot.playground.workspace import Workspace

API = "/api/"
RESPONSE = "/response/"
UPLOAD = "/upload/"
ERROR_STATUS = {
    "ratelimited": HTTPStatus.TOO_MANY_REQUESTS,
    "internal_error": HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""The errors that don't come with status 200."""


class FakeSlack:
    """Slack for one app in one workspace.

    Give the app `api_url`, `bot_token` and `signing_secret`, then `connect` a transport to it. `user_actions` does what
    a user can do. `api.calls` records the app's calls, `user_actions.app_requests` the requests sent to it, `faults`
    whatever Slack would show as an error. A context manager; `clock` gives the time in seconds.
    """

    def __init__(self, manifest: Manifest | None = None, clock: Callable[[], float] = time.time) -> None:
        self.manifest = manifest or Manifest()
        self.bot_token = f"xoxb-{secrets.token_hex(12)}"
        self.app_token = f"xapp-{secrets.token_hex(12)}"
        self.signing_secret = secrets.token_hex(16)
        self.faults: list[str] = []
        self._server = LoopbackServer(self._route)
        self.workspace = Workspace(clock=clock)
        self.views = OpenViews(self.workspace)
        self.trigger_ids = TriggerIds(clock)
        self.response_urls = ResponseUrls(clock, self._server.url + RESPONSE)
        self.uploads = Uploads(self._server.url + UPLOAD)
        self.workflow_runs = WorkflowRuns()
        state = SlackState(
            *(self.workspace, self.views, self.trigger_ids, self.response_urls, self.uploads, self.workflow_runs)
        )
        self.api = WebApi(state, self.bot_token, self.manifest.scopes)
        self.user_actions = UserActions(state, self.api, self.manifest, self.faults, self.signing_secret)

    @property
    def api_url(self) -> str:
        """The address to use instead of `https://slack.com/api/`."""
        return self._server.url + API

    def connect(self, send: Transport) -> None:
        """Send the app its requests through this transport from now on."""
        self.user_actions.send = send

    def close(self) -> None:
        """Stop serving."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _route(self, request: Request) -> Response:
        if request.method != "POST":
            return Response(HTTPStatus.METHOD_NOT_ALLOWED)
        if request.path.startswith(API):
            return self._web_api(request.path.removeprefix(API), request)
        if request.path.startswith(RESPONSE):
            return self._response_url(request.path.removeprefix(RESPONSE), request)
        if request.path.startswith(UPLOAD):
            return self._upload(request.path.removeprefix(UPLOAD), request)
        return Response(HTTPStatus.NOT_FOUND)

    def _web_api(self, method: str, request: Request) -> Response:
        params = read_params(request)
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            result = self.api.call(method, bearer or params.pop("token", ""), params)
        except ConnectionLostError:
            self.faults.append(f"{method}: connection lost")
            return NO_RESPONSE
        if not result["ok"]:
            self.faults.append(f"{method}: {result['error']} {' '.join(result.get('errors', ()))}".strip())
        granted = {"x-oauth-scopes": ",".join(sorted(self.manifest.scopes or ()))}
        status = ERROR_STATUS.get(result.get("error", ""), HTTPStatus.OK)
        limited = status == HTTPStatus.TOO_MANY_REQUESTS
        return _json(result, status, granted | ({"Retry-After": "1"} if limited else {}))

    def _response_url(self, key: str, request: Request) -> Response:
        try:
            self.api.post_to_response_url(key, json.loads(request.body))
        except ApiError as refusal:
            self.faults.append(f"response_url: {refusal.summary}")
            gone = refusal.code in {"invalid_url", "expired_url", "used_url"}
            status = HTTPStatus.NOT_FOUND if gone else HTTPStatus.BAD_REQUEST
            return _json({"ok": False, "error": refusal.code}, status)
        return Response(body=b"ok")

    def _upload(self, key: str, request: Request) -> Response:
        try:
            self.uploads.receive(key, request.raw)
        except ApiError as refusal:
            self.faults.append(f"upload: {refusal.summary}")
            return Response(HTTPStatus.NOT_FOUND if refusal.code == "not_found" else HTTPStatus.BAD_REQUEST)
        return Response(body=f"OK - {len(request.raw)}".encode())


def read_params(request: Request) -> dict[str, Any]:
    """The parameters of a Web API call, sent as a form or as JSON."""
    if request.headers.get("Content-Type", "").startswith(JSON):
        return dict(json.loads(request.body or "{}"))
    return {key: values[0] for key, values in parse_qs(request.body).items()}


def _json(value: dict[str, Any], status: int = HTTPStatus.OK, headers: dict[str, str] | None = None) -> Response:
    body = json.dumps(value).encode()
    return Response(status, body, f"{JSON}; charset=utf-8", headers or {})
