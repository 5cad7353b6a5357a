"""The questions without an answer, and which workspaces keep them."""

from datetime import date

from sqlalchemy import delete, exists, func, select, update

from bot.insights.gaps import KEEP_FOR, UnansweredQuestion
from bot.storage.engine import insert_if_absent, transaction
from bot.storage.insight_tables import gap_workspaces, unanswered_questions

MAX_QUESTIONS = 1_000
"""Wordings that a report reads."""


class SqlGapRepository:
    """The unanswered questions of the last 90 days. Every method raises SQLAlchemyError if the database fails."""

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url

    def is_on(self, team: str) -> bool:
        """Whether the workspace keeps its unanswered questions."""
        with transaction(self._url, writable=False) as connection:
            return bool(connection.scalar(select(exists().where(gap_workspaces.c.team_id == team))))

    def switch(self, team: str, *, on: bool) -> None:
        """Begin to keep them, or stop and delete those that are kept."""
        with transaction(self._url) as connection:
            if on:
                insert_if_absent(connection, gap_workspaces, {"team_id": team})
            else:
                for table in (gap_workspaces, unanswered_questions):
                    connection.execute(delete(table).where(table.c.team_id == team))

    def list_teams(self) -> tuple[str, ...]:
        """The workspaces that keep them."""
        with transaction(self._url, writable=False) as connection:
            return tuple(connection.scalars(select(gap_workspaces.c.team_id).order_by(gap_workspaces.c.team_id)))

    def record(self, team: str, words: str, text: str, today: date) -> None:
        """Count a question, if the workspace keeps them, and delete what is too old."""
        table = unanswered_questions
        is_same = (table.c.team_id == team, table.c.words == words)
        is_kept = exists().where(gap_workspaces.c.team_id == team)
        row = {"team_id": team, "words": words, "text": text, "times": 0, "first_on": today, "last_on": today}
        with transaction(self._url) as connection:
            if not connection.scalar(select(is_kept)):
                return
            connection.execute(delete(table).where(table.c.last_on < today - KEEP_FOR))
            insert_if_absent(connection, table, row)
            connection.execute(update(table).where(*is_same).values(times=table.c.times + 1, last_on=today))

    def list_questions(self, team: str | None, today: date) -> tuple[UnansweredQuestion, ...]:
        """The questions of a workspace, or of all of them together, the most frequent first."""
        table = unanswered_questions.c
        total = func.sum(table.times).label("total")
        query = (
            select(table.words, func.min(table.text), total, func.min(table.first_on), func.max(table.last_on))
            .where(table.last_on >= today - KEEP_FOR)
            .group_by(table.words)
            .order_by(total.desc(), table.words)
            .limit(MAX_QUESTIONS)
        )
        query = query if team is None else query.where(table.team_id == team)
        with transaction(self._url, writable=False) as connection:
            return tuple(UnansweredQuestion(*row) for row in connection.execute(query))
