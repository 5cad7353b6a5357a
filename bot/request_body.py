"""Reads the bodies of requests that anyone can send: on the event loop, under a limit of size, of time and of memory.

So a client that sends slowly, or never ends, takes no thread from the people who ask.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

from bot.errors import BusyError
from bot.http_pages import plain

BODY_SECONDS = 3.0
"""Seconds in which a whole body has to arrive. Slack gives up after three."""

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class RefusedError(Exception):
    """The request is not accepted; `response` says so to the client, and `reason` to the administrator."""

    def __init__(self, status: HTTPStatus, reason: str, **headers: str) -> None:
        """The response has this status and these headers."""
        super().__init__(reason)
        self.response = plain(status, **headers)
        self.reason = reason


class ClientLeftError(Exception):
    """The client closed the connection before its request was complete."""


class BodyReader:
    """Reads bodies. Only the event loop's thread may use it."""

    def __init__(self, max_bytes: int, max_total_bytes: int) -> None:
        """Limit one body, and the memory for all the bodies that are being read."""
        self._max_bytes = max_bytes
        self._max_total_bytes = max_total_bytes
        self._held_bytes = 0

    def check_length(self, length: str) -> None:
        """Check the `Content-Length` of a request. Raises RefusedError if it is too long, or no number."""
        if not (length.isascii() and length.isdigit()):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "malformed")
        if len(length) > len(str(self._max_bytes)) or int(length) > self._max_bytes:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too long", Connection="close")

    async def read(self, receive: Receive) -> bytes:
        """Return the whole body.

        Raises RefusedError if it is too long or too slow, ClientLeftError if it never ends, and BusyError if there is
        no memory for it.
        """
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_SECONDS):
                while await self._read_part(body, receive):
                    pass
        except TimeoutError:
            raise RefusedError(HTTPStatus.REQUEST_TIMEOUT, "too slow", Connection="close") from None
        finally:
            self._held_bytes -= len(body)
        return bytes(body)

    async def _read_part(self, body: bytearray, receive: Receive) -> bool:
        """Append the next part to the body; returns whether more follows."""
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientLeftError
        part = message.get("body", b"")
        body += part
        self._held_bytes += len(part)
        if len(body) > self._max_bytes:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too long", Connection="close")
        if self._held_bytes > self._max_total_bytes:
            raise BusyError
        return bool(message.get("more_body"))
