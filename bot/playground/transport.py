"""Requests to the app: signed, sent over HTTP or in the same process, and acknowledged."""

import http.client
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

ACK_SECONDS = 3.0  # https://docs.slack.dev/apis/events-api#responding
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Ack:
    """The app's acknowledgement, and after how many seconds it came."""

    status: int
    body: str
    seconds: float

    @property
    def is_late(self) -> bool:
        """Whether it came after Slack's time limit."""
        return self.seconds > ACK_SECONDS

    @property
    def is_ok(self) -> bool:
        """Whether Slack accepts it."""
        return self.status == http.HTTPStatus.OK and not self.is_late


Transport = Callable[[str, Mapping[str, str]], tuple[int, str]]
"""Sends a body with headers to the app; returns the status and body of the answer."""


def over_http(url: str) -> Transport:
    """A transport that posts to the app at `url`; a failed connection counts as status 503.

    So do a port where something else than HTTP answers, and an address that can't be requested.
    """
    address = urlsplit(url)

    def send(body: str, headers: Mapping[str, str]) -> tuple[int, str]:
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
        try:
            connection.request("POST", address.path, body.encode(), dict(headers))
            response = connection.getresponse()
            return response.status, response.read().decode()
        except (OSError, http.client.HTTPException):
            return int(http.HTTPStatus.SERVICE_UNAVAILABLE), ""
        finally:
            connection.close()

    return send


def in_process(dispatch: Callable[[BoltRequest], BoltResponse]) -> Transport:
    """A transport that calls the `dispatch` of a Bolt app in the calling thread."""

    def send(body: str, headers: Mapping[str, str]) -> tuple[int, str]:
        response = dispatch(BoltRequest(body=body, headers=dict(headers)))
        return response.status, response.body or ""

    return send


def signed(secret: str, body: str, content_type: str, now: float | None = None) -> dict[str, str]:
    """The headers Slack sends with `body`: content type, time and signature.

    https://docs.slack.dev/authentication/verifying-requests-from-slack
    """
    stamp = str(int(time.time() if now is None else now))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature or "",
        "User-Agent": "Slackbot 1.0 (playground)",
    }


def deliver(
    send: Transport, body: str, headers: Mapping[str, str], clock: Callable[[], float] = time.perf_counter
) -> Ack:
    """Send a request and time the answer; `clock` gives the time in seconds."""
    start = clock()
    status, answer = send(body, headers)
    return Ack(status, answer, clock() - start)
