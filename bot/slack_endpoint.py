"""The address that Slack sends every request to.

The signature of a body is checked before anything in it is parsed. So a client that sends nonsense takes no thread from
the people who ask.
"""

import json
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl

from slack_bolt import App, BoltRequest, BoltResponse

from bot.http_pages import HttpResponse
from bot.request_body import BodyReader, Receive, RefusedError
from bot.request_pool import BusyError, RequestPool
from bot.slack.errors import MALFORMED
from bot.slack.request_signature import SIGNATURE, TIMESTAMP, find_header_refusal, is_signed

MAX_REQUEST_BYTES = 1_000_000
"""Longest request body accepted, in bytes: three times the longest message that Slack sends."""
MAX_UNVERIFIED_BYTES = 64_000_000
"""Memory for all the bodies that are being read, in bytes, since anyone can send them."""
HEADERS_FOR_BOLT = ("content-type", TIMESTAMP, SIGNATURE, "x-slack-retry-num", "x-slack-retry-reason")
"""Bolt sees no other headers: it takes orders from some, and the signature doesn't cover them."""

IsImmediate = Callable[[Mapping[str, str]], bool]
"""Takes the parameters of a slash command; whether it is answered without waiting for anything."""


class SlackEndpoint:
    """Checks requests and passes them to Bolt."""

    def __init__(self, app: App, signing_secret: str, is_immediate: IsImmediate, pool: RequestPool) -> None:
        """Immediate commands are answered on the event loop, everything else in the pool."""
        self._app = app
        self._secret = signing_secret.encode()
        self._is_immediate = is_immediate
        self._pool = pool
        self._bodies = BodyReader(MAX_REQUEST_BYTES, MAX_UNVERIFIED_BYTES)

    async def respond(self, headers: Mapping[str, str], receive: Receive) -> HttpResponse:
        """The response to a POST request; the names of the headers are in lower case.

        Raises RefusedError, ClientLeftError, and BusyError if only a command could be answered politely.
        """
        self._bodies.check_length(headers.get("content-length", "0"))
        if reason := find_header_refusal(headers, time.time()):
            raise RefusedError(HTTPStatus.UNAUTHORIZED, reason)
        body = await self._bodies.read(receive)
        if not is_signed(self._secret, headers, body):
            raise RefusedError(HTTPStatus.UNAUTHORIZED, "wrong signature")
        try:
            text = body.decode()
        except UnicodeDecodeError as error:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "malformed") from error
        return await self._answer(text, {name: headers[name] for name in HEADERS_FOR_BOLT if name in headers})

    async def _answer(self, text: str, headers: Mapping[str, str]) -> HttpResponse:
        command = _read_command(text)
        if command and self._can_answer_here(command):
            return self._dispatch(text, headers)
        try:
            return await self._pool.run(lambda: self._dispatch(text, headers))
        except BusyError as error:
            if not command:
                raise
            return _private_answer(str(error))

    def _can_answer_here(self, command: Mapping[str, str]) -> bool:
        """Whether the command needs no thread. If finding out fails, so will the command, and Bolt explains that."""
        try:
            return self._is_immediate(command)
        except Exception:  # noqa: BLE001  see above
            return False

    def _dispatch(self, text: str, headers: Mapping[str, str]) -> HttpResponse:
        """Bolt's response. Raises RefusedError for a body that Slack doesn't send."""
        try:
            return _from_bolt(self._app.dispatch(BoltRequest(body=text, headers=dict(headers))))
        except MALFORMED as error:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "malformed") from error


def _read_command(text: str) -> dict[str, str] | None:
    """The parameters of a slash command; None for any other request."""
    if "command=%2F" not in text:
        return None
    try:
        found = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
    except ValueError:
        return None
    return found if "command" in found and "payload" not in found else None


def _private_answer(text: str) -> HttpResponse:
    body = json.dumps({"response_type": "ephemeral", "text": text}).encode()
    return HttpResponse(HTTPStatus.OK, body, "application/json")


def _from_bolt(response: BoltResponse) -> HttpResponse:
    content_type = response.headers["content-type"][0]
    return HttpResponse(HTTPStatus(response.status), (response.body or "").encode(), content_type)
