from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.storage import migrate
from bot.storage.engine import get_engine
from bot.storage.meanings import SqlMeaningRepository
from bot.storage.tables import meanings

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
PRODUCT, PEOPLE, DATA = ("cpo", "cpo_product"), ("cpo", "chro"), ("cdo", "cdo")


@pytest.fixture
def kept(database_url: str) -> SqlMeaningRepository:
    migrate(database_url)
    return SqlMeaningRepository(database_url)


def test_a_channel_starts_without_meanings(kept: SqlMeaningRepository):
    assert kept.list_in_channel("T1", "C1") == ()


def test_the_meanings_of_a_channel_come_back_in_alphabetical_order(kept: SqlMeaningRepository):
    for meaning in (PRODUCT, DATA):
        kept.choose("T1", "C1", meaning, "U1", NOW)
    assert kept.list_in_channel("T1", "C1") == (DATA, PRODUCT)


def test_the_newest_choice_counts_and_says_who_made_it_when(kept: SqlMeaningRepository, database_url: str):
    kept.choose("T1", "C1", PEOPLE, "U1", NOW)
    kept.choose("T1", "C1", PRODUCT, "U2", NOW.replace(hour=10))
    assert kept.list_in_channel("T1", "C1") == (PRODUCT,)
    with get_engine(database_url).connect() as connection:
        [row] = connection.execute(select(meanings.c.chosen_by, meanings.c.chosen_at))
    assert row == ("U2", NOW.replace(hour=10).timestamp())


@pytest.mark.parametrize("there", [("T2", "C1"), ("T1", "C2")])
def test_a_meaning_holds_in_its_own_channel_of_its_own_workspace_alone(
    kept: SqlMeaningRepository, there: tuple[str, str]
):
    kept.choose("T1", "C1", PRODUCT, "U1", NOW)
    assert kept.list_in_channel(*there) == ()
    kept.forget(*there, "cpo")
    assert kept.list_in_channel("T1", "C1") == (PRODUCT,)


def test_what_is_forgotten_is_gone_and_the_rest_stays(kept: SqlMeaningRepository):
    for meaning in (PRODUCT, DATA):
        kept.choose("T1", "C1", meaning, "U1", NOW)
    kept.forget("T1", "C1", "cpo")
    kept.forget("T1", "C1", "cpo")
    assert kept.list_in_channel("T1", "C1") == (DATA,)


def test_another_worker_on_the_same_database_knows_it_too(kept: SqlMeaningRepository, database_url: str):
    kept.choose("T1", "C1", PRODUCT, "U1", NOW)
    assert SqlMeaningRepository(database_url).list_in_channel("T1", "C1") == (PRODUCT,)
