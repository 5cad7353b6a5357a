"""Slack as an app for many workspaces sees it: one Web API and one authorisation page for several workspaces."""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from email.message import Message as Headers
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from bot.playground.api_call import ApiError
from bot.playground.app_registration import AppRegistration, InstallTarget
from bot.playground.fake_slack import API, OAUTH, json_answer, read_basic, read_params
from bot.playground.identities import TEAM
from bot.playground.loopback import LoopbackServer, Request, Response
from bot.playground.transport import JSON, Transport, over_http, signed
from bot.settings import Settings
from fakes.office import Office, shipped_manifest

ADMIN = "U0FOUNDER"


@dataclass
class Tenant:
    """A workspace, with the people in it. With an `enterprise`, the whole organisation installs the app at once."""

    team: str
    office: Office
    enterprise: str | None = None

    def transport(self, url: str, secret: str) -> Transport:
        """Sends the app what the people in this workspace do."""
        send = over_http(url)

        def send_from_here(body: str, headers: Mapping[str, str]) -> tuple[int, str]:
            moved = self._moved(body, headers["Content-Type"])
            return send(moved, {**headers, **signed(secret, moved, headers["Content-Type"])})

        return send_from_here

    def event(self, kind: str, **fields: Any) -> None:
        """Have Slack send the app an event about the installation."""
        self.office.slack.user_actions.send_event({"type": kind, **fields})

    def _moved(self, body: str, content_type: str) -> str:
        """The request as it comes from this workspace: the fake Slack in the office has an id of its own."""
        body = body.replace(TEAM, self.team)
        if not self.enterprise:
            return body
        if content_type == JSON:
            return json.dumps(self._org_wide(json.loads(body)))
        parameters = dict(parse_qsl(body, keep_blank_values=True))
        if "payload" in parameters:
            return urlencode({"payload": json.dumps(self._org_wide(json.loads(parameters["payload"])))})
        return urlencode(parameters | {"enterprise_id": self.enterprise, "is_enterprise_install": "true"})

    def _org_wide(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The payload as Slack sends it to an app that a whole organisation has installed: it names no workspace."""
        if "authorizations" in payload:
            granted = {"enterprise_id": self.enterprise, "team_id": None, "is_enterprise_install": True}
            return payload | {"authorizations": [payload["authorizations"][0] | granted]}
        return payload | {"enterprise": {"id": self.enterprise}, "is_enterprise_install": True, "team": None}


class SlackHost(AbstractContextManager["SlackHost"]):
    """The workspaces, and the app's registration. A context manager; fails at its end if an app call was refused."""

    def __init__(self) -> None:
        self.registration = AppRegistration()
        self.granted = shipped_manifest().scopes or frozenset()
        self.is_down = False
        self.tenants: dict[str, Tenant] = {}
        self._stack = ExitStack()
        self._server = self._stack.enter_context(LoopbackServer(self._answer))

    def settings(self, **changes: object) -> Settings:
        """Settings for an app for many workspaces."""
        return replace(
            Settings(
                slack_client_id=self.registration.client_id,
                slack_client_secret=self.registration.client_secret,
                slack_signing_secret=self.registration.signing_secret,
                slack_api_url=f"{self._server.url}{API}",
                slack_authorize_url=f"{self._server.url}/authorize",
                public_url="https://rolecall.example.com",
            ),
            **changes,  # type: ignore[arg-type]  # the caller passes valid field names
        )

    def workspace(self, team: str, enterprise: str | None = None) -> Tenant:
        """A new workspace, without the app."""
        office = self._stack.enter_context(Office())
        tenant = Tenant(team, office, enterprise)
        self.tenants[team] = tenant
        return tenant

    def connect(self, url: str) -> None:
        """Have every workspace send its requests to the app at this address."""
        for tenant in self.tenants.values():
            tenant.office.slack.connect(tenant.transport(url, self.registration.signing_secret))

    def confirm(self, address: str, tenant: Tenant) -> str:
        """Press *Allow* on the page at this address, to which the app has led; returns where Slack leads back to."""
        assert address.startswith(f"{self._server.url}/authorize?"), address
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == self.registration.client_id
        target = InstallTarget(tenant.team, tenant.team.title(), ADMIN, tenant.enterprise)
        code = self.registration.issue_code(target, asked["redirect_uri"])
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def revoke(self, tenant: Tenant) -> None:
        """Accept none of the tokens of a workspace any more."""
        self.registration.revoke(tenant.team)

    def tokens_of(self, tenant: Tenant) -> list[str]:
        """The tokens that were granted in a workspace and are accepted, oldest first."""
        return [token for token, target in self.registration.grants.items() if target.team == tenant.team]

    def refuse_first_token(self, tenant: Tenant) -> None:
        """Accept the oldest token of a workspace no more, as after it has expired."""
        del self.registration.grants[self.tokens_of(tenant)[0]]

    def __exit__(self, *_: object) -> None:
        faults = [fault for tenant in self.tenants.values() for fault in tenant.office.slack.faults]
        self._stack.close()
        assert faults == []

    def _answer(self, request: Request) -> Response:
        if self.is_down:
            return Response(503)
        method, params = request.path.removeprefix(API), read_params(request)
        if method == OAUTH:
            return self._exchange(params, read_basic(request.headers.get("Authorization", "")))
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        target = self.registration.grants.get(bearer or params.get("token", ""))
        if target is None:
            return json_answer({"ok": False, "error": "invalid_auth"})
        slack = self.tenants[target.team].office.slack
        headers = Headers()
        headers["Content-Type"] = request.headers["Content-Type"]
        headers["Authorization"] = f"Bearer {slack.bot_token}"
        return slack.route(replace(request, headers=headers))

    def _exchange(self, params: Mapping[str, str], credentials: tuple[str, str]) -> Response:
        try:
            return json_answer({"ok": True, **self.registration.exchange(params, credentials, self.granted)})
        except ApiError as refusal:
            return json_answer({"ok": False, "error": refusal.code})


class Browser:
    """A browser that keeps the app's cookies, and talks to it at `url` whatever the host in an address is."""

    def __init__(self, url: str) -> None:
        self._at = urlsplit(url).netloc
        self.cookies: dict[str, str] = {}

    def get(self, address: str) -> "Page":
        """Open an address of the app."""
        parts = urlsplit(address)
        connection = HTTPConnection(self._at, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request("GET", f"{parts.path}?{parts.query}", headers={"Cookie": cookies} if cookies else {})
        response = connection.getresponse()
        page = Page(response.status, response.read().decode(), {k.lower(): v for k, v in response.getheaders()})
        connection.close()
        if cookie := page.headers.get("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies = {name: value} if value else {}
        return page


@dataclass(frozen=True)
class Page:
    """What the app answered."""

    status: int
    text: str
    headers: Mapping[str, str]
