"""The playground's session, which a reset or a saved state replaces with another one."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.knowledge.watch import KnowledgeWatcher, run_in_background
from bot.playground.app_registration import AppRegistration
from bot.playground.demo import build_demo
from bot.playground.own_app import OwnApp
from bot.playground.saved_state import SavedState
from bot.playground.session import Session
from bot.settings import Settings

OWN_DATABASE = "own-app.sqlite3"


class Playground(AbstractContextManager["Playground"]):
    """Has one session at a time. A context manager, which ends the last one.

    An app in another process keeps its credentials and its request URL when the session is replaced. Raises
    KnowledgeError if the knowledge is invalid.
    """

    def __init__(self, settings: Settings, *, demo: bool = False) -> None:
        self._settings = settings
        self._folder = TemporaryDirectory(prefix="rolecall-own-app-", ignore_cleanup_errors=True)
        cleared = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET") if settings.serves_many_workspaces else ()
        self.own_app = OwnApp("", AppRegistration(), Path(self._folder.name) / OWN_DATABASE, cleared)
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
            session = Session(self._settings, self.library, state.now, state.database, self.own_app.registration)
            state.restore(session.slack)
            return session

        self._replace(begin)

    def __exit__(self, *_: object) -> None:
        self.session.close()
        self._folder.cleanup()

    def _begin(self, *, demo: bool) -> Session:
        if demo:
            return build_demo(self._settings, self.library, registration=self.own_app.registration)
        return Session(self._settings, self.library, registration=self.own_app.registration)

    def _replace(self, begin: Callable[[], Session]) -> None:
        with self._lock:
            before, session = self.session, begin()
            session.app_choice.request_url = before.app_choice.request_url
            self.session = session
        before.slack.workspace.feed.add("reset", {})
        before.close()
