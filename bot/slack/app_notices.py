"""What Slack says about the app as a whole: rate limits, revoked tokens, and that it was uninstalled."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from slack_bolt import App, BoltResponse
from slack_sdk import WebClient
from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryHandler, RetryState

from bot.slack.connection_monitor import ConnectionMonitor

NOTICES = frozenset({"app_rate_limited", "app_uninstalled", "tokens_revoked"})
"""Types of requests that concern the installation: https://docs.slack.dev/reference/events."""


def record_notices(app: App, monitor: ConnectionMonitor) -> None:
    """Record every notice that arrives, before the app handles it, and every rate limit of the app's own calls."""

    def record(body: dict[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: A002  Bolt's name
        event = body.get("event")
        kind = event.get("type") if isinstance(event, dict) else body.get("type")
        if kind in NOTICES:
            monitor.notice(str(kind), team=body.get("team_id"))
        return next()

    app.middleware(record)
    record_rate_limits(app.client, monitor)


def record_rate_limits(client: WebClient, monitor: ConnectionMonitor) -> None:
    """Record every call of this client that Slack answers with a rate limit. The client handles it as before."""
    client.retry_handlers.insert(1, RateLimitRecorder(monitor))  # after HttpErrorCloser, which has to be the first


class RateLimitRecorder(RetryHandler):
    """Records rate limits; never asks for a retry."""

    def __init__(self, monitor: ConnectionMonitor) -> None:
        """`monitor` gets a notice for each."""
        super().__init__()
        self._monitor = monitor

    def __deepcopy__(self, _: dict[int, Any]) -> "RateLimitRecorder":
        """Itself: Bolt copies the client for each listener, and every copy reports to the same monitor."""
        return self

    def can_retry(
        self,
        *,
        state: RetryState,  # noqa: ARG002  slack_sdk's signature
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002  slack_sdk's signature
    ) -> bool:
        """Record the response if it is a rate limit. Returns False."""
        if response is not None and response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            self._monitor.notice("rate_limited", method=request.url.rpartition("/")[2])
        return False
