"""The client for Slack's Web API."""

import logging
import ssl
from collections.abc import Callable
from functools import cache
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from slack_sdk.web import SlackResponse

from bot.counts import count
from bot.slack.delivery import HttpErrorCloser
from bot.slack.error_codes import outcome_of


class CountedClient(WebClient):
    """Counts each call by its method and its outcome."""

    def api_call(self, api_method: str, *args: Any, **options: Any) -> SlackResponse:
        """Call the method of Slack's Web API. Raises what WebClient raises."""
        try:
            response = super().api_call(api_method, *args, **options)
        except Exception as error:
            count("slack_calls", api_method, outcome_of(error))
            raise
        count("slack_calls", api_method, "ok")
        return response


def count_calls(app: App) -> None:
    """Count the calls of listeners: Bolt makes a client of its own for each request."""

    def use_counted_client(context: BoltContext, next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002  Bolt's name
        context["client"] = counted(context.client)
        return next()

    app.use(use_counted_client)


def counted(client: WebClient) -> CountedClient:
    """A client like this one that counts its calls."""
    return CountedClient(
        token=client.token,
        base_url=client.base_url,
        timeout=client.timeout,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=client.retry_handlers,
        logger=client._logger,  # noqa: SLF001  the client has no public attribute for it
    )


def slack_client(api_url: str, token: str | None = None) -> WebClient:
    """A client for Slack's Web API that retries after a broken connection, a rate limit or a server error."""
    retries = [
        HttpErrorCloser(),
        ConnectionErrorRetryHandler(),
        RateLimitErrorRetryHandler(max_retry_count=2),
        ServerErrorRetryHandler(),
    ]
    address = api_url if api_url.endswith("/") else f"{api_url}/"
    trusted = _ssl_context() if address.startswith("https://") else None
    quiet = logging.getLogger("slack_sdk.web")
    return CountedClient(token=token, base_url=address, ssl=trusted, retry_handlers=retries, logger=quiet)


@cache
def _ssl_context() -> ssl.SSLContext:
    """The machine's trusted certificates, loaded once.

    Without a shared context Python loads them again for every call, which takes longer than the rest of the call.
    """
    return ssl.create_default_context()
