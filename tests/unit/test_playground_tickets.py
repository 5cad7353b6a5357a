from collections.abc import Callable

import pytest

from bot.playground.tickets import ApiError, Tickets


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tickets(clock: Clock) -> Tickets:
    return Tickets(clock)


def refusal(act: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(ApiError) as refused:
        act(*arguments)
    return refused.value.code


def test_a_trigger_opens_one_view_for_the_person_who_pulled_it(tickets: Tickets):
    trigger = tickets.new_trigger("U0FOUNDER")
    assert tickets.spend_trigger(trigger) == "U0FOUNDER"
    assert refusal(tickets.spend_trigger, trigger) == "exchanged_trigger_id"


def test_a_trigger_is_good_for_three_seconds(tickets: Tickets, clock: Clock):
    in_time, too_late = tickets.new_trigger("U0FOUNDER"), tickets.new_trigger("U0FOUNDER")
    clock.now += 3
    assert tickets.spend_trigger(in_time) == "U0FOUNDER"
    clock.now += 0.1
    assert refusal(tickets.spend_trigger, too_late) == "expired_trigger_id"


def test_an_invented_trigger_opens_nothing(tickets: Tickets):
    assert refusal(tickets.spend_trigger, "1.2.3") == "invalid_trigger_id"


def test_a_response_url_takes_five_answers_and_not_a_sixth(tickets: Tickets):
    key = tickets.new_response("C0HIRING", "U0FOUNDER")
    assert [tickets.use_response(key).channel for _ in range(5)] == ["C0HIRING"] * 5
    assert refusal(tickets.use_response, key) == "used_url"


def test_a_response_url_is_good_for_thirty_minutes(tickets: Tickets, clock: Clock):
    key = tickets.new_response("C0HIRING", "U0FOUNDER")
    clock.now += 30 * 60
    assert tickets.use_response(key).user == "U0FOUNDER"
    clock.now += 1
    assert refusal(tickets.use_response, key) == "expired_url"


def test_an_invented_response_url_answers_nobody(tickets: Tickets):
    assert refusal(tickets.use_response, "abc") == "invalid_url"
