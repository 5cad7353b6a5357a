from typing import Any

import pytest

from bot.knowledge.folders import shipped_path
from bot.playground.api_call import ApiCall
from bot.playground.knowledge_lines import find_lines
from bot.playground.transport import Ack
from bot.playground.turns import ObservedReading, ReminderRun, describe_request, question_in, turns_of
from bot.playground.user_actions import AppRequest
from bot.understanding.intents import Intent, Reading


def request(at: float, payload: dict[str, Any]) -> AppRequest:
    return AppRequest(payload, "", {}, Ack(200, "", 0.01), at)


COMMAND = {"command": "/roles", "text": "compare cmo cro"}
MENTION = {"event": {"type": "app_mention", "text": "<@U0ROLECALL> CMO vs CRO?"}}
PRESS = {"type": "block_actions", "actions": [{"type": "button", "text": {"text": "Share"}, "action_id": "share"}]}
CHOICE = {
    "type": "block_actions",
    "actions": [{"type": "static_select", "action_id": "topic", "selected_option": {"text": {"text": "Focus"}}}],
}
FORM = {"type": "view_submission", "view": {"title": {"text": "Start a search"}}}
SHORTCUT = {"type": "shortcut", "callback_id": "compare_roles"}


def test_a_turn_has_what_happened_until_the_next_one_began():
    reading = ObservedReading(2.5, Reading(Intent("compare", ("cmo", "cro")), 1.0, "listed"), "mention", 0.001)
    calls = [ApiCall("chat.postMessage", {}, {"ok": True}, at) for at in (0.5, 2.6, 3.1)]
    causes = [ReminderRun(3.0, "Monday 30 November 2026"), request(1.0, COMMAND), request(2.0, MENTION)]
    turns = turns_of(causes, [reading], calls)
    assert [turn.title for turn in turns] == [
        "/roles compare cmo cro",
        "CMO vs CRO?",
        "Reminders of Monday 30 November 2026",
    ]
    assert [len(turn.calls) for turn in turns] == [0, 1, 1]
    assert [len(turn.readings) for turn in turns] == [0, 1, 0]
    assert [turn.seconds for turn in turns] == [0.01, 0.01, None]
    assert not any(turn.is_idle for turn in turns)


def test_a_reminder_run_that_sends_nothing_is_idle_and_a_request_never_is():
    turns = turns_of([ReminderRun(1.0, "Monday 30 November 2026"), request(2.0, COMMAND)], [], [])
    assert [turn.is_idle for turn in turns] == [True, False]


@pytest.mark.parametrize(
    ("payload", "title", "question"),
    [
        (COMMAND, "/roles compare cmo cro", "compare cmo cro"),
        (MENTION, "CMO vs CRO?", "CMO vs CRO?"),
        (PRESS, "Pressed “Share”", ""),
        (CHOICE, "Chose “Focus”", ""),
        (FORM, "Submitted “Start a search”", ""),
        (SHORTCUT, "Used the shortcut “compare_roles”", ""),
        ({"event": {"type": "app_home_opened"}}, "Opened Rolecall", ""),
    ],
)
def test_a_request_is_described_in_a_line(payload: dict[str, Any], title: str, question: str):
    assert describe_request(payload) == title
    assert question_in(payload) == question


@pytest.mark.parametrize(
    ("intent", "places"),
    [
        (
            Intent("compare", ("cmo", "cro"), "metrics"),
            {"pairs/cmo-cro.yml": "roles: [cmo, cro]", "roles/cmo.yml": "metrics:", "roles/cro.yml": "metrics:"},
        ),
        (Intent("who_owns", subject="pricing"), {"ownership.yml": "- id: pricing"}),
        (Intent("role", ("cto",)), {"roles/cto.yml": "id: cto"}),
        (Intent("help"), {}),
    ],
)
def test_the_lines_of_the_entries_are_found(intent: Intent, places: dict[str, str]):
    found = dict(place.rsplit(":", 1) for place in find_lines(intent, ()))
    lines = {
        name: (shipped_path() / name).read_text().splitlines()[int(line) - 1].strip()
        for file, line in found.items()
        for name in [file.partition("knowledge/")[2]]
    }
    assert lines == places
