"""How the stand-in reaches the app: a signed request out, the acknowledgement back."""

import http.client
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

ACK_SECONDS = 3.0
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Ack:
    """What the app answered, and after how many seconds."""

    status: int
    body: str
    seconds: float

    @property
    def is_late(self) -> bool:
        """Whether Slack had given up waiting."""
        return self.seconds > ACK_SECONDS

    @property
    def is_ok(self) -> bool:
        """Whether Slack takes this for an acknowledgement."""
        return self.status == http.HTTPStatus.OK and not self.is_late


Transport = Callable[[str, Mapping[str, str]], tuple[int, str]]


def over_http(url: str) -> Transport:
    """A transport that posts to the app at `url`; a refused connection is status 503."""
    address = urlsplit(url)

    def send(body: str, headers: Mapping[str, str]) -> tuple[int, str]:
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
        try:
            connection.request("POST", address.path, body.encode(), dict(headers))
            response = connection.getresponse()
            return response.status, response.read().decode()
        except OSError:
            return int(http.HTTPStatus.SERVICE_UNAVAILABLE), ""
        finally:
            connection.close()

    return send


def in_process(dispatch: Callable[[BoltRequest], BoltResponse]) -> Transport:
    """A transport that calls a Bolt app's `dispatch` in this very thread."""

    def send(body: str, headers: Mapping[str, str]) -> tuple[int, str]:
        response = dispatch(BoltRequest(body=body, headers=dict(headers)))
        return response.status, response.body or ""

    return send


def signed(secret: str, body: str, content_type: str, now: float | None = None) -> dict[str, str]:
    """The headers Slack sends with `body`: what it is, when it was sent, and the proof that Slack sent it.

    https://docs.slack.dev/authentication/verifying-requests-from-slack
    """
    stamp = str(int(time.time() if now is None else now))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    return {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature or "",
        "User-Agent": "Slackbot 1.0 (stand-in)",
    }


def deliver(send: Transport, body: str, headers: Mapping[str, str]) -> Ack:
    """Send, and time the answer."""
    began = time.perf_counter()
    status, answer = send(body, headers)
    return Ack(status, answer, time.perf_counter() - began)
