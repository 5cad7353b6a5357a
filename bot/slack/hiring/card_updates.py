"""Keeps the cards posted in channels up to date: a card is updated soon after its search changes."""

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
"""Stored instead of the timestamp of a card while it is being posted."""
MIN_INTERVAL = 2.0
"""Seconds between two updates of one card. Slack allows an app about 50 `chat.update` calls a minute."""
CARD_GONE_ERRORS = ("message_not_found", "channel_not_found", "is_archived", "not_in_channel")
"""Errors from Slack that mean the card or the app was removed from the channel, so that a retry is pointless."""

log = logging.getLogger("rolecall.card_updates")

CardKey = tuple[str, str]
"""The id of a workspace and of one of its searches."""
TodayFor = Callable[[str, str], date]
"""Takes a workspace and a user, returns the date where the user is. A card shows it for the owner of the search."""


class CardUpdater:
    """Updates cards in the background, each at most once in `min_interval` seconds however often its search changes."""

    def __init__(
        self,
        units_of_work: Callable[[], UnitOfWorkFactory],
        executor: Executor,
        today_for: TodayFor,
        min_interval: float = MIN_INTERVAL,
    ) -> None:
        """`executor` runs the calls to Slack; `today_for` returns the date where a user is."""
        self._units_of_work = units_of_work
        self._executor = executor
        self._today_for = today_for
        self._min_interval = min_interval
        self._lock = threading.Lock()
        self._pending: dict[CardKey, WebClient] = {}
        self._updating: set[CardKey] = set()
        self._last_updates: dict[CardKey, float] = {}

    def request_update(self, client: WebClient, team: str, search_id: str) -> None:
        """Update the card of this search soon. Returns at once."""
        key = (team, search_id)
        with self._lock:
            self._pending[key] = client
            if key in self._updating:
                return
            self._updating.add(key)
        self.run_in_background(partial(self._update_until_current, key))

    def run_in_background(self, task: Callable[[], object]) -> None:
        """Run a task that calls Slack. Returns at once. Failures are logged, as are tasks that come too late."""
        try:
            self._executor.submit(run_logged, task)
        except RuntimeError as error:  # the executor takes no tasks once the process shuts down
            log_event(log, "background task failed", logging.WARNING, trace=safe_traceback(error))

    def _update_until_current(self, key: CardKey) -> None:
        while client := self._take_pending(key):
            time.sleep(self._reserve_slot(key))
            try:
                if not update_card(self._units_of_work(), client, key, self._today_for):
                    self._requeue(key, client)
            except Exception as error:  # noqa: BLE001  the next change updates the card
                log_event(log, "card update failed", logging.WARNING, search=key[1], trace=safe_traceback(error))

    def _requeue(self, key: CardKey, client: WebClient) -> None:
        with self._lock:
            # A change made in the meantime may have brought a newer client already.
            self._pending.setdefault(key, client)

    def _take_pending(self, key: CardKey) -> WebClient | None:
        """The client for the next update; None if the search hasn't changed since the last one."""
        with self._lock:
            if key not in self._pending:
                # In the same lock as the check, so that a change that arrives now starts a new task.
                self._updating.discard(key)
            return self._pending.pop(key, None)

    def _reserve_slot(self, key: CardKey) -> float:
        """Seconds until the card may be updated again. The update is counted as done at that time."""
        with self._lock:
            now = time.monotonic()
            # Old entries are dropped here, so that the table does not grow with every search there ever was.
            self._last_updates = {each: at for each, at in self._last_updates.items() if at + self._min_interval > now}
            delay = max(0.0, self._last_updates.get(key, 0.0) + self._min_interval - now)
            self._last_updates[key] = now + delay
            return delay


def run_logged(task: Callable[[], object]) -> None:
    """Run the task; a failure is logged."""
    try:
        task()
    except Exception as error:  # noqa: BLE001  the change that led to the task is stored and confirmed
        log_event(log, "background task failed", logging.WARNING, trace=safe_traceback(error))


def update_card(units_of_work: UnitOfWorkFactory, client: WebClient, key: CardKey, today_for: TodayFor) -> bool:
    """Update the card in the channel, or post it if it isn't posted yet. A card that was deleted is not posted again.

    Returns False if the search changed in the meantime. Another process may have shown that change already, and this
    update may have replaced its card by an older one, so the card has to be updated once more. Raises SlackApiError.
    """
    checklist = _load_checklist(units_of_work, key)
    if checklist is None or checklist.search.card == POSTING:
        return True
    try:
        _post_or_update(units_of_work, client, checklist, today_for(key[0], checklist.search.owner))
    except SlackApiError as error:
        if error.response["error"] not in CARD_GONE_ERRORS:
            raise
        log_event(log, "card no longer exists", search=key[1], slack_error=error.response["error"])
        return True
    current = _load_checklist(units_of_work, key)
    return current is None or _without_card(current) == _without_card(checklist)


def _without_card(checklist: Checklist) -> Checklist:
    """The checklist without the timestamp of its card, which changes with every post and is not shown."""
    return checklist._replace(search=checklist.search._replace(card=""))


def _load_checklist(units_of_work: UnitOfWorkFactory, key: CardKey) -> Checklist | None:
    """The checklist as stored now; None if the search doesn't exist."""
    team, search_id = key
    with units_of_work.begin(team, writable=False) as uow:
        search = uow.search(search_id)
        return uow.checklist(search) if search else None


def _post_or_update(units_of_work: UnitOfWorkFactory, client: WebClient, checklist: Checklist, today: date) -> None:
    if checklist.search.card:
        update(client, checklist.search.channel, checklist.search.card, search_card(checklist, today))
    else:
        publish_card(units_of_work, client, checklist, today)


def publish_card(
    units_of_work: UnitOfWorkFactory, client: WebClient, checklist: Checklist, today: date, *, repost: bool = False
) -> None:
    """Post the card and delete the one posted before. Raises SlackApiError.

    Of several processes that try at once, only one posts it: the one that first stores `POSTING`. If that process died
    before it posted, `POSTING` would stay for ever; `repost` posts the card regardless.
    """
    search = checklist.search
    if (search.card == POSTING and not repost) or not _swap_card(units_of_work, search, search.card, POSTING):
        return
    posted = previous = search.card.removeprefix(POSTING)
    try:
        posted = post(client, Destination(search.channel), search_card(checklist, today))
    finally:
        # If posting failed, the previous card counts again; without one, the next change tries once more.
        _swap_card(units_of_work, search, POSTING, posted)
    if previous:
        _delete_card(client, search, previous)


def _delete_card(client: WebClient, search: Search, card: str) -> None:
    try:
        client.chat_delete(channel=search.channel, ts=card)
    except SlackApiError as error:
        log_event(log, "old card not deleted", search=search.id, slack_error=error.response["error"])


def _swap_card(units_of_work: UnitOfWorkFactory, search: Search, before: str, after: str) -> bool:
    """Replace the stored timestamp of the card. False if it isn't `before` any more."""
    with units_of_work.begin(search.team) as uow:
        return uow.compare_and_set_card(search, before, after)
