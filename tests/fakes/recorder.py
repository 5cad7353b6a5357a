"""What was counted for the metrics during a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot import counts


class Recorded:
    """Everything that was counted, in its order, and the latest levels."""

    def __init__(self) -> None:
        self.events: list[tuple[str, ...]] = []
        self.refusals: list[str] = []
        self.levels: dict[tuple[str, ...], float] = {}

    def count(self, name: counts.CountName, *labels: str) -> None:
        self.events.append((name, *labels))
        if name == "refusals":
            self.refusals.extend(labels)

    def set_level(self, name: counts.LevelName, value: float, *labels: str) -> None:
        self.levels[name, *labels] = value


@contextmanager
def recorded() -> Iterator[Recorded]:
    """Record during the block."""
    found = Recorded()
    counts.record_with(found)
    try:
        yield found
    finally:
        counts.record_with(None)
