"""The address at which other assistants ask, over the Model Context Protocol.

A request without a signature reaches the knowledge that anyone may see. One that Slack signed for a person of a
workspace that is served also reaches the company's own knowledge, and the searches of that person.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import BusyError
from bot.http_pages import HttpResponse
from bot.mcp.slack_caller import SlackCaller, is_call, read_caller
from bot.request_body import BodyReader, Receive, RefusedError
from bot.slack.request_signature import SIGNATURE, find_header_refusal, is_signed
from bot.slack.token_buckets import Bucket, Limit, refill

if TYPE_CHECKING:
    from bot.mcp.http_exchange import HttpExchange

MAX_REQUEST_BYTES = 64_000
"""Longest request body, in bytes: eight times that of the longest question."""
MAX_UNVERIFIED_BYTES = 4_000_000
"""Memory for all the bodies that are being read, in bytes."""
MAX_AT_ONCE = 16
"""Requests that one worker answers at a time; so many of each kind, so that strangers don't keep Slack waiting."""
UNSIGNED_LIMIT = Limit(200, 10.0)
"""Requests without a signature that one worker answers. A question takes up to four, at two milliseconds each."""


@dataclass(frozen=True, slots=True)
class McpAccess:
    """Who may ask what.

    `signed` has every tool. `public` has the knowledge that anyone may see; None if only Slack may ask. `serves` says
    whether a person's workspace is served, and may wait. `public_url` is the address at which people reach the server.
    """

    signed: "HttpExchange"
    public: "HttpExchange | None"
    serves: Callable[[SlackCaller], bool]
    signing_secret: str
    public_url: str = ""
    is_rate_limited: bool = True


class McpEndpoint:
    """Checks requests, and passes them to the tools that they may use. Only the event loop's thread may use it."""

    def __init__(self, access: McpAccess, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives a time in seconds."""
        self._access = access
        self._clock = clock
        self._secret = access.signing_secret.encode()
        self._bodies = BodyReader(MAX_REQUEST_BYTES, MAX_UNVERIFIED_BYTES)
        self._bucket: Bucket | None = None
        self._answering = {True: 0, False: 0}

    async def respond(self, headers: Mapping[str, str], receive: Receive) -> HttpResponse:
        """Return the response to a POST request; the names of the headers are in lower case.

        Raises RefusedError, ClientLeftError and BusyError.
        """
        check_origin(headers, self._access.public_url)
        self._bodies.check_length(headers.get("content-length", "0"))
        has_signature = SIGNATURE in headers
        self._check_before_reading(headers, has_signature=has_signature)
        body = await self._bodies.read(receive)
        if has_signature and not is_signed(self._secret, headers, body):
            raise RefusedError(HTTPStatus.UNAUTHORIZED, "wrong signature")
        if self._answering[has_signature] >= MAX_AT_ONCE:
            raise BusyError
        self._answering[has_signature] += 1
        try:
            exchange = await self._find_exchange(body) if has_signature else self._access.public
            if exchange is None:
                raise RefusedError(HTTPStatus.UNAUTHORIZED, "no Slack identity")
            found = await exchange.answer(headers, body)
        finally:
            self._answering[has_signature] -= 1
        return HttpResponse(HTTPStatus(found.status), found.body, found.content_type)

    def _check_before_reading(self, headers: Mapping[str, str], *, has_signature: bool) -> None:
        """Check what doesn't need the body. Raises RefusedError."""
        if has_signature:
            if reason := find_header_refusal(headers, time.time()):
                raise RefusedError(HTTPStatus.UNAUTHORIZED, reason)
            return
        if self._access.public is None:
            raise RefusedError(HTTPStatus.UNAUTHORIZED, "no signature")
        if not self._access.is_rate_limited:
            return
        bucket = refill(self._bucket, UNSIGNED_LIMIT, self._clock())
        if bucket.left < 1:
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "too many", Retry_After="1")
        self._bucket = bucket._replace(left=bucket.left - 1)

    async def _find_exchange(self, body: bytes) -> "HttpExchange | None":
        """What may answer a signed request. One for a person of another workspace gets no more than anyone does."""
        if not is_call(body):
            return self._access.signed
        caller = read_caller(body)
        is_known = caller is not None and await asyncio.to_thread(self._access.serves, caller)
        return self._access.signed if is_known else self._access.public


def check_origin(headers: Mapping[str, str], public_url: str) -> None:
    """Refuse requests that a web page makes in a browser, from elsewhere or through a name that leads here.

    Raises RefusedError.
    """
    own = _host_of(public_url)
    host = _host_of(f"//{headers.get('host', '')}")
    if not (host == own != "" or _is_this_machine(host)):
        raise RefusedError(HTTPStatus.MISDIRECTED_REQUEST, "wrong host")
    origin = headers.get("origin")
    if origin is not None and not ((name := _host_of(origin)) == own != "" or _is_this_machine(name)):
        raise RefusedError(HTTPStatus.FORBIDDEN, "wrong origin")


def _host_of(url: str) -> str:
    """The host in a URL, without the port; empty if there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
