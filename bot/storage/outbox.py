"""What was delivered to whom on which day: the primary key decides who delivers it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, select, update

from bot.hiring.outbox import CLAIM_TIMEOUT, Delivery, DeliveryClaim
from bot.storage.engine import insert_all_absent, insert_if_absent, transaction
from bot.storage.tables import deliveries

RETENTION = timedelta(days=35)
ABANDONED_AFTER = timedelta(days=7)
"""A claim that nobody was there to look into for so long is left as it is."""
PRUNE_EVERY = timedelta(hours=1)
PERMANENT_KINDS = ("departed", "review")
"""What is delivered once and never again is kept for good."""


class SqlOutbox:
    """The deliveries of five weeks, shared by every worker on the same database.

    Every method raises SQLAlchemyError where the database does not answer.
    """

    def __init__(self, database_url: str) -> None:
        """Nothing is connected before the first claim."""
        self._url = database_url
        self._pruned_at: datetime | None = None

    def claim(self, delivery: Delivery, now: datetime) -> DeliveryClaim | None:
        """Take it on, for the one caller that is first, whichever process it is in; None for all others."""
        with transaction(self._url) as connection:
            ours = insert_if_absent(connection, deliveries, _row(delivery, now))
        self._prune(now)
        return DeliveryClaim(delivery, now.replace(microsecond=0)) if ours else None

    def take_over(self, claim: DeliveryClaim, now: datetime) -> DeliveryClaim | None:
        """Take on what was left unfinished, for the one caller that is first."""
        where = and_(_is_delivery(claim.delivery), _is_still_claimed(claim))
        with transaction(self._url) as connection:
            done = connection.execute(update(deliveries).where(where).values(claimed_at=int(now.timestamp())))
        return DeliveryClaim(claim.delivery, now.replace(microsecond=0)) if done.rowcount == 1 else None

    def is_ours(self, claim: DeliveryClaim) -> bool:
        """Whether nobody else has taken it over, and nobody finished it."""
        query = (
            select(func.count()).select_from(deliveries).where(_is_delivery(claim.delivery), _is_still_claimed(claim))
        )
        with transaction(self._url, writable=False) as connection:
            return connection.scalar(query) == 1

    def mark_done(self, claim: DeliveryClaim, now: datetime) -> None:
        """Note that it was delivered, or that there was nothing to deliver."""
        with transaction(self._url) as connection:
            values = {"sent_at": int(now.timestamp())}
            connection.execute(update(deliveries).where(_is_delivery(claim.delivery)).values(values))

    def release(self, claim: DeliveryClaim) -> None:
        """Let anybody claim it again, unless somebody has."""
        with transaction(self._url) as connection:
            connection.execute(delete(deliveries).where(_is_delivery(claim.delivery), _is_still_claimed(claim)))

    def mark_skipped(self, passed: Sequence[Delivery], now: datetime) -> None:
        """Note of all these that there was nothing to deliver; what somebody has claimed stays theirs."""
        rows = [_row(delivery, now) | {"sent_at": int(now.timestamp())} for delivery in passed]
        if rows:
            with transaction(self._url) as connection:
                insert_all_absent(connection, deliveries, rows)

    def find_stale_claims(self, now: datetime) -> tuple[DeliveryClaim, ...]:
        """The claims that nothing was heard of for five minutes, the oldest first."""
        claimed = deliveries.c.claimed_at
        old = claimed.between(int((now - ABANDONED_AFTER).timestamp()), int((now - CLAIM_TIMEOUT).timestamp()))
        query = select(deliveries).where(deliveries.c.sent_at.is_(None), old).order_by(claimed)
        with transaction(self._url, writable=False) as connection:
            return tuple(map(_claim, connection.execute(query)))

    def last_claimed_at(self, delivery: Delivery) -> datetime | None:
        """When the same was last claimed for a day before this one; None where it never was."""
        kind = (deliveries.c.team_id == delivery.team, deliveries.c.kind == delivery.kind)
        before = (deliveries.c.recipient == delivery.recipient, deliveries.c.day < delivery.day)
        query = select(deliveries.c.claimed_at).where(*kind, *before).order_by(deliveries.c.day.desc()).limit(1)
        with transaction(self._url, writable=False) as connection:
            seconds = connection.scalar(query)
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)

    def _prune(self, now: datetime) -> None:
        if self._pruned_at is not None and now - self._pruned_at < PRUNE_EVERY:
            return
        self._pruned_at = now
        old = deliveries.c.claimed_at < int((now - RETENTION).timestamp())
        with transaction(self._url) as connection:
            connection.execute(delete(deliveries).where(old, deliveries.c.kind.not_in(PERMANENT_KINDS)))


def _row(delivery: Delivery, now: datetime) -> dict[str, Any]:
    return {
        "team_id": delivery.team,
        "kind": delivery.kind,
        "recipient": delivery.recipient,
        "day": delivery.day,
        "claimed_at": int(now.timestamp()),
        "sent_at": None,
    }


def _is_delivery(delivery: Delivery) -> ColumnElement[bool]:
    return and_(
        deliveries.c.team_id == delivery.team,
        deliveries.c.kind == delivery.kind,
        deliveries.c.recipient == delivery.recipient,
        deliveries.c.day == delivery.day,
    )


def _is_still_claimed(claim: DeliveryClaim) -> ColumnElement[bool]:
    return and_(deliveries.c.sent_at.is_(None), deliveries.c.claimed_at == int(claim.at.timestamp()))


def _claim(row: Row[Any]) -> DeliveryClaim:
    delivery = Delivery(row.team_id, row.kind, row.recipient, row.day)
    return DeliveryClaim(delivery, datetime.fromtimestamp(row.claimed_at, UTC))
