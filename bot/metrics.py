"""Prometheus metrics: questions by outcome, answer times, and problems in the knowledge."""

from collections.abc import Callable
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from bot.understanding.intents import Reading

BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1.0)
"""Bucket limits in seconds. Answers take well under a millisecond; the upper buckets reveal the ones that do not."""


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
        self._refused = Counter(
            "rolecall_requests_refused", "Requests that were not accepted.", ("reason",), registry=self._registry
        )
        ProcessCollector(registry=self._registry)

    def observe(self, reading: Reading, surface: str, seconds: float) -> None:
        """Count one answer."""
        self._questions.labels(surface, reading.intent.kind, reading.status, reading.decided_by).inc()
        self._seconds.observe(seconds)

    def count_refusal(self, reason: str) -> None:
        """Count one request that was not accepted."""
        self._refused.labels(reason).inc()

    def render(self) -> bytes:
        """Every metric in Prometheus's text format."""
        self._broken.set(self._problems())
        if self._shared is None:
            return generate_latest(self._registry)
        combined = CollectorRegistry()
        MultiProcessCollector(combined, path=str(self._shared))  # type: ignore[no-untyped-call]  # untyped in prometheus_client
        return generate_latest(combined)
