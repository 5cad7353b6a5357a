"""What Slack said of people: their time zone, and whether they have left."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, select

from bot.hiring.people import Person, PersonRecord
from bot.storage.engine import transaction, upsert
from bot.storage.tables import people


class SqlPersonRepository:
    """The people of every workspace, shared by every worker on the same database.

    Every method raises SQLAlchemyError where the database does not answer.
    """

    def __init__(self, database_url: str) -> None:
        """Nothing is connected before somebody asks."""
        self._url = database_url

    def get(self, team: str, user: str) -> PersonRecord | None:
        """What is kept of a person, however old; None where nothing is."""
        here = (people.c.team_id == team, people.c.user_id == user)
        with transaction(self._url, writable=False) as connection:
            row = connection.execute(select(people).where(*here)).one_or_none()
        return None if row is None else _known(row)

    def put(self, team: str, known: PersonRecord, now: datetime) -> None:
        """Keep this of the person, in place of what was kept."""
        person, asked_at = known
        row = {
            "team_id": team,
            "user_id": person.user,
            "zone": person.zone,
            "deleted": person.deleted,
            "heard_at": int(now.timestamp()),
            "checked_at": int(asked_at.timestamp()),
        }
        with transaction(self._url) as connection:
            upsert(connection, people, row, keep_columns=frozenset({"heard_at"}))


def _known(row: Row[Any]) -> PersonRecord:
    asked_at = datetime.fromtimestamp(row.checked_at, UTC)
    return PersonRecord(Person(row.user_id, row.zone, row.deleted), asked_at)
