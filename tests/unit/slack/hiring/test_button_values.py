import pytest
from samples.hiring import search

from bot.commands.command import Command
from bot.slack.hiring.button_values import (
    StartRequest,
    can_fit_button,
    decode_pending_command,
    decode_start_request,
    search_button,
)

COMMANDS = [
    Command("status"),
    Command("done", numbers=(3, 4, 7), text="signed & “sealed”"),
    Command("override", numbers=(3,), text="the board insists"),
    Command("assign", numbers=(3,), person="U1"),
    Command("due", numbers=(3,), when="next friday"),
    Command("target", when="2027-04-30", text="the board is late"),
    Command("items", filter="overdue"),
    Command("export", format="md"),
    Command("close", outcome="hired", text="at last"),
    Command("close", outcome="hired", text="at last", confirmed=True),
    Command("weekly", enabled=False),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.verb)
def test_a_pending_command_survives_on_a_button(command: Command):
    element = search_button(command._replace(search="gone", argument_text="as typed"), search(short="cro2"), 1)
    assert (element["text"]["text"], element["action_id"]) == ("cro2", "search:chosen:1")
    assert decode_pending_command(element["value"]) == ("S1", command)


@pytest.mark.parametrize(("flag", "verb"), [("false", "done"), ("true", "override")])
def test_a_button_with_the_override_flag_of_older_versions_still_works(flag: str, verb: str):
    value = f'["S1", ["done", [3], null, "", "", "now", null, null, null, {flag}]]'
    assert decode_pending_command(value) == ("S1", Command(verb, numbers=(3,), text="now"))


def test_a_button_of_a_version_without_confirmations_still_works():
    value = '["S1", ["close", [], null, "", "", "at last", null, "hired", null]]'
    assert decode_pending_command(value) == ("S1", Command("close", outcome="hired", text="at last"))


@pytest.mark.parametrize(("characters", "fits"), [(1_900, True), (2_000, False)])
def test_a_command_that_is_too_long_does_not_fit_a_button(characters: int, fits: bool):
    assert can_fit_button(Command("note", numbers=(3,), text="x" * characters), search()) is fits


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{}",
        "[]",
        '["S1", []]',
        '["S1", ["done", [1]]]',
        '["S1", ["done", [1], null, "", "", "", null, null, null, false, false]]',
        '["S1", ["start", [], null, "", "", "", null, null, null]]',
        '["S1", ["unknown", [], null, "", "", "", null, null, null]]',
        '["S1", ["done", ["x"], null, "", "", "", null, null, null]]',
        '[1, ["done", [1], null, "", "", "", null, null, null]]',
    ],
)
def test_a_value_in_another_format_is_rejected(value: str):
    with pytest.raises(ValueError):
        decode_pending_command(value)


@pytest.mark.parametrize(
    "start_request",
    [StartRequest("cro"), StartRequest("cpo_product", "R&D “lead”", "2027-03-31", allow_duplicate=True, decision="D1")],
)
def test_a_start_request_survives_on_a_button(start_request: StartRequest):
    assert decode_start_request(start_request.encoded()) == start_request


def test_a_role_id_alone_is_a_start_request():
    assert decode_start_request("cro") == StartRequest("cro")


def test_a_button_from_before_decisions_were_carried_still_works():
    assert decode_start_request('["cro", "Lead", "", true]') == StartRequest("cro", "Lead", allow_duplicate=True)


@pytest.mark.parametrize(
    "line", ["[", "[1]", '["cro"]', '["cro", "", null, false]', '["cro", "", ""]', '["cro", "", "", 1]']
)
def test_a_start_request_in_another_format_is_rejected(line: str):
    with pytest.raises(ValueError):
        decode_start_request(line)
