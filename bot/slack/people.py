"""What Slack says of people, asked at most once a day for each: where they are, and whether they have left."""

import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime
from http.client import HTTPException
from typing import Any, Literal, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.hiring.people import AGAIN, FRESH, UTC_ZONE, Known, Person
from bot.logs import note
from bot.slack.clients import hurried

PATIENCE = 2
"""Seconds: a command that waits for this has three in all."""
MOST = 10_000
"""People of whom a process remembers where they are."""
PASSING = frozenset(("ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout", None))
"""Refusals of Slack's that say nothing of the person: it will answer another time."""

NOBODY = frozenset(("user_not_found", "user_not_visible"))
"""Refusals that say that there is no such person, or none that we may know of."""
SLACKBOT = "USLACKBOT"
"""Slack's own helper, which Slack does not call a bot."""

Standing = Literal["member", "left", "app", "unknown"]
"""What somebody is: a person who works here, one whose account is deactivated, an app, or nobody that Slack knows."""

log = logging.getLogger("rolecall.people")


class PeopleStore(Protocol):
    """Where it is kept what Slack said."""

    def get(self, team: str, user: str) -> Known | None:
        """What is kept of a person, however old."""

    def put(self, team: str, known: Known, now: datetime) -> None:
        """Keep this of the person, of whom we may hear now for the first time."""


class People:
    """The people of every workspace. Where Slack does not say, they live in UTC, and Slack is soon asked again."""

    def __init__(self, open_people: Callable[[], PeopleStore]) -> None:
        """The store is opened when somebody is first asked about."""
        self._open = open_people
        self._near: dict[tuple[str, str], Known] = {}

    def today(self, client: WebClient, team: str, user: str, now: datetime) -> date:
        """The day that it is where the person is."""
        return self.of(client, team, user, now).local(now).date()

    def day(self, team: str, user: str, now: datetime) -> tuple[date, bool]:
        """The same as far as is known without Slack, else the day in UTC; and whether Slack need not be asked."""
        known = self._recalled(team, user, now)
        if known is None:
            return now.date(), False
        return known.person.local(now).date(), known.is_fresh(now)

    def _recalled(self, team: str, user: str, now: datetime) -> Known | None:
        known = self._near.get((team, user))
        if known is not None and known.is_fresh(now):
            return known
        if kept := self._open().get(team, user):
            if len(self._near) >= MOST:
                self._near.clear()
            self._near[team, user] = kept
        return kept

    def of(self, client: WebClient, team: str, user: str, now: datetime) -> Person:
        """The person; asks Slack where what is kept is older than a day, and raises nothing of Slack's."""
        person = self.known(client, team, user, now)
        return person if person.zone else person._replace(zone=UTC_ZONE)

    def known(
        self, client: WebClient, team: str, user: str, now: datetime, asked_since: datetime | None = None
    ) -> Person:
        """The same, but with an empty zone where Slack could not be asked and nothing was known before.

        Slack is also asked where it was last asked before `asked_since`.
        """
        store = self._open()
        kept = store.get(team, user)
        if kept is not None and kept.is_fresh(now) and (asked_since is None or kept.asked_at >= asked_since):
            return kept.person
        found = _asked(client, user, kept, now) or _unsaid(kept, user, now)
        store.put(team, found, now)
        return found.person

    def standing(self, client: WebClient, team: str, user: str, now: datetime, *, anew: bool = False) -> Standing:
        """What somebody is whom a person names; Slack is asked unless it told of them as a member within a day.

        With `anew` it is asked then, too. Where it does not answer, they are taken for a member. Of an app nothing is
        kept.
        """
        store = self._open()
        kept = store.get(team, user)
        if not anew and kept is not None and _is_here(kept, now):
            return "member"
        try:
            said = hurried(client, PATIENCE).users_info(user=user)["user"]
        except SlackApiError as error:
            return "unknown" if error.response.get("error") in NOBODY else "member"
        except (OSError, HTTPException):
            return "member"
        if said.get("is_bot") or user == SLACKBOT:
            return "app"
        found = _told(said, kept, now)
        store.put(team, found, now)
        return "left" if found.person.deleted else "member"


def _is_here(kept: Known, now: datetime) -> bool:
    return kept.is_fresh(now) and bool(kept.person.zone) and not kept.person.deleted


def _asked(client: WebClient, user: str, kept: Known | None, now: datetime) -> Known | None:
    """What Slack says; None where it cannot be asked now. One it does not tell us of is in UTC, and soon asked about.

    Of somebody who has left Slack no longer tells the zone: then they are where they were.
    """
    try:
        said = hurried(client, PATIENCE).users_info(user=user)["user"]
    except SlackApiError as error:
        code = error.response.get("error")
        note(log, "Slack did not say where somebody is", logging.WARNING, slack_error=code)
        return None if code in PASSING else Known(Person(user), _soon_stale(now))
    except (OSError, HTTPException) as error:
        note(log, "Slack did not say where somebody is", logging.WARNING, error=type(error).__name__)
        return None
    return _told(said, kept, now)


def _told(said: Mapping[str, Any], kept: Known | None, now: datetime) -> Known:
    """What Slack said of a person."""
    before = kept.person.zone if kept else ""
    return Known(Person(said["id"], said.get("tz") or before or UTC_ZONE, bool(said.get("deleted"))), now)


def _unsaid(kept: Known | None, user: str, now: datetime) -> Known:
    """What was known before, for a few minutes more."""
    if kept is None or not kept.person.zone:
        return Known(Person(user, zone=""), now)
    return Known(kept.person, _soon_stale(now))


def _soon_stale(now: datetime) -> datetime:
    return now - FRESH + AGAIN
