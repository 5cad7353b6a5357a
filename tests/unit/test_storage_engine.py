from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.errors import RolecallError
from bot.storage.engine import engine, revision


def test_an_empty_database_has_no_schema(database_url: str):
    assert revision(database_url) is None


def test_the_same_address_gives_the_same_engine(database_url: str):
    assert engine(database_url) is engine(database_url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_address_is_accepted_however_the_host_spells_it(scheme: str):
    assert engine(f"{scheme}://somebody:secret@127.0.0.1/rolecall").url.drivername == "postgresql+psycopg"


def test_sqlite_is_set_up_for_several_processes(tmp_path: Path):
    with engine(f"sqlite:///{tmp_path / 'one.sqlite3'}").connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 2000}


def test_a_sqlite_writer_waits_for_another_one(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    with engine(url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (text TEXT)")
        other = create_engine(url, connect_args={"timeout": 0.05})
        with pytest.raises(Exception, match="locked"), other.begin() as second:
            second.exec_driver_sql("CREATE TABLE more (text TEXT)")
        other.dispose()


def test_an_address_of_nothing_we_know_is_explained():
    with pytest.raises(RolecallError, match=r"sqlite:///rolecall\.sqlite3"):
        engine("just some words")


def test_a_database_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(RolecallError, match="does not answer") as caught:
        revision("postgresql://somebody:secret@127.0.0.1:1/rolecall")
    assert "127.0.0.1:1/rolecall" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_sqlite_file_in_no_folder_is_explained(tmp_path: Path):
    with pytest.raises(RolecallError, match="Check DATABASE_URL"):
        revision(f"sqlite:///{tmp_path / 'nowhere' / 'one.sqlite3'}")
