from collections.abc import Iterator

import pytest

from bot.slack import token_buckets
from bot.slack.token_buckets import EXPLAIN_INTERVAL, LIMITS, Bucket, Limit, RateLimiter, refill


class SteppedClock:
    """A clock that shows the time it is set to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


def test_a_bucket_fills_evenly_and_never_overflows():
    limit = Limit(20, 10)
    assert refill(None, limit, 5.0) == Bucket(20, 5.0)
    assert refill(Bucket(0, 5.0), limit, 6.0) == Bucket(2, 6.0)
    assert refill(Bucket(19, 5.0), limit, 60.0) == Bucket(20, 60.0)
    assert refill(Bucket(3, 5.0), limit, 4.0) == Bucket(3, 4.0)  # a clock that goes back


def test_a_person_has_a_burst_then_a_rate_and_does_not_use_up_what_others_have(clock: SteppedClock):
    limiter = RateLimiter(clock)
    said = [limiter.judge("message", "T1", "U1") for _ in range(200)]
    assert said == ["admitted"] * 20 + ["explain"] + ["refused"] * 179
    assert limiter.judge("message", "T1", "U2") == "admitted"
    assert limiter.judge("command", "T1", "U1") == "admitted"
    clock.now = 1.0
    assert [limiter.judge("message", "T1", "U1") for _ in range(3)] == ["admitted", "admitted", "refused"]
    clock.now = 1.0 + EXPLAIN_INTERVAL
    assert [limiter.judge("message", "T1", "U1") for _ in range(21)][-1] == "explain"


def test_a_workspace_has_a_limit_that_other_workspaces_do_not_share(clock: SteppedClock):
    limiter = RateLimiter(clock)
    said = [limiter.judge("message", "T1", f"U{number}") for number in range(101)]
    assert said == ["admitted"] * 100 + ["explain"]
    assert limiter.judge("message", "T2", "U1") == "admitted"


def test_a_person_who_clicks_ten_times_a_second_is_never_stopped():
    def ticking() -> Iterator[float]:
        yield from (number / 10 for number in range(1000))

    limiter = RateLimiter(ticking().__next__)
    assert {limiter.judge("click", "T1", "U1") for _ in range(1000)} == {"admitted"}


def test_those_who_have_been_quiet_are_forgotten(monkeypatch: pytest.MonkeyPatch, clock: SteppedClock):
    monkeypatch.setattr(token_buckets, "MIN_REMEMBERED", 10)
    limiter = RateLimiter(clock)
    for number in range(1000):
        clock.now = number
        limiter.judge("command", f"T{number}", "U1")
    assert len(limiter._buckets) < 60
    assert all(workspace.burst > person.burst for person, workspace in LIMITS.values())
