"""One person asks faster than anyone can read."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.recorder import recorded

from bot.app import build_app
from bot.slack.rate_limits import ONE_MOMENT, find_kind
from bot.slack.token_buckets import LIMITS, RateLimiter


@dataclass
class StoppedClock:
    """A clock that stands still until it is set."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def refused() -> Iterator[list[str]]:
    """Why requests were refused."""
    with recorded() as found:
        yield found.refusals


@pytest.fixture
def limited(database_url: str, library: FragileLibrary, clock: StoppedClock) -> Iterator[Office]:
    with Office() as office:
        settings = office.settings(database_url=database_url)
        app = build_app(settings, library=library, pause=0, limiter=RateLimiter(clock))
        office.join(app)
        yield office
        office.settle()
        assert office.slack.faults == []


def test_of_a_burst_of_mentions_only_the_first_become_posts_and_the_person_is_asked_once_to_wait(
    limited: Office, refused: list[str], clock: StoppedClock, caplog: pytest.LogCaptureFixture
):
    allowed, founder = LIMITS["message"][0].burst, limited.founder
    for _ in range(200):
        founder.types("@Rolecall CMO vs CRO?")
    shown = [seen.text for seen in founder.everything]
    assert (len(shown), shown.count(ONE_MOMENT)) == (allowed + 1, 1)
    assert len(limited.board_member.everything) == allowed
    assert (refused, caplog.text.count("too many requests")) == (["rate limit"] * (200 - allowed), 1)
    limited.board_member.types("@Rolecall CMO vs CRO?")
    limited.board_member.sees("CMO vs CRO")
    clock.now = 10.0
    founder.types("@Rolecall CMO vs CRO?")
    founder.sees("CMO vs CRO")


def test_a_direct_conversation_has_the_same_limit(limited: Office):
    allowed, founder = LIMITS["message"][0].burst, limited.founder
    for _ in range(allowed + 5):
        founder.writes_dm("CMO vs CRO?")
    shown = [seen.text for seen in founder.everything]
    assert (len(shown), shown.count(ONE_MOMENT)) == (allowed + 1, 1)


def test_every_command_that_comes_too_fast_is_answered_privately(limited: Office):
    founder, allowed = limited.founder, LIMITS["command"][0].burst
    for _ in range(allowed + 3):
        founder.types("/roles help")
    shown = [seen.text for seen in founder.everything]
    assert (len(shown), shown.count(ONE_MOMENT)) == (allowed + 3, 3)
    assert limited.board_member.everything == []


def test_what_is_limited():
    message = {"type": "message", "user": "U1", "channel": "C1"}
    assert find_kind({"command": "/hiring"}) == "command"
    assert find_kind({"type": "block_actions"}) == "click"
    assert find_kind({"event": {"type": "app_mention"}}) == "message"
    assert find_kind({"event": message | {"channel_type": "im"}}) == "message"
    assert find_kind({"event": message | {"channel_type": "channel", "thread_ts": "1.1"}}) == "reply"


def test_what_is_not_limited():
    message = {"type": "message", "user": "U1", "channel": "C1"}
    for form in ("view_submission", "view_closed", "shortcut", "message_action", "url_verification"):
        assert find_kind({"type": form}) is None
    assert find_kind({"event": message | {"channel_type": "im", "bot_id": "B1"}}) is None
    assert find_kind({"event": message | {"channel_type": "channel"}}) is None
    assert find_kind({"event": {"type": "app_uninstalled"}}) is None
