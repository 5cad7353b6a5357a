"""What Slack said of people: their time zone, and whether they have left."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, select

from bot.hiring.people import Known, Person
from bot.storage.engine import transaction
from bot.storage.tables import people
from bot.storage.upserts import put

_LARGEST = 500
"""Ids that are asked about in one query; SQLite once took no more than a thousand parameters."""


class Register:
    """The people of every workspace, shared by every worker on the same database.

    Every method raises SQLAlchemyError where the database does not answer.
    """

    def __init__(self, database_url: str) -> None:
        """Nothing is connected before somebody asks."""
        self._url = database_url

    def get(self, team: str, user: str) -> Known | None:
        """What is kept of a person, however old; None where nothing is."""
        here = (people.c.team_id == team, people.c.user_id == user)
        with transaction(self._url, to_change=False) as connection:
            row = connection.execute(select(people).where(*here)).one_or_none()
        return None if row is None else _known(row)

    def put(self, team: str, known: Known) -> None:
        """Keep this of the person, in place of what was kept."""
        person, asked_at = known
        row = {
            "team_id": team,
            "user_id": person.user,
            "zone": person.zone,
            "deleted": person.deleted,
            "checked_at": int(asked_at.timestamp()),
        }
        with transaction(self._url) as connection:
            put(connection, people, row)

    def departed(self, team: str, users: frozenset[str]) -> frozenset[str]:
        """Those of the users who are known to have left."""
        query = select(people.c.user_id).where(people.c.team_id == team, people.c.deleted)
        ids, gone = sorted(users), set[str]()
        with transaction(self._url, to_change=False) as connection:
            for start in range(0, len(ids), _LARGEST):
                some = query.where(people.c.user_id.in_(ids[start : start + _LARGEST]))
                gone |= set(connection.scalars(some))
        return frozenset(gone)


def _known(row: Row[Any]) -> Known:
    asked_at = datetime.fromtimestamp(row.checked_at, UTC)
    return Known(Person(row.user_id, row.zone, row.deleted), asked_at)
