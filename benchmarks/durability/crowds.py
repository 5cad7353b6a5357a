"""Crowds in processes of their own on one search, left in peace or killed in the midst of it."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Thread
from typing import Any, NamedTuple

from benchmarks.durability.crowd import CHANNEL
from bot.hiring.service import create_search
from bot.hiring.template import NewSearch, build_start_entry, draft_search
from bot.knowledge.loader import load
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

PROCESSES = 2
PEOPLE = 25
"""In each process."""


class LoadOutput(NamedTuple):
    """What the crowds said, line by line, and how many seconds it took them."""

    lines: list[dict[str, Any]]
    seconds: float


class LoadProcess:
    """One process with its people."""

    def __init__(self, url: str, team: str, name: str, changes: int) -> None:
        """Let it begin; every person is to have so many changes acknowledged."""
        command = [sys.executable, "-m", "benchmarks.durability.process", url, team, name, str(PEOPLE), str(changes)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.lines: list[dict[str, Any]] = []
        self._listener = Thread(target=self._listen)
        self._listener.start()

    def wait_for(self, lines: int) -> None:
        """Return once it has said so much, or has ended."""
        while len(self.lines) < lines and self._listener.is_alive():
            time.sleep(0.005)

    def end(self) -> list[dict[str, Any]]:
        """Everything it said, once it has ended."""
        self._listener.join()
        self.process.wait()
        return self.lines

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as said:
            self.lines.extend(_whole(said))


def at_work(url: str, team: str, changes: int) -> LoadOutput:
    """All the crowds on a new search until they have made so many changes."""
    open_search(url, team)
    began = time.perf_counter()
    crowds = [LoadProcess(url, team, f"P{number}", changes // (PROCESSES * PEOPLE)) for number in range(PROCESSES)]
    lines = [line for crowd in crowds for line in crowd.end()]
    return LoadOutput(lines, time.perf_counter() - began)


def killed(url: str, team: str, changes: int) -> LoadOutput:
    """The same, but the first process is killed when a fifth is done, and another one takes its place."""
    open_search(url, team)
    each = changes // (PROCESSES * PEOPLE)
    began = time.perf_counter()
    crowds = [LoadProcess(url, team, f"P{number}", each) for number in range(PROCESSES)]
    crowds[0].wait_for(changes // 5)
    crowds[0].process.kill()
    crowds.append(LoadProcess(url, team, "P9", each))
    lines = [line for crowd in crowds for line in crowd.end()]
    assert crowds[0].process.returncode < 0, "it had ended before it was killed"
    return LoadOutput(lines, time.perf_counter() - began)


def open_search(url: str, team: str) -> None:
    """A search for a Chief Revenue Officer, with everything that takes."""
    base, now = load(), datetime.now(UTC).replace(microsecond=0)
    opening = NewSearch("S1", team, CHANNEL, "U0OWNER", now)
    drafted, _ = draft_search(base.roles["cro"], base.checklist.values(), base.phases.values(), opening, now.date())
    with SqlUnitOfWorkFactory(url).begin(team) as desk:
        create_search(desk, drafted, build_start_entry(opening))


def _whole(said: Iterator[str]) -> Iterator[dict[str, Any]]:
    """The lines that came through whole: the last one of a process that was killed may not have."""
    for line in said:
        if line.endswith("\n"):
            yield json.loads(line)
