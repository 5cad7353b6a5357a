"""The feed of events in the fake workspace: an ordered list that the page and the tests wait on."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One event: its version counts from 1, `audience` are the users who may see it, None for all."""

    version: int
    kind: str
    data: dict[str, Any]
    audience: frozenset[str] | None


class EventFeed:
    """An append-only list of events that threads can wait on."""

    def __init__(self) -> None:
        self._events: list[FeedEvent] = []
        self._condition = threading.Condition()

    @property
    def version(self) -> int:
        """The version of the newest event; 0 before the first."""
        with self._condition:
            return len(self._events)

    def add(self, kind: str, data: dict[str, Any], audience: str | Iterable[str] | None = None) -> None:
        """Append an event and wake the waiting threads; `audience` is a user, several, or None for all."""
        users = None if audience is None else frozenset({audience} if isinstance(audience, str) else audience)
        with self._condition:
            self._events.append(FeedEvent(len(self._events) + 1, kind, data, users))
            self._condition.notify_all()

    def wait_after(self, version: int, user: str, timeout: float) -> tuple[int, list[FeedEvent]]:
        """The newest version, and the events after `version` that `user` may see.

        Waits up to `timeout` seconds for the first event.
        """
        self._wait_past(version, timeout)
        with self._condition:
            later = self._events[version:]
            return len(self._events), [event for event in later if event.audience is None or user in event.audience]

    def wait_until(self, find: Callable[[], T | None], timeout: float) -> T | None:
        """The first true result of `find`, called again after every event; its last one after `timeout` seconds."""
        until = monotonic() + timeout
        while True:
            version = self.version  # before the call: an event during it must not be missed
            if (found := find()) or monotonic() >= until:
                return found
            self._wait_past(version, until - monotonic())

    def _wait_past(self, version: int, timeout: float) -> None:
        with self._condition:
            self._condition.wait_for(lambda: len(self._events) > version, timeout)
