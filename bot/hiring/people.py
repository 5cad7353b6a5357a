"""People: their time zone, and whether they are still with the company."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

UTC_ZONE = "UTC"
PERSON_TTL = timedelta(days=1)
"""How long what Slack said about a person is used before it is asked again."""
RETRY_AFTER = timedelta(minutes=5)
"""How long Slack is not asked again after it didn't know the person's time zone."""


class Person(NamedTuple):
    """A member of a workspace: the name of their time zone, and whether their account is deactivated.

    In storage, an empty zone means that Slack didn't tell it.
    """

    user: str
    zone: str = UTC_ZONE
    deleted: bool = False

    def local_time(self, now: datetime) -> datetime:
        """The local time of the person; UTC if the time zone is not known."""
        return now.astimezone(get_zone(self.zone))


def get_zone(name: str) -> ZoneInfo:
    """The time zone with this name; UTC if the name is empty or unknown."""
    try:
        return ZoneInfo(name or UTC_ZONE)
    except (OSError, ValueError, KeyError):  # depending on what is wrong with the name
        return ZoneInfo(UTC_ZONE)


class PersonRecord(NamedTuple):
    """What Slack said about a person, and when."""

    person: Person
    asked_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Whether Slack need not be asked again."""
        return now - self.asked_at < (PERSON_TTL if self.person.zone else RETRY_AFTER)
