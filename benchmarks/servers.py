"""The servers to measure, Rolecall and the hello-world app, each in its own process on the loopback interface."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot.playground.fake_slack import FakeSlack

HELLO = (sys.executable, "-m", "benchmarks.hello")
ROLECALL = (sys.executable, "-m", "bot", "serve")
ASK_HEALTH = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
START_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers; `seconds` is the time from starting its process to its first answer."""

    port: int
    process: psutil.Process
    seconds: float

    def cpu(self) -> float:
        """Seconds of processor time used so far by all its processes."""
        return sum(times.user + times.system for one in self._family() for times in [one.cpu_times()])

    def resident(self) -> float:
        """Megabytes of resident memory of all its processes."""
        return float(sum(one.memory_info().rss for one in self._family()) / 1e6)

    def _family(self) -> list[psutil.Process]:
        processes = [self.process, *self.process.children(recursive=True)]
        return [one for one in processes if one.status() != psutil.STATUS_ZOMBIE]


def environment(slack: FakeSlack, folder: Path) -> dict[str, str]:
    """The environment variables for both servers."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "RATE_LIMITS": "off",
        "DATABASE_URL": f"sqlite:///{folder / 'benchmark.sqlite3'}",
    }


@contextmanager
def running(command: tuple[str, ...], given: Mapping[str, str]) -> Iterator[RunningServer]:
    """Start a server on a free port, wait for its first answer, and stop it at the end."""
    port = free_port()
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, **given, "PORT": str(port)}, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for_answer(port, process)
        yield RunningServer(port, psutil.Process(process.pid), time.perf_counter() - start)
    finally:
        process.terminate()
        process.wait(START_TIMEOUT)


def free_port() -> int:
    """A port that is not in use."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for_answer(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.perf_counter() + START_TIMEOUT
    while time.perf_counter() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as connection:
                connection.sendall(ASK_HEALTH)
                if connection.recv(64):
                    return
        except OSError:
            time.sleep(0.002)
    raise TimeoutError(f"no answer on port {port}")
