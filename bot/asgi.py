"""The ASGI application of one worker: Slack's requests, those of other assistants, and the pages."""

import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from bot import logs
from bot.errors import BusyError
from bot.http_pages import HttpRequest, HttpResponse, Pages, plain
from bot.metrics import Metrics
from bot.request_body import ClientLeftError, Receive, RefusedError
from bot.request_pool import RequestPool
from bot.slack_endpoint import SlackEndpoint

if TYPE_CHECKING:
    from bot.mcp_endpoint import McpEndpoint

EVENTS, MCP = "/slack/events", "/mcp"

Scope = Mapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

log = logging.getLogger("rolecall.web")


class AsgiApp:
    """The ASGI application."""

    def __init__(
        self,
        slack: SlackEndpoint,
        pages: Pages,
        page_pool: RequestPool,
        metrics: Metrics,
        mcp: "McpEndpoint | None" = None,
    ) -> None:
        """Pages that wait for something run in `page_pool`, so that they take no thread from Slack's requests.

        `mcp` answers other assistants, if they may ask.
        """
        self._slack = slack
        self._mcp = mcp
        self._pages = pages
        self._page_pool = page_pool
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Raises nothing."""
        if scope["type"] != "http":
            return
        try:
            response = await self._respond(scope, receive)
        except RefusedError as refused:
            self._metrics.count_refusal(refused.reason)
            response = refused.response
        except BusyError:
            self._metrics.count_refusal("busy")
            response = plain(HTTPStatus.SERVICE_UNAVAILABLE, Retry_After="1")
        except ClientLeftError:
            return
        except Exception as error:  # noqa: BLE001  the client sees nothing of it, the log has its place
            logs.log_event(log, "unexpected", logging.ERROR, trace=logs.safe_traceback(error))
            response = plain(HTTPStatus.INTERNAL_SERVER_ERROR)
        await _send(response, send, head=scope["method"] == "HEAD")

    async def _respond(self, scope: Scope, receive: Receive) -> HttpResponse:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        endpoint = {EVENTS: self._slack, MCP: self._mcp}.get(scope["path"])
        if endpoint is None:
            return await self._answer_page(scope, headers)
        if scope["method"] != "POST":
            return plain(HTTPStatus.METHOD_NOT_ALLOWED, Allow="POST")
        return await endpoint.respond(headers, receive)

    async def _answer_page(self, scope: Scope, headers: Mapping[str, str]) -> HttpResponse:
        query = scope["query_string"].decode("latin-1")
        peer = (scope.get("client") or ("",))[0]
        request = HttpRequest(scope["method"], scope["path"], query, headers, peer)
        if at_once := self._pages.answer_at_once(request):
            return at_once
        return await self._page_pool.run(lambda: self._pages.answer(request))


async def _send(response: HttpResponse, send: Send, *, head: bool) -> None:
    headers = [
        (b"content-type", response.content_type.encode("latin-1")),
        (b"content-length", b"%d" % len(response.body)),
        *((name.lower().encode(), value.encode("latin-1")) for name, value in response.headers.items()),
    ]
    await send({"type": "http.response.start", "status": response.status.value, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else response.body})
