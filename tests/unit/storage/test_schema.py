import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from samples import use_cases
from samples.hiring import CHANNEL, checklist, make_actor, make_rule_input, make_start_entry
from sqlalchemy import Date, column, table, text

from bot.__main__ import main
from bot.errors import RolecallError
from bot.hiring import service
from bot.storage import (
    installation_tables,  # noqa: F401  adds its tables to the metadata
    migrate,
)
from bot.storage.conversations import SqlConversationRepository
from bot.storage.engine import get_engine, get_revision
from bot.storage.meanings import SqlMeaningRepository
from bot.storage.schema import MIGRATIONS, head_revision
from bot.storage.seen_events import SeenEvents
from bot.storage.tables import metadata
from bot.storage.unit_of_work import SqlUnitOfWorkFactory
from bot.understanding.intents import Intent

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    return empty_database_url


def test_an_empty_database_is_brought_to_the_newest_schema(database_url: str):
    assert get_revision(database_url) is None
    assert migrate(database_url) == f"The database is at schema {head_revision()} now (it was empty)."
    assert get_revision(database_url) == head_revision()


def test_migrating_again_changes_nothing(database_url: str):
    migrate(database_url)
    assert migrate(database_url) == f"The database is up to date (schema {head_revision()})."


def test_the_migrations_create_exactly_the_tables_that_the_code_uses(database_url: str):
    migrate(database_url)
    with get_engine(database_url).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_processes_that_start_together_migrate_once(database_url: str):
    program = "import sys; from bot.storage import migrate; print(migrate(sys.argv[1]))"
    processes = [
        subprocess.Popen([sys.executable, "-c", program, database_url], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    outputs = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert all(head_revision() in output for output in outputs)
    assert get_revision(database_url) == head_revision()


def test_every_migration_can_be_reverted(database_url: str):
    migrate(database_url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with get_engine(database_url).begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert get_revision(database_url) is None
    assert "it was empty" in migrate(database_url)


def at_schema(database_url: str, wanted: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with get_engine(database_url).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, wanted)


EARLIER = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions() if script.nextrev]


@pytest.mark.parametrize("earlier", EARLIER)
def test_a_database_at_an_earlier_schema_is_migrated_with_its_content(database_url: str, earlier: str):
    at_schema(database_url, earlier)
    events, conversations, meanings = (
        SeenEvents(database_url),
        SqlConversationRepository(database_url),
        SqlMeaningRepository(database_url),
    )
    assert events.first_time("T1", "Ev1", NOW)
    if earlier >= "0002":
        conversations.save_intent("T1", "C1", "", Intent("help"), NOW)
        meanings.choose("T1", "C1", ("cpo", "chro"), "U1", NOW)
    assert migrate(database_url) == f"The database is at schema {head_revision()} now (it was at {earlier})."
    assert not events.first_time("T1", "Ev1", NOW)
    assert conversations.last_intent("T1", "C1", "", NOW) == (Intent("help") if earlier >= "0002" else None)
    assert meanings.list_in_channel("T1", "C1") == ((("cpo", "chro"),) if earlier >= "0002" else ())


@pytest.mark.parametrize("earlier", [None, *EARLIER])
def test_a_search_can_be_changed_after_a_migration_from_any_schema(database_url: str, earlier: str | None):
    if earlier:
        at_schema(database_url, earlier)
    migrate(database_url)
    given = checklist()
    with SqlUnitOfWorkFactory(database_url).begin("T1") as uow:
        service.create_search(uow, given, make_start_entry(given))
    with SqlUnitOfWorkFactory(database_url).begin("T1") as uow:
        use_cases.apply_steps(uow, make_actor(), use_cases.SearchRef(), [("done", 1, make_rule_input())])
    with SqlUnitOfWorkFactory(database_url).begin("T1", writable=False) as uow:
        [found] = uow.open_searches_in(CHANNEL)
        assert uow.checklist(found).items[0].state == "done"


def migrated_from(earlier: str | None) -> str:
    return (
        f"The database is at schema {head_revision()} now ({f'it was at {earlier}' if earlier else 'it was empty'}).\n"
    )


def test_the_command_runs_every_migration_in_a_process_of_its_own(database_url: str):
    given = {**os.environ, "DATABASE_URL": database_url}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "migrate"], env=given, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == migrated_from(None)
    assert get_revision(database_url) == head_revision()


@pytest.mark.parametrize("earlier", EARLIER)
def test_the_command_migrates_from_any_schema(
    database_url: str, earlier: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    at_schema(database_url, earlier)
    monkeypatch.setenv("DATABASE_URL", database_url)
    assert main(["migrate"]) == 0
    assert capsys.readouterr().out == migrated_from(earlier)
    assert get_revision(database_url) == head_revision()


def test_a_database_written_by_a_newer_rolecall_is_left_alone(database_url: str):
    migrate(database_url)
    with get_engine(database_url).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RolecallError, match="9999, which this version of Rolecall doesn't know"):
        migrate(database_url)


def test_a_database_that_does_not_answer_is_explained(tmp_path: Path):
    with pytest.raises(RolecallError, match="of the database does not exist"):
        migrate(f"sqlite:///{tmp_path / 'nowhere' / 'one.sqlite3'}")


def history_at_0003(database_url: str, lines: list[tuple[str, str, int]]) -> None:
    """Add searches S1 and S2 with these rows of history: id of the search, id of the entry, place in it."""
    search = dict.fromkeys(("enterprise_id", "channel_id", "short", "role_id", "title", "name", "owner_id"), "")
    search |= {"state": "open", "reason": "", "weekly": True, "card_ts": "", "created_at": NOW, "phases": ()}
    search |= {"team_id": "T1", "starts_on": NOW.date(), "targeted": True}
    line = dict.fromkeys(("verb", "why", "by", "undoes"), "")
    line |= {"team_id": "T1", "fields": "[]", "number": 1, "at": 1}
    history = table("history", *map(column, (*line, "search_id", "act_id", "place")))
    with get_engine(database_url).begin() as connection:
        connection.execute(metadata.tables["searches"].insert(), [search | {"id": each} for each in ("S1", "S2")])
        for search_id, act_id, place in lines:
            connection.execute(history.insert(), line | {"search_id": search_id, "act_id": act_id, "place": place})


SNOOZED = '[["snoozed", null, "2026-11-10"]]'
DUE = '[["due", null, "2026-11-09"], ["snoozed", "2026-11-10", null]]'


@pytest.mark.parametrize(("assignee", "person"), [("U1", "U1"), ("", "U0")])
def test_the_migration_gives_a_snooze_to_the_person_who_was_reminded(database_url: str, assignee: str, person: str):
    at_schema(database_url, "0003")
    history_at_0003(database_url, [("S1", "b", 0), ("S1", "a", 0)])
    insert_item_at_0003(database_url, assignee)
    with get_engine(database_url).begin() as connection:
        connection.execute(text("UPDATE searches SET owner_id = 'U0'"))
        for entry, fields in (("b", SNOOZED), ("a", DUE)):
            connection.execute(text("UPDATE history SET fields = :f WHERE act_id = :a"), {"f": fields, "a": entry})
    migrate(database_url)
    pairs = ((person, "2026-11-10"),)
    with SqlUnitOfWorkFactory(database_url).begin("T1", writable=False) as uow:
        search = uow.search("S1")
        assert search
        [item] = uow.checklist(search).items
        newest, oldest = uow.history(search)
    assert item.snoozes == pairs
    assert oldest.changes[0].fields == (("snoozes", (), pairs),)
    assert newest.changes[0].fields[1] == ("snoozes", pairs, ())


def insert_item_at_0003(database_url: str, assignee: str) -> None:
    """Add item 1 to search S1, snoozed until 10 November 2026."""
    row = dict.fromkeys(("key", "phase", "title", "meaning", "usual_owner", "evidence_wanted", "needs", "cautions"), "")
    row |= dict.fromkeys(("sources", "evidence", "note", "reason", "closed_by"), "")
    row |= {"team_id": "T1", "search_id": "S1", "number": 1, "suggested": False, "takes": 0, "state": "open"}
    row |= {"assignee": assignee, "snoozed": "2026-11-10", "gone": False}
    items = table("items", *(column(name) for name in row if name != "snoozed"), column("snoozed", Date))
    with get_engine(database_url).begin() as connection:
        connection.execute(items.insert(), row | {"snoozed": date(2026, 11, 10)})


def test_the_migration_numbers_the_history_entries_of_each_search_in_their_order(database_url: str):
    at_schema(database_url, "0003")
    lines = [("S1", "b", 0), ("S2", "x", 0), ("S1", "a", 0), ("S1", "a", 1), ("S2", "w", 0), ("S1", "c", 0)]
    history_at_0003(database_url, lines)
    migrate(database_url)
    with get_engine(database_url).connect() as connection:
        versions = connection.execute(text("SELECT search_id, act_id, place, version FROM history ORDER BY id")).all()
    assert [tuple(row) for row in versions] == [
        ("S1", "b", 0, 1),
        ("S2", "x", 0, 1),
        ("S1", "a", 0, 2),
        ("S1", "a", 1, 2),
        ("S2", "w", 0, 2),
        ("S1", "c", 0, 3),
    ]
