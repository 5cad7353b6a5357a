import http.client
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from fakes.slack import TIMEOUT_SECONDS

from bot.errors import RolecallError
from bot.playground import run, server
from bot.playground.server import playground
from bot.settings import Settings


def ask(address: str, path: str, body: dict[str, str] | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=TIMEOUT_SECONDS)
    sent = json.dumps(body) if body else None
    connection.request("POST" if body else "GET", path, sent, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.status, response.read()
    connection.close()
    return answer


def test_the_real_app_answers_in_the_playground():
    with playground(Settings()) as address:
        said = {"as": "U0FOUNDER", "channel": "C0LEADERSHIP", "text": "/roles compare cmo cro metrics"}
        assert ask(address, "/type", said)[0] == 200
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=TIMEOUT_SECONDS)
        connection.request("GET", "/stream?as=U0FOUNDER")
        stream = connection.getresponse()
        stream.readline()
        snapshot = json.loads(stream.readline().removeprefix(b"data: "))
        connection.close()
    assert "CMO vs CRO" in snapshot["messages"][-1]["text"]
    assert snapshot["messages"][-1]["visible_to"] == "U0FOUNDER"


def test_no_file_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with playground(Settings()):
        pass
    assert list(tmp_path.iterdir()) == []


def test_calls_to_this_machine_do_not_use_a_proxy(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.invalid:8080")
    with playground(Settings()) as address:
        assert "HTTPS_PROXY" not in os.environ
        said = {"as": "U0FOUNDER", "channel": "D0FOUNDER", "text": "CMO vs CRO"}
        assert ask(address, "/type", said)[0] == 200
    assert os.environ["HTTPS_PROXY"] == "http://proxy.invalid:8080"


def test_a_port_in_use_is_skipped():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with playground(Settings(), port) as address:
            assert port < urlsplit(address).port <= port + server.PORT_ATTEMPTS


def test_an_impossible_port_is_refused_with_what_to_do():
    with pytest.raises(RolecallError, match="rolecall playground --port"), playground(Settings(), 70_000):
        pass


@pytest.fixture
def undisturbed() -> Iterator[None]:
    """Puts signal handlers and logging back after the test."""
    signals = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level
    for number, handler in signals.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("undisturbed")
def test_it_runs_until_ctrl_c(capsys: pytest.CaptureFixture[str]):
    printed: list[str] = []

    def is_running() -> bool:
        printed.append(capsys.readouterr().out)
        return "Stop it with Ctrl+C." in "".join(printed)

    def interrupt() -> None:
        wait_for(is_running)
        signal.raise_signal(signal.SIGINT)

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        Thread(target=interrupt).start()
        run(Settings(log_level="WARNING"), port=port, open_browser=False)
    output = "".join(printed) + capsys.readouterr().out
    assert f"Port {port} is in use" in output
    assert "Rolecall's playground is at http://127.0.0.1:" in output
    assert output.endswith("The playground has stopped. Only what you saved to a file remains.\n")


@pytest.mark.parametrize(("command", "opened"), [("{} %s &", True), ("{} %s", False)], ids=["a window", "the terminal"])
def test_the_command_opens_a_browser_that_leaves_the_terminal_alone(tmp_path: Path, command: str, opened: bool):
    script, visited = tmp_path / "browser.sh", tmp_path / "visited"
    script.write_text(f'#!/bin/sh\necho "$1" > "{visited}.new" && mv "{visited}.new" "{visited}"\n')
    script.chmod(0o755)
    environ = {**os.environ, "BROWSER": command.format(script), "LOG_LEVEL": "ERROR"}
    arguments = [sys.executable, "-u", "-m", "bot", "playground", "--port", "38400"]
    with subprocess.Popen(arguments, env=environ, stdout=subprocess.PIPE, text=True) as running:
        address = next(line for line in running.stdout if "playground is at" in line).split()[-1]
        found = wait_for(visited.is_file) if opened else visited.is_file()
        assert ask(address, "/workspace")[0] == 200
        running.send_signal(signal.SIGINT)
        assert running.wait(TIMEOUT_SECONDS) == 0
    assert found is opened
    assert not opened or visited.read_text().strip() == address


def wait_for(true: Callable[[], bool]) -> bool:
    """Whether it became true within a minute, which is far longer than it takes on a busy machine."""
    until = time.monotonic() + TIMEOUT_SECONDS
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()
