"""The knowledge that other companies may see: all of it except the folders with a company's own statements."""

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from threading import Lock

from bot.errors import KnowledgeError
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.folders import read_folder
from bot.knowledge.watch import KnowledgeWatcher, run_in_background


class PublicKnowledge:
    """Provides the knowledge without a company's own folders. It is loaded when it is first needed.

    A whole folder is left out, rather than its statements: it may also replace, hide and rename what is below it.
    """

    def __init__(self, paths: Iterable[Path], *, run: Callable[[Callable[[], None]], None] = run_in_background) -> None:
        """`paths` are the overlays, and `run` runs later checks of the files; see KnowledgeWatcher."""
        self._paths = tuple(paths)
        self._run = run
        self._lock = Lock()

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge. The first one to ask waits until it is loaded, which takes about a second."""
        with self._lock:
            watcher = self._watcher
        return watcher.base

    @cached_property
    def _watcher(self) -> KnowledgeWatcher:
        """A watcher of the public folders, or of the shipped one alone if the others build on a company's own."""
        try:
            return KnowledgeWatcher(public_paths(self._paths), run=self._run)
        except KnowledgeError:
            return KnowledgeWatcher(run=self._run)


def public_paths(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the overlays that are marked `sourced`: their statements name a source instead of a company."""
    # Imported here because PyYAML takes a while to import, which cached knowledge does not need.
    from bot.knowledge.reading import read_layer  # noqa: PLC0415  see above

    return tuple(path for path in paths if read_layer(read_folder(path)).is_flag_set("sourced"))
