import json
from typing import Any

import pytest
from slack_bolt import BoltRequest

from bot.slack.hiring.context import channel_of, request_id


@pytest.mark.parametrize(
    ("body", "channel"),
    [
        ({"channel_id": "C1"}, "C1"),
        ({"channel": {"id": "C1"}}, "C1"),
        ({"event": {"channel": "C1"}}, "C1"),
        ({"view": {}}, ""),
        ({"channel": None}, ""),
    ],
)
def test_the_channel_is_where_slack_says_that_somebody_acts(body: dict[str, Any], channel: str):
    assert channel_of(body) == channel


def test_a_request_that_is_sent_again_as_it_was_is_the_same_one():
    first = BoltRequest(body="text=done", headers={"x-slack-request-timestamp": "1"})
    again = BoltRequest(body="text=done", headers={"x-slack-request-timestamp": "1", "x-slack-retry-num": "1"})
    other = BoltRequest(body="text=done&trigger_id=2", headers={"x-slack-request-timestamp": "1"})
    later = BoltRequest(body="text=done", headers={"x-slack-request-timestamp": "2"})
    assert request_id(first) == request_id(again)
    assert len({request_id(each) for each in (first, other, later)}) == 3
    assert len(request_id(first)) == 24


def test_over_a_socket_it_is_told_by_its_body():
    body = {"command": "/hiring", "trigger_id": "1"}
    one, same = (BoltRequest(body=dict(reversed(list(body.items()))), mode="socket_mode") for _ in range(2))
    other = BoltRequest(body=json.loads('{"command": "/hiring", "trigger_id": "2"}'), mode="socket_mode")
    assert request_id(one) == request_id(same) != request_id(other)
