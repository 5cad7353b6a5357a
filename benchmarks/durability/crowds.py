"""Processes full of people who change the same search, undisturbed or with one process killed."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Thread
from typing import Any, NamedTuple

from benchmarks.durability.crowd import CHANNEL, CRITERIA, LETTERS, OWNER, interviewers_of
from bot.hiring.finalists import Finalist
from bot.hiring.models import Checklist
from bot.hiring.service import create_search
from bot.hiring.template import NewSearch, build_start_entry, draft_search
from bot.knowledge.loader import load
from bot.storage.engine import DATABASE_TIMEOUT
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

PROCESSES = 2
PEOPLE = 25
"""In each process."""
REPLACEMENT = "P9"
"""The name of the process that takes the place of the one that is killed."""


class LoadOutput(NamedTuple):
    """The lines that the processes printed, and how many seconds they took together."""

    lines: list[dict[str, Any]]
    seconds: float


class LoadProcess:
    """One process with its people."""

    def __init__(self, url: str, team: str, name: str, changes: int, timeout: float) -> None:
        """Start it. Each person stops after this many acknowledged entries."""
        numbers = map(str, (PEOPLE, changes, timeout))
        command = [sys.executable, "-m", "benchmarks.durability.process", url, team, name, *numbers]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.lines: list[dict[str, Any]] = []
        self._reader = Thread(target=self._read)
        self._reader.start()

    def wait_for(self, lines: int) -> None:
        """Return once it has printed this many lines, or has ended."""
        while len(self.lines) < lines and self._reader.is_alive():
            time.sleep(0.005)

    def wait(self) -> list[dict[str, Any]]:
        """All lines that it printed, once it has ended."""
        self._reader.join()
        self.process.wait()
        return self.lines

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as output:
            self.lines.extend(_complete_lines(output))


def run_undisturbed(url: str, team: str, changes: int, timeout: float = DATABASE_TIMEOUT) -> LoadOutput:
    """Let the processes change a new search until this many changes are acknowledged.

    `timeout` is how many seconds a change may wait for the database before it fails.
    """
    start_search(url, team)
    began = time.perf_counter()
    each = changes // (PROCESSES * PEOPLE)
    processes = [LoadProcess(url, team, f"P{number}", each, timeout) for number in range(PROCESSES)]
    lines = [line for process in processes for line in process.wait()]
    return LoadOutput(lines, time.perf_counter() - began)


def run_and_kill_one(url: str, team: str, changes: int, timeout: float = DATABASE_TIMEOUT) -> LoadOutput:
    """The same, but the first process is killed after a fifth of the changes, and another takes its place."""
    start_search(url, team)
    began = time.perf_counter()
    each = changes // (PROCESSES * PEOPLE)
    processes = [LoadProcess(url, team, f"P{number}", each, timeout) for number in range(PROCESSES)]
    processes[0].wait_for(changes // 5)
    processes[0].process.kill()
    processes.append(LoadProcess(url, team, REPLACEMENT, each, timeout))
    lines = [line for process in processes for line in process.wait()]
    assert processes[0].process.returncode < 0, "it had ended before it was killed"
    return LoadOutput(lines, time.perf_counter() - began)


def start_search(url: str, team: str) -> None:
    """Start a search for a Chief Revenue Officer, with interviewers and finalists."""
    base, now = load(), datetime.now(UTC).replace(microsecond=0)
    new = NewSearch("S1", team, CHANNEL, OWNER, now)
    draft, _ = draft_search(base.roles["cro"], base.checklist.values(), base.phases.values(), new, now.date())
    finalists = tuple(map(Finalist, LETTERS))
    panel = interviewers_of((*(f"P{number}" for number in range(PROCESSES)), REPLACEMENT))
    search = draft.search._replace(criteria=CRITERIA, panel=panel, finalists=finalists)
    with SqlUnitOfWorkFactory(url).begin(team) as uow:
        create_search(uow, Checklist(search, draft.items), build_start_entry(new))


def _complete_lines(output: Iterator[str]) -> Iterator[dict[str, Any]]:
    """The lines without the last one if that is incomplete, as it may be if the process was killed."""
    for line in output:
        if line.endswith("\n"):
            yield json.loads(line)
