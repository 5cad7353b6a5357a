import logging
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes.slack import TIMEOUT_SECONDS
from slack_sdk import WebClient

from bot.hiring.people import Person
from bot.knowledge.base import KnowledgeBase
from bot.reminder_schedule import ReminderScheduler, now, reminder_task
from bot.storage import migrate

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class NoPeople:
    def known(self, *_: object) -> Person:
        raise AssertionError("no person is due")


def no_client(*_: str) -> WebClient | None:
    raise AssertionError("no message is due")


def no_knowledge(*_: object) -> KnowledgeBase:
    raise AssertionError("no knowledge is needed")


def test_the_task_runs_soon_after_the_start_with_the_time_of_the_clock():
    runs: list[datetime] = []
    happened = threading.Event()

    def task(at: datetime, _: object) -> None:
        runs.append(at)
        happened.set()

    with ReminderScheduler(task, lambda: NOON, first_delay=0):
        assert happened.wait(TIMEOUT_SECONDS)
    assert runs == [NOON]


def test_a_schedule_stopped_before_its_first_run_never_runs():
    runs: list[datetime] = []
    schedule = ReminderScheduler(lambda at, _: runs.append(at), first_delay=60).start()
    schedule.stop()
    assert runs == []


def test_stopping_waits_for_the_current_run_and_asks_it_to_end():
    begun = threading.Event()
    went_on: list[bool] = []

    def task(_: datetime, going: object) -> None:
        assert callable(going)
        begun.set()
        while going():
            pass
        went_on.append(False)

    schedule = ReminderScheduler(task, first_delay=0).start()
    assert begun.wait(TIMEOUT_SECONDS)
    schedule.stop()
    assert went_on == [False]
    schedule.stop()


def test_an_error_in_a_run_is_logged_without_its_message_and_the_next_run_takes_place(caplog: pytest.LogCaptureFixture):
    runs: list[datetime] = []

    def task(at: datetime, _: object) -> None:
        runs.append(at)
        raise LookupError("a person's name")

    schedule = ReminderScheduler(task, lambda: NOON)
    with caplog.at_level(logging.ERROR):
        schedule.run_once()
        schedule.run_once()
    assert runs == [NOON, NOON]
    assert [record.getMessage() for record in caplog.records] == ["run failed"] * 2
    assert "a person" not in caplog.text


def test_a_database_that_is_not_ready_is_not_queried(tmp_path: Path):
    path = tmp_path / "rolecall.sqlite3"
    reminder_task(f"sqlite:///{path}", NoPeople(), no_client, no_knowledge)(NOON, lambda: True)
    assert not path.exists()


def test_an_empty_database_sends_no_reminder(empty_database_url: str):
    task = reminder_task(empty_database_url, NoPeople(), no_client, no_knowledge)
    task(NOON, lambda: True)
    migrate(empty_database_url)
    for _ in range(2):
        task(NOON, lambda: True)


def test_a_start_imports_neither_the_scheduler_nor_the_database():
    program = (
        "import sys; from bot.reminder_schedule import ReminderScheduler, reminder_task; "
        "ReminderScheduler(reminder_task('sqlite:///none.sqlite3', None, None, None), first_delay=60).start().stop(); "
        "print({'apscheduler', 'sqlalchemy', 'slack_sdk'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_process_ends_although_a_schedule_is_running():
    program = (
        "import threading; from bot.reminder_schedule import ReminderScheduler; ran = threading.Event(); "
        "ReminderScheduler(lambda at, going: ran.set(), first_delay=0).start(); assert ran.wait(60)"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=TIMEOUT_SECONDS, check=False).returncode == 0


def test_the_time_is_in_utc():
    assert now().tzinfo is UTC
