import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer
from time import sleep

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy import text as sql
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import RolecallError
from bot.storage.engine import get_engine, get_revision, transaction
from bot.storage.spares import RESTED


def test_an_empty_database_has_no_schema(empty_database_url: str):
    assert get_revision(empty_database_url) is None


def test_the_same_address_gives_the_same_engine(database_url: str):
    assert get_engine(database_url) is get_engine(database_url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_address_is_accepted_however_the_host_spells_it(scheme: str):
    assert get_engine(f"{scheme}://somebody:secret@127.0.0.1/rolecall").url.drivername == "postgresql+psycopg"


def test_sqlite_is_set_up_for_several_processes(tmp_path: Path):
    with transaction(f"sqlite:///{tmp_path / 'one.sqlite3'}", writable=False) as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 2000}


def test_a_sqlite_writer_waits_for_another_one(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    with get_engine(url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (text TEXT)")
        other = create_engine(url, connect_args={"timeout": 0.05})
        with pytest.raises(Exception, match="locked"), other.begin() as second:
            second.exec_driver_sql("CREATE TABLE more (text TEXT)")
        other.dispose()


@pytest.fixture
def notes(database_url: str) -> str:
    """A database with a table of notes."""
    with transaction(database_url) as connection:
        connection.exec_driver_sql("CREATE TABLE notes (text TEXT)")
    return database_url


def write(url: str, text: str) -> None:
    with transaction(url) as connection:
        connection.execute(sql("INSERT INTO notes VALUES (:text)"), {"text": text})


def read(url: str) -> list[str]:
    with transaction(url, writable=False) as connection:
        return [text for (text,) in connection.exec_driver_sql("SELECT text FROM notes ORDER BY text")]


def test_what_is_written_is_kept_when_the_transaction_is_left(notes: str):
    write(notes, "kept")
    assert read(notes) == ["kept"]


def test_what_fails_is_taken_back_and_the_next_one_is_let_in(notes: str):
    with pytest.raises(ZeroDivisionError), transaction(notes) as connection:
        1 / (connection.exec_driver_sql("INSERT INTO notes VALUES ('lost')").rowcount - 1)
    write(notes, "kept")
    assert read(notes) == ["kept"]


def test_whoever_reads_sees_what_was_kept_and_waits_for_nobody(notes: str):
    write(notes, "kept")
    with transaction(notes) as connection:
        connection.exec_driver_sql("INSERT INTO notes VALUES ('not yet')")
        assert read(notes) == ["kept"]
    assert read(notes) == ["kept", "not yet"]


def test_many_writers_are_let_in_one_after_the_other(notes: str):
    texts = [f"{number:02}" for number in range(50)]
    with ThreadPoolExecutor(25) as pool:
        list(pool.map(write, [notes] * len(texts), texts))
    assert read(notes) == texts


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[tuple[str, sqlite3.Connection]]:
    """A SQLite database in which somebody else, as another process would, can be at it."""
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    with transaction(url) as connection:
        connection.exec_driver_sql("CREATE TABLE notes (text TEXT)")
    other = sqlite3.connect(tmp_path / "one.sqlite3", isolation_level=None, check_same_thread=False)
    yield url, other
    other.close()


def test_a_writer_is_let_in_when_another_process_has_written(busy: tuple[str, sqlite3.Connection]):
    url, other = busy
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO notes VALUES ('first')")
    Timer(0.1, other.execute, ("COMMIT",)).start()
    write(url, "second")
    assert read(url) == ["first", "second"]


def test_where_another_process_never_ends_every_writer_is_told_in_time(busy: tuple[str, sqlite3.Connection]):
    url, other = busy
    other.execute("BEGIN IMMEDIATE")

    def told(text: str) -> type[Exception] | None:
        try:
            write(url, text)
        except SQLAlchemyError as error:
            return type(error)
        return None

    with ThreadPoolExecutor(3) as pool:
        assert None not in set(pool.map(told, ("one", "two", "three")))
    other.execute("COMMIT")
    write(url, "four")
    assert read(url) == ["four"]


def test_a_writer_whose_database_cannot_be_opened_can_try_again(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'later' / 'one.sqlite3'}"
    with pytest.raises(SQLAlchemyError):
        write(url, "lost")
    (tmp_path / "later").mkdir()
    with transaction(url) as connection:
        connection.exec_driver_sql("CREATE TABLE notes (text TEXT)")
    write(url, "kept")
    assert read(url) == ["kept"]


def test_a_connection_that_was_cut_while_nobody_used_it_is_replaced(postgres: str):
    url = f"{postgres}&application_name=rolecall_cut"
    with transaction(url) as connection:
        first = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    with psycopg.connect(postgres, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", (first,))
    sleep(RESTED)
    with transaction(url) as connection:
        assert connection.exec_driver_sql("SELECT pg_backend_pid()").scalar() != first


def test_a_connection_that_rested_is_used_again(postgres: str):
    url = f"{postgres}&application_name=rolecall_rested"
    backends = set()
    for _ in range(2):
        with transaction(url) as connection:
            backends.add(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar())
        sleep(RESTED)
    assert len(backends) == 1


def test_an_address_of_nothing_we_know_is_explained():
    with pytest.raises(RolecallError, match=r"sqlite:///rolecall\.sqlite3"):
        get_engine("just some words")


def test_a_database_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(RolecallError, match="does not answer") as caught:
        get_revision("postgresql://somebody:secret@127.0.0.1:1/rolecall")
    assert "127.0.0.1:1/rolecall" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_sqlite_file_in_no_folder_is_explained(tmp_path: Path):
    with pytest.raises(RolecallError, match="Check DATABASE_URL"):
        get_revision(f"sqlite:///{tmp_path / 'nowhere' / 'one.sqlite3'}")
