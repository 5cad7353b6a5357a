"""Calls to Slack are counted, and what runs after the acknowledgement waits in a queue that has an end."""

import threading
from typing import Any

from fakes.office import Office
from fakes.recorder import recorded
from slack_bolt import BoltRequest

from bot.app import LISTENER_THREADS, MAX_WAITING_LISTENERS

POSTED = ("slack_calls", "chat.postMessage")


def test_an_answer_in_a_channel_is_counted_as_a_call(office: Office):
    with recorded() as found:
        office.founder.types("@Rolecall CMO vs CRO?")
        office.founder.sees("CMO vs CRO")
    assert found.events.count((*POSTED, "ok")) == 1


def test_an_answer_to_a_click_is_counted_as_a_call(office: Office):
    office.founder.types("/roles compare cmo cro")
    with recorded() as found:
        office.founder.clicks("Full comparison")
        office.settle()
    assert ("slack_calls", "response_url", "ok") in found.events


def test_a_refused_call_is_counted_by_its_code(office: Office):
    office.slack.api.refuse_next("chat.postMessage", "not_in_channel")
    with recorded() as found:
        office.founder.types("@Rolecall CMO vs CRO?")
        office.settle()
    assert (*POSTED, "not_in_channel") in found.events
    office.slack.faults.clear()


def mention(number: int) -> dict[str, Any]:
    event = {"type": "app_mention", "channel": "C1", "user": "U1", "ts": f"{number}.1", "text": "CMO vs CRO?"}
    return {"type": "event_callback", "event_id": f"Ev{number}", "team_id": "T1", "event": event}


def test_when_too_much_waits_slack_is_asked_to_send_events_again_and_commands_are_answered_politely(office: Office):
    assert office.app
    app, release = office.app, threading.Event()
    runner: Any = app.listener_runner.lazy_listener_runner

    def hold() -> None:
        release.wait()

    for _ in range(LISTENER_THREADS + MAX_WAITING_LISTENERS):
        runner.start(hold, BoltRequest(body={}, mode="socket_mode"))
    with recorded() as found:
        refused = app.dispatch(BoltRequest(body=mention(1), mode="socket_mode"))
        answered = app.dispatch(
            BoltRequest(body={"command": "/roles", "text": "cmo", "user_id": "U1"}, mode="socket_mode")
        )
    release.set()
    office.settle()
    assert (refused.status, found.refusals) == (503, ["busy"])
    assert answered.status == 200
    assert app.dispatch(BoltRequest(body=mention(1), mode="socket_mode")).status == 200
    office.settle()
    office.slack.faults.clear()
