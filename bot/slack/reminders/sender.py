"""Brings what somebody has claimed to Slack, and knows what to make of Slack's refusals."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from socket import gaierror
from typing import Any, NamedTuple
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.hiring.outbox import Delivery, DeliveryClaim, Outbox
from bot.logs import log_event, safe_traceback
from bot.slack.delivery import Destination, post, with_timeout
from bot.slack.hiring.channels import open_direct_conversation
from bot.slack.message import Message

TIMEOUT_SECONDS = 10
"""Seconds for one call; what takes longer may have arrived or not."""
AMBIGUOUS_ERRORS = ("internal_error", "fatal_error", "service_unavailable", "request_timeout", None)
"""Refusals of Slack's after which a message may stand there all the same."""
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
"""Refusals that have nothing to do with the message: the next one would fare no better."""
CLOSED_CHANNEL_ERRORS = ("not_in_channel", "channel_not_found", "is_archived")
"""What Slack says of a channel that we do not get into."""
RETRY_DELAY = timedelta(minutes=1)
LONG_RETRY_DELAY = timedelta(hours=1)
PAGE = 200
LOOKS_BACK = timedelta(days=1)

log = logging.getLogger("rolecall.reminders")

ClientFor = Callable[[str, str], WebClient | None]
"""A client for a workspace and the organisation it belongs to; None where we are not installed there any more."""


class Notice(NamedTuple):
    """A message and where it goes: to a person, by their id, or to a channel, perhaps into a thread of it.

    `fallback_user` is the person who gets it where the channel is closed to us.
    """

    to: str
    message: Message
    thread: str | None = None
    fallback_user: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether it goes to a person: then we may look later whether it arrived."""
        return self.to.startswith(("U", "W"))


class ReminderSender:
    """Delivers letters, one after the other; a workspace that does not want any for a while is left alone."""

    def __init__(self, outbox: Outbox, client_for: ClientFor) -> None:
        """What was delivered is noted in `outbox`."""
        self._outbox = outbox
        self._client_for = client_for
        self._paused_until: dict[str, datetime] = {}

    def get_client(self, team: str, enterprise: Callable[[str], str], now: datetime) -> WebClient | None:
        """The way to a workspace, whose organisation `enterprise` tells; None where there is none now."""
        if now < self._paused_until.get(team, now):
            return None
        try:
            client = self._client_for(team, enterprise(team))
        except Exception as error:  # noqa: BLE001  whatever keeps us from one workspace, the others go on
            log_event(log, "no client for a workspace", logging.ERROR, team=team, trace=safe_traceback(error))
            client = None
        if client is None:
            self._paused_until[team] = now + LONG_RETRY_DELAY
            return None
        return with_timeout(client, TIMEOUT_SECONDS)

    def send(self, claim: DeliveryClaim, notice: Notice, client: WebClient, now: datetime) -> bool:
        """Post the letter and note it; whether Slack took it. Where it did not, what that means is noted and logged."""
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
            log_event(log, "delivered", kind=claim.delivery.kind)
            return True
        return False

    def _handle_refusal(self, claim: DeliveryClaim, error: SlackApiError, now: datetime) -> None:
        code, kind = error.response.get("error"), claim.delivery.kind
        log_event(log, "not delivered", logging.WARNING, kind=kind, slack_error=code)
        if code == "ratelimited":
            self._retry_after(claim, now, timedelta(seconds=_seconds(error.response.headers)))
        elif code in ACCESS_ERRORS:
            self._retry_after(claim, now, LONG_RETRY_DELAY)
        elif code not in AMBIGUOUS_ERRORS:
            self._outbox.mark_done(claim, now)

    def _handle_network_error(self, claim: DeliveryClaim, error: Exception, now: datetime) -> None:
        """Nobody was there: again in a minute. Anything else: it may have arrived, which is looked into later."""
        log_event(log, "not delivered", logging.WARNING, kind=claim.delivery.kind, error=type(error).__name__)
        if isinstance(error, URLError) and isinstance(error.reason, ConnectionRefusedError | gaierror):
            self._retry_after(claim, now, RETRY_DELAY)

    def _retry_after(self, claim: DeliveryClaim, now: datetime, delay: timedelta) -> None:
        self._outbox.release(claim)
        self._paused_until[claim.delivery.team] = now + delay


def _post(claim: DeliveryClaim, notice: Notice, client: WebClient) -> None:
    try:
        post(client, Destination(notice.to, notice.thread), notice.message, delivery_metadata(claim.delivery))
    except SlackApiError as error:
        if error.response.get("error") not in CLOSED_CHANNEL_ERRORS or not notice.fallback_user:
            raise
        post(client, Destination(notice.fallback_user), notice.message, delivery_metadata(claim.delivery))


def delivery_metadata(delivery: Delivery) -> dict[str, Any]:
    """What a letter is marked with, so that it can be found again."""
    payload = {"recipient": delivery.recipient, "day": delivery.day.isoformat()}
    return {"event_type": f"rolecall_{delivery.kind}", "event_payload": payload}


def has_arrived(claim: DeliveryClaim, person: str, client: WebClient) -> bool:
    """Whether a letter to a person stands in the direct conversation. Raises SlackApiError, or OSError."""
    conversation, wanted = open_direct_conversation(client, person), delivery_metadata(claim.delivery)
    oldest, cursor = (claim.at.astimezone(UTC) - LOOKS_BACK).timestamp(), None
    while True:
        found = client.conversations_history(
            channel=conversation, oldest=str(oldest), include_all_metadata=True, limit=PAGE, cursor=cursor
        )
        marks: Iterable[dict[str, Any]] = (message.get("metadata") or {} for message in found["messages"])
        if any(wanted.items() <= mark.items() for mark in marks):
            return True
        cursor = (found.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return False


def _seconds(headers: Mapping[str, Any]) -> int:
    """How long Slack wants to be left alone; a minute where it does not say."""
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    value = str(said[0] if isinstance(said, list) else said)
    return int(value) if value.isdigit() else int(RETRY_DELAY.total_seconds())
