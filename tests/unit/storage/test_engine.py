from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from bot.errors import RolecallError
from bot.storage.engine import get_engine, get_revision, insert_all_absent, insert_if_absent, transaction, upsert
from bot.storage.tables import meanings

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ROW = {"team_id": "T1", "channel_id": "C1", "abbreviation": "cpo", "chosen_by": "U1", "chosen_at": NOW}


def test_an_empty_database_has_no_schema(empty_database_url: str):
    assert get_revision(empty_database_url) is None


def test_the_same_url_gives_the_same_engine(database_url: str):
    assert get_engine(database_url) is get_engine(database_url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_url_is_accepted_as_hosting_providers_write_it(scheme: str):
    assert get_engine(f"{scheme}://user:secret@127.0.0.1/rolecall").url.drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    "url",
    ["mysql://user:secret@127.0.0.1/rolecall", "nosuchsql://host/name", "postgresql+asyncpg://user:secret@h/rolecall"],
)
def test_an_unsupported_kind_of_database_is_explained(url: str):
    with pytest.raises(RolecallError, match=r"that Rolecall cannot use: .*sqlite:///rolecall\.sqlite3") as caught:
        get_engine(url)
    assert "secret" not in str(caught.value)


def test_a_database_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(RolecallError, match="does not accept connections") as caught:
        get_revision("postgresql://user:secret@127.0.0.1:1/rolecall")
    assert "127.0.0.1:1/rolecall" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_sqlite_file_in_a_missing_folder_is_explained(tmp_path: Path):
    with pytest.raises(RolecallError, match="of the database does not exist"):
        get_revision(f"sqlite:///{tmp_path / 'nowhere' / 'one.sqlite3'}")


# Transactions


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


def test_a_transaction_is_committed_at_the_end_of_its_block(notes: str):
    write(notes, "kept")
    assert read(notes) == ["kept"]


def test_an_exception_rolls_the_transaction_back_and_the_next_one_works(notes: str):
    with pytest.raises(ZeroDivisionError), transaction(notes) as connection:
        1 / (connection.exec_driver_sql("INSERT INTO notes VALUES ('lost')").rowcount - 1)
    write(notes, "kept")
    assert read(notes) == ["kept"]


def test_a_reader_sees_what_is_committed_and_does_not_wait_for_a_writer(notes: str):
    write(notes, "kept")
    with transaction(notes) as connection:
        connection.exec_driver_sql("INSERT INTO notes VALUES ('not yet')")
        assert read(notes) == ["kept"]
    assert read(notes) == ["kept", "not yet"]


def test_many_threads_can_write_at_the_same_time(notes: str):
    texts = [f"{number:02}" for number in range(50)]
    with ThreadPoolExecutor(25) as pool:
        list(pool.map(write, [notes] * len(texts), texts))
    assert read(notes) == texts


def test_a_connection_that_was_cut_while_it_was_idle_is_replaced(postgres: str):
    url = f"{postgres}&application_name=rolecall_cut"
    with transaction(url) as connection:
        first = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    with psycopg.connect(postgres, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", (first,))
    with transaction(url) as connection:
        assert connection.exec_driver_sql("SELECT pg_backend_pid()").scalar() != first


def test_an_idle_connection_is_used_again(postgres: str):
    url = f"{postgres}&application_name=rolecall_idle"
    backends = set()
    for _ in range(3):
        with transaction(url) as connection:
            backends.add(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar())
    assert len(backends) == 1


# Upserts


def prepared_statements(url: str) -> int:
    """How many statements are prepared on a connection that has run the same one ten times."""
    with transaction(url, writable=False) as connection:
        for number in range(10):
            connection.execute(sql("SELECT CAST(:number AS integer)"), {"number": number})
        return int(connection.execute(sql("SELECT count(*) FROM pg_prepared_statements")).scalar_one())


def test_behind_pgbouncer_no_statements_are_prepared(postgres: str):
    assert prepared_statements(postgres) > 0
    assert prepared_statements(f"{postgres}&pgbouncer=true") == 0


def test_an_upsert_replaces_the_row_with_the_same_key_and_no_other(database_url: str):
    with transaction(database_url) as connection:
        for role in ("chro", "cpo_product"):
            upsert(connection, meanings, ROW | {"role_id": role})
        upsert(connection, meanings, ROW | {"role_id": "chro", "channel_id": "C2"})
        found = connection.execute(select(meanings.c.channel_id, meanings.c.role_id).order_by("channel_id")).all()
    assert found == [("C1", "cpo_product"), ("C2", "chro")]


def test_an_upsert_leaves_the_columns_to_keep_as_they_are(database_url: str):
    with transaction(database_url) as connection:
        for number in (0, 1):
            row = ROW | {"role_id": f"role{number}", "chosen_at": NOW + timedelta(days=number)}
            upsert(connection, meanings, row, keep_columns=frozenset({"chosen_at"}))
        found = connection.execute(select(meanings.c.role_id, meanings.c.chosen_at)).all()
    assert found == [("role1", NOW)]


def test_a_row_is_inserted_only_if_its_key_is_free(database_url: str):
    with transaction(database_url) as connection:
        assert insert_if_absent(connection, meanings, ROW | {"role_id": "chro"})
        assert not insert_if_absent(connection, meanings, ROW | {"role_id": "cpo_product"})
        insert_all_absent(connection, meanings, [ROW | {"role_id": "cfo", "channel_id": each} for each in ("C1", "C2")])
        found = connection.execute(select(meanings.c.channel_id, meanings.c.role_id).order_by("channel_id")).all()
    assert found == [("C1", "chro"), ("C2", "cfo")]


def test_threads_that_upsert_the_same_row_together_leave_one_of_theirs(database_url: str):

    def write(number: int) -> None:
        with transaction(database_url) as connection:
            upsert(connection, meanings, ROW | {"role_id": f"role{number}"})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(12)))
    with transaction(database_url, writable=False) as connection:
        [found] = connection.scalars(select(meanings.c.role_id))
    assert found in {f"role{number}" for number in range(12)}
