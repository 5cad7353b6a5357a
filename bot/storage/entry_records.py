"""What owners of entries said in Slack."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, delete, select

from bot.insights.entry_records import EntryRecord, OwnedEntry, recipient_of
from bot.storage.engine import transaction, upsert
from bot.storage.insight_tables import entry_records
from bot.storage.tables import deliveries

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

    def hand_over(self, team: str, entry: OwnedEntry, to: str, by: str) -> None:
        """Store the new owner, who is asked afresh: also if they owned it before, and were reminded this month.

        A person who owns it already isn't.
        """
        key = entry.key
        row = {"team_id": team, "entry": key, "owner_id": to, "by": by, "outcome": "", "answered_on": None}
        is_record = and_(entry_records.c.team_id == team, entry_records.c.entry == key)
        with transaction(self._url) as connection:
            before = connection.scalar(select(entry_records.c.owner_id).where(is_record))
            upsert(connection, entry_records, row)
            if (before or entry.owner) != to:
                connection.execute(delete(deliveries).where(_is_reminder(team, recipient_of(to, key))))


def _is_reminder(team: str, recipient: str) -> ColumnElement[bool]:
    return and_(deliveries.c.team_id == team, deliveries.c.kind == "entry", deliveries.c.recipient == recipient)
