"""Connections on which every statement stands for itself, at a real PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.storage.engine import get_engine
from bot.storage.spares import MOST, Spares


@pytest.fixture
def spares(postgres: str) -> Iterator[Spares]:
    """Spares of an engine of their own, on a database with a table of notes."""
    database = get_engine(f"{postgres}&application_name=spares")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS spare_notes (text text)")
        connection.execute("TRUNCATE spare_notes")
    yield Spares(database)
    database.dispose()


@contextmanager
def one(spares: Spares) -> Iterator[Connection]:
    spare = spares.take()
    try:
        yield spare.connection
    finally:
        spares.give_back(spare)


def connected(postgres: str) -> int:
    """How many connections the spares and their engine have."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'spares'"
        [[found]] = connection.execute(asked).fetchall()
    return int(found)


def test_what_is_written_is_there_at_once(spares: Spares, postgres: str):
    with one(spares) as connection, psycopg.connect(postgres) as other:
        connection.exec_driver_sql("INSERT INTO spare_notes VALUES ('one')")
        assert other.execute("SELECT text FROM spare_notes").fetchall() == [("one",)]


def test_one_that_was_given_back_is_taken_again(spares: Spares, postgres: str):
    for _ in range(3):
        with one(spares) as connection:
            connection.exec_driver_sql("SELECT 1")
            assert connected(postgres) == 1
    assert connected(postgres) == 1


def test_of_many_only_so_many_are_kept(spares: Spares, postgres: str):
    for spare in [spares.take() for _ in range(MOST + 2)]:
        spares.give_back(spare)
    assert connected(postgres) == MOST


def test_what_a_block_raises_costs_no_connection(spares: Spares, postgres: str):
    with pytest.raises(ZeroDivisionError), one(spares):
        1 / 0  # noqa: B018  it is to fail
    assert connected(postgres) == 1


def cut_all(postgres: str) -> None:
    with psycopg.connect(postgres, autocommit=True) as connection:
        asked = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'spares'"
        connection.execute(asked)


def test_those_that_were_cut_while_nobody_used_them_are_replaced(
    spares: Spares, postgres: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.storage.spares.RESTED", 0.0)
    with one(spares), one(spares):
        pass
    cut_all(postgres)
    for _ in range(2):
        with one(spares) as connection:
            assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    assert connected(postgres) == 1


def test_one_that_rested_and_still_stands_is_used_again(spares: Spares, postgres: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.storage.spares.RESTED", 0.0)
    for _ in range(2):
        with one(spares) as connection:
            assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    assert connected(postgres) == 1


def test_one_that_breaks_in_use_is_not_kept(spares: Spares, postgres: str):
    with one(spares) as connection:
        cut_all(postgres)
        with pytest.raises(DBAPIError):
            connection.exec_driver_sql("SELECT 1")
    with one(spares) as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    assert connected(postgres) == 1


def test_all_are_closed_with_their_engine(spares: Spares, postgres: str):
    with one(spares), one(spares):
        pass
    assert connected(postgres) == 2
    get_engine(f"{postgres}&application_name=spares").dispose()
    assert connected(postgres) == 0
