import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot.hiring.people import Known, Person
from bot.playground.manifest import Manifest
from bot.playground.standin import StandIn
from bot.slack.people import People

NOW = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
TEAM, FOUNDER = "T0PLAYGROUND", "U0FOUNDER"


class Store(dict[tuple[str, str], Known]):
    def put(self, team: str, known: Known, now: datetime) -> None:
        assert known.asked_at <= now
        self[team, known.person.user] = known

    def get(self, team: str, user: str) -> Known | None:  # type: ignore[override]  # the store's own way of asking
        return super().get((team, user))


@pytest.fixture
def slack() -> Iterator[StandIn]:
    with StandIn() as slack:
        slack.workspace.change_user(FOUNDER, tz="Asia/Tokyo")
        yield slack


@pytest.fixture
def people() -> People:
    store = Store()
    return People(lambda: store)


def client(slack: StandIn) -> WebClient:
    return WebClient(slack.bot_token, slack.api_url)


def asked(slack: StandIn) -> int:
    return sum(call.method == "users.info" for call in slack.api.calls)


def test_today_is_the_day_where_the_person_is(slack: StandIn, people: People):
    assert people.today(client(slack), TEAM, FOUNDER, NOW) == date(2026, 11, 3)
    assert people.today(client(slack), TEAM, "U0BOARD", NOW) == date(2026, 11, 2)


def test_the_day_is_known_without_slack_once_slack_was_asked(slack: StandIn, people: People):
    assert people.day(TEAM, FOUNDER, NOW) == (date(2026, 11, 2), False)
    people.today(client(slack), TEAM, FOUNDER, NOW)
    assert people.day(TEAM, FOUNDER, NOW) == (date(2026, 11, 3), True)
    assert people.day("T0FOREIGN", FOUNDER, NOW) == (date(2026, 11, 2), False)
    assert asked(slack) == 1


def test_whoever_was_asked_about_long_ago_is_where_they_were_until_slack_is_asked_again(slack: StandIn, people: People):
    people.today(client(slack), TEAM, FOUNDER, NOW)
    tomorrow = NOW + timedelta(days=1)
    assert people.day(TEAM, FOUNDER, tomorrow) == (date(2026, 11, 4), False)
    slack.workspace.change_user(FOUNDER, tz="Europe/London")
    people.today(client(slack), TEAM, FOUNDER, tomorrow)
    assert people.day(TEAM, FOUNDER, tomorrow) == (date(2026, 11, 3), True)


def test_of_many_people_only_so_many_are_remembered(slack: StandIn, people: People, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.slack.people.MOST", 1)
    for user in (FOUNDER, "U0BOARD"):
        people.today(client(slack), TEAM, user, NOW)
    days = [people.day(TEAM, user, NOW)[0] for user in (FOUNDER, "U0BOARD", FOUNDER)]
    assert days == [date(2026, 11, 3), date(2026, 11, 2), date(2026, 11, 3)]


@pytest.mark.parametrize(("hours", "times"), [(23, 1), (24, 2)])
def test_slack_is_asked_once_a_day(slack: StandIn, people: People, hours: int, times: int):
    for later in (0, 1, hours):
        assert people.of(client(slack), TEAM, FOUNDER, NOW + timedelta(hours=later)).zone == "Asia/Tokyo"
    assert asked(slack) == times


def test_slack_is_asked_again_where_that_was_too_long_ago_for_the_purpose(slack: StandIn, people: People):
    for since in (None, NOW, NOW + timedelta(hours=1)):
        people.known(client(slack), TEAM, FOUNDER, NOW + timedelta(hours=2), since)
    assert asked(slack) == 1
    people.known(client(slack), TEAM, FOUNDER, NOW + timedelta(hours=4), NOW + timedelta(hours=3))
    assert asked(slack) == 2


def test_somebody_who_left_is_where_they_were(slack: StandIn, people: People):
    people.of(client(slack), TEAM, FOUNDER, NOW)
    slack.workspace.change_user(FOUNDER, deleted=True)
    later = people.of(client(slack), TEAM, FOUNDER, NOW + timedelta(days=1))
    assert later == Person(FOUNDER, "Asia/Tokyo", deleted=True)


@pytest.mark.parametrize(
    ("code", "zone"),
    [("missing_scope", "UTC"), ("user_not_found", "UTC"), ("ratelimited", ""), ("internal_error", "")],
)
def test_whoever_slack_tells_nothing_of_is_in_utc_and_soon_asked_about(
    slack: StandIn, people: People, caplog: pytest.LogCaptureFixture, code: str, zone: str
):
    slack.api.refuse_next("users.info", code)
    with caplog.at_level(logging.WARNING):
        assert people.known(client(slack), TEAM, FOUNDER, NOW) == Person(FOUNDER, zone)
    assert people.of(client(slack), TEAM, FOUNDER, NOW + timedelta(minutes=4)) == Person(FOUNDER, "UTC")
    assert people.of(client(slack), TEAM, FOUNDER, NOW + timedelta(minutes=5)).zone == "Asia/Tokyo"
    [record] = caplog.records
    assert record.fields == {"slack_error": code}  # type: ignore[attr-defined]  # set by note


def test_without_the_scope_everybody_is_in_utc(people: People):
    with StandIn(Manifest(scopes=frozenset({"chat:write"}))) as slack:
        assert people.of(client(slack), TEAM, FOUNDER, NOW) == Person(FOUNDER, "UTC")


def test_where_slack_is_out_of_reach_people_stay_where_they_were(
    slack: StandIn, people: People, caplog: pytest.LogCaptureFixture
):
    people.of(client(slack), TEAM, FOUNDER, NOW)
    slack.api.refuse_next("users.info", "ratelimited")
    assert people.of(client(slack), TEAM, FOUNDER, NOW + timedelta(days=2)).zone == "Asia/Tokyo"
    nowhere = WebClient("xoxb-1", "http://127.0.0.1:9/api/")
    with caplog.at_level(logging.WARNING):
        assert people.of(nowhere, TEAM, FOUNDER, NOW + timedelta(days=4)).zone == "Asia/Tokyo"
        assert people.of(nowhere, TEAM, "U0BOARD", NOW).zone == "UTC"
    assert FOUNDER not in caplog.text


@pytest.mark.parametrize(
    ("user", "standing"),
    [(FOUNDER, "member"), ("U0ROLECALL", "app"), ("USLACKBOT", "app"), ("U999999", "unknown"), ("U0HRLEAD", "left")],
)
def test_slack_says_what_somebody_is_whom_a_person_names(slack: StandIn, people: People, user: str, standing: str):
    slack.workspace.change_user("U0HRLEAD", deleted=True)
    assert people.standing(client(slack), TEAM, user, NOW) == standing


@pytest.mark.parametrize(("user", "times"), [(FOUNDER, 1), ("U0ROLECALL", 2), ("U0HRLEAD", 2)])
def test_of_whoever_is_here_it_is_asked_once_a_day_and_of_others_each_time(
    slack: StandIn, people: People, user: str, times: int
):
    slack.workspace.change_user("U0HRLEAD", deleted=True)
    for _ in range(2):
        people.standing(client(slack), TEAM, user, NOW)
    assert asked(slack) == times


def test_it_is_also_asked_anew_where_that_matters(slack: StandIn, people: People):
    assert people.standing(client(slack), TEAM, FOUNDER, NOW) == "member"
    slack.workspace.change_user(FOUNDER, deleted=True)
    assert people.standing(client(slack), TEAM, FOUNDER, NOW) == "member"
    assert people.standing(client(slack), TEAM, FOUNDER, NOW, anew=True) == "left"


def test_where_slack_does_not_say_they_are_taken_for_a_member(slack: StandIn, people: People):
    slack.api.refuse_next("users.info", "internal_error")
    assert people.standing(client(slack), TEAM, "U0ROLECALL", NOW) == "member"
    assert people.standing(WebClient("xoxb-1", "http://127.0.0.1:9/api/"), TEAM, "U0ROLECALL", NOW) == "member"
