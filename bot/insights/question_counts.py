"""How many questions were asked, by kind and outcome. Who asked, and what, isn't known here."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from threading import Lock
from typing import NamedTuple, Protocol

MONTHS_SHOWN = 2
"""The report shows the month before, and the present one so far."""


class QuestionKey(NamedTuple):
    """What is counted together: a workspace, the kind of question, and its outcome.

    `kind` is the kind of an answered question, or the reason for no answer. `outcome` is answered, clarify or unknown.
    """

    team: str
    kind: str
    outcome: str


class QuestionCount(NamedTuple):
    """How often a kind of question had an outcome in a month, given by its first day."""

    month: date
    kind: str
    outcome: str
    times: int


class QuestionCountRepository(Protocol):
    """Stores the counts of each month."""

    def add(self, counts: Mapping[QuestionKey, int], today: date) -> None:
        """Add the counts to those of the month, and delete what is too old."""

    def list_counts(self, team: str | None, today: date) -> tuple[QuestionCount, ...]:
        """Return the counts of the last MONTHS_SHOWN months, of a workspace or of all of them."""


class QuestionCounter:
    """Counts in memory, because no question waits for the database. The counts are stored once a minute."""

    def __init__(self) -> None:
        """Start at zero."""
        self._lock = Lock()
        self._counts: Counter[QuestionKey] = Counter()

    def add(self, key: QuestionKey) -> None:
        """Count one question."""
        with self._lock:
            self._counts[key] = self._counts.get(key, 0) + 1  # faster than Counter's own way

    def store(self, repository: QuestionCountRepository, today: date) -> None:
        """Store what was counted since the last time. If that fails, it is kept. Raises what the repository raises."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            repository.add(counts, today)
        except Exception:
            with self._lock:
                self._counts.update(counts)
            raise


def first_month(today: date) -> date:
    """Return the first day of the earliest month that the report shows.

    >>> first_month(date(2027, 1, 15))
    datetime.date(2026, 12, 1)
    """
    months = today.year * 12 + today.month - MONTHS_SHOWN
    return date(months // 12, months % 12 + 1, 1)
