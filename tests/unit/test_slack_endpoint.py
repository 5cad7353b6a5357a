"""Requests that reach the address for Slack's requests: which are answered without Bolt, and which Bolt refuses."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from fakes.asgi_server import ask, request_scope, run_apart
from fakes.library import FragileLibrary
from slack_bolt import App

from bot import counts
from bot.app import build_parts, single_workspace
from bot.asgi import EVENTS, AsgiApp
from bot.knowledge.loader import load as load_knowledge
from bot.metrics import Metrics
from bot.playground.transport import FORM, JSON, signed
from bot.settings import Settings
from bot.slack.body_parser import parse_body
from bot.slack.token_buckets import LIMITS, RateLimiter
from bot.worker import build_site

SECRET = "0123456789abcdef0123456789abcdef"
SENT = {"command": "/roles", "team_id": "T1", "channel_id": "C1", "user_id": "U1", "trigger_id": "1.1"}


@pytest.fixture(scope="module")
def library() -> FragileLibrary:
    return FragileLibrary(load_knowledge())


@pytest.fixture
def settings(sqlite_url: str) -> Settings:
    return Settings(
        slack_bot_token="xoxb-1",
        slack_signing_secret=SECRET,
        slack_api_url="http://127.0.0.1:1/api/",
        database_url=sqlite_url,
    )


class Server:
    """A worker of `rolecall serve`, with what Bolt handled, and why requests were refused."""

    def __init__(self, settings: Settings, library: FragileLibrary) -> None:
        self.metrics, access = Metrics(lambda: 0), single_workspace(settings)
        counts.record_with(self.metrics)
        parts = build_parts(
            settings,
            library=library,
            access=access,
            limiter=RateLimiter(lambda: 0.0),
        )
        access.before_authorize.learn({"team_id": "T1"})
        self.handled_by_bolt = count_dispatches(parts.app)
        self.site: AsgiApp = build_site(parts, settings, library, self.metrics, access)

    def post(self, body: str, kind: str = FORM) -> tuple[int, str]:
        scope = request_scope("POST", EVENTS, signed(SECRET, body, kind))
        answer = run_apart(ask(self.site, scope, body.encode()))
        return answer.status, answer.body

    def command(self, text: str, **others: str) -> str:
        status, body = self.post(urlencode(SENT | {"text": text} | others))
        assert status == 200
        said: dict[str, Any] = json.loads(body)
        assert said["response_type"] == "ephemeral"
        return str(said["text"])

    def refusals(self, reason: str) -> int:
        line = f'rolecall_requests_refused_total{{reason="{reason}"}} '
        found = [each for each in self.metrics.render().decode().splitlines() if each.startswith(line)]
        return int(float(found[0].rsplit(" ", 1)[1])) if found else 0


def count_dispatches(app: App) -> list[str]:
    """The texts of the commands that Bolt handles from now on."""
    handled: list[str] = []

    def note(body: dict[str, Any], next: Any) -> None:  # noqa: A002  Bolt passes arguments by these names
        handled.append(body.get("text", ""))
        next()

    app.use(note)
    app._middleware_list.insert(0, app._middleware_list.pop())
    return handled


@pytest.fixture
def server(settings: Settings, library: FragileLibrary) -> Iterator[Server]:
    yield Server(settings, library)
    counts.record_with(None)


def test_a_question_is_answered_without_bolt(server: Server):
    assert server.command("compare cmo cro").startswith("CMO vs CRO")
    assert server.handled_by_bolt == []


def test_a_command_that_reads_the_database_never_runs_on_the_event_loop(settings: Settings, library: FragileLibrary):
    server = Server(replace(settings, curators=("U1",)), library)
    assert "turns that on" in server.command("gaps")
    assert "turns that on" in server.command(" GAPS ")
    assert server.handled_by_bolt == ["gaps", " GAPS "]


def test_a_question_about_a_payload_is_not_taken_for_a_click(server: Server):
    assert "You could ask" in server.command("what is a payload?")


def test_who_asks_too_fast_is_asked_to_wait_and_counted_once_for_each_request(server: Server):
    allowed = LIMITS["command"][0].burst
    said = [server.command("compare cmo cro") for _ in range(allowed + 3)]
    assert [text.startswith("One moment") for text in said] == [False] * allowed + [True] * 3
    assert server.refusals("rate limit") == 3


def test_a_question_from_another_workspace_is_refused(server: Server):
    assert server.command("compare cmo cro", team_id="T2").startswith("Rolecall isn't set up for this workspace")
    assert server.refusals("another workspace") == 1


def test_a_question_without_a_person_is_refused(server: Server):
    assert "damaged" in server.command("compare cmo cro", user_id="")
    assert server.refusals("malformed") == 1


def test_a_failing_answer_is_explained_with_a_reference(server: Server, library: FragileLibrary):
    library.fails_with = ZeroDivisionError()
    try:
        assert "reference" in server.command("compare cmo cro")
    finally:
        library.fails_with = None


@pytest.mark.parametrize("body", ["x" * 50 + "&a=b" * 200, json.dumps([{"command": "/roles"}])])
def test_what_slack_does_not_send_is_refused(server: Server, body: str):
    assert server.post(body, JSON if body[0] == "[" else FORM)[0] == 400
    assert server.refusals("malformed") == 1


def test_the_body_of_a_command_is_a_form():
    sent = parse_body("command=%2Froles&text=what+is+a+payload%3F&channel_id=")
    assert sent == {"command": "/roles", "text": "what is a payload?", "channel_id": ""}


def test_the_body_of_a_click_is_json_in_a_form():
    assert parse_body(urlencode({"payload": '{"type": "block_actions"}'}), FORM) == {"type": "block_actions"}


def test_the_body_of_an_event_is_json():
    assert parse_body('{"type": "event_callback"}', JSON) == {"type": "event_callback"}
