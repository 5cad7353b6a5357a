"""Renews tokens before they expire, in workspaces where the app has token rotation: they are valid for twelve hours."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import sleep

from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.errors import RolecallError
from bot.logs import log_event
from bot.oauth.token_store import EncryptedInstallationStore
from bot.storage.installations import BotRow

LEAD = timedelta(hours=2)
"""How long before a token expires it is renewed: many attempts fit in."""
MARGIN = timedelta(minutes=1)
"""A request that finds a token with less time left has it renewed at once."""
ATTEMPT_INTERVAL = timedelta(minutes=5)
"""Between two attempts for the same token. A refresh token can be used once, so only one process may try."""
ALWAYS = 60 * 24 * 365
"""Minutes before its expiry from which slack_sdk renews a token that it is given. Whether it's time is decided here."""
SAVE_ATTEMPTS = 3
"""How often storing renewed tokens is tried: without them, the app would have to be installed again."""

log = logging.getLogger("rolecall.installations")

Claim = Callable[[str, str, datetime], bool]
"""Takes a workspace or organisation, a key and the time; True for the first caller, in whichever process."""


class TokenRenewal:
    """Finds bots, with tokens that have not expired."""

    def __init__(
        self, store: EncryptedInstallationStore, rotator: TokenRotator, claim: Claim, clock: Callable[[], datetime]
    ) -> None:
        """`rotator` calls Slack, `claim` decides which process renews a token."""
        self._store = store
        self._rotator = rotator
        self._claim = claim
        self._clock = clock

    def find(self, enterprise: str, team: str) -> Bot | None:
        """The bot of a workspace, or of its organisation; None if there is none. Renews a token that has expired.

        Raises RolecallError if the database doesn't answer, or the token can't be decrypted.
        """
        row = self._store.queries.find_bot(enterprise, team)
        if row is None:
            return None
        bot, now = self._store.decrypt(row), self._clock()
        if not bot.bot_token_expires_at or bot.bot_token_expires_at > (now + MARGIN).timestamp():
            return bot
        if renewed := self._renew(row, bot, now):
            return renewed
        row = self._store.queries.find_bot(enterprise, team)  # another process may have renewed it
        return self._store.decrypt(row) if row else None

    def renew_due(self, now: datetime, has_time: Callable[[], bool]) -> None:
        """Renew the tokens that expire soon, until `has_time` returns False. Failures are logged."""
        for row in self._store.queries.list_bots(expiring_before=now + LEAD):
            if not has_time():
                return
            try:
                self._renew(row, self._store.decrypt(row), now)
            except RolecallError as error:
                _log_failure(row, type(error).__name__)

    def _renew(self, row: BotRow, bot: Bot, now: datetime) -> Bot | None:
        """The bot with new tokens, which are stored; None if that failed or another process is about to do it."""
        attempt = int(now.timestamp() // ATTEMPT_INTERVAL.total_seconds())
        key = f"token:{row['id']}:{bot.bot_token_expires_at}:{attempt}"
        if not self._claim(bot.team_id or bot.enterprise_id or "", key, now):
            return None
        try:
            renewed = self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=ALWAYS)
        except SlackTokenRotationError as error:
            _log_failure(row, str(error.api_error.response.get("error")))
            return None
        except OSError as error:
            _log_failure(row, type(error).__name__)
            return None
        return renewed if renewed and self._save(row, renewed) else None

    def _save(self, row: BotRow, renewed: Bot) -> bool:
        for attempt in range(SAVE_ATTEMPTS):
            try:
                saved = self._store.replace_tokens(row, renewed)
            except RolecallError:
                if attempt == SAVE_ATTEMPTS - 1:
                    raise
                sleep(attempt + 1)
            else:
                log_event(log, "token renewed", team=row["team_id"], enterprise=row["enterprise_id"])
                return saved
        return False


def _log_failure(row: BotRow, error: str) -> None:
    where = {"team": row["team_id"], "enterprise": row["enterprise_id"]}
    log_event(log, "token not renewed", logging.ERROR, **where, error=error)
