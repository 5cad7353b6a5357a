"""Checks of what `rolecall serve` needs: a free port to listen on, and a public address that Slack can reach."""

import errno
import ipaddress
import json
import socket
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPException
from secrets import token_hex
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from slack_sdk.signature import SignatureVerifier

from bot.doctor.check_context import CheckContext
from bot.doctor.finding import Finding, passed, problem

EVENTS_PATH = "/slack/events"
TIMEOUT_SECONDS = 5
MAX_REPLY = 10_000
"""Bytes of a reply that are read; the expected ones are far shorter."""


class PageReply(NamedTuple):
    """The status and the body of a page; status 0 if the address could not be reached."""

    status: int
    body: str


def check_port(context: CheckContext) -> Iterator[Finding]:
    """Check that `serve` can listen on HOST and PORT, or is doing so."""
    if not context.settings.slack_signing_secret:
        return
    host, port = context.settings.host, context.settings.port
    where = f"{host}:{port}"
    try:
        _bind(host, port)
    except OSError as error:
        yield _port_finding(where, port, error)
    else:
        yield passed("port-free", f"`rolecall serve` can listen on {where}.")


def check_events_url(context: CheckContext) -> Iterator[Finding]:
    """Check that PUBLIC_URL is an address that Slack can use, and that Rolecall answers signed requests there."""
    url, secret = context.settings.public_url.rstrip("/"), context.settings.slack_signing_secret
    if not url:
        return
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in ("http", "https") or parts.path or parts.query:
        yield problem(
            "public-url-form",
            "PUBLIC_URL should be a scheme and a host name, without a path.",
            "Write it like https://rolecall.example.com.",
        )
        return
    if parts.scheme != "https" or _is_local(parts.hostname):
        yield problem(
            "public-url-unreachable",
            "PUBLIC_URL is not an https address on the internet, and Slack sends requests to no other.",
            "Put a web server with a certificate in front of Rolecall, and set PUBLIC_URL to its address.",
        )
    if secret:
        yield _challenge_finding(url + EVENTS_PATH, secret)


def _challenge_finding(url: str, secret: str) -> Finding:
    """Ask the address what Slack asks when it verifies an events URL."""
    challenge = token_hex(16)
    reply = _post_signed(url, secret, json.dumps({"type": "url_verification", "challenge": challenge}))
    if reply.status == HTTPStatus.OK and challenge in reply.body:
        return passed(
            "events-url-verified", "PUBLIC_URL leads to Rolecall, which accepts requests signed with the secret."
        )
    if reply.status == HTTPStatus.UNAUTHORIZED:
        return problem(
            "events-url-secret",
            "Rolecall answers at PUBLIC_URL, but refuses requests signed with SLACK_SIGNING_SECRET.",
            "Start `rolecall serve` again with the same secret, and check the clock of the machine it runs on.",
        )
    if reply.status in (0, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT):
        return problem(
            "events-url-down",
            "Nothing answers at PUBLIC_URL.",
            "Start `rolecall serve` and the web server in front of it, then run doctor again.",
        )
    return problem(
        "events-url-elsewhere",
        f"PUBLIC_URL does not lead to Rolecall: {EVENTS_PATH} there has HTTP status {reply.status}.",
        f"Let the web server pass /slack/ to `rolecall serve`, and enter PUBLIC_URL{EVENTS_PATH} in Slack.",
    )


def _post_signed(url: str, secret: str, body: str) -> PageReply:
    verifier = SignatureVerifier(secret)
    timestamp = str(int(verifier.clock.now()))
    signature = verifier.generate_signature(timestamp=timestamp, body=body) or ""
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature,
    }
    return _open(Request(url, body.encode(), headers))  # noqa: S310  the scheme is http or https


def _open(request: Request) -> PageReply:
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS) as reply:  # noqa: S310  the scheme is http or https
            return PageReply(reply.status, reply.read(MAX_REPLY).decode("utf-8", "replace"))
    except HTTPError as error:
        with error:
            return PageReply(error.code, "")
    except (URLError, OSError, HTTPException):
        return PageReply(0, "")


def _bind(host: str, port: int) -> None:
    family, kind, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(where)


def _port_finding(where: str, port: int, error: OSError) -> Finding:
    if error.errno == errno.EADDRINUSE:
        if _open(Request(f"http://{where}/healthz")).body.strip() == "ok":
            return passed("port-serving", f"`rolecall serve` is running on {where}.")
        return problem("port-taken", f"Another program listens on {where}.", "Set PORT to a free port.")
    if error.errno == errno.EACCES:
        advice = "Use port 3000, and a web server in front of it."
        return problem("port-forbidden", f"Only root may listen on port {port}.", advice)
    return problem(
        "host-not-here",
        f"This machine cannot listen on {where}: {error.strerror}.",
        "Set HOST to one of its addresses.",
    )


def _is_local(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith((".local", ".localhost", ".internal"))
