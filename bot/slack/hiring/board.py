"""The cards that hang in the channels, kept true: each is drawn anew soon after its search has changed."""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import date
from functools import partial

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.hiring.models import Checklist, Search
from bot.hiring.service import Desks
from bot.logs import note, trace
from bot.slack.delivery import Place, post, update
from bot.slack.hiring.search_card import search_card

UNDER_WAY = "-"
"""Stands for the timestamp of a card that is being posted."""
PAUSE = 2.0
"""Seconds between two drawings of a card; Slack takes about fifty such changes a minute from an app."""
GONE = ("message_not_found", "channel_not_found", "is_archived", "not_in_channel")
"""Why Slack cannot change a card: somebody took it, or us, away."""

log = logging.getLogger("rolecall.board")

Key = tuple[str, str]
"""A workspace and a search of it."""
DayOf = Callable[[str, str], date]
"""The day that it is where somebody of a workspace is. A card shows that of the owner of its search."""


class Board:
    """Draws cards, each at most once in `pause` seconds however often its search changes."""

    def __init__(self, desks: Callable[[], Desks], run: Executor, day_of: DayOf, pause: float = PAUSE) -> None:
        """`run` does what waits for Slack; `day_of` tells which day it is where somebody is."""
        self._desks = desks
        self._run = run
        self._day_of = day_of
        self._pause = pause
        self._lock = threading.Lock()
        self._wanted: dict[Key, WebClient] = {}
        self._drawing: set[Key] = set()
        self._drawn: dict[Key, float] = {}

    def changed(self, client: WebClient, team: str, search_id: str) -> None:
        """Draw the card of this search anew, soon. Returns at once."""
        key = (team, search_id)
        with self._lock:
            self._wanted[key] = client
            if key in self._drawing:
                return
            self._drawing.add(key)
        self.later(partial(self._keep_drawing, key))

    def later(self, task: Callable[[], object]) -> None:
        """Do something that waits for Slack, soon. Returns at once; a failure is logged, and so is coming too late."""
        try:
            self._run.submit(_logged, task)
        except RuntimeError as error:  # the process is about to end, and takes on nothing more
            note(log, "could not follow up", logging.WARNING, trace=trace(error))

    def _keep_drawing(self, key: Key) -> None:
        while client := self._next(key):
            time.sleep(self._rest(key))
            try:
                if not draw(self._desks(), client, key, self._day_of):
                    self._want(key, client)
            except Exception as error:  # noqa: BLE001  the search stands in the database, the card is drawn at its next change
                note(log, "card not drawn", logging.WARNING, search=key[1], trace=trace(error))

    def _want(self, key: Key, client: WebClient) -> None:
        with self._lock:
            self._wanted.setdefault(key, client)

    def _next(self, key: Key) -> WebClient | None:
        """The client to draw with, where the search has changed since its card was last drawn."""
        with self._lock:
            if key not in self._wanted:
                self._drawing.discard(key)
            return self._wanted.pop(key, None)

    def _rest(self, key: Key) -> float:
        """Seconds until the card may be drawn, counting the drawing as done then."""
        with self._lock:
            now = time.monotonic()
            self._drawn = {each: at for each, at in self._drawn.items() if at + self._pause > now}
            rest = max(0.0, self._drawn.get(key, 0.0) + self._pause - now)
            self._drawn[key] = now + rest
            return rest


def _logged(task: Callable[[], object]) -> None:
    try:
        task()
    except Exception as error:  # noqa: BLE001  what it follows from is done and said
        note(log, "could not follow up", logging.WARNING, trace=trace(error))


def draw(desks: Desks, client: WebClient, key: Key, day_of: DayOf) -> bool:
    """Change the card in the channel to what the search is now, or hang it there where it does not hang yet.

    False where the search was changed meanwhile, perhaps by another process whose card this one has put an older one
    in place of: then it has to be drawn again. A card that somebody deleted stays away. Raises SlackApiError.
    """
    checklist = _found(desks, key)
    if checklist is None or checklist.search.card == UNDER_WAY:
        return True
    try:
        _bring(desks, client, checklist, day_of(key[0], checklist.search.owner))
    except SlackApiError as error:
        if error.response["error"] not in GONE:
            raise
        note(log, "card is gone", search=key[1], slack_error=error.response["error"])
        return True
    now = _found(desks, key)
    return now is None or _without_card(now) == _without_card(checklist)


def _without_card(checklist: Checklist) -> Checklist:
    """What a card shows: everything but where it hangs."""
    return checklist._replace(search=checklist.search._replace(card=""))


def _found(desks: Desks, key: Key) -> Checklist | None:
    team, search_id = key
    with desks.desk(team, to_change=False) as desk:
        search = desk.search(search_id)
        return desk.checklist(search) if search else None


def _bring(desks: Desks, client: WebClient, checklist: Checklist, today: date) -> None:
    if checklist.search.card:
        update(client, checklist.search.channel, checklist.search.card, search_card(checklist, today))
    else:
        hang(desks, client, checklist, today)


def hang(desks: Desks, client: WebClient, checklist: Checklist, today: date, *, anew: bool = False) -> None:
    """Post the card, once however many try: whoever notes first that it is under way posts it.

    One that hangs already is taken away then. With `anew` also where it has been under way, perhaps for ever, since
    whoever began is gone. Raises SlackApiError.
    """
    search = checklist.search
    if (search.card == UNDER_WAY and not anew) or not _moved(desks, search, search.card, UNDER_WAY):
        return
    posted = before = search.card.removeprefix(UNDER_WAY)
    try:
        posted = post(client, Place(search.channel), search_card(checklist, today))
    finally:
        _moved(desks, search, UNDER_WAY, posted)
    if before:
        _take_away(client, search, before)


def _take_away(client: WebClient, search: Search, card: str) -> None:
    try:
        client.chat_delete(channel=search.channel, ts=card)
    except SlackApiError as error:
        note(log, "old card left", search=search.id, slack_error=error.response["error"])


def _moved(desks: Desks, search: Search, before: str, after: str) -> bool:
    with desks.desk(search.team) as desk:
        return desk.card_moves(search, before, after)
