"""slack_sdk's stores of installations and states on our database: tokens are encrypted, and a state is used once."""

from collections.abc import Mapping
from datetime import UTC, datetime

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore

from bot.oauth.cipher import TokenCipher
from bot.storage.engine import get_engine, require_database
from bot.storage.installations import BotRow, SqlInstallationQueries, SqlStateQueries

STATE_SECONDS = 600
"""How long a person has between the install link and Slack's redirect."""
TOKENS = ("bot_token", "bot_refresh_token")


class EncryptedInstallationStore(SQLAlchemyInstallationStore):
    """The installations. Every method raises RolecallError if the database doesn't answer."""

    def __init__(self, database_url: str, client_id: str, cipher: TokenCipher) -> None:
        """`client_id` is the app's, under which its installations are stored."""
        super().__init__(client_id=client_id, engine=get_engine(database_url))
        self._url = database_url
        self._cipher = cipher
        self.queries = SqlInstallationQueries(database_url, client_id)

    def save(self, installation: Installation) -> None:
        """Store an installation in place of earlier ones in the same workspace or organisation."""
        bot = installation.to_bot()
        record = Installation(**{**installation.to_dict_for_copying(), **dict.fromkeys(TOKENS), "user_token": None})
        with require_database(self._url):
            super().save(record)  # calls `save_bot` as well, with the bot of the record
        self.save_bot(bot)
        self.queries.keep_newest(bot.enterprise_id, bot.team_id)

    def save_bot(self, bot: Bot) -> None:
        """Store a bot with its tokens encrypted."""
        copy = Bot(**bot.to_dict_for_copying())
        for name, token in self.encrypt(bot).items():
            setattr(copy, name, token)
        with require_database(self._url):
            super().save_bot(copy)

    def replace_tokens(self, row: BotRow, renewed: Bot) -> bool:
        """Store renewed tokens in this row; returns False if it has changed or was deleted in the meantime."""
        expires_at = renewed.to_dict()["bot_token_expires_at"].replace(tzinfo=None)
        return self.queries.replace_tokens(row, {**self.encrypt(renewed), "bot_token_expires_at": expires_at})

    def encrypt(self, bot: Bot) -> dict[str, str | None]:
        """The bot's tokens as they are stored, by the names of their columns."""
        tokens = {name: getattr(bot, name) for name in TOKENS}
        return {name: self._cipher.encrypt(token) if token else None for name, token in tokens.items()}

    def decrypt(self, row: BotRow) -> Bot:
        """The bot in a row. Raises UnreadableTokenError."""
        tokens = {name: self._cipher.decrypt(row[name]) if row[name] else None for name in TOKENS}
        return self.build_bot_entity({**row, **tokens})

    def encrypt_again(self) -> int:
        """Encrypt with the newest key whatever was encrypted with another; returns how many rows that were.

        Afterwards the other keys can be removed. Raises UnreadableTokenError.
        """
        rows = [row for row in self.queries.list_bots() if not self._is_newest(row)]
        return sum(self.queries.replace_tokens(row, self.encrypt(self.decrypt(row))) for row in rows)

    def _is_newest(self, row: Mapping[str, str]) -> bool:
        return all(self._cipher.is_newest(row[name]) for name in TOKENS if row[name])


class SingleUseStateStore(SQLAlchemyOAuthStateStore):
    """The states of installations under way. Every method raises RolecallError if the database doesn't answer."""

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        super().__init__(expiration_seconds=STATE_SECONDS, engine=get_engine(database_url))
        self._url = database_url
        self._queries = SqlStateQueries(database_url)

    def issue(self, *_: object, **__: object) -> str:
        """A new state, which is stored. Those that have expired are deleted."""
        self._queries.prune(datetime.now(UTC))
        with require_database(self._url):
            return super().issue()

    def consume(self, state: str) -> bool:
        """Whether the state was issued, has not expired and was not consumed before.

        slack_sdk's own method reads the state and then deletes it, so two requests at once could both use it.
        """
        return self._queries.consume(state, datetime.now(UTC))
