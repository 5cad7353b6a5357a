"""One round of the reminders: whom it is time for, who takes it on, and what becomes of it."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.hiring.decisions import Decision
from bot.hiring.outbox import ONE_TIME_DAY, DecisionReviewQueries, Delivery, DeliveryClaim, Outbox, ReminderQueries
from bot.hiring.people import Person, get_zone
from bot.hiring.reminders import DIGEST_FROM, MONDAY, WEEK, digest_start, is_digest_time
from bot.knowledge.base import KnowledgeBase
from bot.logs import log_event, safe_traceback
from bot.slack.reminders.content import NoticeBuilder
from bot.slack.reminders.sender import AMBIGUOUS_ERRORS, ClientFor, Notice, ReminderSender, has_arrived

MAX_LOOKUPS = 30
"""People whom Slack is asked about in one round; it takes a hundred such questions a minute."""
MAX_UTC_OFFSET = timedelta(hours=14)
"""By how much the earliest clocks on earth are ahead of UTC."""
MAX_LOOKUP_AGE = timedelta(hours=9)
"""Who gets a digest was asked about since midnight, for they may have left yesterday."""
FAILURE_BACKOFF = timedelta(minutes=5)
"""How long what failed on our side is left alone."""

log = logging.getLogger("rolecall.reminders")

Tasks = Iterator[Callable[[], None]]
"""Things to do, each apart from the others."""

HasTime = Callable[[], bool]
"""Whether there is time for one more."""


class PersonLookup(Protocol):
    """What Slack says of people, asked at most once a day for each."""

    def find_person(
        self, client: WebClient, team: str, user: str, now: datetime, asked_since: datetime | None = None
    ) -> Person:
        """The person, asked about since then; with an empty zone where nobody can say where they are."""


class ReminderStores(NamedTuple):
    """Where it stands what is to be done, and what was."""

    queries: ReminderQueries
    outbox: Outbox
    reviews: DecisionReviewQueries


class ReminderJob:
    """Makes the rounds. Any number of processes may: the database decides who sends what."""

    def __init__(
        self, stores: ReminderStores, people: PersonLookup, client_for: ClientFor, base: Callable[[], KnowledgeBase]
    ) -> None:
        """`client_for` gives the client of a workspace, `base` the knowledge as it is now."""
        self._queries, self._outbox, self._reviews = stores
        self._people = people
        self._notices = NoticeBuilder(*stores, base)
        self._sender = ReminderSender(stores.outbox, client_for)
        self._backoff: dict[Delivery, datetime] = {}

    def send_due(self, now: datetime, has_time: HasTime = lambda: True) -> None:
        """Send everything whose time has come and that nobody else sends.

        What fails is logged and stops nothing else. Raises SQLAlchemyError where the database does not answer.
        """
        self._backoff = {delivery: until for delivery, until in self._backoff.items() if now < until}
        for work in (
            self._look_up_new_people,
            self._resume_stuck,
            self._send_digests,
            self._send_summaries,
            self._send_reviews,
        ):
            for task in work(now):
                if not has_time():
                    return
                with _log_failures():
                    task()

    def _look_up_new_people(self, now: datetime) -> Tasks:
        """Ask Slack where those are of whom nothing is known."""
        for team, user in self._queries.find_unknown_people(now)[:MAX_LOOKUPS]:
            yield partial(self._look_up_person, team, user, now)

    def _resume_stuck(self, now: datetime) -> Tasks:
        """Take over what others have left unfinished."""
        for claim in self._outbox.find_stale_claims(now):
            yield partial(self._take_over, claim, now)

    def _send_digests(self, now: datetime) -> Tasks:
        for day, zones in _zones_due(self._queries.list_time_zones(), now).items():
            waiting = self._queries.find_digest_candidates(day, zones)
            idle = {
                each
                for each in waiting
                if not each.has_open_work or each.known_since > digest_start(_local(each.zone, now))
            }
            self._outbox.mark_skipped([Delivery(each.team, "digest", each.user, day) for each in idle], now)
            for each in waiting:
                if each not in idle:
                    yield partial(self._claim_and_send, Delivery(each.team, "digest", each.user, day), now)

    def _send_summaries(self, now: datetime) -> Tasks:
        for day, zones in _zones_due(self._queries.list_time_zones(), now).items():
            due = self._queries.find_summary_candidates(day, zones) if day.weekday() == MONDAY else ()
            for each in due:
                yield partial(self._claim_and_send, Delivery(each.team, "weekly", each.search, day), now)

    def _send_reviews(self, now: datetime) -> Tasks:
        """Bring up decisions whose day has come anywhere; those of a week ago were, or nobody heard."""
        for decision in self._reviews.find_due_reviews((now + MAX_UTC_OFFSET).date()):
            if decision.review_on and decision.review_on > now.date() - WEEK:
                yield partial(self._send_review, decision, decision.review_on, now)

    def _send_review(self, decision: Decision, day: date, now: datetime) -> None:
        """Bring it up, once it is time where the person is who recorded it."""
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

    def _claim_and_send(self, delivery: Delivery, now: datetime) -> None:
        """Deliver it, if nobody else does."""
        client = None if delivery in self._backoff else self._client(delivery.team, now)
        claim = self._outbox.claim(delivery, now) if client else None
        if client and claim:
            self._send(claim, client, now)

    def _take_over(self, claim: DeliveryClaim, now: datetime) -> None:
        """Find out whether it arrived, and deliver it if not; where nobody can tell, rather one too few than two."""
        client = self._client(claim.delivery.team, now)
        taken = self._outbox.take_over(claim, now) if client else None
        if client is None or taken is None:
            return
        found = self._check_arrival(claim, client, now)
        if found is False:
            self._send(taken, client, now)
        else:
            self._outbox.mark_done(taken, now)
            log_event(
                log, "was left unfinished", kind=claim.delivery.kind, arrived="yes" if found else "nobody can tell"
            )

    def _check_arrival(self, claim: DeliveryClaim, client: WebClient, now: datetime) -> bool | None:
        """Whether it arrived, None where nobody can tell. Raises SlackApiError where Slack may say so later."""
        kind, recipient = claim.delivery.kind, claim.delivery.recipient
        letter = self._notices.build_departure(claim.delivery, now) if kind == "departed" else None
        person = recipient if kind == "digest" else letter.to if letter and letter.is_direct else ""
        try:
            return has_arrived(claim, person, client) if person else None
        except SlackApiError as error:
            if error.response.get("error") in ("ratelimited", *AMBIGUOUS_ERRORS):
                raise
            log_event(log, "cannot look into it", logging.WARNING, slack_error=error.response.get("error"))
            return None

    def _send(self, claim: DeliveryClaim, client: WebClient, now: datetime) -> None:
        """Write it and post it. What could not be written is left alone for a while."""
        try:
            letter = self._build_notice(claim.delivery, client, now)
        except Exception as error:
            self._outbox.release(claim)
            if not isinstance(error, TooEarlyError):
                self._backoff[claim.delivery] = now + FAILURE_BACKOFF
                raise
        else:
            if letter:
                self._sender.send(claim, letter, client, now)
            else:
                self._outbox.mark_done(claim, now)

    def _build_notice(self, delivery: Delivery, client: WebClient, now: datetime) -> Notice | None:
        """The letter, None where there is nothing to say. Raises NotYetError where it is too early after all."""
        if delivery.kind == "departed":
            return self._notices.build_departure(delivery, now)
        if delivery.kind == "review":
            return self._notices.build_review(delivery)
        if delivery.kind == "weekly":
            return self._notices.build_weekly_summary(
                delivery, lambda user: self._people.find_person(client, delivery.team, user, now)
            )
        person = self._people.find_person(client, delivery.team, delivery.recipient, now, now - MAX_LOOKUP_AGE)
        if not _is_on_time(person.local_time(now), delivery.day):
            return None
        if person.deleted:
            self._report_departure(delivery.team, person.user, now)
            return None
        return self._notices.build_digest(delivery, person, now)

    def _report_departure(self, team: str, user: str, now: datetime) -> None:
        """Tell the owners of their searches, once, that somebody has left."""
        for checklist in self._queries.load_checklists_of(team, user):
            with _log_failures():
                self._claim_and_send(Delivery(team, "departed", f"{user}:{checklist.search.id}", ONE_TIME_DAY), now)


class TooEarlyError(Exception):
    """They have moved to where it is not nine yet."""


def _is_on_time(local: datetime, day: date) -> bool:
    """Whether it is not too late for the digest of the day. Raises NotYetError where it is too early."""
    if local < datetime.combine(day, DIGEST_FROM, local.tzinfo):
        raise TooEarlyError
    return local.date() == day and is_digest_time(local)


def _zones_due(zones: Sequence[str], now: datetime) -> dict[date, list[str]]:
    """Day to the zones in which it is that day and time for digests."""
    found: dict[date, list[str]] = {}
    for zone in zones:
        local = _local(zone, now)
        if zone and is_digest_time(local):
            found.setdefault(local.date(), []).append(zone)
    return found


def _local(zone: str, now: datetime) -> datetime:
    return now.astimezone(get_zone(zone))


@contextmanager
def _log_failures() -> Iterator[None]:
    """Whatever fails here is logged, without anybody's name, and stops nothing else."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  see above
        code = error.response.get("error") if isinstance(error, SlackApiError) else None
        log_event(log, "reminder failed", logging.ERROR, slack_error=code, trace=safe_traceback(error))
