"""Looks up people in Slack: their time zones, whether they still belong to the workspace, and whether they are guests.

Slack is asked at most once a day for each person; the answers are stored.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime
from http.client import HTTPException
from typing import Any, Literal, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.hiring.people import PERSON_TTL, RETRY_AFTER, UTC_ZONE, Person, PersonKind, PersonRecord
from bot.logs import log_event
from bot.slack.delivery import with_timeout

TIMEOUT_SECONDS = 2
"""For a call to Slack. A command that waits for it must be answered within three seconds in all."""
CACHE_SIZE = 10_000
"""How many people a process keeps in memory. Chosen by hand."""
TRANSIENT_ERRORS = frozenset(
    ("ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout", None)
)
"""Slack's errors that say nothing about the person, so that it is worth asking again soon."""

NOT_FOUND_ERRORS = frozenset(("user_not_found", "user_not_visible"))
"""Slack's errors for a person who does not exist or is not visible to the app."""
SLACKBOT_ID = "USLACKBOT"
"""Slackbot, which Slack does not mark as a bot."""

Membership = Literal["member", "left", "app", "unknown"]
"""member: an active person of the workspace; left: their account is deactivated; app: a bot; unknown: Slack does not
know the id."""

log = logging.getLogger("rolecall.people")


class PersonRepository(Protocol):
    """Stores what Slack said about people."""

    def get(self, team: str, user: str) -> PersonRecord | None:
        """Return the record of a person, however old, or None."""

    def put(self, team: str, known: PersonRecord, now: datetime) -> None:
        """Insert or replace the record of a person."""


class PeopleDirectory:
    """The people of every workspace. Anyone whose time zone Slack does not tell is assumed to be in UTC for a while."""

    def __init__(self, open_people: Callable[[], PersonRepository]) -> None:
        """Take a function that opens the repository, which is called when a person is first looked up."""
        self._open = open_people
        self._cache: dict[tuple[str, str], PersonRecord] = {}
        self._failed_at: dict[tuple[str, str], datetime] = {}

    def get_local_date(self, client: WebClient, team: str, user: str, now: datetime) -> date:
        """Return today's date in the person's time zone, asking Slack if necessary."""
        return self.get_person(client, team, user, now).local_time(now).date()

    def get_known_local_date(self, team: str, user: str, now: datetime) -> tuple[date, bool]:
        """Return today's date as far as it is known without asking Slack, and whether that is up to date.

        Without a record it is the date in UTC, and not up to date.
        """
        known = self._get_cached(team, user, now)
        if known is None:
            return now.date(), False
        return known.person.local_time(now).date(), known.is_fresh(now)

    def _get_cached(self, team: str, user: str, now: datetime) -> PersonRecord | None:
        known = self._cache.get((team, user))
        if known is not None and known.is_fresh(now):
            return known
        if record := self._open().get(team, user):
            _limit_size(self._cache)
            self._cache[team, user] = record
        return record

    def get_last_known(self, team: str, user: str, now: datetime) -> Person | None:
        """Return what Slack last said about the person, however long ago; None if nothing. Slack is not asked."""
        known = self._get_cached(team, user, now)
        return known.person if known and known.person.is_known else None

    def get_known_kind(self, team: str, user: str, now: datetime) -> PersonKind | None:
        """Return the kind of the person's account; None if Slack has to be asked."""
        known = self._get_cached(team, user, now)
        return known.person.kind if known and known.is_fresh(now) else None

    def has_left(self, team: str, user: str, now: datetime) -> bool:
        """Return whether the person's account is known to be deactivated. Slack is not asked."""
        known = self._get_cached(team, user, now)
        return bool(known and known.person.deleted)

    def get_kind(self, client: WebClient, team: str, user: str, now: datetime) -> PersonKind:
        """Return the kind of the person's account, asking Slack if necessary; what was last known if it doesn't answer.

        A person about whom nothing is known counts as a member then, so that a failure of Slack's locks no one out.
        """
        return self.get_known_kind(team, user, now) or self.find_person(client, team, user, now).kind

    def get_person(self, client: WebClient, team: str, user: str, now: datetime) -> Person:
        """Return the person, asking Slack if the record is older than a day. Does not raise Slack's errors."""
        person = self.find_person(client, team, user, now)
        return person if person.zone else person._replace(zone=UTC_ZONE)

    def find_person(
        self, client: WebClient, team: str, user: str, now: datetime, asked_since: datetime | None = None
    ) -> Person:
        """Return the person, with an empty zone if Slack could not be asked and nothing was known before.

        Slack is asked if the record is older than a day, or was made before `asked_since`; but not again for
        RETRY_AFTER if it didn't tell.
        """
        record = self._open().get(team, user)
        if record is not None and record.is_fresh(now) and not self._has_to_ask(team, record, now, asked_since):
            return record.person
        found = _fetch(client, team, user, record, now) or _extend_record(record, user, now)
        self._note_failure(team, found, now)
        self._keep(team, found, now)
        return found.person

    def _has_to_ask(self, team: str, record: PersonRecord, now: datetime, asked_since: datetime | None) -> bool:
        """Whether a fresh record is too old for the caller, and Slack can be asked again."""
        if asked_since is None or record.asked_at >= asked_since:
            return False
        failed_at = self._failed_at.get((team, record.person.user))
        return failed_at is None or now - failed_at >= RETRY_AFTER

    def _note_failure(self, team: str, found: PersonRecord, now: datetime) -> None:
        """Remember when Slack didn't tell: a record that expires soon doesn't say when it was asked."""
        self._failed_at.pop((team, found.person.user), None)
        if found.asked_at < now:
            _limit_size(self._failed_at)
            self._failed_at[team, found.person.user] = now

    def _keep(self, team: str, record: PersonRecord, now: datetime) -> None:
        self._open().put(team, record, now)
        # What is in memory may be older, and still look fresh.
        self._cache.pop((team, record.person.user), None)

    def get_membership(
        self, client: WebClient, team: str, user: str, now: datetime, *, refresh: bool = False
    ) -> Membership:
        """Return whether a named user is a member, has left, is an app, or is unknown to Slack.

        Slack is not asked about a person known as a member within the last day, unless `refresh` is set. If Slack does
        not answer, the user counts as a member. Apps are not stored.
        """
        record = self._open().get(team, user)
        if not refresh and record is not None and _is_current_member(record, now):
            return "member"
        try:
            info = with_timeout(client, TIMEOUT_SECONDS).users_info(user=user)["user"]
        except SlackApiError as error:
            return "unknown" if error.response.get("error") in NOT_FOUND_ERRORS else "member"
        except (OSError, HTTPException):
            return "member"
        # Apps are not stored: the records are about people.
        if info.get("is_bot") or user == SLACKBOT_ID:
            return "app"
        found = _to_record(info, team, record, now)
        self._keep(team, found, now)
        return "left" if found.person.deleted else "member"


def _limit_size(table: dict[tuple[str, str], Any]) -> None:
    # Simpler than evicting single people, and rarely necessary.
    if len(table) >= CACHE_SIZE:
        table.clear()


def _is_current_member(record: PersonRecord, now: datetime) -> bool:
    return record.is_fresh(now) and bool(record.person.zone) and not record.person.deleted


def _fetch(client: WebClient, team: str, user: str, record: PersonRecord | None, now: datetime) -> PersonRecord | None:
    """Ask Slack about a person. Returns None if it cannot be asked now.

    If Slack refuses to tell, the person is in UTC and the record expires soon.
    """
    try:
        info = with_timeout(client, TIMEOUT_SECONDS).users_info(user=user)["user"]
    except SlackApiError as error:
        code = error.response.get("error")
        log_event(log, "could not get a time zone from Slack", logging.WARNING, slack_error=code)
        kind: PersonKind = "external" if code in NOT_FOUND_ERRORS else "member"
        return None if code in TRANSIENT_ERRORS else PersonRecord(Person(user, kind=kind), _expiring_soon(now))
    except (OSError, HTTPException) as error:
        log_event(log, "could not get a time zone from Slack", logging.WARNING, error=type(error).__name__)
        return None
    return _to_record(info, team, record, now)


def _to_record(info: Mapping[str, Any], team: str, record: PersonRecord | None, now: datetime) -> PersonRecord:
    """Convert Slack's user object. It has no zone once a person has left; then the last known zone is kept."""
    before = record.person.zone if record else ""
    zone = info.get("tz") or before or UTC_ZONE
    return PersonRecord(Person(info["id"], zone, bool(info.get("deleted")), _kind_of(info, team)), now)


def _kind_of(info: Mapping[str, Any], team: str) -> PersonKind:
    """The kind of the account. In an organisation with several workspaces, its people have an account in each."""
    teams = (info.get("enterprise_user") or {}).get("teams") or ()
    if info.get("is_stranger") or (info.get("team_id", team) != team and team not in teams):
        return "external"
    return "guest" if info.get("is_restricted") or info.get("is_ultra_restricted") else "member"


def _extend_record(record: PersonRecord | None, user: str, now: datetime) -> PersonRecord:
    """Return the old record with an expiry a few minutes ahead, or one without a zone if there is none."""
    if record is None or not record.person.zone:
        return PersonRecord(Person(user, zone=""), now)
    return PersonRecord(record.person, _expiring_soon(now))


def _expiring_soon(now: datetime) -> datetime:
    """Return the `asked_at` of a record that stays fresh for RETRY_AFTER only."""
    return now - PERSON_TTL + RETRY_AFTER
