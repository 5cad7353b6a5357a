"""How much one person, and one workspace, may ask in a short time: token buckets, with the time as an argument."""

from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import Literal, NamedTuple

RequestKind = Literal["command", "message", "reply", "click"]
Verdict = Literal["admitted", "explain", "refused"]
"""`explain`: it is refused, and the person doesn't know yet."""


class Limit(NamedTuple):
    """So many requests at once, and as many again over each period of `seconds`."""

    burst: int
    seconds: float


class Bucket(NamedTuple):
    """The requests that are left at a time, in seconds."""

    left: float
    at: float


PERIOD = 10.0
LIMITS: Mapping[RequestKind, tuple[Limit, Limit]] = {
    # A command is answered privately and without a call to Slack. Six a second are more than a person types, a hundred
    # a second are a fortieth of what one worker answers.
    "command": (Limit(60, PERIOD), Limit(1000, PERIOD)),
    # A mention becomes a message that others see. Slack accepts about one a second in each channel.
    "message": (Limit(20, PERIOD), Limit(100, PERIOD)),
    # A reply in a thread is mostly for other people. It only counts against the person who writes it.
    "reply": (Limit(20, PERIOD), Limit(1000, PERIOD)),
    # The fastest people click about ten times a second, though not for long.
    "click": (Limit(100, PERIOD), Limit(1000, PERIOD)),
}
"""For each kind of request, the limit for a person and that for a workspace."""
EXPLAIN_INTERVAL = 60.0
"""Seconds between two explanations for the same person."""
MIN_REMEMBERED = 10_000
"""People and workspaces to remember before those who have been quiet are forgotten."""


def refill(bucket: Bucket | None, limit: Limit, now: float) -> Bucket:
    """The bucket at a later time; without one, a full one."""
    if bucket is None:
        return Bucket(limit.burst, now)
    passed = max(0.0, now - bucket.at)
    return Bucket(min(limit.burst, bucket.left + passed * limit.burst / limit.seconds), now)


class RateLimiter:
    """The buckets of this process. Threads may share it."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Everyone's are full. `clock` gives a time in seconds."""
        self._clock = clock
        self._lock = Lock()
        self._buckets: dict[tuple[RequestKind, str, str], Bucket] = {}
        self._explained: dict[tuple[str, str], float] = {}
        self._forget_above = MIN_REMEMBERED

    def judge(self, kind: RequestKind, team: str, user: str) -> Verdict:
        """Whether to admit a person's request. One that is refused counts for nothing."""
        with self._lock:
            now = self._clock()
            limits = zip(((kind, team, user), (kind, team, "")), LIMITS[kind], strict=True)
            found = {key: refill(self._buckets.get(key), limit, now) for key, limit in limits}
            if any(bucket.left < 1 for bucket in found.values()):
                return self._refuse(team, user, now)
            self._buckets |= {key: bucket._replace(left=bucket.left - 1) for key, bucket in found.items()}
            self._forget_quiet(now)
        return "admitted"

    def _refuse(self, team: str, user: str, now: float) -> Verdict:
        if now - self._explained.get((team, user), float("-inf")) < EXPLAIN_INTERVAL:
            return "refused"
        self._explained[team, user] = now
        return "explain"

    def _forget_quiet(self, now: float) -> None:
        """Forget those whose bucket is full again, now and then: memory must not grow with everyone who ever asked."""
        if len(self._buckets) + len(self._explained) <= self._forget_above:
            return
        self._buckets = {key: bucket for key, bucket in self._buckets.items() if now - bucket.at < PERIOD}
        self._explained = {key: at for key, at in self._explained.items() if now - at < EXPLAIN_INTERVAL}
        self._forget_above = max(MIN_REMEMBERED, 2 * (len(self._buckets) + len(self._explained)))
