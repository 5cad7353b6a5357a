import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import create_engine
from sqlalchemy import text as sql
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.engine import get_engine, transaction


def write(url: str, text: str) -> None:
    with transaction(url) as connection:
        connection.execute(sql("INSERT INTO notes VALUES (:text)"), {"text": text})


def read(url: str) -> list[str]:
    with transaction(url, writable=False) as connection:
        return [text for (text,) in connection.exec_driver_sql("SELECT text FROM notes ORDER BY text")]


def test_a_connection_is_set_up_for_several_processes(tmp_path: Path):
    with transaction(f"sqlite:///{tmp_path / 'one.sqlite3'}", writable=False) as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 2000}


def test_a_transaction_of_the_engine_locks_the_database_when_it_begins(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    with get_engine(url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (text TEXT)")
        other = create_engine(url, connect_args={"timeout": 0.05})
        with pytest.raises(Exception, match="locked"), other.begin() as second:
            second.exec_driver_sql("CREATE TABLE more (text TEXT)")
        other.dispose()


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[tuple[str, sqlite3.Connection]]:
    """A database with a table of notes, and a connection to it as another process would have."""
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    with transaction(url) as connection:
        connection.exec_driver_sql("CREATE TABLE notes (text TEXT)")
    other = sqlite3.connect(tmp_path / "one.sqlite3", isolation_level=None, check_same_thread=False)
    yield url, other
    other.close()


def test_a_writer_waits_until_another_process_has_written(shared: tuple[str, sqlite3.Connection]):
    url, other = shared
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO notes VALUES ('first')")
    Timer(0.1, other.execute, ("COMMIT",)).start()
    write(url, "second")
    assert read(url) == ["first", "second"]


def test_writers_get_an_error_in_time_if_another_process_never_stops_writing(shared: tuple[str, sqlite3.Connection]):
    url, other = shared
    other.execute("BEGIN IMMEDIATE")

    def error_of(text: str) -> type[Exception] | None:
        try:
            write(url, text)
        except SQLAlchemyError as error:
            return type(error)
        return None

    with ThreadPoolExecutor(3) as pool:
        assert None not in set(pool.map(error_of, ("one", "two", "three")))
    other.execute("COMMIT")
    write(url, "four")
    assert read(url) == ["four"]


def test_a_writer_can_try_again_after_the_database_could_not_be_opened(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'later' / 'one.sqlite3'}"
    with pytest.raises(SQLAlchemyError):
        write(url, "lost")
    (tmp_path / "later").mkdir()
    with transaction(url) as connection:
        connection.exec_driver_sql("CREATE TABLE notes (text TEXT)")
    write(url, "kept")
    assert read(url) == ["kept"]


def test_only_the_owner_can_read_the_file_and_those_beside_it(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    with transaction(url) as connection:
        connection.exec_driver_sql("CREATE TABLE one (id INTEGER)")
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("new.sqlite3", "new.sqlite3-wal", "new.sqlite3-shm"), 0o600)
