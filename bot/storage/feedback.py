"""The votes on answers."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, select

from bot.insights.feedback import Remark, Vote, VoteCount
from bot.storage.engine import transaction, upsert
from bot.storage.retention import Retention
from bot.storage.tables import votes

KEEP_FOR = timedelta(days=180)
"""Half a year: by then, an entry that was disputed should have been reviewed."""
MAX_REMARKS = 200
"""How many remarks a report reads."""


class SqlVoteRepository:
    """The votes of half a year. Every method raises SQLAlchemyError if the database doesn't answer."""

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url
        self._retention = Retention(database_url, votes.c.voted_at, KEEP_FOR)

    def save(self, team: str, vote: Vote, now: datetime) -> None:
        """Store the vote in place of the person's earlier one on this answer."""
        row = {
            "team_id": team,
            "answer": vote.answer,
            "user_id": vote.user,
            "is_helpful": vote.is_helpful,
            "reason": vote.reason,
            "remark": vote.remark,
            "voted_at": now,
        }
        with transaction(self._url) as connection:
            upsert(connection, votes, row)
        self._retention.prune(now)

    def counts(self, team: str | None, now: datetime) -> tuple[VoteCount, ...]:
        """The number of people by answer, vote and reason, in one workspace or in all of them."""
        table = votes.c
        kinds = (table.answer, table.is_helpful, table.reason)
        query = select(*kinds, func.count()).where(_is_counted(team, now)).group_by(*kinds).order_by(*kinds)
        with transaction(self._url, writable=False) as connection:
            return tuple(VoteCount(*row) for row in connection.execute(query))

    def remarks(self, team: str | None, now: datetime) -> tuple[Remark, ...]:
        """What people wrote, the newest first, without the people."""
        table = votes.c
        where = and_(_is_counted(team, now), table.remark != "")
        newest = select(table.answer, table.remark).where(where).order_by(table.voted_at.desc(), table.remark)
        with transaction(self._url, writable=False) as connection:
            return tuple(Remark(*row) for row in connection.execute(newest.limit(MAX_REMARKS)))

    def delete(self, answer: str) -> int:
        """Delete the votes on an answer in every workspace; returns how many there were."""
        with transaction(self._url) as connection:
            return connection.execute(delete(votes).where(votes.c.answer == answer)).rowcount


def _is_counted(team: str | None, now: datetime) -> ColumnElement[bool]:
    recent = votes.c.voted_at >= now - KEEP_FOR
    return recent if team is None else and_(votes.c.team_id == team, recent)
