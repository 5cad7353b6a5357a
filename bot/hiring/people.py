"""Where somebody is, as far as their hours go, and whether they are still with the company."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

UTC_ZONE = "UTC"
PERSON_TTL = timedelta(days=1)
"""How long what Slack said of a person is taken for true."""
RETRY_AFTER = timedelta(minutes=5)
"""How long Slack is left alone after it did not say."""


class Person(NamedTuple):
    """A member of a workspace: the name of their time zone, and whether their account is deactivated.

    Kept with an empty zone, it is somebody of whom Slack has not said yet where they are.
    """

    user: str
    zone: str = UTC_ZONE
    deleted: bool = False

    def local_time(self, now: datetime) -> datetime:
        """The time on their clock; in UTC where their zone is unknown to us."""
        return now.astimezone(get_zone(self.zone))


def get_zone(name: str) -> ZoneInfo:
    """The time zone of this name; UTC for an empty name, or one that nobody knows."""
    try:
        return ZoneInfo(name or UTC_ZONE)
    except (OSError, ValueError, KeyError):  # what is no name of a zone fails in any of these ways
        return ZoneInfo(UTC_ZONE)


class PersonRecord(NamedTuple):
    """What is kept of a person, and when Slack was last asked."""

    person: Person
    asked_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Whether there is no need to ask again."""
        return now - self.asked_at < (PERSON_TTL if self.person.zone else RETRY_AFTER)
