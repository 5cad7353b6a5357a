"""What Slack said about people: their time zone, and whether their account is deactivated."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from bot.hiring.people import Person, PersonRecord
from bot.storage.engine import transaction, upsert
from bot.storage.tables import people


class SqlPersonRepository:
    """The people of every workspace.

    Every method raises SQLAlchemyError if the database doesn't answer.
    """

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url

    def get(self, team: str, user: str) -> PersonRecord | None:
        """The record of a person, however old; None if there is none."""
        query = select(people).where(people.c.team_id == team, people.c.user_id == user)
        with transaction(self._url, writable=False) as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else _record_from_row(row)

    def put(self, team: str, record: PersonRecord, now: datetime) -> None:
        """Store the record in place of an earlier one of the same person."""
        row = {
            "team_id": team,
            "user_id": record.person.user,
            "zone": record.person.zone,
            "deleted": record.person.deleted,
            "kind": record.person.kind,
            "heard_at": now,
            "checked_at": record.asked_at,
        }
        with transaction(self._url) as connection:
            upsert(connection, people, row, keep_columns=frozenset({"heard_at"}))


def _record_from_row(row: Row[Any]) -> PersonRecord:
    return PersonRecord(Person(row.user_id, row.zone, row.deleted, row.kind), row.checked_at)
