from datetime import UTC, datetime, timedelta

import pytest

from bot.hiring.people import Person, PersonRecord
from bot.storage import migrate
from bot.storage.people import SqlPersonRepository

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
PARIS = PersonRecord(Person("U1", "Europe/Paris"), NOW)


@pytest.fixture
def register(database_url: str) -> SqlPersonRepository:
    migrate(database_url)
    return SqlPersonRepository(database_url)


def test_nobody_is_known_at_first(register: SqlPersonRepository):
    assert register.get("T1", "U1") is None


@pytest.mark.parametrize("known", [PARIS, PersonRecord(Person("U1", "", deleted=True), NOW)])
def test_a_person_comes_back_as_kept(register: SqlPersonRepository, known: PersonRecord):
    register.put("T1", known, NOW)
    assert register.get("T1", "U1") == known


def test_a_person_is_kept_once_a_workspace(register: SqlPersonRepository):
    left = PersonRecord(Person("U1", "Europe/Rome", deleted=True), NOW + timedelta(days=1))
    register.put("T1", PARIS, NOW)
    register.put("T1", left, NOW)
    assert register.get("T1", "U1") == left
    assert register.get("T2", "U1") is None


def test_another_worker_on_the_same_database_knows_them_too(register: SqlPersonRepository, database_url: str):
    register.put("T1", PARIS, NOW)
    assert SqlPersonRepository(database_url).get("T1", "U1") == PARIS
