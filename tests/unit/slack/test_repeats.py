from datetime import datetime

import pytest

from bot.slack.repeats import Repeats


class Seen:
    """A repository in a set; `down` makes every call fail."""

    def __init__(self) -> None:
        self.done: set[tuple[str, str]] = set()
        self.down = False

    def open(self) -> "Seen":
        if self.down:
            raise ConnectionError
        return self

    def first_time(self, team_id: str, event_id: str, now: datetime) -> bool:
        assert now.tzinfo
        is_first = (team_id, event_id) not in self.done
        self.done.add((team_id, event_id))
        return is_first

    def forget(self, team_id: str, event_id: str) -> None:
        self.done.remove((team_id, event_id))


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def repeats(seen: Seen) -> Repeats:
    return Repeats(seen.open)


def test_an_event_is_delivered_for_the_first_time_once_in_each_workspace(repeats: Repeats):
    assert [repeats.is_first_delivery("T1", "Ev1") for _ in range(2)] == [True, False]
    assert repeats.is_first_delivery("T2", "Ev1")


def test_without_a_database_every_delivery_counts_as_the_first_and_the_log_says_why(
    repeats: Repeats, seen: Seen, caplog: pytest.LogCaptureFixture
):
    seen.down = True
    assert [repeats.is_first_delivery("T1", "Ev1") for _ in range(2)] == [True, True]
    assert [record.getMessage() for record in caplog.records] == ["cannot recognise repeated events"] * 2


def test_a_task_runs_once_under_its_key(repeats: Repeats):
    ran: list[str] = []
    assert repeats.run_once("T1", "share", lambda: ran.append("first"))
    assert not repeats.run_once("T1", "share", lambda: ran.append("second"))
    assert repeats.run_once("T1", "another", lambda: ran.append("third"))
    assert ran == ["first", "third"]


def test_a_task_that_failed_can_be_run_again(repeats: Repeats):
    ran: list[str] = []
    with pytest.raises(ZeroDivisionError):
        repeats.run_once("T1", "share", lambda: 1 // 0)
    assert repeats.run_once("T1", "share", lambda: ran.append("again"))
    assert ran == ["again"]


def test_without_a_database_a_task_does_not_run(repeats: Repeats, seen: Seen):
    seen.down = True
    ran: list[str] = []
    with pytest.raises(ConnectionError):
        repeats.run_once("T1", "share", lambda: ran.append("never"))
    assert ran == []
