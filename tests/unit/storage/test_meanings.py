from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.storage.engine import get_engine
from bot.storage.meanings import SqlMeaningRepository
from bot.storage.tables import meanings

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
PRODUCT, PEOPLE, DATA = ("cpo", "cpo_product"), ("cpo", "chro"), ("cdo", "cdo")


@pytest.fixture
def repository(database_url: str) -> SqlMeaningRepository:
    return SqlMeaningRepository(database_url)


def test_a_channel_has_no_meanings_at_first(repository: SqlMeaningRepository):
    assert repository.list_in_channel("T1", "C1") == ()


def test_the_meanings_of_a_channel_are_listed_in_alphabetical_order(repository: SqlMeaningRepository):
    for meaning in (PRODUCT, DATA):
        repository.choose("T1", "C1", meaning, "U1", NOW)
    assert repository.list_in_channel("T1", "C1") == (DATA, PRODUCT)


def test_the_latest_choice_counts_and_is_stored_with_person_and_time(
    repository: SqlMeaningRepository, database_url: str
):
    repository.choose("T1", "C1", PEOPLE, "U1", NOW)
    repository.choose("T1", "C1", PRODUCT, "U2", NOW.replace(hour=10))
    assert repository.list_in_channel("T1", "C1") == (PRODUCT,)
    with get_engine(database_url).connect() as connection:
        [row] = connection.execute(select(meanings.c.chosen_by, meanings.c.chosen_at))
    assert row == ("U2", NOW.replace(hour=10))


@pytest.mark.parametrize("there", [("T2", "C1"), ("T1", "C2")])
def test_a_meaning_is_valid_only_in_its_own_channel_of_its_own_workspace(
    repository: SqlMeaningRepository, there: tuple[str, str]
):
    repository.choose("T1", "C1", PRODUCT, "U1", NOW)
    assert repository.list_in_channel(*there) == ()
    repository.forget(*there, "cpo")
    assert repository.list_in_channel("T1", "C1") == (PRODUCT,)


def test_a_choice_can_be_undone_more_than_once_and_others_stay(repository: SqlMeaningRepository):
    for meaning in (PRODUCT, DATA):
        repository.choose("T1", "C1", meaning, "U1", NOW)
    repository.forget("T1", "C1", "cpo")
    repository.forget("T1", "C1", "cpo")
    assert repository.list_in_channel("T1", "C1") == (DATA,)


def test_another_process_on_the_same_database_has_the_choice_too(repository: SqlMeaningRepository, database_url: str):
    repository.choose("T1", "C1", PRODUCT, "U1", NOW)
    assert SqlMeaningRepository(database_url).list_in_channel("T1", "C1") == (PRODUCT,)
