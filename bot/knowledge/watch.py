"""The knowledge in use by a running bot: looked after while people edit its files."""

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


def run_inline(look: Callable[[], None]) -> None:
    """Look at the files before going on."""
    look()


def run_in_background(look: Callable[[], None]) -> None:
    """Look at the files in a thread of its own: nobody waits for what takes a second to read."""
    Thread(target=look, name="knowledge", daemon=True).start()


class KnowledgeWatcher:
    """Gives the knowledge as it is on disk, and the last good one while what is on disk is broken.

    Safe to share between threads: one of them looks at the files, at most every `every` seconds of the clock, and the
    others go on with what they have.
    """

    def __init__(
        self,
        paths: Iterable[Path] = (),
        *,
        clock: Callable[[], float] = time.monotonic,
        every: float = 1.0,
        run: Callable[[Callable[[], None]], None] = run_inline,
    ) -> None:
        """Load for the first time.

        `run` says where later checks happen: `run_inline`, or `run_in_background` in a server.
        Raises KnowledgeError where there is no good knowledge to start with.
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
        """The newest good knowledge."""
        if self._clock() - self._checked_at >= self._every and self._check_lock.acquire(blocking=False):
            self._run(self._check_files)
        return self._base

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the files on disk; empty where the knowledge in use is made of them."""
        return self._problems

    def _check_files(self) -> None:
        try:
            self._checked_at = self._clock()
            # Taken before the files are read: a change made while they are read shows the next time.
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
                logger.warning("The knowledge on disk is not used, the last good one is. %s", error)
            self._problems = error.problems
        else:
            self._problems = ()
            logger.info("The knowledge was read again, version %s.", self._base.version)

    def _state(self) -> tuple[tuple[str, int, int], ...]:
        return tuple(entry for path in layered_paths(self._paths) for entry in _files(path))


def _files(folder: Path) -> list[tuple[str, int, int]]:
    """Name, time of the last change in nanoseconds, and size in bytes of every file in the folder."""
    try:
        states = [(name, (folder / name).stat()) for name in list_files(folder)]
    except OSError:
        return [(str(folder), -1, -1)]
    return [(f"{folder}/{name}", state.st_mtime_ns, state.st_size) for name, state in states]
