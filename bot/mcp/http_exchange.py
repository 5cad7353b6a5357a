"""One request over the streamable HTTP transport: a body in, a complete response out, and no session in between.

Everything that the SDK starts for a request ends with it, so workers hold no state and any of them can answer.
"""

import asyncio
from collections.abc import Mapping, MutableMapping
from typing import Any, NamedTuple

from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings

PATH = "/mcp"
MAX_SECONDS = 10.0
"""Seconds after which a request gets no answer any more."""
NOT_CHECKED = TransportSecuritySettings(enable_dns_rebinding_protection=False)
"""Whoever passes requests on has checked their Host and Origin."""


class ExchangeResponse(NamedTuple):
    """A response as it is sent."""

    status: int
    content_type: str
    body: bytes


class HttpExchange:
    """Answers requests with the tools of one server."""

    def __init__(self, server: MCPServer[Any]) -> None:
        """`server` has the tools."""
        self._server = server

    async def answer(self, headers: Mapping[str, str], body: bytes) -> ExchangeResponse:
        """Return the response to a POST request. The names of the headers are in lower case."""
        self._server.streamable_http_app(json_response=True, stateless_http=True, transport_security=NOT_CHECKED)
        manager = self._server.session_manager  # the one that was just made; each serves once
        collector = _Collector(body)
        try:
            async with asyncio.timeout(MAX_SECONDS), manager.run():
                await manager.handle_request(_scope(headers), collector.receive, collector.send)
        except TimeoutError:  # a stream of events, which this server never has
            return ExchangeResponse(504, "text/plain; charset=utf-8", b"No answer in time.\n")
        return collector.response


class _Collector:
    """The two ends of an ASGI exchange: the client sends its request, waits for the whole response, and leaves."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._is_sent = False
        self._is_answered = asyncio.Event()
        self.response = ExchangeResponse(500, "", b"")

    async def receive(self) -> MutableMapping[str, Any]:
        if self._is_sent:  # the SDK looks out for a client that leaves, in a loop that would never end otherwise
            await self._is_answered.wait()
            return {"type": "http.disconnect"}
        self._is_sent = True
        return {"type": "http.request", "body": self._body, "more_body": False}

    async def send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            content_type = headers.get(b"content-type", b"").decode("latin-1")
            self.response = ExchangeResponse(int(message["status"]), content_type, b"")
        else:
            self.response = self.response._replace(body=self.response.body + message.get("body", b""))
            if not message.get("more_body"):
                self._is_answered.set()


def _scope(headers: Mapping[str, str]) -> dict[str, Any]:
    encoded = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return {"type": "http", "method": "POST", "path": PATH, "query_string": b"", "headers": encoded}
