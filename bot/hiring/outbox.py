"""The outbox of reminders: each is delivered once, although every process of the bot may deliver it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, Protocol

DeliveryKind = Literal["digest", "weekly", "card", "departed", "review", "gaps", "usage", "entry", "owners", "answer"]

ONE_TIME_KINDS: tuple[DeliveryKind, ...] = ("departed", "review")
"""What is delivered only once, and not once a day or week."""
ONE_TIME_DAY = date(1970, 1, 1)
"""The day of a delivery that doesn't belong to one."""
CLAIM_TIMEOUT = timedelta(minutes=5)
"""After this time, a claim whose delivery isn't done is stale: its process ended, or can't tell whether it arrived.

Calls to Slack time out after ten seconds, so a process is unlikely to be still working on it.
"""


class Delivery(NamedTuple):
    """One message, to be delivered once; or, with the kind `card`, one update of the card of a search.

    `recipient` is the id of a user, a search, a decision or a channel. For a departure it is `user:search`, for the
    review of an entry `user:entry` or `channel:entry`, and for the kind `answer`, which is what a person waits for,
    `user:channel:request`. `day` is the day where the recipient is, or the Monday of
    the week that a weekly summary is about.
    """

    team: str
    kind: DeliveryKind
    recipient: str
    day: date


class DeliveryClaim(NamedTuple):
    """The right of one process to make a delivery, and when it got it."""

    delivery: Delivery
    at: datetime


class Outbox(Protocol):
    """Which deliveries are claimed, and which are done."""

    def claim(self, delivery: Delivery, now: datetime) -> DeliveryClaim | None:
        """Claim the delivery; None if it was claimed before."""

    def take_over(self, claim: DeliveryClaim, now: datetime) -> DeliveryClaim | None:
        """Claim an unfinished delivery of another process; None if a third one was faster, or it is done now."""

    def is_ours(self, claim: DeliveryClaim) -> bool:
        """Whether the claim is still the latest, and its delivery not done."""

    def mark_done(self, claim: DeliveryClaim, now: datetime) -> None:
        """Record that it was delivered, or that there was nothing to deliver."""

    def release(self, claim: DeliveryClaim) -> None:
        """Allow others to claim the delivery, which was certainly not made."""

    def mark_skipped(self, skipped: Sequence[Delivery], now: datetime) -> None:
        """Record that there was nothing to deliver."""

    def find_stale_claims(self, now: datetime) -> tuple[DeliveryClaim, ...]:
        """The claims whose delivery isn't done after CLAIM_TIMEOUT."""

    def list_claims(self, team: str, kind: DeliveryKind) -> tuple[DeliveryClaim, ...]:
        """Every claim of a kind in a workspace that is still stored, whether its delivery is done or not."""

    def last_claimed_at(self, delivery: Delivery) -> datetime | None:
        """When the same kind was last claimed for the same recipient and an earlier day; None if it never was."""
