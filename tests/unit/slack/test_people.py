import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.hiring.people import Person, PersonRecord
from bot.playground.fake_slack import FakeSlack
from bot.playground.manifest import Manifest
from bot.slack.delivery import HttpErrorCloser
from bot.slack.people import PeopleDirectory, _kind_of

NOW = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
TEAM, FOUNDER = "T0PLAYGROUND", "U0FOUNDER"


class Store(dict[tuple[str, str], PersonRecord]):
    def put(self, team: str, known: PersonRecord, now: datetime) -> None:
        assert known.asked_at <= now
        self[team, known.person.user] = known

    def get(self, team: str, user: str) -> PersonRecord | None:  # type: ignore[override]  # the store's own way of asking
        return super().get((team, user))


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        slack.workspace.change_user(FOUNDER, tz="Asia/Tokyo")
        yield slack


@pytest.fixture
def people() -> PeopleDirectory:
    store = Store()
    return PeopleDirectory(lambda: store)


def client(slack: FakeSlack) -> WebClient:
    return WebClient(slack.bot_token, slack.api_url, retry_handlers=[HttpErrorCloser()])


def asked(slack: FakeSlack) -> int:
    return sum(call.method == "users.info" for call in slack.api.calls)


def test_today_is_the_date_in_the_persons_time_zone(slack: FakeSlack, people: PeopleDirectory):
    assert people.get_local_date(client(slack), TEAM, FOUNDER, NOW) == date(2026, 11, 3)
    assert people.get_local_date(client(slack), TEAM, "U0BOARD", NOW) == date(2026, 11, 2)


def test_the_date_is_known_without_slack_once_slack_was_asked(slack: FakeSlack, people: PeopleDirectory):
    assert people.get_known_local_date(TEAM, FOUNDER, NOW) == (date(2026, 11, 2), False)
    people.get_local_date(client(slack), TEAM, FOUNDER, NOW)
    assert people.get_known_local_date(TEAM, FOUNDER, NOW) == (date(2026, 11, 3), True)
    assert people.get_known_local_date("T0FOREIGN", FOUNDER, NOW) == (date(2026, 11, 2), False)
    assert asked(slack) == 1


def test_an_old_record_gives_the_date_but_is_not_up_to_date(slack: FakeSlack, people: PeopleDirectory):
    people.get_local_date(client(slack), TEAM, FOUNDER, NOW)
    tomorrow = NOW + timedelta(days=1)
    assert people.get_known_local_date(TEAM, FOUNDER, tomorrow) == (date(2026, 11, 4), False)
    slack.workspace.change_user(FOUNDER, tz="Europe/London")
    people.get_local_date(client(slack), TEAM, FOUNDER, tomorrow)
    assert people.get_known_local_date(TEAM, FOUNDER, tomorrow) == (date(2026, 11, 3), True)


def test_the_number_of_people_in_memory_is_limited(
    slack: FakeSlack, people: PeopleDirectory, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.slack.people.CACHE_SIZE", 1)
    for user in (FOUNDER, "U0BOARD"):
        people.get_local_date(client(slack), TEAM, user, NOW)
    days = [people.get_known_local_date(TEAM, user, NOW)[0] for user in (FOUNDER, "U0BOARD", FOUNDER)]
    assert days == [date(2026, 11, 3), date(2026, 11, 2), date(2026, 11, 3)]


@pytest.mark.parametrize(("hours", "times"), [(23, 1), (24, 2)])
def test_slack_is_asked_at_most_once_a_day(slack: FakeSlack, people: PeopleDirectory, hours: int, times: int):
    for later in (0, 1, hours):
        assert people.get_person(client(slack), TEAM, FOUNDER, NOW + timedelta(hours=later)).zone == "Asia/Tokyo"
    assert asked(slack) == times


def test_slack_is_asked_again_if_the_record_is_older_than_the_caller_accepts(slack: FakeSlack, people: PeopleDirectory):
    for since in (None, NOW, NOW + timedelta(hours=1)):
        people.find_person(client(slack), TEAM, FOUNDER, NOW + timedelta(hours=2), since)
    assert asked(slack) == 1
    people.find_person(client(slack), TEAM, FOUNDER, NOW + timedelta(hours=4), NOW + timedelta(hours=3))
    assert asked(slack) == 2


def test_a_person_who_left_keeps_the_last_known_time_zone(slack: FakeSlack, people: PeopleDirectory):
    people.get_person(client(slack), TEAM, FOUNDER, NOW)
    slack.workspace.change_user(FOUNDER, deleted=True)
    later = people.get_person(client(slack), TEAM, FOUNDER, NOW + timedelta(days=1))
    assert later == Person(FOUNDER, "Asia/Tokyo", deleted=True)


@pytest.mark.parametrize(
    ("code", "zone"),
    [("missing_scope", "UTC"), ("account_inactive", "UTC"), ("ratelimited", ""), ("internal_error", "")],
)
def test_a_person_slack_does_not_tell_about_is_in_utc_and_soon_looked_up_again(
    slack: FakeSlack, people: PeopleDirectory, caplog: pytest.LogCaptureFixture, code: str, zone: str
):
    slack.api.refuse_next("users.info", code)
    with caplog.at_level(logging.WARNING):
        assert people.find_person(client(slack), TEAM, FOUNDER, NOW) == Person(FOUNDER, zone)
    assert people.get_person(client(slack), TEAM, FOUNDER, NOW + timedelta(minutes=4)) == Person(FOUNDER, "UTC")
    assert people.get_person(client(slack), TEAM, FOUNDER, NOW + timedelta(minutes=5)).zone == "Asia/Tokyo"
    [record] = caplog.records
    assert record.fields == {"slack_error": code}  # type: ignore[attr-defined]  # set by note


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "member"),
        ({"is_restricted": True}, "guest"),
        ({"is_restricted": True, "is_ultra_restricted": True}, "guest"),
        ({"is_stranger": True}, "external"),
        ({"team_id": "T0OTHER"}, "external"),
        ({"team_id": "T0OTHER", "enterprise_user": {"teams": ["T0OTHER"]}}, "external"),
        ({"team_id": "T0OTHER", "enterprise_user": {"teams": [TEAM]}}, "member"),
    ],
)
def test_guests_and_people_of_other_companies_are_recognised(fields: dict[str, Any], kind: str):
    assert _kind_of({"id": FOUNDER, "team_id": TEAM} | fields, TEAM) == kind


def test_a_person_who_is_not_visible_to_the_app_is_from_another_company_and_one_looked_up_is_remembered(
    slack: FakeSlack, people: PeopleDirectory
):
    slack.api.refuse_next("users.info", "user_not_visible")
    assert people.get_known_kind(TEAM, FOUNDER, NOW) is None
    assert people.get_kind(client(slack), TEAM, FOUNDER, NOW) == "external"
    later = NOW + timedelta(minutes=5)
    assert people.get_kind(client(slack), TEAM, FOUNDER, later) == "member"
    assert people.get_known_kind(TEAM, FOUNDER, later) == "member"


def test_without_the_scope_everyone_is_in_utc(people: PeopleDirectory):
    with FakeSlack(Manifest(scopes=frozenset({"chat:write"}))) as slack:
        assert people.get_person(client(slack), TEAM, FOUNDER, NOW) == Person(FOUNDER, "UTC")


def test_if_slack_cannot_be_reached_people_keep_their_time_zones(
    slack: FakeSlack, people: PeopleDirectory, caplog: pytest.LogCaptureFixture
):
    people.get_person(client(slack), TEAM, FOUNDER, NOW)
    slack.api.refuse_next("users.info", "ratelimited")
    assert people.get_person(client(slack), TEAM, FOUNDER, NOW + timedelta(days=2)).zone == "Asia/Tokyo"
    nowhere = WebClient("xoxb-1", "http://127.0.0.1:9/api/")
    with caplog.at_level(logging.WARNING):
        assert people.get_person(nowhere, TEAM, FOUNDER, NOW + timedelta(days=4)).zone == "Asia/Tokyo"
        assert people.get_person(nowhere, TEAM, "U0BOARD", NOW).zone == "UTC"
    assert FOUNDER not in caplog.text


@pytest.mark.parametrize(
    ("user", "standing"),
    [(FOUNDER, "member"), ("U0ROLECALL", "app"), ("USLACKBOT", "app"), ("U999999", "unknown"), ("U0HRLEAD", "left")],
)
def test_slack_decides_what_a_named_user_is(slack: FakeSlack, people: PeopleDirectory, user: str, standing: str):
    slack.workspace.change_user("U0HRLEAD", deleted=True)
    assert people.get_membership(client(slack), TEAM, user, NOW) == standing


@pytest.mark.parametrize(("user", "times"), [(FOUNDER, 1), ("U0ROLECALL", 2), ("U0HRLEAD", 2)])
def test_slack_is_asked_about_members_once_a_day_and_about_others_each_time(
    slack: FakeSlack, people: PeopleDirectory, user: str, times: int
):
    slack.workspace.change_user("U0HRLEAD", deleted=True)
    for _ in range(2):
        people.get_membership(client(slack), TEAM, user, NOW)
    assert asked(slack) == times


def test_refresh_asks_slack_about_a_known_member_too(slack: FakeSlack, people: PeopleDirectory):
    assert people.get_membership(client(slack), TEAM, FOUNDER, NOW) == "member"
    slack.workspace.change_user(FOUNDER, deleted=True)
    assert people.get_membership(client(slack), TEAM, FOUNDER, NOW) == "member"
    assert people.get_membership(client(slack), TEAM, FOUNDER, NOW, refresh=True) == "left"


def test_if_slack_does_not_answer_a_user_counts_as_a_member(slack: FakeSlack, people: PeopleDirectory):
    slack.api.refuse_next("users.info", "internal_error")
    assert people.get_membership(client(slack), TEAM, "U0ROLECALL", NOW) == "member"
    assert people.get_membership(WebClient("xoxb-1", "http://127.0.0.1:9/api/"), TEAM, "U0ROLECALL", NOW) == "member"
