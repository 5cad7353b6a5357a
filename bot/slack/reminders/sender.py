"""Posts claimed deliveries to Slack, and decides from Slack's error whether to retry."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from socket import gaierror
from typing import Any, NamedTuple
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.counts import count
from bot.hiring.outbox import Delivery, DeliveryClaim, Outbox
from bot.logs import log_event, safe_traceback
from bot.slack.delivery import Destination, post, with_timeout
from bot.slack.error_codes import outcome_of
from bot.slack.hiring.channels import open_direct_conversation
from bot.slack.message import Message

TIMEOUT_SECONDS = 10
"""For one call. A call that takes longer may or may not have posted the message."""
AMBIGUOUS_ERRORS = ("internal_error", "fatal_error", "service_unavailable", "request_timeout", None)
"""Errors after which the message may have been posted all the same. None is an error without a code."""
ACCESS_ERRORS = (
    "account_inactive",
    "invalid_auth",
    "missing_scope",
    "not_allowed_token_type",
    "not_authed",
    "token_expired",
    "token_revoked",
    "org_login_required",
    "team_access_not_granted",
)
"""Errors about the app's access to the workspace: every other message would fail as well."""
CLOSED_CHANNEL_ERRORS = ("not_in_channel", "channel_not_found", "is_archived")
"""Errors about a channel that the app can't post in."""
RETRY_DELAY = timedelta(minutes=1)
FAILURE_BACKOFF = timedelta(minutes=5)
"""How long to wait before retrying a delivery whose message could not be built."""
LONG_RETRY_DELAY = timedelta(hours=1)
PAGE_SIZE = 200
LOOKBACK = timedelta(days=1)
"""How long before the claim the search for its message begins."""

log = logging.getLogger("rolecall.reminders")

ClientFor = Callable[[str, str], WebClient | None]
"""Takes the ids of a workspace and its organisation, returns a client; None if the app is no longer installed."""


class Notice(NamedTuple):
    """A message and its destination: a person, by user id, or a channel and perhaps a thread in it.

    `fallback_user` is the person who gets the message if the app can't post in the channel.
    """

    to: str
    message: Message
    thread: str | None = None
    fallback_user: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether it goes to a person. Only then can the app read the conversation to see whether it arrived."""
        return self.to.startswith(("U", "W"))


class ReminderSender:
    """Posts notices, and pauses for a workspace that refuses them for now."""

    def __init__(self, outbox: Outbox, client_for: ClientFor) -> None:
        """Deliveries are marked as done, or released, in `outbox`."""
        self._outbox = outbox
        self._client_for = client_for
        self._paused_until: dict[str, datetime] = {}

    def get_client(self, team: str, enterprise: Callable[[str], str], now: datetime) -> WebClient | None:
        """The client of a workspace; None if there is none, or the workspace is paused.

        `enterprise` returns the organisation of a workspace.
        """
        if now < self._paused_until.get(team, now):
            return None
        try:
            client = self._client_for(team, enterprise(team))
        except Exception as error:  # noqa: BLE001  one workspace must not stop the others
            log_event(log, "no client for a workspace", logging.ERROR, team=team, trace=safe_traceback(error))
            client = None
        if client is None:
            self._paused_until[team] = now + LONG_RETRY_DELAY
            return None
        return with_timeout(client, TIMEOUT_SECONDS)

    def build_and_send(
        self, claim: DeliveryClaim, build: Callable[[], Notice | None], client: WebClient, now: datetime
    ) -> None:
        """Build the notice and post it; None means that there is nothing to say.

        If it can't be built, the claim is released, the workspace paused for a while, and what `build` raises raised.
        """
        try:
            notice = build()
        except Exception:
            self._outbox.release(claim)  # nothing was posted
            self._paused_until[claim.delivery.team] = now + FAILURE_BACKOFF
            raise
        if notice:
            self.send(claim, notice, client, now)
        else:
            self._outbox.mark_done(claim, now)

    def send(self, claim: DeliveryClaim, notice: Notice, client: WebClient, now: datetime) -> bool:
        """Post the notice, and return whether Slack accepted it. An error is logged, and decides when to retry."""
        # Another process may have taken an old claim over while this one was busy.
        if not self._outbox.is_ours(claim):
            return False
        try:
            _post(claim, notice, client)
        except SlackApiError as error:
            self._handle_refusal(claim, error, now)
        except (OSError, HTTPException) as error:
            self._handle_network_error(claim, error, now)
        else:
            self._outbox.mark_done(claim, now)
            count("reminders", claim.delivery.kind, "delivered")
            log_event(log, "delivered", kind=claim.delivery.kind)
            return True
        return False

    def _handle_refusal(self, claim: DeliveryClaim, error: SlackApiError, now: datetime) -> None:
        """Retry later if the workspace refuses everything; give up if it refuses this message.

        After an ambiguous error the claim is kept: once it is old, another run checks whether the message arrived.
        """
        code, kind = error.response.get("error"), claim.delivery.kind
        count("reminders", kind, outcome_of(error))
        log_event(log, "not delivered", logging.WARNING, kind=kind, slack_error=code)
        if code == "ratelimited":
            self._retry_after(claim, now, timedelta(seconds=_retry_seconds(error.response.headers)))
        elif code in ACCESS_ERRORS:
            self._retry_after(claim, now, LONG_RETRY_DELAY)
        elif code not in AMBIGUOUS_ERRORS:  # about this message alone, such as a deactivated person: dropped
            self._outbox.mark_done(claim, now)

    def _handle_network_error(self, claim: DeliveryClaim, error: Exception, now: datetime) -> None:
        """Retry in a minute if there was no connection. Otherwise it may have arrived, which a later run checks."""
        count("reminders", claim.delivery.kind, "unreachable")
        log_event(log, "not delivered", logging.WARNING, kind=claim.delivery.kind, error=type(error).__name__)
        if isinstance(error, URLError) and isinstance(error.reason, ConnectionRefusedError | gaierror):
            self._retry_after(claim, now, RETRY_DELAY)

    def _retry_after(self, claim: DeliveryClaim, now: datetime, delay: timedelta) -> None:
        if claim.delivery.kind != "answer":  # which no one would claim again; it is stale again in a few minutes
            self._outbox.release(claim)
        self._paused_until[claim.delivery.team] = now + delay


def _post(claim: DeliveryClaim, notice: Notice, client: WebClient) -> None:
    """Post the notice, or send it to its fallback user if the channel is closed. Raises SlackApiError, OSError."""
    try:
        post(client, Destination(notice.to, notice.thread), notice.message, delivery_metadata(claim.delivery))
    except SlackApiError as error:
        if error.response.get("error") not in CLOSED_CHANNEL_ERRORS or not notice.fallback_user:
            raise
        post(client, Destination(notice.fallback_user), notice.message, delivery_metadata(claim.delivery))


def delivery_metadata(delivery: Delivery) -> dict[str, Any]:
    """The metadata of the message, by which `has_arrived` finds it."""
    payload = {"recipient": delivery.recipient, "day": delivery.day.isoformat()}
    return {"event_type": f"rolecall_{delivery.kind}", "event_payload": payload}


def has_arrived(claim: DeliveryClaim, person: str, client: WebClient) -> bool:
    """Whether the message of this claim is in the direct conversation. Raises SlackApiError, OSError."""
    conversation, metadata = open_direct_conversation(client, person), delivery_metadata(claim.delivery)
    oldest, cursor = (claim.at.astimezone(UTC) - LOOKBACK).timestamp(), None
    while True:
        page = client.conversations_history(
            channel=conversation, oldest=str(oldest), include_all_metadata=True, limit=PAGE_SIZE, cursor=cursor
        )
        posted: Iterable[dict[str, Any]] = (message.get("metadata") or {} for message in page["messages"])
        if any(metadata.items() <= each.items() for each in posted):
            return True
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return False


def _retry_seconds(headers: Mapping[str, Any]) -> int:
    """The seconds of the Retry-After header; a minute if there is none."""
    header = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    value = str(header[0] if isinstance(header, list) else header)
    return int(value) if value.isdigit() else int(RETRY_DELAY.total_seconds())
