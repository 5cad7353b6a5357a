import json
from dataclasses import replace
from typing import Any

import pytest
from fakes.library import FragileLibrary
from slack_bolt import BoltRequest

from bot.commands.parser import parse_command
from bot.knowledge.loader import load
from bot.slack.hiring.context import CACHE_SIZE, MAX_CACHED_CHARS, CommandParser, channel_of, request_id


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
def test_the_channel_is_found_in_every_kind_of_request(body: dict[str, Any], channel: str):
    assert channel_of(body) == channel


def test_a_repeated_request_has_the_same_id():
    first = BoltRequest(body="text=done", headers={"x-slack-request-timestamp": "1"})
    again = BoltRequest(body="text=done", headers={"x-slack-request-timestamp": "1", "x-slack-retry-num": "1"})
    other = BoltRequest(body="text=done&trigger_id=2", headers={"x-slack-request-timestamp": "1"})
    later = BoltRequest(body="text=done", headers={"x-slack-request-timestamp": "2"})
    assert request_id(first) == request_id(again)
    assert len({request_id(each) for each in (first, other, later)}) == 3
    assert len(request_id(first)) == 24


def test_over_socket_mode_the_id_comes_from_the_body():
    body = {"command": "/hiring", "trigger_id": "1"}
    one, same = (BoltRequest(body=dict(reversed(list(body.items()))), mode="socket_mode") for _ in range(2))
    other = BoltRequest(body=json.loads('{"command": "/hiring", "trigger_id": "2"}'), mode="socket_mode")
    assert request_id(one) == request_id(same) != request_id(other)


BASE = load()


def test_cached_commands_equal_freshly_parsed_ones():
    parser = CommandParser(FragileLibrary(BASE))
    for text in ("done 3", "stauts", "", f"note 3 {'word ' * MAX_CACHED_CHARS}"):
        assert parser.parse(text) == parser.parse(text) == parse_command(text, BASE)


def test_commands_are_parsed_again_after_the_knowledge_changes():
    library = FragileLibrary(BASE)
    parser = CommandParser(library)
    assert parser.parse("start cro").roles == ("cro",)
    library.now = replace(BASE, version="other", roles={key: role for key, role in BASE.roles.items() if key != "cro"})
    assert parser.parse("start cro").roles == ()


def test_more_commands_than_the_cache_holds_are_parsed():
    parser = CommandParser(FragileLibrary(BASE))
    assert [parser.parse(f"done {number}").number for number in range(1, CACHE_SIZE + 50)] == list(
        range(1, CACHE_SIZE + 50)
    )
