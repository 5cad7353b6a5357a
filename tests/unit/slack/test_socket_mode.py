import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fakes.installation import api_error, web_page
from fakes.office import Office
from fakes.slack import TIMEOUT_SECONDS
from fakes.socket_mode import SocketModeSlack
from slack_sdk.socket_mode.request import SocketModeRequest

from bot import __version__
from bot.app import build_app, connect
from bot.errors import RolecallError, SettingsError
from bot.playground.loopback import Response
from bot.settings import Settings
from bot.slack.connection_monitor import ConnectionMonitor
from bot.slack.socket_client import SupervisedHandler
from bot.slack.socket_mode import _close, stay_connected
from bot.storage import migrate

START_SECONDS = 60
"""Seconds that a process has to start, on a machine that is busy with other things."""


@pytest.fixture
def office() -> Iterator[Office]:
    with Office() as office:
        yield office


@pytest.fixture
def link(office: Office) -> Iterator[SocketModeSlack]:
    with SocketModeSlack(office.slack) as link:
        office.slack.connect(link.send)
        yield link


def settings(office: Office, link: SocketModeSlack, folder: Path) -> Settings:
    url = f"sqlite:///{folder / 'rolecall.sqlite3'}"
    migrate(url)
    return office.settings(
        slack_api_url=link.api_url, slack_app_token=office.slack.app_token, database_url=url, health_port=0
    )


def test_it_connects_answers_reconnects_on_request_and_stops(office: Office, link: SocketModeSlack, tmp_path: Path):
    stop = threading.Event()
    running = threading.Thread(target=connect, args=(settings(office, link, tmp_path), stop))
    running.start()
    link.wait_for_connection(1)
    office.founder.types("/roles compare cmo cro")
    office.founder.sees("CMO vs CRO")
    link.ask_to_reconnect()
    office.founder.types("@Rolecall CMO vs CRO KPIs?")
    office.founder.sees("CMO vs CRO: Metrics")
    stop.set()
    running.join(TIMEOUT_SECONDS)
    assert not running.is_alive()
    assert link.link.connections == 2


def test_running_requests_are_finished_before_it_stops(office: Office, link: SocketModeSlack, tmp_path: Path):
    stop = threading.Event()
    running = threading.Thread(target=connect, args=(settings(office, link, tmp_path), stop))
    running.start()
    office.slack.api.refuse_next("chat.postMessage", "ratelimited")  # the answer waits a second
    office.founder.types("@Rolecall CMO vs CRO KPIs?")
    stop.set()
    running.join(TIMEOUT_SECONDS)
    assert office.founder.sees("CMO vs CRO: Metrics")


class BeginsToRead:
    """A connection whose reading thread begins while it is closed: it takes back the mark by which it should end."""

    def __init__(self) -> None:
        self.client = self
        self.current_session_state = SimpleNamespace(terminated=False)

    def close(self) -> None:
        self.current_session_state.terminated = True
        self.current_session_state.terminated = False
        until = time.monotonic() + TIMEOUT_SECONDS
        while not self.current_session_state.terminated:
            assert time.monotonic() < until
            time.sleep(0.01)


def test_a_connection_that_is_closed_as_soon_as_it_is_made_ends():
    connection = BeginsToRead()
    _close(connection)  # type: ignore[arg-type]  # it has what is used of a handler
    assert connection.current_session_state.terminated


def test_a_token_that_slack_refuses_is_explained(office: Office, link: SocketModeSlack, tmp_path: Path):
    wrong = replace(settings(office, link, tmp_path), slack_app_token="xapp-wrong")
    with pytest.raises(RolecallError, match=r"invalid_auth\. Create an app-level token with connections:write"):
        connect(wrong, threading.Event())


def test_the_command_connects_and_stops_on_a_signal(office: Office, start: "Connect", tmp_path: Path):
    process, log = start(), tmp_path / "log"
    wait_for_line(log, "connected to Slack")
    answers(office)
    process.send_signal(signal.SIGTERM)
    assert process.wait(TIMEOUT_SECONDS) == 0
    assert log.read_text().splitlines()[0].endswith(f" INFO rolecall starting command=connect version={__version__}")
    assert "connected to Slack" in log.read_text()
    assert "compare cmo cro" not in log.read_text()


def test_missing_tokens_are_named_together():
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN, SLACK_APP_TOKEN"):
        connect(Settings(), threading.Event())


# Connections that break


Begin = Callable[[], ConnectionMonitor]


@pytest.fixture
def begin(office: Office, link: SocketModeSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Begin]:
    """Begins to connect, in a thread that is stopped after the test within five seconds; returns the monitor."""
    caplog.set_level(logging.INFO, "rolecall")
    stop, running = threading.Event(), list[threading.Thread]()

    def run() -> ConnectionMonitor:
        monitor, app = ConnectionMonitor(), build_app(settings(office, link, tmp_path))
        args = (app, office.slack.app_token, stop, monitor)
        running.append(threading.Thread(target=stay_connected, args=args))
        running[0].start()
        return monitor

    yield run
    link.link.is_silent = False
    stop.set()
    running[0].join(5)
    assert not running[0].is_alive()


@pytest.fixture
def connected(begin: Begin) -> ConnectionMonitor:
    """The monitor of an app that is connected."""
    monitor = begin()
    wait_until(lambda: monitor.status.is_connected)
    return monitor


def wait_until(condition: Callable[[], Any]) -> None:
    until = time.monotonic() + TIMEOUT_SECONDS
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    assert condition()


def answers(office: Office) -> None:
    office.founder.types("/roles compare cmo cro")
    office.founder.sees("CMO vs CRO")


BREAKS: dict[str, Callable[[SocketModeSlack], None]] = {
    "broken": SocketModeSlack.break_connection,
    "half open": lambda link: setattr(link.link, "is_silent", True),
    "closed": SocketModeSlack.close_connection,
}


@pytest.mark.parametrize("kind", BREAKS)
def test_a_connection_that_ends_is_replaced_within_ten_seconds(
    office: Office, link: SocketModeSlack, connected: ConnectionMonitor, caplog: pytest.LogCaptureFixture, kind: str
):
    BREAKS[kind](link)
    assert link.wait_for_connection(2, 30) < 10
    link.link.is_silent = False
    answers(office)
    assert "connection lost" in caplog.text
    assert "connection restored" in caplog.text
    assert (connected.status.is_connected, connected.status.losses) == (True, 1)


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (web_page(503), "HTTP status 503"),
        (Response(302, headers={"Location": "http://127.0.0.1:1/"}), "the connection is refused"),
        (web_page(), "not in Slack's format"),
        (api_error("internal_error"), "internal_error"),
        (api_error("ratelimited", 429, **{"Retry-After": "1"}), "rate limit"),
    ],
)
def test_it_waits_while_slack_fails_at_the_start(
    link: SocketModeSlack, begin: Begin, caplog: pytest.LogCaptureFixture, response: Response, reason: str
):
    link.overrides["apps.connections.open"] = response
    monitor = begin()
    wait_until(lambda: logged(caplog, "cannot reach Slack"))
    del link.overrides["apps.connections.open"]
    wait_until(lambda: monitor.status.is_connected)  # stopped before that, it would leave a socket behind
    assert reason in logged(caplog, "cannot reach Slack")[0]["reason"]


def logged(caplog: pytest.LogCaptureFixture, message: str) -> list[dict[str, Any]]:
    """The fields of every log line with this message."""
    return [record.fields for record in caplog.records if record.getMessage() == message]  # type: ignore[attr-defined]  # our own


def test_slack_refusing_a_connection_that_it_allowed_before_is_reported_and_does_not_end_it(
    office: Office, link: SocketModeSlack, connected: ConnectionMonitor, caplog: pytest.LogCaptureFixture
):
    link.overrides["apps.connections.open"] = api_error("invalid_auth")
    link.break_connection()
    wait_until(lambda: connected.status.refusals)
    assert connected.status.refusals == {"SLACK_APP_TOKEN": "invalid_auth"}
    link.overrides.clear()
    link.wait_for_connection(2)
    answers(office)
    assert connected.status.refusals == {}
    assert logged(caplog, "Slack refuses a token")
    assert logged(caplog, "Slack accepts a token again")


def test_a_rate_limit_is_waited_for_and_can_be_interrupted(
    link: SocketModeSlack, begin: Begin, caplog: pytest.LogCaptureFixture
):
    link.overrides["apps.connections.open"] = api_error("ratelimited", 429, **{"Retry-After": "600"})
    monitor = begin()
    wait_until(lambda: logged(caplog, "cannot reach Slack"))
    assert logged(caplog, "cannot reach Slack")[0]["next_try_seconds"] == 600
    assert logged(caplog, "notice from Slack")[0]["method"] == "apps.connections.open"
    assert monitor.status.notices == {"rate_limited": 1}


def test_an_acknowledgement_that_cannot_be_sent_is_logged(
    office: Office, link: SocketModeSlack, connected: ConnectionMonitor, caplog: pytest.LogCaptureFixture
):
    handler = SupervisedHandler(build_app(office.settings()), "xapp-1")
    try:
        envelope = {"type": "slash_commands", "payload": {"command": "/roles", "text": "help", "team_id": "T1"}}
        handler.handle(handler.client, SocketModeRequest("slash_commands", "1", envelope["payload"]))  # type: ignore[arg-type]  # a form
    finally:
        _close(handler)
    assert logged(caplog, "acknowledgement not sent")
    assert connected.status.is_connected
    assert link.link.connections == 1


# The process


Connect = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(office: Office, link: SocketModeSlack, tmp_path: Path) -> Iterator[Connect]:
    """Starts `rolecall connect` as a process, which logs to the file `log`."""
    given = settings(office, link, tmp_path)
    names = ("slack_bot_token", "slack_app_token", "slack_api_url", "database_url")
    processes: list[subprocess.Popen[bytes]] = []

    def run(**changes: str) -> subprocess.Popen[bytes]:
        environ = {
            **os.environ,
            **{name.upper(): getattr(given, name) for name in names},
            "HEALTH_PORT": "0",
            **changes,
        }
        with (tmp_path / "log").open("w") as stream:
            processes.append(subprocess.Popen([sys.executable, "-m", "bot", "connect"], env=environ, stderr=stream))
        return processes[-1]

    yield run
    for process in processes:
        process.kill()
        process.wait()


def wait_for_line(log: Path, words: str) -> None:
    until = time.monotonic() + START_SECONDS
    while words not in log.read_text() and time.monotonic() < until:
        time.sleep(0.05)
    assert words in log.read_text()


def test_a_signal_ends_the_process_even_while_an_answer_waits_for_slack(
    office: Office, link: SocketModeSlack, start: Connect, tmp_path: Path
):
    link.overrides["chat.postMessage"] = api_error("ratelimited", 429, **{"Retry-After": "60"})
    process = start()
    wait_for_line(tmp_path / "log", "connected to Slack")
    office.founder.types("@Rolecall CMO vs CRO KPIs?")
    wait_for_line(tmp_path / "log", "kind=rate_limited method=chat.postMessage")
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(TIMEOUT_SECONDS) == 0
    assert time.monotonic() - began < 5
    assert "stopped before everything was finished" in (tmp_path / "log").read_text()


def test_a_bot_token_that_slack_refuses_ends_the_process_with_what_to_do(start: Connect, tmp_path: Path):
    process = start(SLACK_BOT_TOKEN="xoxb-wrong")
    assert process.wait(START_SECONDS) == 2
    assert "Slack refused SLACK_BOT_TOKEN: invalid_auth. Install the app" in (tmp_path / "log").read_text()
