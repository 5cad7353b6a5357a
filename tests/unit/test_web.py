"""`rolecall serve` as a process of its own, the way a host runs it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest
from fakes.mcp_client import ask_over_http, text_of
from fakes.slack import TIMEOUT_SECONDS

from bot import __version__
from bot.errors import RolecallError, SettingsError
from bot.playground.transport import FORM, signed
from bot.settings import Settings
from bot.web import SHUTDOWN_SECONDS, serve

SECRET = "0123456789abcdef0123456789abcdef"
COMMAND = urlencode({"command": "/roles", "text": "compare cmo cro", "team_id": "T1", "user_id": "U1"})
COUNTS = re.compile(r"^rolecall_questions_total\S* (\S+)$", re.MULTILINE)


class Server:
    def __init__(self, process: "subprocess.Popen[str]", port: int, log: Path) -> None:
        self.process, self.port, self._log = process, port, log

    @property
    def log(self) -> str:
        return self._log.read_text()

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path)

    def asks(self) -> str:
        status, body = self._ask("POST", "/slack/events", COMMAND, signed(SECRET, COMMAND, FORM))
        assert status == 200
        return str(json.loads(body)["text"])

    def _ask(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> tuple[int, str]:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)) as connection:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def workers(self) -> list[int]:
        """The processes that were forked from the first one."""
        first = psutil.Process(self.process.pid)
        return [each.pid for each in first.children() if each.cmdline() == first.cmdline()]

    def waits_for_workers(self, number: int) -> None:
        until = time.monotonic() + TIMEOUT_SECONDS
        while self.log.count("worker ready") < number:
            assert time.monotonic() < until, self.log
            time.sleep(0.02)

    def waits_for(self, path: str, status: int = 200) -> str:
        until = time.monotonic() + TIMEOUT_SECONDS
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log
            try:
                found, body = self.get(path)
                if found == status:
                    return body
            except OSError:
                pass
            time.sleep(0.02)
        raise AssertionError(f"{path} never answered {status}: {self.log}")

    def stops(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(TIMEOUT_SECONDS)


@contextmanager
def serving(folder: Path, **changes: str) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": "http://127.0.0.1:1/api/",
        "DATABASE_URL": f"sqlite:///{folder / 'rolecall.sqlite3'}",
        "PORT": str(port),
    }
    log = folder / "log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"],
            env={**os.environ, **given, **changes},
            stderr=stream,
            text=True,
            start_new_session=True,
        )
    try:
        yield Server(process, port, log)
    finally:
        with suppress(ProcessLookupError):  # all went by themselves
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(TIMEOUT_SECONDS)


def test_it_answers_gets_ready_by_itself_and_stops_on_sigterm(tmp_path: Path):
    with serving(tmp_path) as server:
        assert server.waits_for("/healthz") == "ok\n"
        assert server.asks().startswith("CMO vs CRO")
        assert json.loads(server.waits_for("/readyz"))["database"] == "ok"
        assert 'kind="compare"' in server.get("/metrics")[1]
        assert server.stops() == 0
        assert f"INFO rolecall.web starting command=serve version={__version__}" in server.log.splitlines()[0]
        assert "it was empty" in server.log
        assert "answered surface=command kind=compare status=answered" in server.log
        assert "compare cmo cro" not in server.log
        assert SECRET not in server.log


def test_other_assistants_may_ask_if_that_is_switched_on(tmp_path: Path):
    with serving(tmp_path, MCP="public") as server:
        server.waits_for("/healthz")
        address = f"http://127.0.0.1:{server.port}/mcp"
        result = ask_over_http(address, "compare", {"roles": ["CMO", "CRO"], "topic": "metrics"})
        assert text_of(result).startswith("CMO vs CRO: Metrics")
        assert server.stops() == 0
        assert "answered surface=mcp kind=compare status=answered" in server.log


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "mcp", None)
    with pytest.raises(SettingsError, match=r"not installed\. It comes with an extra: pip install"):
        serve(Settings(slack_bot_token="xoxb-1", slack_signing_secret=SECRET, mcp="slack"))


def test_several_workers_count_together(tmp_path: Path):
    with serving(tmp_path, WEB_CONCURRENCY="2", LOG_FORMAT="json") as server:
        server.waits_for("/healthz")
        server.waits_for_workers(2)
        for _ in range(20):
            server.asks()
        pages = {tuple(COUNTS.findall(server.get("/metrics")[1])) for _ in range(8)}
        assert pages == {("20.0",)}
        assert server.stops() == 0
        lines = [json.loads(line) for line in server.log.splitlines()]
    assert len([line for line in lines if line["message"] == "answered"]) == 20


def test_a_worker_stopped_during_its_start_does_not_delay_the_others(tmp_path: Path):
    with serving(tmp_path, WEB_CONCURRENCY="2") as server:
        server.waits_for("/healthz")
        began = time.monotonic()
        server.stops()
        assert time.monotonic() - began < SHUTDOWN_SECONDS + 4


def test_a_killed_worker_is_replaced_and_no_connection_is_refused(tmp_path: Path):
    with serving(tmp_path) as server:
        server.waits_for("/readyz")
        for killed in (1, 2):  # the second one within seconds of the first
            [worker] = server.workers()
            os.kill(worker, signal.SIGKILL)
            assert server.asks().startswith("CMO vs CRO")
            server.waits_for_workers(killed + 1)
        assert "worker ended, starting another worker=1 status=-9" in server.log
        assert server.stops() == 0


def test_broken_knowledge_ends_it_with_every_problem_in_the_log(tmp_path: Path):
    roles = tmp_path / "own" / "roles"
    roles.mkdir(parents=True)
    (roles / "cgo.yml").write_text("title: 5\n")
    with serving(tmp_path, KNOWLEDGE_PATH=str(tmp_path / "own")) as server:
        assert server.process.wait(TIMEOUT_SECONDS) != 0
        assert "cgo.yml:1" in server.log
        assert "Traceback" not in server.log


def test_a_missing_secret_is_named_before_anything_starts():
    with pytest.raises(SettingsError, match="SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN"):
        serve(Settings())


def test_a_port_that_is_taken_is_explained(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(
            slack_bot_token="xoxb-1",
            slack_signing_secret=SECRET,
            port=taken.getsockname()[1],
            database_url=f"sqlite:///{tmp_path / 'rolecall.sqlite3'}",
        )
        with pytest.raises(RolecallError, match=r"Cannot listen on 127\.0\.0\.1:\d+: Address already in use"):
            serve(settings)


def test_an_unknown_host_is_explained():
    with pytest.raises(RolecallError, match="Set HOST and PORT"):
        serve(Settings(slack_bot_token="xoxb-1", slack_signing_secret=SECRET, host="no.such.host.invalid"))


def test_the_procfile_starts_commands_that_exist():
    lines = (Path(__file__).parents[2] / "Procfile").read_text().splitlines()
    assert lines == ["release: rolecall migrate", "web: HOST=0.0.0.0 rolecall serve", "worker: rolecall connect"]
