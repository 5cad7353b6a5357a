import json
import logging
import time
from functools import partial
from pathlib import Path

import pytest

from bot.logs import configure
from bot.storage import migrate
from bot.storage.engine import get_revision
from bot.storage.schema import head_revision
from bot.storage.startup import HEAD_REVISION, is_current_sqlite, migrate_and_log, migrate_in_background

QUIET = partial(configure, "ERROR", "text")


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    return empty_database_url


def test_the_newest_revision_is_the_one_that_the_migrations_end_with():
    assert head_revision() == HEAD_REVISION


def test_a_glance_tells_that_a_sqlite_file_is_up_to_date(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'with blank.sqlite3'}"
    assert not is_current_sqlite(url)
    migrate(url)
    assert is_current_sqlite(url)


@pytest.mark.parametrize("content", [b"", b"this is no database"])
def test_a_file_that_holds_no_schema_is_not_up_to_date(tmp_path: Path, content: bytes):
    path = tmp_path / "other.sqlite3"
    path.write_bytes(content)
    assert not is_current_sqlite(f"sqlite:///{path}")


def test_another_database_is_never_judged_at_a_glance():
    assert not is_current_sqlite("postgresql://127.0.0.1/rolecall")


def test_an_empty_database_is_migrated_beside_the_server(database_url: str):
    began = time.monotonic()
    migrate_in_background(database_url, QUIET)
    while get_revision(database_url) != head_revision():
        assert time.monotonic() - began < 30
        time.sleep(0.05)


def test_the_process_that_migrates_logs_as_the_server_does(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    migrate_in_background(url, partial(configure, "INFO", "json"))
    said, until = "", time.monotonic() + 30
    while "it was empty" not in said:
        assert time.monotonic() < until
        time.sleep(0.05)
        said += capfd.readouterr().err
    assert json.loads(said)["logger"] == "rolecall.storage"


def test_a_database_that_is_up_to_date_is_left_alone(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    migrate(url)
    before = (tmp_path / "one.sqlite3").stat().st_mtime_ns
    migrate_in_background(url, QUIET)
    assert (tmp_path / "one.sqlite3").stat().st_mtime_ns == before


def test_what_was_done_is_logged(database_url: str, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.INFO):
        migrate_and_log(database_url)
    said = [record.getMessage() for record in caplog.records if record.name.startswith("rolecall")]
    assert said == [f"The database is at schema {head_revision()} now (it was empty)."]


def test_a_database_that_does_not_answer_is_logged_and_nothing_stops(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.INFO):
        migrate_and_log(f"sqlite:///{tmp_path / 'nowhere' / 'one.sqlite3'}")
    assert "does not answer" in caplog.text
