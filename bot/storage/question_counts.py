"""How many questions were asked in each month."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import delete, func, select, update

from bot.insights.question_counts import QuestionCount, QuestionKey, first_month
from bot.storage.engine import insert_if_absent, transaction
from bot.storage.insight_tables import question_counts

KEEP_FOR = timedelta(days=400)
"""A year, and the month it's compared with."""


class SqlQuestionCountRepository:
    """The counts of 13 months. Every method raises SQLAlchemyError if the database doesn't answer."""

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url

    def add(self, counts: Mapping[QuestionKey, int], today: date) -> None:
        """Add the counts to those of the month, and delete what is too old."""
        table, month = question_counts, today.replace(day=1)
        with transaction(self._url) as connection:
            connection.execute(delete(table).where(table.c.month < today - KEEP_FOR))
            for key in sorted(counts):  # always in the same order, so that two processes never wait for each other
                row = {"team_id": key.team, "month": month, "kind": key.kind, "outcome": key.outcome}
                insert_if_absent(connection, table, row | {"times": 0})
                is_same = [table.c[name] == value for name, value in row.items()]
                connection.execute(update(table).where(*is_same).values(times=table.c.times + counts[key]))

    def list_counts(self, team: str | None, today: date) -> tuple[QuestionCount, ...]:
        """The counts of the last months, of a workspace or of all of them: by month, the most frequent first."""
        table, total = question_counts.c, func.sum(question_counts.c.times).label("total")
        kinds = (table.month, table.kind, table.outcome)
        query = select(*kinds, total).where(table.month >= first_month(today)).group_by(*kinds)
        query = query if team is None else query.where(table.team_id == team)
        with transaction(self._url, writable=False) as connection:
            rows = connection.execute(query.order_by(table.month, total.desc(), table.kind, table.outcome))
            return tuple(QuestionCount(*row) for row in rows)
