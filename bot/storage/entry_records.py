"""What owners of entries said in Slack."""

from collections.abc import Mapping

from sqlalchemy import select

from bot.insights.entry_records import EntryRecord
from bot.storage.engine import transaction, upsert
from bot.storage.insight_tables import entry_records

OWNER_STAYS = frozenset({"owner_id"})


class SqlEntryRecordRepository:
    """The records of entries. Every method raises SQLAlchemyError if the database doesn't answer."""

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url

    def load(self, team: str) -> Mapping[str, EntryRecord]:
        """The records of a workspace, by entry."""
        table = entry_records.c
        query = select(table.entry, table.owner_id, table.outcome, table.answered_on).where(table.team_id == team)
        with transaction(self._url, writable=False) as connection:
            return {row.entry: EntryRecord(*row) for row in connection.execute(query)}

    def answer(self, team: str, record: EntryRecord, by: str) -> None:
        """Store the outcome and the day of the record; the owner stays."""
        row = record._asdict() | {"team_id": team, "owner_id": record.owner, "by": by}
        del row["owner"]
        with transaction(self._url) as connection:
            upsert(connection, entry_records, row, OWNER_STAYS)

    def hand_over(self, team: str, entry: str, to: str, by: str) -> None:
        """Store the new owner, who is asked afresh."""
        row = {"team_id": team, "entry": entry, "owner_id": to, "by": by, "outcome": "", "answered_on": None}
        with transaction(self._url) as connection:
            upsert(connection, entry_records, row)
