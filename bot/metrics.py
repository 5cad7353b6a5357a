"""What is counted for Prometheus: questions by how they were read, how long answers took, broken knowledge."""

from collections.abc import Callable
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from bot.slack.cards import Surface
from bot.understanding.intents import Reading

BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1.0)
"""Seconds. Answers take well under a millisecond; the upper ones are for finding out when they do not."""


class Metrics:
    """The counts of this process or, with a folder that they share, of all workers.

    The folder has to be in PROMETHEUS_MULTIPROC_DIR before this module is first imported.
    """

    def __init__(self, problems: Callable[[], int], shared: Path | None = None) -> None:
        """`problems` tells how many problems the knowledge on disk has now."""
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
            "Problems in the knowledge on disk; while there are any, the last good state answers.",
            registry=self._registry,
            multiprocess_mode="mostrecent",
        )
        ProcessCollector(registry=self._registry)

    def observe(self, reading: Reading, surface: Surface, seconds: float) -> None:
        """Count one answer."""
        self._questions.labels(surface, reading.intent.kind, reading.status, reading.decided_by).inc()
        self._seconds.observe(seconds)

    def render(self) -> bytes:
        """Everything counted, as Prometheus reads it."""
        self._broken.set(self._problems())
        if self._shared is None:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together, path=str(self._shared))  # type: ignore[no-untyped-call]  # its library leaves it untyped
        return generate_latest(together)
