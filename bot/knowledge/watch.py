"""Reloads the knowledge of a running bot when its files change."""

import logging
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock, Thread

from bot.errors import KnowledgeError
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.folders import layered_paths, list_files
from bot.knowledge.loader import load

logger = logging.getLogger("rolecall.knowledge")


def run_inline(check: Callable[[], None]) -> None:
    """Check the files before going on."""
    check()


def run_in_background(check: Callable[[], None]) -> None:
    """Check the files in a new thread, so that no request waits for a reload, which takes about a second."""
    Thread(target=check, name="knowledge", daemon=True).start()


class KnowledgeWatcher:
    """Provides the knowledge on disk, and the last valid version while the files on disk have problems.

    Safe to share between threads: one thread at a time checks the files, at most once every `every` seconds of the
    clock, and the others continue with the current base.
    """

    def __init__(
        self,
        paths: Iterable[Path] = (),
        *,
        clock: Callable[[], float] = time.monotonic,
        every: float = 1.0,
        run: Callable[[Callable[[], None]], None] = run_inline,
    ) -> None:
        """Load the knowledge of these overlays.

        `clock` returns seconds. `run` runs the later checks: `run_inline`, or `run_in_background` in a server.
        Raises KnowledgeError if the knowledge has problems now.
        """
        self._paths = tuple(paths)
        self._clock = clock
        self._every = every
        self._run = run
        self._check_lock = Lock()
        self._checked_at = clock()
        self._seen = self._state()
        self._base = load(self._paths)
        self._problems: tuple[str, ...] = ()

    @property
    def base(self) -> KnowledgeBase:
        """The latest valid knowledge. Reading it starts a check of the files when one is due."""
        if self._clock() - self._checked_at >= self._every and self._check_lock.acquire(blocking=False):
            self._run(self._check_files)
        return self._base

    @property
    def problems(self) -> tuple[str, ...]:
        """The problems with the files on disk; empty if the current base was loaded from them."""
        return self._problems

    def _check_files(self) -> None:
        try:
            self._checked_at = self._clock()
            # Taken before the files are read, so that a change made during the reading is noticed by the next check.
            state = self._state()
            if state != self._seen:
                self._seen = state
                self._reload()
        finally:
            self._check_lock.release()

    def _reload(self) -> None:
        try:
            self._base = load(self._paths)
        except KnowledgeError as error:
            if error.problems != self._problems:
                logger.warning("The knowledge on disk has problems; the last valid version stays in use. %s", error)
            self._problems = error.problems
        else:
            self._problems = ()
            logger.info("Reloaded the knowledge, version %s.", self._base.version)

    def _state(self) -> tuple[tuple[str, int, int], ...]:
        return tuple(entry for path in layered_paths(self._paths) for entry in _files(path))


def _files(folder: Path) -> list[tuple[str, int, int]]:
    """Return the name, modification time in nanoseconds and size in bytes of every file in the folder."""
    try:
        states = [(name, (folder / name).stat()) for name in list_files(folder)]
    except OSError:
        return [(str(folder), -1, -1)]
    return [(f"{folder}/{name}", state.st_mtime_ns, state.st_size) for name, state in states]
