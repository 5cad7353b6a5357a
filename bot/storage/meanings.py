"""The roles that ambiguous abbreviations mean in each channel, as its members chose."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.storage.engine import transaction, upsert
from bot.storage.tables import meanings
from bot.understanding.intents import Meaning


class SqlMeaningRepository:
    """The choices of every channel, kept until they are undone.

    Every method raises SQLAlchemyError if the database doesn't answer.
    """

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url

    def list_in_channel(self, team_id: str, channel_id: str) -> tuple[Meaning, ...]:
        """The abbreviations with a chosen meaning in the channel, in alphabetical order."""
        table = meanings.c
        where = (table.team_id == team_id, table.channel_id == channel_id)
        query = select(table.abbreviation, table.role_id).where(*where).order_by(table.abbreviation)
        with transaction(self._url, writable=False) as connection:
            return tuple((row.abbreviation, row.role_id) for row in connection.execute(query))

    def choose(self, team_id: str, channel_id: str, meaning: Meaning, user_id: str, now: datetime) -> None:
        """Let the abbreviation mean this role in the channel from now on; `user_id` is the person who chose."""
        abbreviation, role_id = meaning
        row = {
            "team_id": team_id,
            "channel_id": channel_id,
            "abbreviation": abbreviation,
            "role_id": role_id,
            "chosen_by": user_id,
            "chosen_at": now,
        }
        with transaction(self._url) as connection:
            upsert(connection, meanings, row)

    def forget(self, team_id: str, channel_id: str, abbreviation: str) -> None:
        """Undo the choice, so that the abbreviation is asked about again."""
        table = meanings.c
        where = (table.team_id == team_id, table.channel_id == channel_id, table.abbreviation == abbreviation)
        with transaction(self._url) as connection:
            connection.execute(delete(meanings).where(*where))
