"""Installing the app: the link that leads to Slack, and the address that Slack leads back to."""

import logging
import re
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode, urljoin

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation

from bot.errors import RolecallError
from bot.logs import log_event
from bot.oauth.install_page import HSTS, InstallOutcome, InstallPage, render_outcome
from bot.oauth.install_problems import find_problem
from bot.oauth.token_store import STATE_SECONDS, SingleUseStateStore

INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"
PATHS = frozenset({INSTALL, REDIRECT})
TEAM = re.compile(r"[TE][A-Z0-9]{1,20}")
"""The id of a workspace or an organisation."""
OUTAGES = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"})
"""Slack's codes for a problem of its own."""
CODE = re.compile(r"[a-z_]{1,60}")
"""An error code. Anything else in its place is not shown."""

log = logging.getLogger("rolecall.installations")


class OAuthClient(NamedTuple):
    """What Slack has to know about the app: its credentials, the scopes it asks for, and its own public address."""

    client_id: str
    client_secret: str
    scopes: Callable[[], frozenset[str]]
    public_url: str
    authorize_url: str

    @property
    def redirect_url(self) -> str:
        """Where Slack leads back to. It has to be one of the redirect URLs in the app's settings at Slack."""
        return f"{self.public_url.rstrip('/')}{REDIRECT}"

    def open_app_url(self, granted: Installation) -> str:
        """Where a person finds the app after installing it: https://docs.slack.dev/interactivity/deep-linking."""
        target = granted.enterprise_id if granted.is_enterprise_install else granted.team_id
        query = urlencode({"app": granted.app_id or "", "team": target or ""})
        return urljoin(self.authorize_url, f"/app_redirect?{query}")

    @property
    def is_secure(self) -> bool:
        """Whether people reach the app over TLS. Only a trial on one machine does without."""
        return self.public_url.startswith("https://")


class InstallFlow:
    """Answers the requests to INSTALL and REDIRECT."""

    def __init__(
        self,
        oauth: OAuthClient,
        slack: Callable[[str | None], WebClient],
        states: Callable[[], SingleUseStateStore],
        save: Callable[[Installation], None],
    ) -> None:
        """`slack` makes a client with a token or without; `save` stores an installation, or raises RolecallError."""
        self._oauth = oauth
        self._slack = slack
        self._states = states
        self._save = save
        self._cookie = "__Host-rolecall-install" if oauth.is_secure else "rolecall-install"

    def answer(self, path: str, query: str, cookies: str) -> InstallPage:
        """The page at INSTALL or REDIRECT, for the query string and the Cookie header of the request."""
        parameters = {name: values[0] for name, values in parse_qs(query[:4000]).items()}
        try:
            if path == INSTALL:
                return self._start(parameters.get("team", ""))
            return self._page(*self._finish(parameters, cookies))
        except RolecallError as error:
            log_event(log, "installation failed", logging.ERROR, error=type(error).__name__)
            return self._page(_problem("unavailable_database"))

    def _start(self, team: str) -> InstallPage:
        """Lead the person to Slack, and remember in their browser that they started here."""
        state = self._states().issue()
        parameters = {
            "client_id": self._oauth.client_id,
            "scope": ",".join(sorted(self._oauth.scopes())),
            "user_scope": "",
            "redirect_uri": self._oauth.redirect_url,
            "state": state,
        }
        if TEAM.fullmatch(team):
            parameters["team"] = team
        address = f"{self._oauth.authorize_url}?{urlencode(parameters)}"
        leading = InstallOutcome(HTTPStatus.FOUND, "Install Rolecall", (), (address, "Continue at Slack"))
        return self._page(leading, {"Location": address, "Set-Cookie": self._set_cookie(state, STATE_SECONDS)})

    def _finish(self, parameters: Mapping[str, str], cookies: str) -> tuple[InstallOutcome, dict[str, str]]:
        """Check that the person started here, exchange Slack's code for a token, and store it."""
        done = {"Set-Cookie": self._set_cookie("", 0)}
        state = parameters.get("state", "")
        if not secrets.compare_digest(_read_cookie(cookies, self._cookie).encode(), state.encode()) or not state:
            return _problem("invalid_browser"), {}
        if not self._states().consume(state):
            return _problem("invalid_state"), done
        if error := parameters.get("error"):
            return _problem(error), done
        if not (code := parameters.get("code")):
            return _problem("missing_code"), done
        return self._install(code), done

    def _install(self, code: str) -> InstallOutcome:
        try:
            granted = self._exchange(code)
        except SlackApiError as error:
            code = str(error.response.get("error"))
            # An answer that is not JSON comes with a sentence instead of a code.
            return _problem(code if CODE.fullmatch(code) and code not in OUTAGES else "unavailable_slack")
        except OSError:
            return _problem("unavailable_slack")
        if granted is None:
            return _problem("no_bot_token")
        self._save(granted)
        missing = self._oauth.scopes() - set(granted.bot_scopes or ())
        fields = {"team": granted.team_id, "enterprise": granted.enterprise_id, "by": granted.user_id}
        log_event(log, "installed", logging.INFO, **fields, missing_scopes=",".join(sorted(missing)) or None)
        return _success(granted, missing, self._oauth.open_app_url(granted))

    def _exchange(self, code: str) -> Installation | None:
        """Ask Slack for the token that belongs to the code; None without one. Raises SlackApiError, OSError."""
        answer = self._slack(None).oauth_v2_access(
            client_id=self._oauth.client_id,
            client_secret=self._oauth.client_secret,
            code=code,
            redirect_uri=self._oauth.redirect_url,
        )
        if not answer.get("access_token"):
            return None
        bot = self._slack(answer["access_token"]).auth_test()
        return _installation(answer.data, bot.data)  # type: ignore[arg-type]  # bytes only for downloads

    def _page(self, outcome: InstallOutcome, headers: Mapping[str, str] | None = None) -> InstallPage:
        return render_outcome(outcome, {**(HSTS if self._oauth.is_secure else {}), **(headers or {})})

    def _set_cookie(self, value: str, seconds: int) -> str:
        secure = "; Secure" if self._oauth.is_secure else ""
        # Lax, since the browser comes back from another site.
        return f"{self._cookie}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Lax{secure}"


def _read_cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _problem(code: str) -> InstallOutcome:
    problem = find_problem(code)
    shown = code if CODE.fullmatch(code) else ""
    log_event(log, "not installed", logging.WARNING, reason=shown or "other")
    return InstallOutcome(*problem, code=shown)


def _success(granted: Installation, missing: frozenset[str], open_app_url: str) -> InstallOutcome:
    name = granted.enterprise_name if granted.is_enterprise_install else granted.team_name
    sentences = ["Type /roles in any channel, or send Rolecall a direct message. /roles help lists what you can ask."]
    sentences.append(
        "An administrator can remove Rolecall in Slack's app settings at any time. It then deletes its tokens at once."
    )
    if granted.is_enterprise_install:
        sentences.append("Add it to each workspace of your organisation in the organisation's settings at Slack.")
    if missing:
        sentences.append(f"Slack did not grant {', '.join(sorted(missing))}, so some features will not work.")
    heading = f"Rolecall is installed in {name or 'your workspace'}"
    return InstallOutcome(HTTPStatus.OK, heading, tuple(sentences), (open_app_url, "Open Rolecall in Slack"))


def _installation(answer: Mapping[str, Any], bot: Mapping[str, Any]) -> Installation:
    """The installation that `oauth.v2.access` and `auth.test` describe."""
    enterprise, team = answer.get("enterprise") or {}, answer.get("team") or {}
    return Installation(
        app_id=answer.get("app_id"),
        enterprise_id=enterprise.get("id"),
        enterprise_name=enterprise.get("name"),
        team_id=team.get("id"),
        team_name=team.get("name"),
        bot_token=answer["access_token"],
        bot_id=bot.get("bot_id"),
        bot_user_id=answer.get("bot_user_id") or bot.get("user_id"),
        bot_scopes=answer.get("scope", ""),
        bot_refresh_token=answer.get("refresh_token"),
        bot_token_expires_in=answer.get("expires_in"),
        user_id=(answer.get("authed_user") or {}).get("id", ""),
        is_enterprise_install=bool(answer.get("is_enterprise_install")),
        token_type=answer.get("token_type"),
    )
