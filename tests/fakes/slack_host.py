"""Slack as an app for many workspaces sees it: one Web API and one authorisation page for several workspaces."""

import json
import secrets
from base64 import b64decode
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from email.message import Message as Headers
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from bot.playground.fake_slack import API, read_params
from bot.playground.identities import APP, BOT_USER, TEAM
from bot.playground.loopback import LoopbackServer, Request, Response
from bot.playground.manifest import Manifest
from bot.playground.transport import JSON, Transport, over_http, signed
from bot.settings import Settings
from fakes.office import Office

ADMIN = "U0FOUNDER"


@dataclass
class Tenant:
    """A workspace, with the people in it. With an `enterprise`, the whole organisation installs the app at once."""

    team: str
    office: Office
    enterprise: str | None = None
    tokens: list[str] = field(default_factory=list)

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
    """The workspaces, and the app's credentials. A context manager; fails at its end if an app call was refused.

    With `expires_in`, tokens are rotated: they expire after so many seconds.
    """

    def __init__(self) -> None:
        self.client_id = "1111.2222"
        self.client_secret, self.signing_secret = secrets.token_hex(16), secrets.token_hex(16)
        self.expires_in: int | None = None
        self.granted = Manifest.read().scopes or frozenset()
        self.is_down = False
        self.renewals = 0
        self._codes: dict[str, tuple[Tenant, str]] = {}
        self._refresh_tokens: dict[str, Tenant] = {}
        self.tenants: dict[str, Tenant] = {}
        self._stack = ExitStack()
        self._server = self._stack.enter_context(LoopbackServer(self._answer))

    def settings(self, **changes: object) -> Settings:
        """Settings for an app for many workspaces."""
        return replace(
            Settings(
                slack_client_id=self.client_id,
                slack_client_secret=self.client_secret,
                slack_signing_secret=self.signing_secret,
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
            tenant.office.slack.connect(tenant.transport(url, self.signing_secret))

    def confirm(self, address: str, tenant: Tenant) -> str:
        """Press *Allow* on the page at this address, to which the app has led; returns where Slack leads back to."""
        assert address.startswith(f"{self._server.url}/authorize?"), address
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == self.client_id
        code = secrets.token_hex(8)
        self._codes[code] = (tenant, asked["redirect_uri"])
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def revoke(self, tenant: Tenant) -> None:
        """Accept none of the tokens of a workspace any more."""
        tenant.tokens.clear()

    def __exit__(self, *_: object) -> None:
        faults = [fault for tenant in self.tenants.values() for fault in tenant.office.slack.faults]
        self._stack.close()
        assert faults == []

    def _answer(self, request: Request) -> Response:
        if self.is_down:
            return Response(503)
        method, params = request.path.removeprefix(API), read_params(request)
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if method == "oauth.v2.access":
            return _json(self._grant(params, _read_basic(request.headers.get("Authorization", ""))))
        for tenant in self.tenants.values():
            if (bearer or params.get("token")) in tenant.tokens:
                headers = Headers()
                headers["Content-Type"] = request.headers["Content-Type"]
                headers["Authorization"] = f"Bearer {tenant.office.slack.bot_token}"
                return tenant.office.slack._route(replace(request, headers=headers))
        return _json({"ok": False, "error": "invalid_auth"})

    def _grant(self, params: Mapping[str, str], credentials: tuple[str, str]) -> dict[str, Any]:
        """The answer of oauth.v2.access: https://docs.slack.dev/reference/methods/oauth.v2.access."""
        if credentials[0] != self.client_id:
            return {"ok": False, "error": "invalid_client_id"}
        if credentials[1] != self.client_secret:
            return {"ok": False, "error": "bad_client_secret"}
        if params.get("grant_type") == "refresh_token":
            tenant = self._refresh_tokens.pop(params["refresh_token"], None)
            self.renewals += 1
            return self._tokens(tenant) if tenant else {"ok": False, "error": "invalid_refresh_token"}
        tenant, redirect = self._codes.pop(params["code"], (None, ""))
        if tenant is None:
            return {"ok": False, "error": "invalid_code"}
        if params["redirect_uri"] != redirect:
            return {"ok": False, "error": "bad_redirect_uri"}
        return self._tokens(tenant)

    def _tokens(self, tenant: Tenant) -> dict[str, Any]:
        token = f"xoxb-{secrets.token_hex(24)}"
        tenant.tokens.append(token)
        rotation: dict[str, Any] = {}
        if self.expires_in is not None:
            rotation = {"refresh_token": f"xoxe-1-{secrets.token_hex(60)}", "expires_in": self.expires_in}
            self._refresh_tokens[rotation["refresh_token"]] = tenant
        return {
            "ok": True,
            "access_token": token,
            "token_type": "bot",
            "scope": ",".join(sorted(self.granted)),
            "bot_user_id": BOT_USER,
            "app_id": APP,
            "team": None if tenant.enterprise else {"id": tenant.team, "name": tenant.team.title()},
            "enterprise": {"id": tenant.enterprise, "name": "The group"} if tenant.enterprise else None,
            "is_enterprise_install": bool(tenant.enterprise),
            "authed_user": {"id": ADMIN},
            **rotation,
        }


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


def _read_basic(header: str) -> tuple[str, str]:
    """The id and the secret in a header of HTTP's basic authentication."""
    name, _, password = b64decode(header.removeprefix("Basic ")).decode().partition(":")
    return name, password


def _json(value: dict[str, Any]) -> Response:
    return Response(body=json.dumps(value).encode(), content_type=JSON)
