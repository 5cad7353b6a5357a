from collections.abc import Callable

import pytest

from bot.playground.api_call import ApiError
from bot.playground.trigger_ids import ResponseUrls, TriggerIds


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def trigger_ids(clock: Clock) -> TriggerIds:
    return TriggerIds(clock)


@pytest.fixture
def response_urls(clock: Clock) -> ResponseUrls:
    return ResponseUrls(clock, "http://127.0.0.1/response/")


def refusal(call: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(ApiError) as refused:
        call(*arguments)
    return refused.value.code


def test_a_trigger_id_opens_one_view_for_the_person_who_acted(trigger_ids: TriggerIds):
    trigger = trigger_ids.issue("U0FOUNDER")
    assert trigger_ids.consume(trigger) == "U0FOUNDER"
    assert refusal(trigger_ids.consume, trigger) == "exchanged_trigger_id"


def test_a_trigger_id_expires_after_three_seconds(trigger_ids: TriggerIds, clock: Clock):
    in_time, too_late = trigger_ids.issue("U0FOUNDER"), trigger_ids.issue("U0FOUNDER")
    clock.now += 3
    assert trigger_ids.consume(in_time) == "U0FOUNDER"
    clock.now += 0.1
    assert refusal(trigger_ids.consume, too_late) == "expired_trigger_id"


def test_an_invented_trigger_id_is_refused(trigger_ids: TriggerIds):
    assert refusal(trigger_ids.consume, "1.2.3") == "invalid_trigger_id"


def test_a_response_url_takes_five_answers_and_not_a_sixth(response_urls: ResponseUrls):
    key = response_urls.issue("C0HIRING", "U0FOUNDER")
    assert [response_urls.consume(key).channel for _ in range(5)] == ["C0HIRING"] * 5
    assert refusal(response_urls.consume, key) == "used_url"


def test_a_response_url_expires_after_thirty_minutes(response_urls: ResponseUrls, clock: Clock):
    key = response_urls.issue("C0HIRING", "U0FOUNDER")
    clock.now += 30 * 60
    assert response_urls.consume(key).user == "U0FOUNDER"
    clock.now += 1
    assert refusal(response_urls.consume, key) == "expired_url"


def test_an_invented_response_url_is_refused(response_urls: ResponseUrls):
    assert refusal(response_urls.consume, "abc") == "invalid_url"
