"""The bot of each workspace, from memory while the database is slow or down."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, Protocol

from slack_sdk.oauth.installation_store import Bot

from bot.errors import RolecallError
from bot.logs import log_event, safe_traceback

FRESH_SECONDS = 60.0
"""How long a bot is used without looking whether it has changed."""
STALE_SECONDS = 600.0
"""After this time, a request waits for the database. Between the two, it doesn't, and the bot is looked up afterwards.

A workspace that installs the app again gets a new token, which the other processes have to notice.
"""
CACHE_SIZE = 20_000
"""How many workspaces a process keeps in memory: about 1 kB each."""

log = logging.getLogger("rolecall.installations")


class Installed(NamedTuple):
    """A bot, or None if the app is not installed, and when that was looked up, in seconds of the monotonic clock."""

    bot: Bot | None
    found_at: float


class BotFinder(Protocol):
    """Finds bots in the database."""

    def find(self, enterprise: str, team: str) -> Bot | None:
        """The bot of a workspace, or of its organisation; None if there is none. Raises RolecallError."""


class BotTokens:
    """The bots of every workspace. Safe to use from several threads."""

    def __init__(
        self,
        finder: BotFinder,
        record: Callable[[str, str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`record` is called once with each workspace found and its organisation, to store that it uses the app."""
        self._finder = finder
        self._record = record
        self._clock = clock
        self._recorded: set[str] = set()
        self._cache: dict[tuple[str, str], Installed] = {}
        self._refreshing: set[tuple[str, str]] = set()
        self._lock = threading.Lock()
        self._executor = ThreadPoolExecutor(1, "rolecall-installations")

    def find(self, enterprise: str, team: str) -> Bot | None:
        """The bot of a workspace, or of its organisation; None if the app is not installed.

        Raises RolecallError if the database doesn't answer and the workspace was not looked up before.
        """
        key = (enterprise, team)
        known = self._cache.get(key)
        if known is None or known.bot is None:
            return self._look_up(key)
        age = self._clock() - known.found_at
        if age > STALE_SECONDS:
            return self._look_up_or(key, known.bot)
        if age > FRESH_SECONDS:
            self._refresh_later(key)
        return known.bot

    def has_at_hand(self, enterprise: str, team: str) -> bool:
        """Whether `find` returns a bot without waiting for the database."""
        known = self._cache.get((enterprise, team))
        return known is not None and known.bot is not None and self._clock() - known.found_at <= STALE_SECONDS

    def forget(self) -> None:
        """Look every workspace up again: the app was installed or uninstalled somewhere."""
        with self._lock:
            self._cache.clear()
            self._recorded.clear()

    def _look_up(self, key: tuple[str, str]) -> Bot | None:
        enterprise, team = key
        bot = self._finder.find(enterprise, team)
        if bot and team and team not in self._recorded:
            self._record(team, enterprise)
            self._recorded.add(team)
        with self._lock:
            if len(self._cache) >= CACHE_SIZE:  # simpler than evicting single workspaces, and rarely necessary
                self._cache.clear()
            self._cache[key] = Installed(bot, self._clock())
        return bot

    def _look_up_or(self, key: tuple[str, str], known: Bot | None) -> Bot | None:
        """Look the workspace up; if the database doesn't answer, what is known is used for another while."""
        try:
            return self._look_up(key)
        except RolecallError as error:
            log_event(log, "installation not looked up", logging.WARNING, team=key[1], error=type(error).__name__)
            with self._lock:
                self._cache[key] = Installed(known, self._clock() - FRESH_SECONDS)
            return known

    def _refresh_later(self, key: tuple[str, str]) -> None:
        with self._lock:
            if key in self._refreshing:
                return
            self._refreshing.add(key)
        self._executor.submit(self._refresh, key)

    def _refresh(self, key: tuple[str, str]) -> None:
        try:
            known = self._cache.get(key)
            self._look_up_or(key, known.bot if known else None)
        except Exception as error:  # noqa: BLE001  the next request tries again
            log_event(log, "installation not looked up", logging.ERROR, team=key[1], trace=safe_traceback(error))
        finally:
            with self._lock:
                self._refreshing.discard(key)
