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
from bot.hiring.deliveries import ONCE, Claim, Deliveries, Delivery, Diary, Reviews
from bot.hiring.people import Person, zone_named
from bot.hiring.reminders import MONDAY, OPENS, WEEK, is_time, opening
from bot.knowledge.base import KnowledgeBase
from bot.logs import note, trace
from bot.slack.hiring.letters import Letters
from bot.slack.hiring.postman import UNSURE, ClientFor, Letter, Postman, arrived

MOST_NEWCOMERS = 30
"""People whom Slack is asked about in one round; it takes a hundred such questions a minute."""
FURTHEST_EAST = timedelta(hours=14)
"""By how much the earliest clocks on earth are ahead of UTC."""
MORNING = timedelta(hours=9)
"""Who gets a digest was asked about since midnight, for they may have left yesterday."""
REST = timedelta(minutes=5)
"""How long what failed on our side is left alone."""

log = logging.getLogger("rolecall.reminders")

Work = Iterator[Callable[[], None]]
"""Things to do, each apart from the others."""

Going = Callable[[], bool]
"""Whether there is time for one more."""


class Acquaintance(Protocol):
    """What Slack says of people, asked at most once a day for each."""

    def known(
        self, client: WebClient, team: str, user: str, now: datetime, asked_since: datetime | None = None
    ) -> Person:
        """The person, asked about since then; with an empty zone where nobody can say where they are."""


class Books(NamedTuple):
    """Where it stands what is to be done, and what was."""

    diary: Diary
    deliveries: Deliveries
    reviews: Reviews


class Reminding:
    """Makes the rounds. Any number of processes may: the database decides who sends what."""

    def __init__(
        self, books: Books, people: Acquaintance, client_for: ClientFor, base: Callable[[], KnowledgeBase]
    ) -> None:
        """`client_for` gives the client of a workspace, `base` the knowledge as it is now."""
        self._diary, self._deliveries, self._reviews = books
        self._people = people
        self._letters = Letters(*books, base)
        self._postman = Postman(books.deliveries, client_for)
        self._tired: dict[Delivery, datetime] = {}

    def send_due(self, now: datetime, going: Going = lambda: True) -> None:
        """Send everything whose time has come and that nobody else sends.

        What fails is logged and stops nothing else. Raises SQLAlchemyError where the database does not answer.
        """
        self._tired = {delivery: until for delivery, until in self._tired.items() if now < until}
        for work in (self._meet, self._look_into, self._send_digests, self._send_summaries, self._bring_up):
            for task in work(now):
                if not going():
                    return
                with _apart():
                    task()

    def _meet(self, now: datetime) -> Work:
        """Ask Slack where those are of whom nothing is known."""
        for team, user in self._diary.newcomers(now)[:MOST_NEWCOMERS]:
            yield partial(self._get_to_know, team, user, now)

    def _look_into(self, now: datetime) -> Work:
        """Take over what others have left unfinished."""
        for claim in self._deliveries.stuck(now):
            yield partial(self._take_over, claim, now)

    def _send_digests(self, now: datetime) -> Work:
        for day, zones in _ripe(self._diary.zones(), now).items():
            waiting = self._diary.waiting(day, zones)
            idle = {each for each in waiting if not each.busy or each.since > opening(_local(each.zone, now))}
            self._deliveries.pass_over([Delivery(each.team, "digest", each.user, day) for each in idle], now)
            for each in waiting:
                if each not in idle:
                    yield partial(self._begin, Delivery(each.team, "digest", each.user, day), now)

    def _send_summaries(self, now: datetime) -> Work:
        for day, zones in _ripe(self._diary.zones(), now).items():
            due = self._diary.summaries(day, zones) if day.weekday() == MONDAY else ()
            for each in due:
                yield partial(self._begin, Delivery(each.team, "weekly", each.search, day), now)

    def _bring_up(self, now: datetime) -> Work:
        """Bring up decisions whose day has come anywhere; those of a week ago were, or nobody heard."""
        for decision in self._reviews.due((now + FURTHEST_EAST).date()):
            if decision.review_on and decision.review_on > now.date() - WEEK:
                yield partial(self._review, decision, decision.review_on, now)

    def _review(self, decision: Decision, day: date, now: datetime) -> None:
        """Bring it up, once it is time where the person is who recorded it."""
        if client := self._client(decision.team, now):
            local = self._people.known(client, decision.team, decision.by, now).local(now)
            if local.date() >= day and is_time(local):
                self._begin(Delivery(decision.team, "review", decision.id, day), now)

    def _client(self, team: str, now: datetime) -> WebClient | None:
        return self._postman.client(team, self._diary.enterprise, now)

    def _get_to_know(self, team: str, user: str, now: datetime) -> None:
        if client := self._client(team, now):
            self._diary.meet(team, user, now)
            self._people.known(client, team, user, now)

    def _begin(self, delivery: Delivery, now: datetime) -> None:
        """Deliver it, if nobody else does."""
        client = None if delivery in self._tired else self._client(delivery.team, now)
        claim = self._deliveries.claim(delivery, now) if client else None
        if client and claim:
            self._carry_out(claim, client, now)

    def _take_over(self, claim: Claim, now: datetime) -> None:
        """Find out whether it arrived, and deliver it if not; where nobody can tell, rather one too few than two."""
        client = self._client(claim.delivery.team, now)
        taken = self._deliveries.take_over(claim, now) if client else None
        if client is None or taken is None:
            return
        found = self._found(claim, client, now)
        if found is False:
            self._carry_out(taken, client, now)
        else:
            self._deliveries.settle(taken, now)
            note(log, "was left unfinished", kind=claim.delivery.kind, arrived="yes" if found else "nobody can tell")

    def _found(self, claim: Claim, client: WebClient, now: datetime) -> bool | None:
        """Whether it arrived, None where nobody can tell. Raises SlackApiError where Slack may say so later."""
        kind, recipient = claim.delivery.kind, claim.delivery.recipient
        letter = self._letters.departed(claim.delivery, now) if kind == "departed" else None
        person = recipient if kind == "digest" else letter.to if letter and letter.is_direct else ""
        try:
            return arrived(claim, person, client) if person else None
        except SlackApiError as error:
            if error.response.get("error") in ("ratelimited", *UNSURE):
                raise
            note(log, "cannot look into it", logging.WARNING, slack_error=error.response.get("error"))
            return None

    def _carry_out(self, claim: Claim, client: WebClient, now: datetime) -> None:
        """Write it and post it. What could not be written is left alone for a while."""
        try:
            letter = self._written(claim.delivery, client, now)
        except Exception as error:
            self._deliveries.release(claim)
            if not isinstance(error, NotYetError):
                self._tired[claim.delivery] = now + REST
                raise
        else:
            if letter:
                self._postman.deliver(claim, letter, client, now)
            else:
                self._deliveries.settle(claim, now)

    def _written(self, delivery: Delivery, client: WebClient, now: datetime) -> Letter | None:
        """The letter, None where there is nothing to say. Raises NotYetError where it is too early after all."""
        if delivery.kind == "departed":
            return self._letters.departed(delivery, now)
        if delivery.kind == "review":
            return self._letters.review(delivery)
        if delivery.kind == "weekly":
            return self._letters.weekly(delivery, lambda user: self._people.known(client, delivery.team, user, now))
        person = self._people.known(client, delivery.team, delivery.recipient, now, now - MORNING)
        if not _in_time(person.local(now), delivery.day):
            return None
        if person.deleted:
            self._report(delivery.team, person.user, now)
            return None
        return self._letters.digest(delivery, person, now)

    def _report(self, team: str, user: str, now: datetime) -> None:
        """Tell the owners of their searches, once, that somebody has left."""
        for checklist in self._diary.with_part_of(team, user):
            with _apart():
                self._begin(Delivery(team, "departed", f"{user}:{checklist.search.id}", ONCE), now)


class NotYetError(Exception):
    """They have moved to where it is not nine yet."""


def _in_time(local: datetime, day: date) -> bool:
    """Whether it is not too late for the digest of the day. Raises NotYetError where it is too early."""
    if local < datetime.combine(day, OPENS, local.tzinfo):
        raise NotYetError
    return local.date() == day and is_time(local)


def _ripe(zones: Sequence[str], now: datetime) -> dict[date, list[str]]:
    """Day to the zones in which it is that day and time for digests."""
    found: dict[date, list[str]] = {}
    for zone in zones:
        local = _local(zone, now)
        if zone and is_time(local):
            found.setdefault(local.date(), []).append(zone)
    return found


def _local(zone: str, now: datetime) -> datetime:
    return now.astimezone(zone_named(zone))


@contextmanager
def _apart() -> Iterator[None]:
    """Whatever fails here is logged, without anybody's name, and stops nothing else."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  see above
        code = error.response.get("error") if isinstance(error, SlackApiError) else None
        note(log, "reminder failed", logging.ERROR, slack_error=code, trace=trace(error))
