"""People: their time zone, and whether they are still with the company."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

UTC_ZONE = "UTC"
PERSON_TTL = timedelta(days=1)
"""How long what Slack said about a person is used before it is asked again."""
RETRY_AFTER = timedelta(minutes=5)
"""How long Slack is not asked again after it didn't know the person's time zone."""


PersonKind = Literal["member", "guest", "external"]
"""A full member of the workspace, a guest whose account is restricted to some channels, or a person of another
company."""


class Person(NamedTuple):
    """A person: the name of their time zone, whether their account is deactivated, and what kind of account it is.

    In storage, an empty zone means that Slack didn't tell it.
    """

    user: str
    zone: str = UTC_ZONE
    deleted: bool = False
    kind: PersonKind = "member"

    @property
    def is_known(self) -> bool:
        """Whether Slack said anything about them; until then, `kind` and `deleted` say nothing."""
        return bool(self.zone)

    @property
    def is_colleague(self) -> bool:
        """Whether they are known to have an account of the company's own that is active; guests have none."""
        return self.is_known and self.kind == "member" and not self.deleted

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
