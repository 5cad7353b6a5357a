"""A client of the Model Context Protocol: the SDK's own, driven from tests that are not asynchronous."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import anyio
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult

from bot.playground.transport import signed

Result = TypeVar("Result")


def in_session(server: Any, use: Callable[[Client], Awaitable[Result]], **options: Any) -> Result:
    """Connect to a server, given as an object, a transport or an address, and return what `use` returns."""

    async def connect() -> Result:
        async with Client(server, **options) as client:
            return await use(client)

    return _run_apart(connect)


def call(server: Any, tool: str, **arguments: Any) -> CallToolResult:
    """Call one tool."""
    return in_session(server, lambda client: client.call_tool(tool, arguments))


def text_of(result: CallToolResult) -> str:
    """The text of a result."""
    return "\n".join(part.text for part in result.content if part.type == "text")


def ask_over_http(address: str, tool: str, arguments: dict[str, Any], secret: str = "", **slack: str) -> CallToolResult:
    """Call a tool at an address; with a secret, signed as Slackbot does for the person that `slack` names."""
    meta = {"slack": slack} if slack else None
    return over_http(address, lambda client: client.call_tool(tool, arguments, meta=meta), secret)


def over_http(address: str, use: Callable[[Client], Awaitable[Result]], secret: str = "", **options: Any) -> Result:
    """Connect to an address; with a secret, every request is signed as Slack does it."""

    async def sign(request: httpx2.Request) -> None:
        body = (await request.aread()).decode()
        request.headers.update(signed(secret, body, "application/json"))

    async def connect() -> Result:
        async with (
            httpx2.AsyncClient(event_hooks={"request": [sign]} if secret else {}) as http,
            Client(streamable_http_client(address, http_client=http), **options) as client,
        ):
            return await use(client)

    return _run_apart(connect)


def _run_apart(main: Callable[[], Awaitable[Result]]) -> Result:
    with ThreadPoolExecutor(1) as pool:  # a browser test may have left an event loop in the main thread
        return pool.submit(anyio.run, main).result()
