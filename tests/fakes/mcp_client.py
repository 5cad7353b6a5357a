"""A client of the Model Context Protocol: the SDK's own, driven from tests that are not asynchronous."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import anyio
from mcp import Client
from mcp.types import CallToolResult

Result = TypeVar("Result")


def in_session(server: Any, use: Callable[[Client], Awaitable[Result]], **options: Any) -> Result:
    """Connect to a server, given as an object, a transport or an address, and return what `use` returns."""

    async def connect() -> Result:
        async with Client(server, **options) as client:
            return await use(client)

    with ThreadPoolExecutor(1) as pool:  # a browser test may have left an event loop in the main thread
        return pool.submit(anyio.run, connect).result()


def call(server: Any, tool: str, **arguments: Any) -> CallToolResult:
    """Call one tool."""
    return in_session(server, lambda client: client.call_tool(tool, arguments))


def text_of(result: CallToolResult) -> str:
    """The text of a result."""
    return "\n".join(part.text for part in result.content if part.type == "text")
