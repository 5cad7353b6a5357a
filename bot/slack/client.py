"""The client for Slack's Web API."""

import logging
import ssl
from functools import cache

from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)

from bot.slack.delivery import HttpErrorCloser


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
    return WebClient(token=token, base_url=address, ssl=trusted, retry_handlers=retries, logger=quiet)


@cache
def _ssl_context() -> ssl.SSLContext:
    """The machine's trusted certificates, loaded once.

    Without a shared context Python loads them again for every call, which takes longer than the rest of the call.
    """
    return ssl.create_default_context()
