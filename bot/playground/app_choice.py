"""Which app answers in the playground: the built-in one, unless one in another process has taken its place."""

import json
import secrets
from collections.abc import Mapping
from http import HTTPStatus

from bot.errors import RolecallError
from bot.playground import payloads
from bot.playground.authorize_page import is_on_this_machine
from bot.playground.fake_slack import FakeSlack
from bot.playground.identities import TEAM
from bot.playground.transport import JSON, Transport, over_http, signed

BUILT_IN, CONNECT, SERVE = "built-in", "connect", "serve"


class RequestUrlError(RolecallError):
    """No app can be reached at a request URL."""


class AppChoice:
    """Sends what people do to one app.

    That is the app that is connected over Socket Mode, else the one at the request URL, else the built-in one. The
    page is told whenever it changes.
    """

    def __init__(self, slack: FakeSlack, built_in: Transport) -> None:
        """`built_in` leads to the app in this process."""
        self.request_url = ""
        self._slack = slack
        self._built_in = built_in
        slack.socket_link.changed = self._announce
        slack.connect(self.send)

    @property
    def name(self) -> str:
        """BUILT_IN, or the command that runs the app: CONNECT or SERVE."""
        if self._slack.socket_link.newest:
            return CONNECT
        return SERVE if self.request_url else BUILT_IN

    @property
    def is_built_in(self) -> bool:
        """Whether the built-in app answers."""
        return self.name == BUILT_IN

    def send(self, body: str, headers: Mapping[str, str]) -> tuple[int, str]:
        """The transport to the app that answers now."""
        transports = {BUILT_IN: self._built_in, CONNECT: self._slack.socket_link.send}
        return transports.get(self.name, over_http(self.request_url))(body, headers)

    def use_request_url(self, url: str) -> None:
        """Send requests to this address from now on, after the check that Slack makes; empty for the built-in app.

        https://docs.slack.dev/apis/events-api/using-http-request-urls#handshake. Raises RequestUrlError.
        """
        if url:
            self._verify(url)
        self.request_url = url
        self._announce()

    def remove_installed(self, url: str) -> bool:
        """Remove the app that was installed, whose request URL this is, from the workspace.

        Its tokens are refused from now on, and the built-in app answers. Returns whether the app has acknowledged
        the events that say so.
        """
        self._slack.registration.revoke(TEAM)
        actions, send = self._slack.user_actions, over_http(url)
        requests = [actions.send_event(event, send) for event in payloads.removal_events()]
        self.request_url = ""
        self._announce()
        self._slack.workspace.feed.add("installed", {"installed": False})
        return all(request.ack.is_ok for request in requests)

    def _verify(self, url: str) -> None:
        if not is_on_this_machine(url):
            raise RequestUrlError(
                "The playground sends requests only to this machine.",
                "Use an address such as http://127.0.0.1:3100/slack/events.",
            )
        challenge = secrets.token_hex(16)
        body = json.dumps({"type": "url_verification", "challenge": challenge})
        status, answer = over_http(url)(body, signed(self._slack.signing_secret, body, JSON))
        if status == HTTPStatus.OK and challenge in answer:
            return
        if status == HTTPStatus.UNAUTHORIZED:
            raise RequestUrlError(
                f"The app at {url} has a different signing secret.", "Start it with one of these commands."
            )
        raise RequestUrlError(f"No app answers at {url}.", "Start it with one of these commands, then try again.")

    def _announce(self) -> None:
        self._slack.workspace.feed.add("app", {"app": self.name})
