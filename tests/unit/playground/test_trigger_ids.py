from collections.abc import Callable

import pytest

from bot.playground.trigger_ids import ApiError, TriggerIds


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tickets(clock: Clock) -> TriggerIds:
    return TriggerIds(clock)


def refusal(act: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(ApiError) as refused:
        act(*arguments)
    return refused.value.code


def test_a_trigger_opens_one_view_for_the_person_who_pulled_it(tickets: TriggerIds):
    trigger = tickets.new_trigger("U0FOUNDER")
    assert tickets.consume_trigger(trigger) == "U0FOUNDER"
    assert refusal(tickets.consume_trigger, trigger) == "exchanged_trigger_id"


def test_a_trigger_is_good_for_three_seconds(tickets: TriggerIds, clock: Clock):
    in_time, too_late = tickets.new_trigger("U0FOUNDER"), tickets.new_trigger("U0FOUNDER")
    clock.now += 3
    assert tickets.consume_trigger(in_time) == "U0FOUNDER"
    clock.now += 0.1
    assert refusal(tickets.consume_trigger, too_late) == "expired_trigger_id"


def test_an_invented_trigger_opens_nothing(tickets: TriggerIds):
    assert refusal(tickets.consume_trigger, "1.2.3") == "invalid_trigger_id"


def test_a_response_url_takes_five_answers_and_not_a_sixth(tickets: TriggerIds):
    key = tickets.new_response_url("C0HIRING", "U0FOUNDER")
    assert [tickets.consume_response_url(key).channel for _ in range(5)] == ["C0HIRING"] * 5
    assert refusal(tickets.consume_response_url, key) == "used_url"


def test_a_response_url_is_good_for_thirty_minutes(tickets: TriggerIds, clock: Clock):
    key = tickets.new_response_url("C0HIRING", "U0FOUNDER")
    clock.now += 30 * 60
    assert tickets.consume_response_url(key).user == "U0FOUNDER"
    clock.now += 1
    assert refusal(tickets.consume_response_url, key) == "expired_url"


def test_an_invented_response_url_answers_nobody(tickets: TriggerIds):
    assert refusal(tickets.consume_response_url, "abc") == "invalid_url"
