from pathlib import Path

import pytest
from fakes.installation import Installation, api_error, api_result
from samples.hiring import search
from sqlalchemy import text

from bot.doctor.database_state import check_channels, check_database
from bot.playground.identities import TEAM
from bot.storage import migrate
from bot.storage.engine import get_engine
from bot.storage.search_queries import search_to_row
from bot.storage.tables import searches


def test_a_migrated_database_works(installation: Installation, database_url: str):
    installation.database_url = database_url
    assert installation.finds(check_database, level=None).keys() == {"database-current"}


def test_an_empty_database_is_fine_because_the_first_start_creates_the_tables(
    installation: Installation, empty_database_url: str
):
    installation.database_url = empty_database_url
    assert installation.finds(check_database, level=None).keys() == {"database-new"}


def test_a_sqlite_file_that_is_not_there_yet_is_fine_and_not_created(installation: Installation, tmp_path: Path):
    installation.database_url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    found = installation.finds(check_database, level=None)
    assert "does not exist yet; the first start creates it" in found["database-new"].summary
    assert not (tmp_path / "new.sqlite3").exists()


@pytest.mark.parametrize(
    ("revision", "name", "level", "words"),
    [
        ("0000", "database-old", "warning", "at schema 0000; the next start upgrades it"),
        ("9999", "database-newer", "problem", "newer than this Rolecall. Install the newest Rolecall"),
    ],
)
def test_a_database_at_another_schema_is_noticed(
    installation: Installation, revision: str, name: str, level: str, words: str
):
    with get_engine(installation.database_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    assert words in installation.finds_only(check_database, name, level)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "is not a database URL. Use sqlite:///rolecall.sqlite3"),
        ("mysql://u:hush@h/db", "that Rolecall cannot use: mysql"),
        ("postgresql+asyncpg://u:hush@h/db", "that Rolecall cannot use: postgresql+asyncpg"),
        ("postgresql://u:hush@127.0.0.1:1/db", "127.0.0.1:1/db does not accept connections. Start it"),
        ("postgresql://u:hush@tpart@127.0.0.1:1/db", "In the password, write @ as %40"),
        ("postgresql://u:hush@tpart:hush@127.0.0.1:1/db", "In the password, write @ as %40"),
        ("sqlite:////no/such/folder/one.sqlite3", "The folder /no/such/folder of the database does not exist."),
    ],
)
def test_a_database_that_cannot_be_used_is_explained_without_its_password(
    installation: Installation, url: str, words: str
):
    installation.database_url = url
    line = installation.finds_only(check_database, "database-unusable")
    assert words in line
    assert "hush" not in line
    assert list(check_channels(installation.context)) == []


def test_a_database_that_cannot_be_written_is_noticed(installation: Installation):
    path = installation.database_url.removeprefix("sqlite:///")
    installation.database_url = f"sqlite:///file:{path}?mode=ro&uri=true"
    assert "cannot be written" in installation.finds_only(check_database, "database-unusable")


# Channels


@pytest.fixture
def channel(installation: Installation) -> str:
    """The id of a channel of the office with an open search."""
    channel = next(each for each in installation.office.slack.workspace.channels.values() if not each.is_im)
    row = search_to_row(search(team=TEAM, channel=channel.id))
    with get_engine(installation.database_url).begin() as connection:
        connection.execute(searches.insert().values(row))
    return channel.id


@pytest.mark.usefixtures("channel")
def test_a_channel_that_rolecall_is_in_is_fine(installation: Installation):
    assert installation.finds(check_channels, level=None).keys() == {"channels-joined"}


def test_a_channel_that_rolecall_was_removed_from_is_named(installation: Installation, channel: str):
    found = {"id": channel, "name": "exec-search", "is_member": False, "is_archived": False}
    installation.link.overrides["conversations.info"] = api_result(channel=found)
    line = installation.finds_only(check_channels, "channel-not-joined")
    assert "A search is open in #exec-search, but Rolecall is not a member there. Type `/invite @Rolecall`" in line


def test_a_channel_that_slack_no_longer_shows_is_named_by_its_id(installation: Installation, channel: str):
    installation.link.overrides["conversations.info"] = api_error("channel_not_found")
    assert channel in installation.finds_only(check_channels, "channel-not-joined")


def test_an_archived_channel_is_noticed(installation: Installation, channel: str):
    found = {"id": channel, "name": "exec-search", "is_member": True, "is_archived": True}
    installation.link.overrides["conversations.info"] = api_result(channel=found)
    assert "which is archived" in installation.finds_only(check_channels, "channel-archived", "warning")


def test_without_searches_slack_is_not_asked_about_channels(installation: Installation):
    assert list(check_channels(installation.context)) == []
    assert "conversations.info" not in {call.method for call in installation.office.slack.api.calls}


def test_an_empty_database_has_no_channels(installation: Installation, tmp_path: Path):
    installation.database_url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    assert list(check_channels(installation.context)) == []
    migrate(installation.database_url)
    assert list(check_channels(installation.context)) == []
