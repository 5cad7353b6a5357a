import json
from datetime import UTC, datetime, timedelta

import pytest
from fakes.scratch_database import ScratchDatabase
from samples import use_cases
from samples.hiring import checklist, make_actor, make_rule_input, make_start_entry
from sqlalchemy import Connection, delete, insert

from bot.hiring import service
from bot.storage import engine
from bot.storage.engine import DatabaseUnavailableError, transaction
from bot.storage.installation_tables import slack_bots
from bot.storage.retention import Retention
from bot.storage.stored_data import FORGOTTEN, StoredData, Subject
from bot.storage.tables import deliveries, meanings, people
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ACTOR = make_actor()
PERSON, WORKSPACE = Subject("T1", ACTOR.user), Subject("T1")


@pytest.fixture
def data(database_url: str) -> StoredData:
    """A search of T1 that a person has worked on, what else is stored about them, and the same person in T2."""
    given = checklist()
    with SqlUnitOfWorkFactory(database_url).begin("T1") as uow:
        service.create_search(uow, given, make_start_entry(given))
    with SqlUnitOfWorkFactory(database_url).begin("T1") as uow:
        use_cases.apply_steps(uow, ACTOR, use_cases.SearchRef(), [("done", 1, make_rule_input())])
    user = ACTOR.user
    with transaction(database_url) as connection:
        for team in ("T1", "T2"):
            row = {"team_id": team, "channel_id": "C1", "abbreviation": "cpo", "role_id": "chro"}
            connection.execute(insert(meanings).values(row | {"chosen_by": user, "chosen_at": NOW}))
            person = {"user_id": user, "zone": "UTC", "deleted": False, "heard_at": NOW, "checked_at": NOW}
            connection.execute(insert(people).values({"team_id": team} | person))
            sent = {"kind": "departed", "recipient": f"{user}:S1", "day": NOW.date(), "claimed_at": NOW}
            connection.execute(insert(deliveries).values({"team_id": team} | sent))
        bot = {"client_id": "1.2", "app_id": "A1", "team_id": "T1", "bot_token": "encrypted"}
        rest = {"is_enterprise_install": False, "installed_at": NOW.replace(tzinfo=None)}
        connection.execute(insert(slack_bots).values(bot | rest))
    return StoredData(database_url)


def test_what_is_stored_about_a_person_is_counted_by_table(data: StoredData):
    found = data.count(PERSON)
    assert {"people", "deliveries", "meanings", "history", "items"} <= found.keys()
    assert "slack_bots" not in found


def test_another_workspace_and_another_person_are_not_included(data: StoredData):
    assert data.count(Subject("T3")) == {}
    assert data.count(Subject("T1", "U0NEVERSEEN")) == {}
    assert data.count(Subject("T1", ACTOR.user[:-1])) == {}


def test_an_export_has_every_row_and_no_token(data: StoredData):
    rows = list(data.export(WORKSPACE))
    assert len(rows) == sum(data.count(WORKSPACE).values())
    assert "encrypted" not in str(rows)
    assert json.dumps(rows, default=str)


def test_a_forgotten_person_is_named_nowhere_and_the_search_is_still_there(data: StoredData):
    before = data.count(WORKSPACE)
    data.forget(PERSON)
    assert data.count(PERSON) == {}
    assert ACTOR.user not in str(list(data.export(WORKSPACE)))
    assert FORGOTTEN in str(list(data.export(WORKSPACE)))
    after = data.count(WORKSPACE)
    assert {name: before[name] - after.get(name, 0) for name in before if before[name] != after.get(name, 0)} == {
        "people": 1,
        "deliveries": 1,
    }
    assert data.count(Subject("T2", ACTOR.user)).keys() == {"people", "deliveries", "meanings"}


def test_a_forgotten_workspace_has_no_rows_left_and_others_keep_theirs(data: StoredData):
    data.forget(WORKSPACE)
    assert data.count(WORKSPACE) == {}
    assert data.count(Subject("T2")) == {"people": 1, "deliveries": 1, "meanings": 1}


SLOW_DELETE = """
CREATE FUNCTION sleep_first() RETURNS trigger AS 'BEGIN PERFORM pg_sleep(0.3); RETURN OLD; END' LANGUAGE plpgsql;
CREATE TRIGGER slow BEFORE DELETE ON people FOR EACH ROW EXECUTE FUNCTION sleep_first()
"""


def insert_person(connection: Connection, user: str) -> None:
    row = {"team_id": "T1", "user_id": user, "zone": "UTC", "deleted": False, "heard_at": NOW, "checked_at": NOW}
    connection.execute(insert(people).values(row))


def test_a_deletion_may_take_longer_than_a_person_waits(scratch: ScratchDatabase, monkeypatch: pytest.MonkeyPatch):
    url = scratch.migrated()
    with transaction(url) as connection:
        insert_person(connection, "U1")
        connection.exec_driver_sql(SLOW_DELETE)
    monkeypatch.setattr(engine, "STATEMENT_SECONDS", 0.1)
    try:
        with pytest.raises(DatabaseUnavailableError), transaction(url) as connection:
            connection.execute(delete(people))
        StoredData(url).forget(Subject("T1", "U1"))
        with transaction(url) as connection:
            insert_person(connection, "U1")
        StoredData(url).forget(WORKSPACE)
        with transaction(url) as connection:
            insert_person(connection, "U1")
        Retention(url, people.c.heard_at, timedelta(days=1)).prune(NOW + timedelta(days=2))
        assert StoredData(url).count(WORKSPACE) == {}
    finally:
        with transaction(url) as connection:
            connection.exec_driver_sql("DROP FUNCTION sleep_first CASCADE")
