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
from bot.hiring.unit_of_work import UnitOfWorkFactory
from bot.logs import log_event, safe_traceback
from bot.slack.delivery import Destination, post, update
from bot.slack.hiring.views.search_card import search_card

POSTING = "-"
"""Stands for the timestamp of a card that is being posted."""
MIN_INTERVAL = 2.0
"""Seconds between two drawings of a card; Slack takes about fifty such changes a minute from an app."""
GONE_ERRORS = ("message_not_found", "channel_not_found", "is_archived", "not_in_channel")
"""Why Slack cannot change a card: somebody took it, or us, away."""

log = logging.getLogger("rolecall.card_updates")

CardKey = tuple[str, str]
"""A workspace and a search of it."""
TodayFor = Callable[[str, str], date]
"""The day that it is where somebody of a workspace is. A card shows that of the owner of its search."""


class CardUpdater:
    """Draws cards, each at most once in `pause` seconds however often its search changes."""

    def __init__(
        self,
        units_of_work: Callable[[], UnitOfWorkFactory],
        executor: Executor,
        today_for: TodayFor,
        min_interval: float = MIN_INTERVAL,
    ) -> None:
        """`executor` does what waits for Slack; `today_for` tells which day it is where somebody is."""
        self._units_of_work = units_of_work
        self._executor = executor
        self._today_for = today_for
        self._min_interval = min_interval
        self._lock = threading.Lock()
        self._pending: dict[CardKey, WebClient] = {}
        self._updating: set[CardKey] = set()
        self._last_updates: dict[CardKey, float] = {}

    def request_update(self, client: WebClient, team: str, search_id: str) -> None:
        """Draw the card of this search anew, soon. Returns at once."""
        key = (team, search_id)
        with self._lock:
            self._pending[key] = client
            if key in self._updating:
                return
            self._updating.add(key)
        self.run_in_background(partial(self._update_until_current, key))

    def run_in_background(self, task: Callable[[], object]) -> None:
        """Do something that waits for Slack, soon. Returns at once; a failure is logged, and so is coming too late."""
        try:
            self._executor.submit(_run_logged, task)
        except RuntimeError as error:  # the process is about to end, and takes on nothing more
            log_event(log, "could not follow up", logging.WARNING, trace=safe_traceback(error))

    def _update_until_current(self, key: CardKey) -> None:
        while client := self._take_pending(key):
            time.sleep(self._reserve_slot(key))
            try:
                if not update_card(self._units_of_work(), client, key, self._today_for):
                    self._requeue(key, client)
            except Exception as error:  # noqa: BLE001  the search stands in the database, the card is drawn at its next change
                log_event(log, "card not drawn", logging.WARNING, search=key[1], trace=safe_traceback(error))

    def _requeue(self, key: CardKey, client: WebClient) -> None:
        with self._lock:
            self._pending.setdefault(key, client)

    def _take_pending(self, key: CardKey) -> WebClient | None:
        """The client to draw with, where the search has changed since its card was last drawn."""
        with self._lock:
            if key not in self._pending:
                self._updating.discard(key)
            return self._pending.pop(key, None)

    def _reserve_slot(self, key: CardKey) -> float:
        """Seconds until the card may be drawn, counting the drawing as done then."""
        with self._lock:
            now = time.monotonic()
            self._last_updates = {each: at for each, at in self._last_updates.items() if at + self._min_interval > now}
            rest = max(0.0, self._last_updates.get(key, 0.0) + self._min_interval - now)
            self._last_updates[key] = now + rest
            return rest


def _run_logged(task: Callable[[], object]) -> None:
    try:
        task()
    except Exception as error:  # noqa: BLE001  what it follows from is done and said
        log_event(log, "could not follow up", logging.WARNING, trace=safe_traceback(error))


def update_card(units_of_work: UnitOfWorkFactory, client: WebClient, key: CardKey, today_for: TodayFor) -> bool:
    """Change the card in the channel to what the search is now, or hang it there where it does not hang yet.

    False where the search was changed meanwhile, perhaps by another process whose card this one has put an older one
    in place of: then it has to be drawn again. A card that somebody deleted stays away. Raises SlackApiError.
    """
    checklist = _load_checklist(units_of_work, key)
    if checklist is None or checklist.search.card == POSTING:
        return True
    try:
        _post_or_update(units_of_work, client, checklist, today_for(key[0], checklist.search.owner))
    except SlackApiError as error:
        if error.response["error"] not in GONE_ERRORS:
            raise
        log_event(log, "card is gone", search=key[1], slack_error=error.response["error"])
        return True
    now = _load_checklist(units_of_work, key)
    return now is None or _without_card(now) == _without_card(checklist)


def _without_card(checklist: Checklist) -> Checklist:
    """What a card shows: everything but where it hangs."""
    return checklist._replace(search=checklist.search._replace(card=""))


def _load_checklist(units_of_work: UnitOfWorkFactory, key: CardKey) -> Checklist | None:
    team, search_id = key
    with units_of_work.begin(team, writable=False) as desk:
        search = desk.search(search_id)
        return desk.checklist(search) if search else None


def _post_or_update(units_of_work: UnitOfWorkFactory, client: WebClient, checklist: Checklist, today: date) -> None:
    if checklist.search.card:
        update(client, checklist.search.channel, checklist.search.card, search_card(checklist, today))
    else:
        publish_card(units_of_work, client, checklist, today)


def publish_card(
    units_of_work: UnitOfWorkFactory, client: WebClient, checklist: Checklist, today: date, *, repost: bool = False
) -> None:
    """Post the card, once however many try: whoever notes first that it is under way posts it.

    One that hangs already is taken away then. With `repost` also where it has been under way, perhaps for ever, since
    whoever began is gone. Raises SlackApiError.
    """
    search = checklist.search
    if (search.card == POSTING and not repost) or not _swap_card(units_of_work, search, search.card, POSTING):
        return
    posted = before = search.card.removeprefix(POSTING)
    try:
        posted = post(client, Destination(search.channel), search_card(checklist, today))
    finally:
        _swap_card(units_of_work, search, POSTING, posted)
    if before:
        _delete_card(client, search, before)


def _delete_card(client: WebClient, search: Search, card: str) -> None:
    try:
        client.chat_delete(channel=search.channel, ts=card)
    except SlackApiError as error:
        log_event(log, "old card left", search=search.id, slack_error=error.response["error"])


def _swap_card(units_of_work: UnitOfWorkFactory, search: Search, before: str, after: str) -> bool:
    with units_of_work.begin(search.team) as desk:
        return desk.compare_and_set_card(search, before, after)
