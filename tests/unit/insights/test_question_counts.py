from collections.abc import Mapping
from datetime import date

import pytest

from bot.insights.question_counts import QuestionCount, QuestionCounter, QuestionKey

COMPARED, UNKNOWN = QuestionKey("T1", "compare", "answered"), QuestionKey("T1", "unclear", "unknown")
TODAY = date(2026, 11, 30)


class Shelf:
    """Keeps what it gets, unless it is broken."""

    def __init__(self) -> None:
        self.is_broken = True
        self.stored: list[tuple[dict[QuestionKey, int], date]] = []

    def add(self, counts: Mapping[QuestionKey, int], today: date) -> None:
        if self.is_broken:
            raise OSError
        self.stored.append((dict(counts), today))

    def list_counts(self, team: str | None, today: date) -> tuple[QuestionCount, ...]:
        raise NotImplementedError


def test_what_could_not_be_stored_is_stored_the_next_time_and_once():
    counter, shelf = QuestionCounter(), Shelf()
    counter.add(COMPARED)
    counter.add(COMPARED)
    with pytest.raises(OSError):
        counter.store(shelf, TODAY)
    counter.add(UNKNOWN)
    shelf.is_broken = False
    for _ in range(2):
        counter.store(shelf, TODAY)
    assert shelf.stored == [({COMPARED: 2, UNKNOWN: 1}, TODAY)]
