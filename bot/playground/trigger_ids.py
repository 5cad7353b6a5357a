"""Trigger ids and response URLs: what Slack sends with an interaction, and when each expires."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.api_call import ApiError

# Slack's limits: https://docs.slack.dev/interactivity/handling-user-interaction
TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5


@dataclass(slots=True)
class TriggerId:
    """Permission to open one view for one user."""

    user: str
    expires: float
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Permission to answer in the channel where an interaction happened, a few times.

    `original_ts` is the message the person acted on, None for a slash command.
    """

    channel: str
    user: str
    expires: float
    original_ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


class TriggerIds:
    """The trigger ids issued so far. `clock` gives the time in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._issued: dict[str, TriggerId] = {}
        self._lock = threading.Lock()

    def issue(self, user: str) -> str:
        """A new trigger id for the user with this id."""
        key = f"{len(self._issued) + 1}.{secrets.token_hex(8)}"
        self._issued[key] = TriggerId(user, self._clock() + TRIGGER_SECONDS)
        return key

    def consume(self, key: str) -> str:
        """Use a trigger id; returns its user. Raises ApiError if it is unknown, used or expired."""
        with self._lock:
            trigger = self._issued.get(key)
            if trigger is None:
                raise ApiError("invalid_trigger_id")
            if trigger.used:
                raise ApiError("exchanged_trigger_id")
            if self._clock() > trigger.expires:
                raise ApiError("expired_trigger_id")
            trigger.used = True
            return trigger.user


class ResponseUrls:
    """The response URLs issued so far. Each is `base` and a key; `clock` gives the time in seconds."""

    def __init__(self, clock: Callable[[], float], base: str = "") -> None:
        self.base = base
        self._clock = clock
        self._issued: dict[str, ResponseUrl] = {}
        self._lock = threading.Lock()

    def issue(self, channel: str, user: str, original_ts: str | None = None, thread_ts: str | None = None) -> str:
        """The key of a new response URL."""
        key = secrets.token_hex(12)
        expires = self._clock() + RESPONSE_SECONDS
        self._issued[key] = ResponseUrl(channel, user, expires, original_ts, thread_ts)
        return key

    def consume(self, key: str) -> ResponseUrl:
        """Count one use of a response URL. Raises ApiError if it is unknown, expired or used up."""
        with self._lock:
            url = self._issued.get(key)
            if url is None:
                raise ApiError("invalid_url")
            if self._clock() > url.expires:
                raise ApiError("expired_url")
            if url.uses >= RESPONSE_USES:
                raise ApiError("used_url")
            url.uses += 1
            return url
