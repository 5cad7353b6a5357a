"""A fake Slack on the loopback interface: the Web API, Socket Mode, installing the app, and signed requests to it."""

import json
import time
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import parse_qs

from bot.playground import authorize_page, socket_link
from bot.playground.api_call import ApiError
from bot.playground.app_registration import AppRegistration, InstallTarget
from bot.playground.identities import MEMBERS, TEAM, TEAM_NAME
from bot.playground.loopback import NO_RESPONSE, LoopbackServer, Request, Response
from bot.playground.manifest import Manifest
from bot.playground.open_views import OpenViews
from bot.playground.slack_state import SlackState
from bot.playground.socket_link import SocketLink
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
OAUTH = "oauth.v2.access"
ERROR_STATUS = {
    "ratelimited": HTTPStatus.TOO_MANY_REQUESTS,
    "internal_error": HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""The errors that don't come with status 200."""


class FakeSlack:
    """Slack for one app in one workspace.

    Give the app `api_url`, `bot_token` and `signing_secret`, then `connect` a transport to it; `socket_link` is one for
    an app that connects with `app_token`. `user_actions` does what a user can do. `api.calls` records the app's calls,
    `user_actions.app_requests` the requests sent to it, `faults` whatever Slack would show as an error. A context
    manager; `clock` gives the time in seconds, and without a `registration` the app gets new credentials.
    """

    def __init__(
        self,
        manifest: Manifest | None = None,
        clock: Callable[[], float] = time.time,
        registration: AppRegistration | None = None,
    ) -> None:
        self.manifest = manifest or Manifest()
        self.registration = registration or AppRegistration()
        self.faults: list[str] = []
        self._server = LoopbackServer(self.route)
        self.workspace = Workspace(clock=clock)
        self.views = OpenViews(self.workspace)
        self.trigger_ids = TriggerIds(clock)
        self.response_urls = ResponseUrls(clock, self._server.url + RESPONSE)
        self.uploads = Uploads(self._server.url + UPLOAD)
        self.workflow_runs = WorkflowRuns()
        self.socket_link = SocketLink(self._server.url)
        state = SlackState(
            *(self.workspace, self.views, self.trigger_ids, self.response_urls, self.uploads, self.workflow_runs),
            self.socket_link,
        )
        self.api = WebApi(state, self.registration, self.manifest.scopes)
        self.user_actions = UserActions(state, self.api, self.manifest, self.faults, self.signing_secret)

    @property
    def bot_token(self) -> str:
        """The token for calls of the Web API."""
        return self.registration.bot_token

    @property
    def app_token(self) -> str:
        """The token for Socket Mode."""
        return self.registration.app_token

    @property
    def signing_secret(self) -> str:
        """The secret by which the app recognises requests over HTTP."""
        return self.registration.signing_secret

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

    def route(self, request: Request) -> Response:
        """The response to one request of an app, or of a browser that an app has led here."""
        if request.method == "GET":
            return self._get(request)
        if request.path.startswith(API):
            return self._web_api(request.path.removeprefix(API), request)
        if request.path.startswith(RESPONSE):
            return self._response_url(request.path.removeprefix(RESPONSE), request)
        if request.path.startswith(UPLOAD):
            return self._upload(request.path.removeprefix(UPLOAD), request)
        return Response(HTTPStatus.NOT_FOUND)

    def _get(self, request: Request) -> Response:
        if request.path.startswith(socket_link.PATH):
            return self.socket_link.connect(request)
        if request.path == authorize_page.PATH:
            target = InstallTarget(TEAM, TEAM_NAME, MEMBERS[0].id)
            return authorize_page.authorize_page(self.registration, target, request.query)
        is_for_posts = request.path.startswith((API, RESPONSE, UPLOAD))
        return Response(HTTPStatus.METHOD_NOT_ALLOWED if is_for_posts else HTTPStatus.NOT_FOUND)

    def _web_api(self, method: str, request: Request) -> Response:
        params = read_params(request)
        if method == OAUTH:
            return self._exchange(params, request.headers.get("Authorization", ""))
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
        return json_answer(result, status, granted | ({"Retry-After": "1"} if limited else {}))

    def _exchange(self, params: dict[str, Any], authorization: str) -> Response:
        """Exchange a code for a token: a call that has the app's credentials instead of a token."""
        try:
            granted = self.registration.exchange(params, read_basic(authorization), self.manifest.scopes or frozenset())
        except ApiError as refusal:
            self.faults.append(f"{OAUTH}: {refusal.summary}")
            return json_answer({"ok": False, "error": refusal.code})
        self.workspace.feed.add("installed", {"installed": self.registration.is_installed})
        return json_answer({"ok": True, **granted})

    def _response_url(self, key: str, request: Request) -> Response:
        try:
            self.api.post_to_response_url(key, json.loads(request.body))
        except ApiError as refusal:
            self.faults.append(f"response_url: {refusal.summary}")
            gone = refusal.code in {"invalid_url", "expired_url", "used_url"}
            status = HTTPStatus.NOT_FOUND if gone else HTTPStatus.BAD_REQUEST
            return json_answer({"ok": False, "error": refusal.code}, status)
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


def read_basic(header: str) -> tuple[str, str]:
    """The name and the password in a header of HTTP's basic authentication; empty if it has none."""
    try:
        name, _, password = b64decode(header.removeprefix("Basic "), validate=True).decode().partition(":")
    except (NotBase64, UnicodeDecodeError):
        return "", ""
    return name, password


def json_answer(value: dict[str, Any], status: int = HTTPStatus.OK, headers: dict[str, str] | None = None) -> Response:
    """An answer of the Web API."""
    body = json.dumps(value).encode()
    return Response(status, body, f"{JSON}; charset=utf-8", headers or {})
