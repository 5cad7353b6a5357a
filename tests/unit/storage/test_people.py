from datetime import UTC, datetime, timedelta

import pytest

from bot.hiring.people import Person, PersonRecord
from bot.storage.people import SqlPersonRepository

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
PARIS = PersonRecord(Person("U1", "Europe/Paris"), NOW)


@pytest.fixture
def repository(database_url: str) -> SqlPersonRepository:
    return SqlPersonRepository(database_url)


def test_an_empty_database_has_no_record_of_a_person(repository: SqlPersonRepository):
    assert repository.get("T1", "U1") is None


@pytest.mark.parametrize("record", [PARIS, PersonRecord(Person("U1", "", deleted=True), NOW)])
def test_a_record_comes_back_as_it_was_stored(repository: SqlPersonRepository, record: PersonRecord):
    repository.put("T1", record, NOW)
    assert repository.get("T1", "U1") == record


def test_a_new_record_replaces_the_one_of_the_same_person_and_workspace(repository: SqlPersonRepository):
    left = PersonRecord(Person("U1", "Europe/Rome", deleted=True), NOW + timedelta(days=1))
    repository.put("T1", PARIS, NOW)
    repository.put("T1", left, NOW)
    assert repository.get("T1", "U1") == left
    assert repository.get("T2", "U1") is None


def test_another_process_on_the_same_database_has_the_record_too(repository: SqlPersonRepository, database_url: str):
    repository.put("T1", PARIS, NOW)
    assert SqlPersonRepository(database_url).get("T1", "U1") == PARIS
