"""The reminder job: finds what is due, claims it in the outbox, and sends it."""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.counts import count, set_level
from bot.hiring.calendar import WorkCalendar
from bot.hiring.decisions import Decision, DecisionRepository
from bot.hiring.outbox import ONE_TIME_DAY, Delivery, DeliveryClaim, Outbox
from bot.hiring.people import Person, get_zone
from bot.hiring.reminder_queries import Place, ReminderQueries
from bot.hiring.reminders import (
    DIGEST_FROM,
    MONDAY,
    WEEK,
    digest_start,
    first_working_day_of_week,
    is_digest_time,
    monday_of,
)
from bot.logs import log_event
from bot.slack.delivery import update
from bot.slack.hiring.views.search_card import search_card
from bot.slack.reminders.content import NoticeBuilder, build_interruption
from bot.slack.reminders.sender import AMBIGUOUS_ERRORS, FAILURE_BACKOFF, ClientFor, Notice, ReminderSender, has_arrived
from bot.slack.reminders.tasks import HasTime, Tasks, WorkspaceTask, log_failures, run_all
from bot.slack.shared_channels import BaseFor

MAX_LOOKUPS = 30
"""People looked up in one run, which takes place every minute. Slack allows about 100 `users.info` calls a minute."""
MAX_UTC_OFFSET = timedelta(hours=14)
"""How far the earliest time zone is ahead of UTC."""
MAX_LOOKUP_AGE = timedelta(hours=9)
"""Before a digest at nine, a person is looked up again if that was not done since midnight: they may have left."""


log = logging.getLogger("rolecall.reminders")


class PersonLookup(Protocol):
    """Looks people up in Slack, each at most once a day."""

    def get_last_known(self, team: str, user: str, now: datetime) -> Person | None:
        """What Slack last said about the person, however long ago; None if nothing. Slack is not asked."""

    def find_person(
        self, client: WebClient, team: str, user: str, now: datetime, asked_since: datetime | None = None
    ) -> Person:
        """The person, looked up again if that was not done since `asked_since`; with an empty zone if it is unknown."""


class ReminderStores(NamedTuple):
    """The stores the job reads from and writes to."""

    queries: ReminderQueries
    outbox: Outbox
    reviews: DecisionRepository


class ReminderJob:
    """Sends reminders. Any number of processes may run it: each delivery is sent by the one that claims it."""

    def __init__(self, stores: ReminderStores, people: PersonLookup, client_for: ClientFor, base_for: BaseFor) -> None:
        """`client_for` returns the client of a workspace, `base_for` the knowledge for a channel."""
        self._queries, self._outbox, self._reviews = stores
        self._people = people
        self._notices = NoticeBuilder(*stores, base_for)
        self._sender = ReminderSender(stores.outbox, client_for)
        self._backoff: dict[Delivery, datetime] = {}

    def send_due(self, now: datetime, has_time: HasTime = lambda: True) -> None:
        """Send everything that is due and not claimed by another process, until `has_time` returns False.

        A failure is logged and does not stop the other tasks. Raises SQLAlchemyError if the database doesn't answer.
        """
        self._backoff = {delivery: until for delivery, until in self._backoff.items() if now < until}
        # People come first: without a time zone, nothing can be due for them.
        for work in (
            self._look_up_new_people,
            self._resume_stuck,
            self._send_digests,
            self._send_summaries,
            self._update_cards,
            self._send_reviews,
        ):
            if not run_all(work(now), has_time):
                return
        set_level("reminder_run", now.timestamp())

    def _look_up_new_people(self, now: datetime) -> Tasks:
        """Look up the time zones of people that have never been looked up."""
        for team, user in self._queries.find_unknown_people(now)[:MAX_LOOKUPS]:
            yield WorkspaceTask(team, partial(self._look_up_person, team, user, now))

    def _resume_stuck(self, now: datetime) -> Tasks:
        """Take over claims of processes that died before they finished."""
        stale = self._outbox.find_stale_claims(now)
        set_level("stale_deliveries", len(stale))
        for claim in stale:
            yield WorkspaceTask(claim.delivery.team, partial(self._take_over, claim, now))

    def _send_digests(self, now: datetime) -> Tasks:
        """Send digests in the time zones where it is time. Skip people without open work and those who joined today."""
        for day, zones in _zones_due(self._queries.list_time_zones(), now).items():
            candidates = self._queries.find_digest_candidates(day, zones)
            skipped = {
                each
                for each in candidates
                if not each.has_open_work or each.known_since > digest_start(_local(each.zone, now))
            }
            self._outbox.mark_skipped([Delivery(each.team, "digest", each.user, day) for each in skipped], now)
            for each in candidates:
                if each not in skipped:
                    yield self._sending(Delivery(each.team, "digest", each.user, day), now)

    def _send_summaries(self, now: datetime) -> Tasks:
        """Send weekly summaries in the time zones where it is time: on Monday, or the first working day after it."""
        for day, zones in _zones_due(self._queries.list_time_zones(), now).items():
            # After a Monday, only holidays can be the reason why a summary is still due.
            places = [place for place in self._queries.list_places() if _begins_week(place, day)]
            # The delivery belongs to the week, so that there is no second one if the holidays become others.
            monday = monday_of(day)
            due = self._queries.find_summary_candidates(monday, zones) if places else ()
            for each in due:
                if each.place in places:
                    yield self._sending(Delivery(each.team, "weekly", each.search, monday), now)

    def _update_cards(self, now: datetime) -> Tasks:
        """Update the cards of searches once a week: with time, items become late and the first day slips."""
        for day, zones in _zones_due(self._queries.list_time_zones(), now).items():
            due = self._queries.find_card_candidates(day, zones) if day.weekday() == MONDAY else ()
            for each in due:
                delivery = Delivery(each.team, "card", each.search, day)
                yield WorkspaceTask(each.team, partial(self._update_card, delivery, now))

    def _update_card(self, delivery: Delivery, now: datetime) -> None:
        """Update the card if no other process does. A card that can't be updated now waits for the next change."""
        client = self._client(delivery.team, now)
        claim = self._outbox.claim(delivery, now) if client else None
        checklist = self._queries.checklist(delivery.team, delivery.recipient) if claim else None
        if client and claim and checklist:
            self._outbox.mark_done(claim, now)
            search = checklist.search
            update(client, search.channel, search.card, search_card(checklist, delivery.day))

    def _send_reviews(self, now: datetime) -> Tasks:
        """Send reviews of decisions due in the past week. Older ones were sent, or could not be in a whole week."""
        # The date begins up to 14 hours before it does in UTC; the exact time is checked for each person.
        for decision in self._reviews.find_due_reviews((now + MAX_UTC_OFFSET).date()):
            if decision.review_on and decision.review_on > now.date() - WEEK:
                yield WorkspaceTask(decision.team, partial(self._send_review, decision, decision.review_on, now))

    def _send_review(self, decision: Decision, day: date, now: datetime) -> None:
        """Send it once it is time where the person is who recorded the decision."""
        if client := self._client(decision.team, now):
            local = self._people.find_person(client, decision.team, decision.by, now).local_time(now)
            if local.date() >= day and is_digest_time(local):
                self._claim_and_send(Delivery(decision.team, "review", decision.id, day), now)

    def _client(self, team: str, now: datetime) -> WebClient | None:
        return self._sender.get_client(team, self._queries.enterprise, now)

    def _look_up_person(self, team: str, user: str, now: datetime) -> None:
        if client := self._client(team, now):
            self._queries.record_first_seen(team, user, now)
            self._people.find_person(client, team, user, now)

    def _sending(self, delivery: Delivery, now: datetime) -> WorkspaceTask:
        return WorkspaceTask(delivery.team, partial(self._claim_and_send, delivery, now))

    def _claim_and_send(self, delivery: Delivery, now: datetime) -> None:
        """Send it if it can be claimed. A delivery that failed here a short while ago is left for later."""
        client = None if delivery in self._backoff else self._client(delivery.team, now)
        claim = self._outbox.claim(delivery, now) if client else None
        if client and claim:
            self._send(claim, client, now)

    def _take_over(self, claim: DeliveryClaim, now: datetime) -> None:
        """Take over an old claim, and send it if it didn't arrive. If that is unknown, a duplicate would be worse."""
        client = self._client(claim.delivery.team, now)
        own_claim = self._outbox.take_over(claim, now) if client else None
        if client is None or own_claim is None:
            return
        arrived = self._check_arrival(claim, client, now)
        if arrived is False and claim.delivery.kind == "entry":  # its own task builds it, and claims it again
            self._outbox.release(own_claim)
        elif arrived is False:
            self._send(own_claim, client, now)
        else:
            self._outbox.mark_done(own_claim, now)
            count("reminders", claim.delivery.kind, "taken over")
            log_event(log, "claim taken over", kind=claim.delivery.kind, arrived="yes" if arrived else "unknown")

    def _check_arrival(self, claim: DeliveryClaim, client: WebClient, now: datetime) -> bool | None:
        """Whether it arrived; None if that can't be found out. Raises SlackApiError if a later attempt may succeed."""
        kind, recipient = claim.delivery.kind, claim.delivery.recipient
        # Where a departure was sent depends on who owns the search, so it is built again to find out.
        notice = self._build_departure(claim.delivery, client, now) if kind == "departed" else None
        if kind in ("answer", "entry"):
            recipient = recipient.partition(":")[0]
        is_person = kind in ("digest", "answer") or (kind == "entry" and recipient.startswith(("U", "W")))
        person = recipient if is_person else notice.to if notice and notice.is_direct else ""
        try:
            return has_arrived(claim, person, client) if person else None
        except SlackApiError as error:
            if error.response.get("error") in ("ratelimited", *AMBIGUOUS_ERRORS):
                raise
            log_event(log, "arrival unknown", logging.WARNING, slack_error=error.response.get("error"))
            return None

    def _send(self, claim: DeliveryClaim, client: WebClient, now: datetime) -> None:
        """Build the notice and post it. If it can't be built, release the claim and try again later."""
        try:
            notice = self._build_notice(claim.delivery, client, now)
        except Exception as error:
            # Nothing was posted, so any process may claim it again.
            self._outbox.release(claim)
            if not isinstance(error, TooEarlyError):
                self._backoff[claim.delivery] = now + FAILURE_BACKOFF
                raise
        else:
            if notice:
                self._sender.send(claim, notice, client, now)
            else:
                self._outbox.mark_done(claim, now)

    def _build_notice(self, delivery: Delivery, client: WebClient, now: datetime) -> Notice | None:
        """The message; None if there is nothing to say any more. Raises TooEarlyError if it is too early after all."""
        if delivery.kind in ("answer", "review"):
            is_answer = delivery.kind == "answer"
            return build_interruption(delivery) if is_answer else self._notices.build_review(delivery, client)
        if delivery.kind == "departed":
            return self._build_departure(delivery, client, now)
        if delivery.kind == "weekly":
            return self._notices.build_weekly_summary(delivery, self._lookup_in(delivery.team, client, now), now)
        person = self._people.find_person(client, delivery.team, delivery.recipient, now, now - MAX_LOOKUP_AGE)
        if not _is_on_time(person.local_time(now), delivery.day):
            return None
        if person.deleted:
            self._report_departure(delivery.team, person.user, now)
            return None
        return self._notices.build_digest(delivery, person, now, client)

    def _build_departure(self, delivery: Delivery, client: WebClient, now: datetime) -> Notice | None:
        return self._notices.build_departure(delivery, self._lookup_in(delivery.team, client, now), now)

    def _lookup_in(self, team: str, client: WebClient, now: datetime) -> Callable[[str], Person]:
        return lambda user: self._people.find_person(client, team, user, now)

    def _report_departure(self, team: str, user: str, now: datetime) -> None:
        """Tell the owners of the searches that the person was part of, once each, that they have left."""
        for checklist in self._queries.load_checklists_of(team, user):
            with log_failures():
                self._claim_and_send(Delivery(team, "departed", f"{user}:{checklist.search.id}", ONE_TIME_DAY), now)


class TooEarlyError(Exception):
    """It is not yet nine in the time zone of the person, who has moved since the delivery was claimed."""


def _is_on_time(local: datetime, day: date) -> bool:
    """Whether it is still time for the digest of the day. Raises TooEarlyError if it is too early."""
    if local < datetime.combine(day, DIGEST_FROM, local.tzinfo):
        raise TooEarlyError
    return local.date() == day and is_digest_time(local)


def _begins_week(place: Place, day: date) -> bool:
    """Whether the day is the first working day of its week in this country and region."""
    return first_working_day_of_week(WorkCalendar(*place), day) == day


def _zones_due(zones: Sequence[str], now: datetime) -> dict[date, list[str]]:
    """Date to the time zones in which it is that date, and the time for digests."""
    due: dict[date, list[str]] = {}
    for zone in zones:
        local = _local(zone, now)
        if zone and is_digest_time(local):
            due.setdefault(local.date(), []).append(zone)
    return due


def _local(zone: str, now: datetime) -> datetime:
    return now.astimezone(get_zone(zone))
