"""Prometheus metrics: questions by outcome, answer times, problems in the knowledge, and what `counts` counts."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from bot.counts import CountName, LevelName
from bot.understanding.intents import Reading

BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1.0)
"""Bucket limits in seconds. Answers take well under a millisecond; the upper buckets reveal the ones that do not."""


LevelMode = Literal["livesum", "livemax", "max"]
"""How the values of several workers become one."""
COUNTERS: Mapping[CountName, tuple[str, str, tuple[str, ...]]] = {
    "refusals": ("rolecall_requests_refused", "Requests that were not accepted.", ("reason",)),
    "slack_calls": ("rolecall_api_calls", "Calls to Slack, by how they ended.", ("method", "outcome")),
    "reminders": ("rolecall_reminders", "Reminders, by what became of them.", ("kind", "outcome")),
}
LEVELS: Mapping[LevelName, tuple[str, str, tuple[str, ...], LevelMode]] = {
    "running": ("rolecall_pool_running", "Requests that have a thread.", ("pool",), "livesum"),
    "waiting": ("rolecall_pool_waiting", "Requests that wait for a thread.", ("pool",), "livesum"),
    "stale_deliveries": ("rolecall_outbox_stale", "Deliveries that another process left unfinished.", (), "livemax"),
    "reminder_run": (
        "rolecall_reminders_last_run_timestamp_seconds",
        "The end of the last run of the reminder job.",
        (),
        "max",
    ),
}


class Metrics:
    """The metrics of this process or, with a folder they share, of all workers.

    prometheus_client requires PROMETHEUS_MULTIPROC_DIR to name that folder before this module is first imported.
    """

    def __init__(self, problems: Callable[[], int], shared: Path | None = None) -> None:
        """`problems` returns how many problems the knowledge on disk has now; `shared` is the workers' folder."""
        self._problems = problems
        self._shared = shared
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "rolecall_questions", "Questions answered.", ("surface", "kind", "status", "rule"), registry=self._registry
        )
        self._seconds = Histogram(
            "rolecall_answer_seconds", "From a question's text to its card.", buckets=BUCKETS, registry=self._registry
        )
        self._broken = Gauge(
            "rolecall_knowledge_problems",
            "Problems in the knowledge on disk. While there are any, the last good version is used.",
            registry=self._registry,
            multiprocess_mode="mostrecent",
        )
        self._counters = {name: self._counter(*described) for name, described in COUNTERS.items()}
        self._levels = {name: self._level(*described) for name, described in LEVELS.items()}
        ProcessCollector(registry=self._registry)

    def observe(self, reading: Reading, surface: str, seconds: float) -> None:
        """Count one answer."""
        self._questions.labels(surface, reading.intent.kind, reading.status, reading.decided_by).inc()
        self._seconds.observe(seconds)

    def count_refusal(self, reason: str) -> None:
        """Count one request that was not accepted."""
        self.count("refusals", reason)

    def count(self, name: CountName, *labels: str) -> None:
        """Count one more."""
        self._counters[name].labels(*labels).inc()

    def set_level(self, name: LevelName, value: float, *labels: str) -> None:
        """Set what has a present value."""
        level = self._levels[name]
        (level.labels(*labels) if labels else level).set(value)

    def _counter(self, name: str, meaning: str, labels: tuple[str, ...]) -> Counter:
        return Counter(name, meaning, labels, registry=self._registry)

    def _level(self, name: str, meaning: str, labels: tuple[str, ...], how: LevelMode) -> Gauge:
        return Gauge(name, meaning, labels, registry=self._registry, multiprocess_mode=how)

    def render(self) -> bytes:
        """Every metric in Prometheus's text format."""
        self._broken.set(self._problems())
        if self._shared is None:
            return generate_latest(self._registry)
        combined = CollectorRegistry()
        MultiProcessCollector(combined, path=str(self._shared))  # type: ignore[no-untyped-call]  # untyped in prometheus_client
        return generate_latest(combined)
