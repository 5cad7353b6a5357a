"""What Slack says of people, asked at most once a day for each: where they are, and whether they have left."""

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime
from http.client import HTTPException
from typing import Any, Literal, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.hiring.people import PERSON_TTL, RETRY_AFTER, UTC_ZONE, Person, PersonRecord
from bot.logs import log_event
from bot.slack.delivery import with_timeout

TIMEOUT_SECONDS = 2
"""Seconds: a command that waits for this has three in all."""
CACHE_SIZE = 10_000
"""People of whom a process remembers where they are."""
TRANSIENT_ERRORS = frozenset(
    ("ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout", None)
)
"""Refusals of Slack's that say nothing of the person: it will answer another time."""

NOT_FOUND_ERRORS = frozenset(("user_not_found", "user_not_visible"))
"""Refusals that say that there is no such person, or none that we may know of."""
SLACKBOT_ID = "USLACKBOT"
"""Slack's own helper, which Slack does not call a bot."""

Membership = Literal["member", "left", "app", "unknown"]
"""What somebody is: a person who works here, one whose account is deactivated, an app, or nobody that Slack knows."""

log = logging.getLogger("rolecall.people")


class PersonRepository(Protocol):
    """Where it is kept what Slack said."""

    def get(self, team: str, user: str) -> PersonRecord | None:
        """What is kept of a person, however old."""

    def put(self, team: str, known: PersonRecord, now: datetime) -> None:
        """Keep this of the person, of whom we may hear now for the first time."""


class PeopleDirectory:
    """The people of every workspace. Where Slack does not say, they live in UTC, and Slack is soon asked again."""

    def __init__(self, open_people: Callable[[], PersonRepository]) -> None:
        """The store is opened when somebody is first asked about."""
        self._open = open_people
        self._cache: dict[tuple[str, str], PersonRecord] = {}

    def get_local_date(self, client: WebClient, team: str, user: str, now: datetime) -> date:
        """The day that it is where the person is."""
        return self.get_person(client, team, user, now).local_time(now).date()

    def get_known_local_date(self, team: str, user: str, now: datetime) -> tuple[date, bool]:
        """The same as far as is known without Slack, else the day in UTC; and whether Slack need not be asked."""
        known = self._get_cached(team, user, now)
        if known is None:
            return now.date(), False
        return known.person.local_time(now).date(), known.is_fresh(now)

    def _get_cached(self, team: str, user: str, now: datetime) -> PersonRecord | None:
        known = self._cache.get((team, user))
        if known is not None and known.is_fresh(now):
            return known
        if kept := self._open().get(team, user):
            if len(self._cache) >= CACHE_SIZE:
                self._cache.clear()
            self._cache[team, user] = kept
        return kept

    def get_person(self, client: WebClient, team: str, user: str, now: datetime) -> Person:
        """The person; asks Slack where what is kept is older than a day, and raises nothing of Slack's."""
        person = self.find_person(client, team, user, now)
        return person if person.zone else person._replace(zone=UTC_ZONE)

    def find_person(
        self, client: WebClient, team: str, user: str, now: datetime, asked_since: datetime | None = None
    ) -> Person:
        """The same, but with an empty zone where Slack could not be asked and nothing was known before.

        Slack is also asked where it was last asked before `asked_since`.
        """
        store = self._open()
        kept = store.get(team, user)
        if kept is not None and kept.is_fresh(now) and (asked_since is None or kept.asked_at >= asked_since):
            return kept.person
        found = _fetch(client, user, kept, now) or _keep_known(kept, user, now)
        store.put(team, found, now)
        return found.person

    def get_membership(
        self, client: WebClient, team: str, user: str, now: datetime, *, refresh: bool = False
    ) -> Membership:
        """What somebody is whom a person names; Slack is asked unless it told of them as a member within a day.

        With `refresh` it is asked then, too. Where it does not answer, they are taken for a member. Of an app nothing
        is kept.
        """
        store = self._open()
        kept = store.get(team, user)
        if not refresh and kept is not None and _is_current_member(kept, now):
            return "member"
        try:
            said = with_timeout(client, TIMEOUT_SECONDS).users_info(user=user)["user"]
        except SlackApiError as error:
            return "unknown" if error.response.get("error") in NOT_FOUND_ERRORS else "member"
        except (OSError, HTTPException):
            return "member"
        if said.get("is_bot") or user == SLACKBOT_ID:
            return "app"
        found = _to_known(said, kept, now)
        store.put(team, found, now)
        return "left" if found.person.deleted else "member"


def _is_current_member(kept: PersonRecord, now: datetime) -> bool:
    return kept.is_fresh(now) and bool(kept.person.zone) and not kept.person.deleted


def _fetch(client: WebClient, user: str, kept: PersonRecord | None, now: datetime) -> PersonRecord | None:
    """What Slack says; None where it cannot be asked now. One it does not tell us of is in UTC, and soon asked about.

    Of somebody who has left Slack no longer tells the zone: then they are where they were.
    """
    try:
        said = with_timeout(client, TIMEOUT_SECONDS).users_info(user=user)["user"]
    except SlackApiError as error:
        code = error.response.get("error")
        log_event(log, "Slack did not say where somebody is", logging.WARNING, slack_error=code)
        return None if code in TRANSIENT_ERRORS else PersonRecord(Person(user), _expiring_soon(now))
    except (OSError, HTTPException) as error:
        log_event(log, "Slack did not say where somebody is", logging.WARNING, error=type(error).__name__)
        return None
    return _to_known(said, kept, now)


def _to_known(said: Mapping[str, Any], kept: PersonRecord | None, now: datetime) -> PersonRecord:
    """What Slack said of a person."""
    before = kept.person.zone if kept else ""
    return PersonRecord(Person(said["id"], said.get("tz") or before or UTC_ZONE, bool(said.get("deleted"))), now)


def _keep_known(kept: PersonRecord | None, user: str, now: datetime) -> PersonRecord:
    """What was known before, for a few minutes more."""
    if kept is None or not kept.person.zone:
        return PersonRecord(Person(user, zone=""), now)
    return PersonRecord(kept.person, _expiring_soon(now))


def _expiring_soon(now: datetime) -> datetime:
    return now - PERSON_TTL + RETRY_AFTER
