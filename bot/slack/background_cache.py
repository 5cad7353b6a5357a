"""Values of each workspace that are loaded in the background, so that no answer waits for the database."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from time import monotonic
from typing import Generic, NamedTuple, TypeVar

from bot.errors import UnavailableError
from bot.logs import log_event, safe_traceback

MAX_AGE = 60.0
"""Seconds after which a value is loaded again: the delay with which one process learns what another has stored."""

T = TypeVar("T")
log = logging.getLogger("rolecall.insights")


class _Loaded(NamedTuple, Generic[T]):
    value: T
    at: float


class BackgroundCache(Generic[T]):
    """The value that was loaded last for each workspace; `empty` until the first one is there."""

    def __init__(
        self, load: Callable[[str], T], empty: T, executor: Executor, clock: Callable[[], float] = monotonic
    ) -> None:
        """`load` takes the id of a workspace; it runs in the executor, and may raise."""
        self._load = load
        self._empty = empty
        self._executor = executor
        self._clock = clock
        self._loaded: dict[str, _Loaded[T]] = {}

    def get(self, team: str) -> T:
        """Return the value as last loaded. If it is older than MAX_AGE, it is loaded again for the next caller."""
        loaded = self._loaded.get(team)
        if loaded is None or self._clock() - loaded.at > MAX_AGE:
            value = loaded.value if loaded else self._empty
            # Marked as fresh first, so that it is loaded once however many ask meanwhile, and at most once a minute
            # while the database is down.
            self._loaded[team] = _Loaded(value, self._clock())
            self._executor.submit(partial(self.refresh, team))
            return value
        return loaded.value

    def refresh(self, team: str) -> None:
        """Load the value now. If that fails, it is logged and the last one stays."""
        try:
            self._loaded[team] = _Loaded(self._load(team), self._clock())
        except Exception as error:  # noqa: BLE001  answers don't depend on it
            if not isinstance(error, UnavailableError):  # which is logged where it is raised
                log_event(log, "could not load", logging.WARNING, trace=safe_traceback(error))
