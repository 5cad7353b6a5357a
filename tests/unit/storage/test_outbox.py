from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from fakes.slack import TIMEOUT_SECONDS
from sqlalchemy import func, select

from bot.hiring.outbox import ONE_TIME_DAY, Delivery, DeliveryClaim
from bot.storage.engine import get_engine
from bot.storage.outbox import SqlOutbox
from bot.storage.tables import deliveries

NOW = datetime(2026, 11, 25, 9, 0, 30, tzinfo=UTC)
DIGEST = Delivery("T1", "digest", "U1", date(2026, 11, 25))
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def outbox(database_url: str) -> SqlOutbox:
    return SqlOutbox(database_url)


def rows(url: str) -> int | None:
    with get_engine(url).connect() as connection:
        return connection.scalar(select(func.count()).select_from(deliveries))


def claimed(outbox: SqlOutbox, delivery: Delivery = DIGEST, at: datetime = NOW) -> DeliveryClaim:
    claim = outbox.claim(delivery, at)
    assert claim
    return claim


def test_a_delivery_is_claimed_once(outbox: SqlOutbox, database_url: str):
    assert outbox.claim(DIGEST, NOW) == DeliveryClaim(DIGEST, NOW)
    assert outbox.claim(DIGEST, NOW) is None
    assert SqlOutbox(database_url).claim(DIGEST, LATER) is None


@pytest.mark.parametrize(
    "other",
    [
        DIGEST._replace(team="T2"),
        DIGEST._replace(kind="weekly"),
        DIGEST._replace(recipient="U2"),
        DIGEST._replace(day=date(2026, 11, 26)),
    ],
)
def test_a_delivery_that_differs_in_one_field_is_claimed_separately(outbox: SqlOutbox, other: Delivery):
    claimed(outbox)
    assert claimed(outbox, other).delivery == other


def test_of_many_processes_that_claim_at_the_same_time_one_succeeds(database_url: str):
    together = Barrier(8)

    def claim(_: int) -> bool:
        own = SqlOutbox(database_url)
        together.wait(TIMEOUT_SECONDS)
        return own.claim(DIGEST, NOW) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(claim, range(8))) == 1


def test_a_delivery_that_is_done_stays_done(outbox: SqlOutbox):
    claim = claimed(outbox)
    outbox.mark_done(claim, NOW)
    assert not outbox.is_ours(claim)
    outbox.release(claim)
    assert outbox.claim(DIGEST, LATER) is None
    assert outbox.find_stale_claims(LATER) == ()


def test_a_released_delivery_may_be_claimed_again(outbox: SqlOutbox):
    outbox.release(claimed(outbox))
    assert claimed(outbox, at=LATER).at == LATER


@pytest.mark.parametrize(
    ("age", "stale"), [(timedelta(minutes=4, seconds=59), 0), (timedelta(minutes=5), 1), (timedelta(days=8), 0)]
)
def test_an_unfinished_claim_is_stale_from_five_minutes_to_a_week(outbox: SqlOutbox, age: timedelta, stale: int):
    claim = claimed(outbox)
    assert outbox.find_stale_claims(NOW + age) == (claim,) * stale


def test_a_stale_claim_is_taken_over_once_and_no_longer_belongs_to_the_first_process(
    outbox: SqlOutbox, database_url: str
):
    claim = claimed(outbox)
    taken = outbox.take_over(claim, LATER)
    assert taken == DeliveryClaim(DIGEST, LATER)
    assert SqlOutbox(database_url).take_over(claim, LATER + timedelta(seconds=1)) is None
    assert not outbox.is_ours(claim)
    assert outbox.is_ours(taken)
    outbox.release(claim)
    assert outbox.is_ours(taken)
    assert outbox.find_stale_claims(LATER) == ()


def test_skipped_deliveries_are_done_unless_they_are_claimed(outbox: SqlOutbox):
    claim = claimed(outbox)
    others = [DIGEST._replace(recipient=f"U{number}") for number in range(2, 300)]
    outbox.mark_skipped([DIGEST, *others], NOW)
    assert outbox.is_ours(claim)
    assert outbox.claim(others[7], NOW) is None
    assert outbox.find_stale_claims(LATER) == (claim,)
    outbox.mark_skipped([], NOW)


def test_the_last_claim_is_that_of_the_latest_earlier_day(outbox: SqlOutbox):
    assert outbox.last_claimed_at(DIGEST) is None
    for days in (3, 1, 2):
        claimed(outbox, DIGEST._replace(day=DIGEST.day - timedelta(days=days)), NOW - timedelta(days=days))
    claimed(outbox)
    claimed(outbox, DIGEST._replace(recipient="U2"))
    assert outbox.last_claimed_at(DIGEST) == NOW - timedelta(days=1)


def test_the_claims_of_a_kind_are_those_of_one_workspace_whether_they_are_done_or_not(outbox: SqlOutbox):
    first, second = (
        claimed(outbox, Delivery("T1", "entry", recipient, DIGEST.day), NOW)
        for recipient in ("U1:role:cmo", "U2:role:cro")
    )
    outbox.mark_done(first, NOW)
    claimed(outbox, Delivery("T2", "entry", "U1:role:cmo", DIGEST.day))
    claimed(outbox)
    assert set(outbox.list_claims("T1", "entry")) == {first, second}


def test_deliveries_are_deleted_after_five_weeks_except_those_made_only_once(outbox: SqlOutbox, database_url: str):
    claimed(outbox)
    claimed(outbox, Delivery("T1", "departed", "U1:S1", ONE_TIME_DAY))
    claimed(outbox, DIGEST._replace(recipient="U2"), NOW + timedelta(days=34))
    assert rows(database_url) == 3
    claimed(outbox, DIGEST._replace(recipient="U3"), NOW + timedelta(days=36))
    assert rows(database_url) == 3
    assert outbox.claim(Delivery("T1", "departed", "U1:S1", ONE_TIME_DAY), NOW + timedelta(days=900)) is None


@pytest.mark.parametrize(
    "use", [lambda outbox: outbox.claim(DIGEST, NOW), lambda outbox: outbox.find_stale_claims(NOW)]
)
def test_a_database_without_the_table_is_an_error(empty_database_url: str, use: Callable[[SqlOutbox], object]):
    with pytest.raises(Exception, match="deliveries"):
        use(SqlOutbox(empty_database_url))
