"""What happened in the stand-in workspace, in order, for whoever waits for the next thing."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One thing that happened; `audience` are the users who may know of it, None for everybody."""

    version: int
    kind: str
    data: dict[str, Any]
    audience: frozenset[str] | None


class EventFeed:
    """An append-only list of changes that threads can wait on."""

    def __init__(self) -> None:
        self._changes: list[FeedEvent] = []
        self._condition = threading.Condition()

    @property
    def version(self) -> int:
        """The version of the newest change; 0 before the first."""
        with self._condition:
            return len(self._changes)

    def add(self, kind: str, data: dict[str, Any], audience: str | Iterable[str] | None = None) -> None:
        """Append a change and wake everybody who waits; `audience` is a user, several, or None for everybody."""
        known = None if audience is None else frozenset({audience} if isinstance(audience, str) else audience)
        with self._condition:
            self._changes.append(FeedEvent(len(self._changes) + 1, kind, data, known))
            self._condition.notify_all()

    def wait_after(self, version: int, user: str, timeout: float) -> tuple[int, list[FeedEvent]]:
        """The newest version, and the changes since `version` that `user` may know of.

        Waits up to `timeout` seconds for the first change.
        """
        self._wait_past(version, timeout)
        with self._condition:
            news = self._changes[version:]
            return len(self._changes), [change for change in news if change.audience is None or user in change.audience]

    def wait_until(self, look: Callable[[], T | None], timeout: float) -> T | None:
        """What `look` finds, asked again after every change until it finds something or `timeout` seconds passed."""
        until = monotonic() + timeout
        while True:
            seen = self.version
            if (found := look()) or monotonic() >= until:
                return found
            self._wait_past(seen, until - monotonic())

    def _wait_past(self, version: int, timeout: float) -> None:
        with self._condition:
            self._condition.wait_for(lambda: len(self._changes) > version, timeout)
