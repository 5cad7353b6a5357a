from threading import Event

import pytest
from slack_sdk.oauth.installation_store import Bot

from bot.errors import RolecallError
from bot.oauth.bot_tokens import FRESH_SECONDS, STALE_SECONDS, BotTokens


class Database:
    """Finds the bot `now`, unless it is down."""

    def __init__(self) -> None:
        self.now: Bot | None = bot("xoxb-1")
        self.is_down = False
        self.asked = 0
        self.answered = Event()

    def find(self, _enterprise: str, team: str) -> Bot | None:
        self.asked += 1
        self.answered.set()
        if self.is_down:
            raise RolecallError("The database does not answer.")
        return self.now if team == "T1" else None


def bot(token: str) -> Bot:
    return Bot(bot_token=token, bot_id="B1", bot_user_id="U1", installed_at=0.0)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def recorded() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def tokens(database: Database, clock: Clock, recorded: list[tuple[str, str]]) -> BotTokens:
    return BotTokens(database, lambda team, enterprise: recorded.append((team, enterprise)), clock)


def token(tokens: BotTokens, team: str = "T1") -> str | None:
    found = tokens.find("E1", team)
    return found and found.bot_token


def test_a_workspace_is_looked_up_once_and_recorded_once(
    tokens: BotTokens, database: Database, recorded: list[tuple[str, str]]
):
    assert [token(tokens), token(tokens)] == ["xoxb-1", "xoxb-1"]
    assert database.asked == 1
    assert recorded == [("T1", "E1")]


def test_a_workspace_without_the_app_is_looked_up_each_time_and_not_recorded(
    tokens: BotTokens, database: Database, recorded: list[tuple[str, str]]
):
    assert [token(tokens, "T2"), token(tokens, "T2")] == [None, None]
    assert (database.asked, recorded) == (2, [])


def test_after_a_minute_it_is_looked_up_without_the_request_waiting(
    tokens: BotTokens, database: Database, clock: Clock
):
    token(tokens)
    database.now = bot("xoxb-2")
    database.answered.clear()
    clock.now = FRESH_SECONDS + 1
    assert token(tokens) == "xoxb-1"
    assert database.answered.wait(10)
    tokens._executor.shutdown()
    assert token(tokens) == "xoxb-2"


def test_after_ten_minutes_the_request_waits_for_it(tokens: BotTokens, database: Database, clock: Clock):
    token(tokens)
    database.now = bot("xoxb-2")
    clock.now = STALE_SECONDS + 1
    assert token(tokens) == "xoxb-2"


def test_while_the_database_is_down_the_token_known_is_used(tokens: BotTokens, database: Database, clock: Clock):
    token(tokens)
    database.is_down = True
    clock.now = STALE_SECONDS + 1
    assert token(tokens) == "xoxb-1"
    asked = database.asked
    assert token(tokens) == "xoxb-1"
    assert database.asked == asked, "a request waited again"


def test_a_workspace_that_was_never_looked_up_needs_the_database(tokens: BotTokens, database: Database):
    database.is_down = True
    with pytest.raises(RolecallError):
        token(tokens)


def test_after_an_installation_or_its_end_everything_is_looked_up_again(tokens: BotTokens, database: Database):
    token(tokens)
    database.now = None
    tokens.forget()
    assert token(tokens) is None
