"""The playground's session, which a reset or a saved state replaces with another one."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

from bot.knowledge.watch import KnowledgeWatcher, run_in_background
from bot.playground.demo import build_demo
from bot.playground.saved_state import SavedState
from bot.playground.session import Session
from bot.settings import Settings


class Playground(AbstractContextManager["Playground"]):
    """Has one session at a time. A context manager, which ends the last one.

    Raises KnowledgeError if the knowledge is invalid.
    """

    def __init__(self, settings: Settings, *, demo: bool = False) -> None:
        self._settings = settings
        self.library = KnowledgeWatcher(settings.knowledge_path, run=run_in_background)
        self._lock = threading.Lock()
        self.session = self._begin(demo=demo)

    def reset(self, *, demo: bool) -> None:
        """Begin again: with an empty workspace, or with the example of a search in its sixth week."""
        self._replace(lambda: self._begin(demo=demo))

    def save(self) -> bytes:
        """The content of a file from which this session can be opened again."""
        self.session.settle()
        return SavedState.of(self.session.slack, self.session.clock.now(), self.session.database).to_bytes()

    def open(self, content: bytes) -> None:
        """Continue with a saved session.

        Raises UnreadableStateError if that isn't one, RolecallError if a newer version of Rolecall saved it.
        """
        state = SavedState.from_bytes(content)

        def begin() -> Session:
            session = Session(self._settings, self.library, state.now, state.database)
            state.restore(session.slack)
            return session

        self._replace(begin)

    def __exit__(self, *_: object) -> None:
        self.session.close()

    def _begin(self, *, demo: bool) -> Session:
        return build_demo(self._settings, self.library) if demo else Session(self._settings, self.library)

    def _replace(self, begin: Callable[[], Session]) -> None:
        with self._lock:
            before, self.session = self.session, begin()
        before.slack.workspace.feed.add("reset", {})
        before.close()
