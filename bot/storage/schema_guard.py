"""Keeps a version of Rolecall from changing a database that a newer one has upgraded.

The older version would violate rules that it doesn't know, and take the refusals for something else.
"""

from collections.abc import Callable
from threading import Lock
from time import monotonic

from bot.errors import NewerSchemaError, RolecallError
from bot.storage.revision import HEAD_REVISION

CHECK_SECONDS = 2.0
"""Seconds for which the schema is taken to be what it was. Upgrades are rare, and each check costs three queries."""


class SchemaGuard:
    """What is known about the schema of one database. Threads may share it."""

    def __init__(self, get_revision: Callable[[], str | None], clock: Callable[[], float] = monotonic) -> None:
        """`get_revision` asks the database; it may raise RolecallError."""
        self._get_revision = get_revision
        self._clock = clock
        self._checking = Lock()
        self._checked_at = float("-inf")
        self._found = ""

    def require_known_schema(self) -> None:
        """Raise NewerSchemaError if a newer version has upgraded the database."""
        if self._clock() - self._checked_at > CHECK_SECONDS and self._checking.acquire(blocking=False):
            try:
                self._check()
            finally:
                self._checking.release()
        if self._found > HEAD_REVISION:
            raise NewerSchemaError(self._found)

    def _check(self) -> None:
        self._checked_at = self._clock()
        try:
            self._found = self._get_revision() or ""
        except RolecallError:  # the transaction that follows says so
            return
