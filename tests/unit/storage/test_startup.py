import json
import logging
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from fakes.slack import TIMEOUT_SECONDS

from bot.errors import NewerSchemaError
from bot.logs import configure
from bot.storage import migrate
from bot.storage.engine import _get_schema_guard, get_revision, transaction
from bot.storage.inspection import find_state
from bot.storage.revision import HEAD_REVISION
from bot.storage.schema import head_revision
from bot.storage.seen_events import SeenEvents
from bot.storage.startup import is_current_sqlite, migrate_and_log, migrate_in_background

QUIET = partial(configure, "ERROR", "text")


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    return empty_database_url


def test_the_head_revision_is_that_of_the_last_migration():
    assert head_revision() == HEAD_REVISION


def test_a_migrated_sqlite_file_is_current(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'with blank.sqlite3'}"
    assert not is_current_sqlite(url)
    migrate(url)
    assert is_current_sqlite(url)


@pytest.mark.parametrize("content", [b"", b"this is no database"])
def test_a_file_without_a_schema_is_not_current(tmp_path: Path, content: bytes):
    path = tmp_path / "other.sqlite3"
    path.write_bytes(content)
    assert not is_current_sqlite(f"sqlite:///{path}")


def test_a_database_that_is_not_a_sqlite_file_is_not_taken_for_current():
    assert not is_current_sqlite("postgresql://127.0.0.1/rolecall")


def test_an_empty_database_is_migrated_in_the_background(database_url: str):
    began = time.monotonic()
    migrate_in_background(database_url, QUIET)
    while get_revision(database_url) != head_revision():
        assert time.monotonic() - began < TIMEOUT_SECONDS
        time.sleep(0.05)


def test_the_process_that_migrates_logs_as_the_server_does(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    migrate_in_background(url, partial(configure, "INFO", "json"))
    said, until = "", time.monotonic() + TIMEOUT_SECONDS
    while "it was empty" not in said:
        assert time.monotonic() < until
        time.sleep(0.05)
        said += capfd.readouterr().err
    assert json.loads(said)["logger"] == "rolecall.storage"


def test_a_current_database_is_not_touched(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    migrate(url)
    before = (tmp_path / "one.sqlite3").stat().st_mtime_ns
    migrate_in_background(url, QUIET)
    assert (tmp_path / "one.sqlite3").stat().st_mtime_ns == before


def test_a_migration_is_logged(database_url: str, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.INFO):
        migrate_and_log(database_url)
    logged = [record.getMessage() for record in caplog.records if record.name.startswith("rolecall")]
    assert logged == [f"The database is at schema {head_revision()} now (it was empty)."]


def test_a_database_that_does_not_answer_is_logged_without_an_exception(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.INFO):
        migrate_and_log(f"sqlite:///{tmp_path / 'nowhere' / 'one.sqlite3'}")
    assert "of the database does not exist" in caplog.text


def test_a_migration_is_tried_until_the_database_is_there(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    folder = tmp_path / "later"
    url = f"sqlite:///{folder / 'one.sqlite3'}"
    pauses: list[float] = []

    def pause(seconds: float) -> bool:
        pauses.append(seconds)
        if len(pauses) == 2:
            folder.mkdir()
        return True

    migrate_and_log(url, pause)
    assert len(pauses) == 2
    assert is_current_sqlite(url)
    assert len([each for each in caplog.records if "does not exist" in each.getMessage()]) == 1


def test_an_older_version_changes_nothing_in_a_newer_database_and_says_so(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
):
    seen = SeenEvents(sqlite_url)
    assert find_state(sqlite_url) == "ok"
    with transaction(sqlite_url) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    _get_schema_guard.cache_clear()  # as two seconds later
    with pytest.raises(NewerSchemaError, match="changes nothing"):
        seen.first_time("T1", "E1", datetime.now(UTC))
    migrate_and_log(sqlite_url, lambda _: True)
    assert "which this version of Rolecall doesn't know" in caplog.text
    assert find_state(sqlite_url) == "newer than this version"


def test_a_database_that_cannot_be_written_is_not_ready(sqlite_url: str, caplog: pytest.LogCaptureFixture):
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        assert find_state(sqlite_url) == "cannot be written"
    assert "is locked by another program" in caplog.text
    assert find_state(sqlite_url) == "ok"
