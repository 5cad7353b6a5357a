"""The address that Slack sends every request to.

The signature of a body is checked before anything in it is parsed. So a client that sends nonsense takes no thread from
the people who ask.
"""

import json
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from bot.errors import BusyError
from bot.http_pages import HttpResponse
from bot.request_body import BodyReader, Receive, RefusedError
from bot.request_pool import RequestPool
from bot.slack.body_parser import parse_body
from bot.slack.errors import MALFORMED
from bot.slack.request_signature import TIMESTAMP, find_header_refusal, is_signed

MAX_REQUEST_BYTES = 1_000_000
"""Longest request body accepted, in bytes: three times the longest message that Slack sends."""
MAX_UNVERIFIED_BYTES = 64_000_000
"""Memory for all the bodies that are being read, in bytes, since anyone can send them."""
HEADERS_FOR_BOLT = (TIMESTAMP, "x-slack-retry-num", "x-slack-retry-reason")
"""Bolt sees no other headers: it takes orders from some, and the signature doesn't cover them."""
JSON = "application/json"
VERIFIED = "socket_mode"
"""Bolt's name for a request that it gets parsed, and whose signature it leaves to others."""

AnswerAtOnce = Callable[[Mapping[str, Any]], str | None]
"""Takes the parameters of a slash command; returns the body of the response, or None to leave it to Bolt."""


class SlackEndpoint:
    """Checks requests and passes them to Bolt."""

    def __init__(self, app: App, signing_secret: str, answer_at_once: AnswerAtOnce, pool: RequestPool) -> None:
        """What `answer_at_once` answers is answered on the event loop; everything else goes to Bolt, in the pool."""
        self._app = app
        self._secret = signing_secret.encode()
        self._answer_at_once = answer_at_once
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
            parsed = parse_body(body.decode(), headers.get("content-type", ""))
        except (ValueError, RecursionError) as error:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "malformed") from error
        return await self._answer(parsed, {name: headers[name] for name in HEADERS_FOR_BOLT if name in headers})

    async def _answer(self, body: dict[str, Any], headers: Mapping[str, str]) -> HttpResponse:
        is_command = "command" in body
        if is_command and (answer := self._answer_here(body)) is not None:
            return HttpResponse(HTTPStatus.OK, answer.encode(), JSON)
        try:
            return await self._pool.run(lambda: self._dispatch(body, headers))
        except BusyError as error:
            if not is_command:
                raise
            return _private_answer(str(error))

    def _answer_here(self, command: Mapping[str, Any]) -> str | None:
        """The answer that needs no thread. If it fails, so will the command, and Bolt explains that."""
        try:
            return self._answer_at_once(command)
        except Exception:  # noqa: BLE001  see above
            return None

    def _dispatch(self, body: dict[str, Any], headers: Mapping[str, str]) -> HttpResponse:
        """Bolt's response. Raises RefusedError for a body that Slack doesn't send."""
        try:
            return _from_bolt(self._app.dispatch(BoltRequest(body=body, headers=dict(headers), mode=VERIFIED)))
        except MALFORMED as error:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "malformed") from error


def _private_answer(text: str) -> HttpResponse:
    body = json.dumps({"response_type": "ephemeral", "text": text}).encode()
    return HttpResponse(HTTPStatus.OK, body, JSON)


def _from_bolt(response: BoltResponse) -> HttpResponse:
    content_type = response.headers["content-type"][0]
    return HttpResponse(HTTPStatus(response.status), (response.body or "").encode(), content_type)
