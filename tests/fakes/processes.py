"""The playground and the commands it shows, each as a process of its own, the way a person runs them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.playground.identities import BOT_USER
from fakes.slack import TIMEOUT_SECONDS


class PlaygroundProcess:
    """A running playground, used as its page uses it."""

    def __init__(self, address: str) -> None:
        self.address = address

    def get(self, path: str) -> dict[str, Any]:
        """What the page reads at this path."""
        return self._ask("GET", path)

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        """What the page gets for this request."""
        return self._ask("POST", path, json.dumps({"as": "U0FOUNDER", **body}))

    @property
    def commands(self) -> Mapping[str, str]:
        """The commands that the panel shows, by way of running the app."""
        found: Mapping[str, str] = self.get("/own-app")["commands"]
        return found

    def answers(self) -> list[str]:
        """The app's messages that the founder sees, oldest first."""
        with closing(HTTPConnection(urlsplit(self.address).netloc, timeout=TIMEOUT_SECONDS)) as connection:
            connection.request("GET", "/stream?as=U0FOUNDER")
            stream = connection.getresponse()
            stream.readline()
            snapshot = json.loads(stream.readline().removeprefix(b"data: "))
        return [message["text"] for message in snapshot["messages"] if message["user"] == BOT_USER]

    def waits_for_app(self, name: str) -> None:
        """Wait until this app answers: `connect`, `serve` or `built-in`."""
        wait_for(lambda: self.get("/own-app")["app"] == name)

    def _ask(self, method: str, path: str, body: str | None = None) -> dict[str, Any]:
        with closing(HTTPConnection(urlsplit(self.address).netloc, timeout=TIMEOUT_SECONDS)) as connection:
            connection.request(method, path, body, {"Content-Type": "application/json"})
            answer: dict[str, Any] = json.loads(connection.getresponse().read())
            return answer


@contextmanager
def playground_process(folder: Path, port: int) -> Iterator[PlaygroundProcess]:
    """Run `rolecall playground` on this port, or on the next free one."""
    arguments = [sys.executable, "-u", "-m", "bot", "playground", "--no-browser", "--port", str(port)]
    with subprocess.Popen(
        arguments, cwd=folder, stdout=subprocess.PIPE, env=_environ(), text=True, start_new_session=True
    ) as running:
        try:
            assert running.stdout
            line = next(line for line in running.stdout if "playground is at" in line)
            yield PlaygroundProcess(line.split()[-1])
        finally:
            _end(running)


@contextmanager
def typed(command: str, folder: Path) -> Iterator[Path]:
    """Type a command into a shell, in this folder; yields the file with its output. It is ended after the block."""
    log = folder / "own-app.log"
    with (
        log.open("w") as output,
        subprocess.Popen(  # noqa: S602  in a shell, as a person does
            command,
            shell=True,
            cwd=folder,
            stderr=output,
            env=_environ(),
            start_new_session=True,
        ) as running,
    ):
        try:
            yield log
        finally:
            _end(running)


def wait_for(is_true: Callable[[], Any]) -> None:
    """Wait until a condition holds. Fails after a minute, which is far longer than anything takes."""
    until = time.monotonic() + TIMEOUT_SECONDS
    while not is_true():
        assert time.monotonic() < until
        time.sleep(0.05)


def _environ() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}


def _end(running: "subprocess.Popen[Any]") -> None:
    """End a process with those that it started, as Ctrl+C does."""
    with suppress(ProcessLookupError):  # it went by itself
        os.killpg(running.pid, signal.SIGTERM)
    running.wait(TIMEOUT_SECONDS)
    with suppress(ProcessLookupError):  # the last one has ended
        wait_for(lambda: os.killpg(running.pid, 0))
