"""What a shared abbreviation means in a channel, because somebody there said so."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.storage.engine import transaction, upsert
from bot.storage.tables import meanings
from bot.understanding.intents import Meaning


class SqlMeaningRepository:
    """The choices of every channel, shared by every worker on the same database; kept until somebody undoes them.

    Every method raises SQLAlchemyError where the database does not answer.
    """

    def __init__(self, database_url: str) -> None:
        """Nothing is connected before somebody asks."""
        self._url = database_url

    def list_in_channel(self, team_id: str, channel_id: str) -> tuple[Meaning, ...]:
        """Every abbreviation with a meaning in the channel, in alphabetical order."""
        table = meanings.c
        here = (table.team_id == team_id, table.channel_id == channel_id)
        query = select(table.abbreviation, table.role_id).where(*here).order_by(table.abbreviation)
        with transaction(self._url, writable=False) as connection:
            return tuple((row.abbreviation, row.role_id) for row in connection.execute(query))

    def choose(self, team_id: str, channel_id: str, meaning: Meaning, user_id: str, now: datetime) -> None:
        """Let the abbreviation mean this role there from now on; `user_id` says who chose it."""
        abbreviation, role_id = meaning
        row = {
            "team_id": team_id,
            "channel_id": channel_id,
            "abbreviation": abbreviation,
            "role_id": role_id,
            "chosen_by": user_id,
            "chosen_at": int(now.timestamp()),
        }
        with transaction(self._url) as connection:
            upsert(connection, meanings, row)

    def forget(self, team_id: str, channel_id: str, abbreviation: str) -> None:
        """Let the abbreviation be asked about there again."""
        table = meanings.c
        with transaction(self._url) as connection:
            connection.execute(
                delete(meanings).where(
                    table.team_id == team_id, table.channel_id == channel_id, table.abbreviation == abbreviation
                )
            )
