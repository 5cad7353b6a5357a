import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from fakes.office import Office
from fakes.slack import TIMEOUT_SECONDS
from fakes.socket_mode import SocketModeSlack

from bot import __version__
from bot.app import build_app, connect
from bot.errors import RolecallError, SettingsError
from bot.settings import Settings
from bot.slack.socket_mode import _close, stay_connected
from bot.storage import migrate


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
    return office.settings(slack_api_url=link.api_url, slack_app_token=office.slack.app_token, database_url=url)


def test_it_connects_answers_reconnects_on_request_and_stops(office: Office, link: SocketModeSlack, tmp_path: Path):
    stop = threading.Event()
    running = threading.Thread(target=connect, args=(settings(office, link, tmp_path), stop))
    running.start()
    office.founder.types("/roles compare cmo cro")
    office.founder.sees("CMO vs CRO")
    link.ask_to_reconnect()
    office.founder.types("@Rolecall CMO vs CRO KPIs?")
    office.founder.sees("CMO vs CRO: Metrics")
    stop.set()
    running.join(TIMEOUT_SECONDS)
    assert not running.is_alive()
    assert link.connections == 2


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


def test_the_command_connects_and_stops_on_a_signal(office: Office, link: SocketModeSlack, tmp_path: Path):
    given = settings(office, link, tmp_path)
    names = ("slack_bot_token", "slack_app_token", "slack_api_url", "database_url")
    environ = {**os.environ, **{name.upper(): getattr(given, name) for name in names}}
    log = tmp_path / "log"
    with log.open("w") as stream:
        process = subprocess.Popen([sys.executable, "-m", "bot", "connect"], env=environ, stderr=stream)
    try:
        office.founder.types("/roles compare cmo cro")
        office.founder.sees("CMO vs CRO")
        process.send_signal(signal.SIGTERM)
        assert process.wait(TIMEOUT_SECONDS) == 0
    finally:
        process.kill()
        process.wait()
    assert log.read_text().splitlines()[0].endswith(f" INFO rolecall starting command=connect version={__version__}")
    assert "connected to Slack" in log.read_text()
    assert "compare cmo cro" not in log.read_text()


def test_missing_tokens_are_named_together():
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN, SLACK_APP_TOKEN"):
        connect(Settings(), threading.Event())


def test_it_retries_while_slack_cannot_be_reached(
    office: Office, link: SocketModeSlack, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    app = build_app(replace(settings(office, link, tmp_path), slack_api_url="http://127.0.0.1:1/api/"))
    stop = threading.Event()
    with caplog.at_level(logging.INFO, "rolecall"):
        running = threading.Thread(target=stay_connected, args=(app, "xapp-1", stop))
        running.start()
        until = time.monotonic() + TIMEOUT_SECONDS
        while "cannot reach Slack" not in caplog.text and time.monotonic() < until:
            time.sleep(0.05)
        stop.set()
        running.join(TIMEOUT_SECONDS)
    assert not running.is_alive()
    assert "cannot reach Slack" in caplog.text
    assert "connected to Slack" not in caplog.text


def test_it_connects_once_slack_is_back(office: Office, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    stop = threading.Event()
    with SocketModeSlack(office.slack) as link:
        away = replace(settings(office, link, tmp_path), slack_api_url=f"http://127.0.0.1:{port}/api/")
        app = build_app(away)
        running = threading.Thread(target=stay_connected, args=(app, office.slack.app_token, stop))
        running.start()
        time.sleep(0.5)
        app.client.base_url = link.api_url
        office.slack.connect(link.send)
        office.founder.types("/roles help")
        office.founder.sees("Ask me about executive roles")
        stop.set()
        running.join(TIMEOUT_SECONDS)
