from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from bot.hiring.outbox import ONE_TIME_DAY, Delivery, DeliveryClaim
from bot.storage import migrate
from bot.storage.engine import get_engine
from bot.storage.outbox import SqlOutbox
from bot.storage.tables import deliveries

NOW = datetime(2026, 11, 25, 9, 0, 30, tzinfo=UTC)
DIGEST = Delivery("T1", "digest", "U1", date(2026, 11, 25))
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def ledger(database_url: str) -> SqlOutbox:
    migrate(database_url)
    return SqlOutbox(database_url)


def rows(url: str) -> int | None:
    with get_engine(url).connect() as connection:
        return connection.scalar(select(func.count()).select_from(deliveries))


def claimed(ledger: SqlOutbox, delivery: Delivery = DIGEST, at: datetime = NOW) -> DeliveryClaim:
    claim = ledger.claim(delivery, at)
    assert claim
    return claim


def test_a_delivery_is_claimed_once(ledger: SqlOutbox, database_url: str):
    assert ledger.claim(DIGEST, NOW) == DeliveryClaim(DIGEST, NOW)
    assert ledger.claim(DIGEST, NOW) is None
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
def test_every_part_of_a_delivery_tells_it_from_others(ledger: SqlOutbox, other: Delivery):
    claimed(ledger)
    assert claimed(ledger, other).delivery == other


def test_of_many_that_claim_at_the_same_time_one_succeeds(database_url: str):
    migrate(database_url)
    together = Barrier(8)

    def claim(_: int) -> bool:
        mine = SqlOutbox(database_url)
        together.wait(10)
        return mine.claim(DIGEST, NOW) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(claim, range(8))) == 1


def test_a_settled_delivery_stays_settled(ledger: SqlOutbox):
    claim = claimed(ledger)
    ledger.mark_done(claim, NOW)
    assert not ledger.is_ours(claim)
    ledger.release(claim)
    assert ledger.claim(DIGEST, LATER) is None
    assert ledger.find_stale_claims(LATER) == ()


def test_a_released_delivery_may_be_claimed_again(ledger: SqlOutbox):
    ledger.release(claimed(ledger))
    assert claimed(ledger, at=LATER).at == LATER


@pytest.mark.parametrize(
    ("age", "stuck"), [(timedelta(minutes=4, seconds=59), 0), (timedelta(minutes=5), 1), (timedelta(days=8), 0)]
)
def test_a_claim_that_nothing_was_heard_of_for_five_minutes_is_stuck(ledger: SqlOutbox, age: timedelta, stuck: int):
    claim = claimed(ledger)
    assert ledger.find_stale_claims(NOW + age) == (claim,) * stuck


def test_a_stuck_claim_is_taken_over_once_and_is_no_longer_its_makers(ledger: SqlOutbox, database_url: str):
    claim = claimed(ledger)
    taken = ledger.take_over(claim, LATER)
    assert taken == DeliveryClaim(DIGEST, LATER)
    assert SqlOutbox(database_url).take_over(claim, LATER + timedelta(seconds=1)) is None
    assert not ledger.is_ours(claim)
    assert ledger.is_ours(taken)
    ledger.release(claim)
    assert ledger.is_ours(taken)
    assert ledger.find_stale_claims(LATER) == ()


def test_what_is_passed_over_is_settled_but_for_what_somebody_has_claimed(ledger: SqlOutbox):
    claim = claimed(ledger)
    others = [DIGEST._replace(recipient=f"U{number}") for number in range(2, 300)]
    ledger.mark_skipped([DIGEST, *others], NOW)
    assert ledger.is_ours(claim)
    assert ledger.claim(others[7], NOW) is None
    assert ledger.find_stale_claims(LATER) == (claim,)
    ledger.mark_skipped([], NOW)


def test_it_is_known_when_the_last_one_was(ledger: SqlOutbox):
    assert ledger.last_claimed_at(DIGEST) is None
    for days in (3, 1, 2):
        claimed(ledger, DIGEST._replace(day=DIGEST.day - timedelta(days=days)), NOW - timedelta(days=days))
    claimed(ledger)
    claimed(ledger, DIGEST._replace(recipient="U2"))
    assert ledger.last_claimed_at(DIGEST) == NOW - timedelta(days=1)


def test_deliveries_are_forgotten_after_five_weeks_but_those_made_once_are_not(ledger: SqlOutbox, database_url: str):
    claimed(ledger)
    claimed(ledger, Delivery("T1", "departed", "U1:S1", ONE_TIME_DAY))
    claimed(ledger, DIGEST._replace(recipient="U2"), NOW + timedelta(days=34))
    assert rows(database_url) == 3
    claimed(ledger, DIGEST._replace(recipient="U3"), NOW + timedelta(days=36))
    assert rows(database_url) == 3
    assert ledger.claim(Delivery("T1", "departed", "U1:S1", ONE_TIME_DAY), NOW + timedelta(days=900)) is None


@pytest.mark.parametrize("use", [lambda all_: all_.claim(DIGEST, NOW), lambda all_: all_.find_stale_claims(NOW)])
def test_a_database_without_the_table_is_an_error(empty_database_url: str, use: Callable[[SqlOutbox], object]):
    with pytest.raises(Exception, match="deliveries"):
        use(SqlOutbox(empty_database_url))
