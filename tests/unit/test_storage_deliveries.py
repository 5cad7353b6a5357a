from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from bot.hiring.deliveries import ONCE, Claim, Delivery
from bot.storage import migrate
from bot.storage.deliveries import Ledger
from bot.storage.engine import engine
from bot.storage.tables import deliveries

NOW = datetime(2026, 11, 25, 9, 0, 30, tzinfo=UTC)
DIGEST = Delivery("T1", "digest", "U1", date(2026, 11, 25))
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def ledger(database_url: str) -> Ledger:
    migrate(database_url)
    return Ledger(database_url)


def rows(url: str) -> int | None:
    with engine(url).connect() as connection:
        return connection.scalar(select(func.count()).select_from(deliveries))


def claimed(ledger: Ledger, delivery: Delivery = DIGEST, at: datetime = NOW) -> Claim:
    claim = ledger.claim(delivery, at)
    assert claim
    return claim


def test_a_delivery_is_claimed_once(ledger: Ledger, database_url: str):
    assert ledger.claim(DIGEST, NOW) == Claim(DIGEST, NOW)
    assert ledger.claim(DIGEST, NOW) is None
    assert Ledger(database_url).claim(DIGEST, LATER) is None


@pytest.mark.parametrize(
    "other",
    [
        DIGEST._replace(team="T2"),
        DIGEST._replace(kind="weekly"),
        DIGEST._replace(recipient="U2"),
        DIGEST._replace(day=date(2026, 11, 26)),
    ],
)
def test_every_part_of_a_delivery_tells_it_from_others(ledger: Ledger, other: Delivery):
    claimed(ledger)
    assert claimed(ledger, other).delivery == other


def test_of_many_that_claim_at_the_same_time_one_succeeds(database_url: str):
    migrate(database_url)
    together = Barrier(8)

    def claim(_: int) -> bool:
        mine = Ledger(database_url)
        together.wait(10)
        return mine.claim(DIGEST, NOW) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(claim, range(8))) == 1


def test_a_settled_delivery_stays_settled(ledger: Ledger):
    claim = claimed(ledger)
    ledger.settle(claim, NOW)
    assert not ledger.is_ours(claim)
    ledger.release(claim)
    assert ledger.claim(DIGEST, LATER) is None
    assert ledger.stuck(LATER) == ()


def test_a_released_delivery_may_be_claimed_again(ledger: Ledger):
    ledger.release(claimed(ledger))
    assert claimed(ledger, at=LATER).at == LATER


@pytest.mark.parametrize(
    ("age", "stuck"), [(timedelta(minutes=4, seconds=59), 0), (timedelta(minutes=5), 1), (timedelta(days=8), 0)]
)
def test_a_claim_that_nothing_was_heard_of_for_five_minutes_is_stuck(ledger: Ledger, age: timedelta, stuck: int):
    claim = claimed(ledger)
    assert ledger.stuck(NOW + age) == (claim,) * stuck


def test_a_stuck_claim_is_taken_over_once_and_is_no_longer_its_makers(ledger: Ledger, database_url: str):
    claim = claimed(ledger)
    taken = ledger.take_over(claim, LATER)
    assert taken == Claim(DIGEST, LATER)
    assert Ledger(database_url).take_over(claim, LATER + timedelta(seconds=1)) is None
    assert not ledger.is_ours(claim)
    assert ledger.is_ours(taken)
    ledger.release(claim)
    assert ledger.is_ours(taken)
    assert ledger.stuck(LATER) == ()


def test_what_is_passed_over_is_settled_but_for_what_somebody_has_claimed(ledger: Ledger):
    claim = claimed(ledger)
    others = [DIGEST._replace(recipient=f"U{number}") for number in range(2, 300)]
    ledger.pass_over([DIGEST, *others], NOW)
    assert ledger.is_ours(claim)
    assert ledger.claim(others[7], NOW) is None
    assert ledger.stuck(LATER) == (claim,)
    ledger.pass_over([], NOW)


def test_it_is_known_when_the_last_one_was(ledger: Ledger):
    assert ledger.last(DIGEST) is None
    for days in (3, 1, 2):
        claimed(ledger, DIGEST._replace(day=DIGEST.day - timedelta(days=days)), NOW - timedelta(days=days))
    claimed(ledger)
    claimed(ledger, DIGEST._replace(recipient="U2"))
    assert ledger.last(DIGEST) == NOW - timedelta(days=1)


def test_deliveries_are_forgotten_after_five_weeks_but_those_made_once_are_not(ledger: Ledger, database_url: str):
    claimed(ledger)
    claimed(ledger, Delivery("T1", "departed", "U1:S1", ONCE))
    claimed(ledger, DIGEST._replace(recipient="U2"), NOW + timedelta(days=34))
    assert rows(database_url) == 3
    claimed(ledger, DIGEST._replace(recipient="U3"), NOW + timedelta(days=36))
    assert rows(database_url) == 3
    assert ledger.claim(Delivery("T1", "departed", "U1:S1", ONCE), NOW + timedelta(days=900)) is None


@pytest.mark.parametrize("use", [lambda all_: all_.claim(DIGEST, NOW), lambda all_: all_.stuck(NOW)])
def test_a_database_without_the_table_is_an_error(database_url: str, use: Callable[[Ledger], object]):
    with pytest.raises(Exception, match="deliveries"):
        use(Ledger(database_url))
