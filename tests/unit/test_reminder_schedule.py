import logging
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.hiring.people import Person
from bot.knowledge.base import KnowledgeBase
from bot.reminder_schedule import ReminderScheduler, now, reminder_task
from bot.storage import migrate

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
PATIENCE = 10


class Nobody:
    def known(self, *_: object) -> Person:
        raise AssertionError("there is nobody to ask about")


def no_client(*_: str) -> WebClient | None:
    raise AssertionError("there is nobody to write to")


def no_knowledge() -> KnowledgeBase:
    raise AssertionError("there is nothing to say")


def test_the_task_is_carried_out_soon_after_the_start_with_the_time_of_the_clock():
    told: list[datetime] = []
    happened = threading.Event()

    def task(at: datetime, _: object) -> None:
        told.append(at)
        happened.set()

    with ReminderScheduler(task, lambda: NOON, first_delay=0):
        assert happened.wait(PATIENCE)
    assert told == [NOON]


def test_a_ticker_that_is_stopped_before_its_first_tick_never_ticks():
    told: list[datetime] = []
    ticker = ReminderScheduler(lambda at, _: told.append(at), first_delay=60).start()
    ticker.stop()
    assert told == []


def test_stopping_waits_for_the_tick_and_tells_it_to_end():
    begun = threading.Event()
    went_on: list[bool] = []

    def task(_: datetime, going: object) -> None:
        assert callable(going)
        begun.set()
        while going():
            pass
        went_on.append(False)

    ticker = ReminderScheduler(task, first_delay=0).start()
    assert begun.wait(PATIENCE)
    ticker.stop()
    assert went_on == [False]
    ticker.stop()


def test_what_goes_wrong_in_a_tick_is_logged_without_its_words_and_the_next_one_comes(caplog: pytest.LogCaptureFixture):
    told: list[datetime] = []

    def task(at: datetime, _: object) -> None:
        told.append(at)
        raise LookupError("somebody's name")

    ticker = ReminderScheduler(task, lambda: NOON)
    with caplog.at_level(logging.ERROR):
        ticker.run_once()
        ticker.run_once()
    assert told == [NOON, NOON]
    assert [record.getMessage() for record in caplog.records] == ["tick failed"] * 2
    assert "somebody" not in caplog.text


def test_nothing_is_asked_of_a_database_that_is_not_ready(tmp_path: Path):
    path = tmp_path / "rolecall.sqlite3"
    reminder_task(f"sqlite:///{path}", Nobody(), no_client, no_knowledge)(NOON, lambda: True)
    assert not path.exists()


def test_an_empty_database_reminds_nobody(database_url: str):
    task = reminder_task(database_url, Nobody(), no_client, no_knowledge)
    task(NOON, lambda: True)
    migrate(database_url)
    for _ in range(2):
        task(NOON, lambda: True)


def test_a_start_carries_neither_the_scheduler_nor_the_database():
    program = (
        "import sys; from bot.reminder_schedule import ReminderScheduler, reminder_task; "
        "ReminderScheduler(reminder_task('sqlite:///none.sqlite3', None, None, None), first_delay=60).start().stop(); "
        "print({'apscheduler', 'sqlalchemy', 'slack_sdk'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_process_ends_although_it_ticks():
    program = (
        "import threading; from bot.reminder_schedule import ReminderScheduler; ticked = threading.Event(); "
        "ReminderScheduler(lambda at, going: ticked.set(), first_delay=0).start(); assert ticked.wait(10)"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=30, check=False).returncode == 0


def test_the_time_is_in_utc():
    assert now().tzinfo is UTC
