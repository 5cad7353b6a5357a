"""The outbox: what was delivered to whom on which day. The primary key decides which process delivers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, select, update

from bot.hiring.outbox import CLAIM_TIMEOUT, ONE_TIME_KINDS, Delivery, DeliveryClaim, DeliveryKind
from bot.storage.engine import insert_all_absent, insert_if_absent, transaction
from bot.storage.retention import Retention
from bot.storage.tables import deliveries

KEEP_FOR = timedelta(days=35)
"""`last_claimed_at` looks back no further: a person without a digest for longer gets the next one like a first one."""
ABANDONED_AFTER = timedelta(days=7)
"""Stale claims that are older than this are left alone, since their messages are out of date."""


class SqlOutbox:
    """The deliveries of the last five weeks, and all that are made only once.

    Every method raises SQLAlchemyError if the database doesn't answer.
    """

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url
        is_repeated = deliveries.c.kind.not_in(ONE_TIME_KINDS)
        self._retention = Retention(database_url, deliveries.c.claimed_at, KEEP_FOR, is_repeated)

    def claim(self, delivery: Delivery, now: datetime) -> DeliveryClaim | None:
        """Claim the delivery; None for every caller but the first, in whichever process."""
        with transaction(self._url) as connection:
            is_first = insert_if_absent(connection, deliveries, _delivery_to_row(delivery, now))
        if delivery.kind != "answer":  # for which a person waits
            self._retention.prune(now)
        return DeliveryClaim(delivery, now.replace(microsecond=0)) if is_first else None

    def take_over(self, claim: DeliveryClaim, now: datetime) -> DeliveryClaim | None:
        """Claim an unfinished delivery of another process; None for every caller but the first."""
        where = and_(_is_delivery(claim.delivery), _is_still_claimed(claim))
        with transaction(self._url) as connection:
            updated = connection.execute(update(deliveries).where(where).values(claimed_at=now))
        return DeliveryClaim(claim.delivery, now.replace(microsecond=0)) if updated.rowcount == 1 else None

    def is_ours(self, claim: DeliveryClaim) -> bool:
        """Whether the claim is still the latest, and its delivery not done."""
        where = and_(_is_delivery(claim.delivery), _is_still_claimed(claim))
        with transaction(self._url, writable=False) as connection:
            return connection.scalar(select(func.count()).select_from(deliveries).where(where)) == 1

    def mark_done(self, claim: DeliveryClaim, now: datetime) -> None:
        """Record that it was delivered, or that there was nothing to deliver."""
        with transaction(self._url) as connection:
            connection.execute(update(deliveries).where(_is_delivery(claim.delivery)).values(sent_at=now))

    def release(self, claim: DeliveryClaim) -> None:
        """Allow others to claim the delivery, unless one has taken it over."""
        with transaction(self._url) as connection:
            connection.execute(delete(deliveries).where(_is_delivery(claim.delivery), _is_still_claimed(claim)))

    def mark_skipped(self, skipped: Sequence[Delivery], now: datetime) -> None:
        """Record that there was nothing to deliver. Deliveries that are claimed stay as they are."""
        rows = [_delivery_to_row(delivery, now) | {"sent_at": now} for delivery in skipped]
        if rows:
            with transaction(self._url) as connection:
                insert_all_absent(connection, deliveries, rows)

    def find_stale_claims(self, now: datetime) -> tuple[DeliveryClaim, ...]:
        """The claims whose delivery isn't done after CLAIM_TIMEOUT, the oldest first."""
        claimed_at = deliveries.c.claimed_at
        is_stale = claimed_at.between(now - ABANDONED_AFTER, now - CLAIM_TIMEOUT)
        query = select(deliveries).where(deliveries.c.sent_at.is_(None), is_stale).order_by(claimed_at)
        with transaction(self._url, writable=False) as connection:
            return tuple(map(_claim_from_row, connection.execute(query)))

    def list_claims(self, team: str, kind: DeliveryKind) -> tuple[DeliveryClaim, ...]:
        """Every claim of a kind in a workspace that is still stored, whether its delivery is done or not."""
        query = select(deliveries).where(deliveries.c.team_id == team, deliveries.c.kind == kind)
        with transaction(self._url, writable=False) as connection:
            return tuple(map(_claim_from_row, connection.execute(query)))

    def last_claimed_at(self, delivery: Delivery) -> datetime | None:
        """When the same kind was last claimed for the same recipient and an earlier day; None if it never was."""
        is_same = and_(
            deliveries.c.team_id == delivery.team,
            deliveries.c.kind == delivery.kind,
            deliveries.c.recipient == delivery.recipient,
        )
        query = select(deliveries.c.claimed_at).where(is_same, deliveries.c.day < delivery.day)
        with transaction(self._url, writable=False) as connection:
            return connection.scalar(query.order_by(deliveries.c.day.desc()).limit(1))


def _delivery_to_row(delivery: Delivery, now: datetime) -> dict[str, Any]:
    return {
        "team_id": delivery.team,
        "kind": delivery.kind,
        "recipient": delivery.recipient,
        "day": delivery.day,
        "claimed_at": now,
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
    return and_(deliveries.c.sent_at.is_(None), deliveries.c.claimed_at == claim.at)


def _claim_from_row(row: Row[Any]) -> DeliveryClaim:
    return DeliveryClaim(Delivery(row.team_id, row.kind, row.recipient, row.day), row.claimed_at)
