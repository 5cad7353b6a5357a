from pathlib import Path
from urllib.parse import quote

import pytest
from fakes.postgres_refusal import refusing_postgres
from fakes.scratch_database import ScratchDatabase
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import inspect

from bot.errors import RolecallError
from bot.storage import migrate
from bot.storage.connection_problems import describe_database, parse_database_url
from bot.storage.engine import get_engine, get_revision
from bot.storage.inspection import require_writable

PASSWORDS = st.text("ab1@:/?#%&[]+= \u00fc", min_size=1, max_size=12).map(lambda text: f"hush{text}hush")


def explained(url: str) -> str:
    with pytest.raises(RolecallError) as caught:
        get_revision(url)
    assert caught.value.next_step
    return str(caught.value)


@pytest.mark.parametrize(
    ("code", "message", "words"),
    [
        ("28P01", 'password authentication failed for user "u"', "refuses the user or the password"),
        ("28000", 'role "u" does not exist', "does not know the user"),
        ("3D000", 'database "rolecall" does not exist', "has no database of that name"),
        (
            "28000",
            'no pg_hba.conf entry for host "10.0.0.1", user "u", SSL off',
            "refuses this machine or an unencrypted connection. Add ?sslmode",
        ),
        ("53300", "sorry, too many clients already", "has no connection left"),
        ("57P03", "the database system is starting up", "is starting or stopping"),
        ("42501", 'permission denied for database "rolecall"', "does not let the user do that"),
        ("XX000", "something new", "does not answer (OperationalError)"),
    ],
)
def test_what_postgresql_refuses_is_explained(code: str, message: str, words: str):
    with refusing_postgres(code, message) as address:
        text = explained(f"postgresql://u:hush@{address}/rolecall")
    assert f"The database at {address}/rolecall {words}" in text
    assert "hush" not in text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("127.0.0.1:1", "does not accept connections. Start it"),
        ("no-such-host.invalid", "cannot be found: its host name is unknown"),
    ],
)
def test_a_server_that_is_not_there_is_explained(address: str, words: str):
    assert words in explained(f"postgresql://u:hush@{address}/rolecall")


def test_a_database_that_a_real_server_does_not_have_is_explained(scratch: ScratchDatabase):
    url = scratch.empty()
    assert "has no database of that name" in explained(url.replace("/scratch?", "/no_such_database?"))


def test_the_folder_of_a_sqlite_file_is_named_if_it_is_missing(tmp_path: Path):
    text = explained(f"sqlite:///{tmp_path / 'nowhere' / 'one.sqlite3'}")
    assert (
        text
        == f"The folder {tmp_path / 'nowhere'} of the database does not exist. Run `mkdir -p {tmp_path / 'nowhere'}`."
    )


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path):
    assert "cannot be opened. Give the user" in explained(f"sqlite:///{tmp_path}")


def test_a_file_of_another_kind_is_named(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("not a database, just words\n" * 100)
    assert "is not a SQLite database" in explained(f"sqlite:///{tmp_path / 'notes.txt'}")


def test_trying_to_write_leaves_nothing_behind(empty_database_url: str):
    require_writable(empty_database_url)
    require_writable(empty_database_url)
    assert get_revision(empty_database_url) is None
    assert inspect(get_engine(empty_database_url)).get_table_names() == []


def test_a_file_that_cannot_be_written_is_noticed(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    migrate(url)
    require_writable(url)
    with pytest.raises(RolecallError, match="cannot be written"):
        require_writable(f"sqlite:///file:{tmp_path / 'one.sqlite3'}?mode=ro&uri=true")


@pytest.mark.parametrize(
    "url",
    ["", "just some words", "postgresql", "postgresql://h:notaport/db"],
)
def test_what_is_no_database_url_is_explained_with_examples(url: str):
    with pytest.raises(RolecallError, match=r"is not a database URL\. Use sqlite:///rolecall\.sqlite3"):
        parse_database_url(url)


@given(PASSWORDS)
@example("S3cr@tpart")
@example("S3cr@tpart:Two")
@example("S3cr/t@5")
@example("S3cr?t@5#x")
def test_no_part_of_a_password_is_ever_shown(password: str):
    for url in (
        f"postgresql://u:{password}@127.0.0.1:1/db",
        f"postgresql://u:{quote(password, safe='')}@127.0.0.1:1/db",
    ):
        try:
            shown = describe_database(parse_database_url(url))
        except RolecallError as error:
            shown = str(error)
            assert "write @ as %40" in shown
        assert not any(part in shown for part in ("hush", "S3cr", "tpart", "Two"))


def test_a_password_written_as_it_should_be_is_read():
    assert parse_database_url("postgresql://u:S3cr%40t%3A%2F@h:5/db").password == "S3cr@t:/"


def test_a_user_name_may_contain_an_at_sign():
    address = parse_database_url("postgresql://user@server:hush@host/db")
    assert (address.username, address.host) == ("user@server", "host")


def test_options_are_not_shown():
    assert describe_database(parse_database_url("postgresql://u@h/db?password=hush")) == "h/db"
    assert describe_database(parse_database_url("postgresql:///db?password=hush")) == "the local socket/db"
