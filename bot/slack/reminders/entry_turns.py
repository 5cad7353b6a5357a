"""Which of the reminders to review an entry are sent now: each recipient gets a few a day, in turn."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from bot.hiring.outbox import Delivery, DeliveryClaim
from bot.hiring.people import Person
from bot.insights.entry_records import AT_ONCE

NEVER = datetime.min.replace(tzinfo=UTC)


class EntryReminder(NamedTuple):
    """A reminder that is due: its entry, the delivery, the owner, and when the day began where the owner is."""

    entry: str
    delivery: Delivery
    owner: Person
    midnight: datetime

    @property
    def to(self) -> str:
        """The person or channel that gets it."""
        return self.delivery.recipient.partition(":")[0]


def find_turns(due: Sequence[EntryReminder], claims: Sequence[DeliveryClaim]) -> Iterator[EntryReminder]:
    """Yield the reminders to send now, given the `claims` of earlier ones: AT_ONCE a day for each recipient.

    The entry comes first of which its recipient was reminded longest ago, then the earlier one in `due`. Every process
    finds the same ones, so the limit holds for all of them together.
    """
    claimed = {claim.delivery for claim in claims}
    last = {claim.delivery.recipient: claim.at for claim in sorted(claims, key=lambda each: each.at)}
    for to in dict.fromkeys(each.to for each in due):
        own = [each for each in due if each.to == to]
        sent = _count_since(min(each.midnight for each in own), to, claims)
        waiting = [each for each in own if each.delivery not in claimed]
        waiting.sort(key=lambda each: last.get(each.delivery.recipient, NEVER))
        yield from waiting[: max(AT_ONCE - sent, 0)]


def _count_since(midnight: datetime, to: str, claims: Sequence[DeliveryClaim]) -> int:
    return sum(claim.at >= midnight and claim.delivery.recipient.startswith(f"{to}:") for claim in claims)
