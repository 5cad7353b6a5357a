"""Publishes Home tabs: when a person opens theirs, and after every change that affects it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from slack_sdk import WebClient

from bot.slack.blocks import Block
from bot.slack.modals import View

MAX_REMEMBERED = 2_000
"""Home tabs that a process keeps up to date. One that was dropped is current again once it is opened."""
LOCKS = 32
OVERVIEW = 0
"""The page with everything; from 1 on, the pages with all work items."""


class HomeState(NamedTuple):
    """What a Home tab shows besides what is stored: the page, what the person just did, and the number of the box.

    Slack keeps what was typed into a field as long as its id is the same, so a new number empties the question box.
    """

    page: int = OVERVIEW
    notice: Sequence[Block] = ()
    box: int = 0


HomeBuilder = Callable[[WebClient, str, str, HomeState], View]
"""Takes a client, a workspace, a user and the state; returns the view. It reads the database, and may ask Slack."""
RunInBackground = Callable[[Callable[[], object]], None]


class HomeTabs:
    """The Home tabs that were opened in this process. They are published one at a time for each person."""

    def __init__(self, build: HomeBuilder, run_in_background: RunInBackground) -> None:
        """`build` makes the view; `run_in_background` runs a task soon, and logs its failure."""
        self._build = build
        self._run = run_in_background
        self._states: OrderedDict[tuple[str, str], HomeState] = OrderedDict()
        self._lock = threading.Lock()
        # A view that was built before a change must not replace the one that was built after it.
        self._publishing = tuple(threading.Lock() for _ in range(LOCKS))

    def show(self, client: WebClient, team: str, user: str, state: HomeState | None = None) -> None:
        """Publish the Home tab in this state now; without one, from the beginning. Raises SlackApiError."""
        key = (team, user)
        with self._lock:
            before = self._states.get(key) or HomeState()
            self._states[key] = state or HomeState(box=before.box)
            self._states.move_to_end(key)
            if len(self._states) > MAX_REMEMBERED:
                self._states.popitem(last=False)
        self._publish(client, key)

    def state(self, team: str, user: str) -> HomeState:
        """What the Home tab of the person shows, as far as this process knows."""
        with self._lock:
            return self._states.get((team, user)) or HomeState()

    def refresh(self, client: WebClient, team: str, users: Iterable[str]) -> None:
        """Publish the Home tabs of those of the users who opened theirs, in the background. Returns at once."""
        with self._lock:
            keys = [(team, user) for user in set(users) if (team, user) in self._states]
        for key in keys:
            self._run(partial(self._publish, client, key))

    def _publish(self, client: WebClient, key: tuple[str, str]) -> None:
        team, user = key
        with self._publishing[hash(key) % LOCKS]:
            view = self._build(client, team, user, self.state(team, user))
            client.views_publish(user_id=user, view=view)
