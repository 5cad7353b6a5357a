"""The two things Slack hands out for a short while: trigger ids and response URLs."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5


class ApiError(Exception):
    """What Slack answers when a call fails; `code` is Slack's own word for it, `details` its explanations.

    `more` stands beside the code in the answer, such as the scope that is `needed`.
    """

    def __init__(self, code: str, *details: str, **more: str) -> None:
        super().__init__(code, *details)
        self.code = code
        self.details = details
        self.more = more


@dataclass(slots=True)
class TriggerId:
    """Leave to open one view for one user, for three seconds."""

    user: str
    expires: float
    spent: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Leave to answer where something happened: five times in thirty minutes.

    `original_ts` is the message the person acted on (None for a slash command until it is answered).
    """

    channel: str
    user: str
    expires: float
    original_ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


class TriggerIds:
    """Trigger ids and response URLs given out so far. `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._triggers: dict[str, TriggerId] = {}
        self._responses: dict[str, ResponseUrl] = {}
        self._lock = threading.Lock()

    def new_trigger(self, user: str) -> str:
        """A fresh trigger id for `user`."""
        key = f"{len(self._triggers) + 1}.{secrets.token_hex(8)}"
        self._triggers[key] = TriggerId(user, self._clock() + TRIGGER_SECONDS)
        return key

    def consume_trigger(self, key: str) -> str:
        """The user a trigger id stands for. Raises ApiError where it is unknown, late or used."""
        with self._lock:
            trigger = self._triggers.get(key)
            if trigger is None:
                raise ApiError("invalid_trigger_id")
            if trigger.spent:
                raise ApiError("exchanged_trigger_id")
            if self._clock() > trigger.expires:
                raise ApiError("expired_trigger_id")
            trigger.spent = True
            return trigger.user

    def new_response_url(
        self, channel: str, user: str, original_ts: str | None = None, thread_ts: str | None = None
    ) -> str:
        """The last part of a fresh response URL."""
        key = secrets.token_hex(12)
        expires = self._clock() + RESPONSE_SECONDS
        self._responses[key] = ResponseUrl(channel, user, expires, original_ts, thread_ts)
        return key

    def consume_response_url(self, key: str) -> ResponseUrl:
        """Where an answer to this response URL goes; counts the use. Raises ApiError where it may not be used."""
        with self._lock:
            ticket = self._responses.get(key)
            if ticket is None:
                raise ApiError("invalid_url")
            if self._clock() > ticket.expires:
                raise ApiError("expired_url")
            if ticket.uses >= RESPONSE_USES:
                raise ApiError("used_url")
            ticket.uses += 1
            return ticket
