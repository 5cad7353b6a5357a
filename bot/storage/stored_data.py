"""Everything that is stored about a workspace, or about a person in it: counting, exporting and deleting it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    Text,
    TypeDecorator,
    delete,
    false,
    func,
    literal,
    or_,
    select,
    type_coerce,
    update,
)

from bot.storage import installation_tables  # noqa: F401  adds its tables to the metadata
from bot.storage.engine import MAINTENANCE_SECONDS, require_database, transaction
from bot.storage.insight_tables import entry_records
from bot.storage.scorecard_tables import scorecards
from bot.storage.tables import items, metadata
from bot.storage.workspaces import SqlWorkspaceRepository

FORGOTTEN = "U0FORGOTTEN"
"""Takes the place of the id of a person who was forgotten, so that a history stays complete without naming them."""
SECRETS = frozenset({"bot_token", "bot_refresh_token", "user_token", "user_refresh_token"})
"""Columns that are never exported."""
SEALED = "sealed until the scores are open"
"""Takes the place of what is in a sealed scorecard of another person."""


class Subject(NamedTuple):
    """A workspace, or a person in it."""

    team: str
    user: str = ""


class StoredData:
    """The rows about a subject. Every method raises RolecallError if the database doesn't answer."""

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url

    def count(self, subject: Subject) -> dict[str, int]:
        """How many rows of each table are about the subject; tables without any are left out."""
        with require_database(self._url), self._transaction(writable=False) as connection:
            found = {
                table.name: connection.scalar(select(func.count()).select_from(table).where(_is_about(table, subject)))
                for table in _tables()
            }
        return {name: number for name, number in found.items() if number}

    def export(self, subject: Subject) -> Iterator[dict[str, Any]]:
        """Each row about the subject, with the name of its table as `table`.

        Tokens are left out, and so is what is in sealed scorecards of other people.
        """
        with require_database(self._url), self._transaction(writable=False) as connection:
            for table in _tables():
                columns = [each for each in table.c if each.name not in SECRETS]
                for row in connection.execute(select(*columns).where(_is_about(table, subject))):
                    values = row._asdict()
                    yield {"table": table.name, **(_seal(values, subject) if table is scorecards else values)}

    def forget(self, subject: Subject) -> None:
        """Delete a workspace with everything in it; or a person, who is replaced by FORGOTTEN in what others share.

        What a person was assigned, and entries that were handed over to them, have no owner afterwards.
        """
        if not subject.user:
            SqlWorkspaceRepository(self._url).delete_data(subject.team)
            return
        with require_database(self._url), self._transaction() as connection:
            is_theirs = (items.c.team_id == subject.team, items.c.assignee == subject.user)
            connection.execute(update(items).where(*is_theirs).values(assignee=""))
            owned = (entry_records.c.team_id == subject.team, entry_records.c.owner_id == subject.user)
            connection.execute(update(entry_records).where(*owned).values(owner_id=""))
            for table in reversed(_tables()):
                _forget_person(connection, table, subject)

    def _transaction(self, *, writable: bool = True) -> AbstractContextManager[Connection]:
        return transaction(self._url, writable=writable, seconds=MAINTENANCE_SECONDS)


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if "team_id" in table.c]


def _seal(card: dict[str, Any], subject: Subject) -> dict[str, Any]:
    """The row of a scorecard as it may be exported."""
    is_readable = card["is_open"] or card["by"] == subject.user
    return card if is_readable else card | {"scores": SEALED, "remark": SEALED}


def _texts(table: Table) -> list[Column[str]]:
    """The columns that may name a person: texts, and lists that are stored as a text."""
    return [each for each in table.c if _is_text(each) and each.name not in {"team_id", *SECRETS}]


def _is_text(column: Column[Any]) -> bool:
    stored = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return isinstance(stored, Text)


def _forms(user: str) -> tuple[tuple[str, str], ...]:
    """What stands for a person inside a text, and what replaces it: a mention in two forms, JSON, and a pair of ids."""
    return tuple((form.format(user), form.format(FORGOTTEN)) for form in ("<@{}>", "<@{}|", '"{}"', "{}:"))


def _is_about(table: Table, subject: Subject) -> ColumnElement[bool]:
    is_here: ColumnElement[bool] = table.c.team_id == subject.team
    return is_here & _names_person(_texts(table), subject.user) if subject.user else is_here


def _names_person(columns: list[Column[str]], user: str) -> ColumnElement[bool]:
    texts = [type_coerce(column, Text) for column in columns]
    named = [text == user for text in texts]
    mentioned = [text.contains(form, autoescape=True) for text in texts for form, _ in _forms(user)]
    return or_(false(), *named, *mentioned)


def _forget_person(connection: Connection, table: Table, subject: Subject) -> None:
    """Delete the rows whose key names the person, since they are theirs alone; replace the person in the others."""
    here = table.c.team_id == subject.team
    keys = [each for each in _texts(table) if each.primary_key]
    connection.execute(delete(table).where(here, _names_person(keys, subject.user)))
    for column in _texts(table):
        if column.primary_key:
            continue
        text = type_coerce(column, Text)
        forgotten = literal(FORGOTTEN, Text)
        connection.execute(update(table).where(here, text == subject.user).values({column: forgotten}))
        for form, replacement in _forms(subject.user):
            contains = text.contains(form, autoescape=True)
            changed = func.replace(text, form, replacement)
            connection.execute(update(table).where(here, contains).values({column: changed}))
