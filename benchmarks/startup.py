"""Start-up times: `rolecall serve` against the hello-world app, `rolecall ask` against importing its libraries."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.servers import HELLO, ROLECALL, environment, running
from bot.playground.fake_slack import FakeSlack
from bot.storage import migrate

SERVER_STARTS = 9
PROCESS_STARTS = 21
MEMORY_DELAY = 1.0
"""Seconds from the first answer to reading the memory."""
ASK = (sys.executable, "-m", "bot", "ask", "CMO vs CRO KPIs?")
IMPORTS = (sys.executable, "-c", "import rapidfuzz, yaml, pydantic")


def main() -> None:
    """Print the medians of both pairs; the starts of a pair alternate, so that other load affects both alike."""
    with FakeSlack() as slack, TemporaryDirectory() as folder:
        given = environment(slack, Path(folder))
        first = _start(ROLECALL, given)
        migrate(given["DATABASE_URL"])
        starts = [(_start(HELLO, given), _start(ROLECALL, given)) for _ in range(SERVER_STARTS)]
    print(f"serve until /healthz answers, medians of {SERVER_STARTS}; memory {MEMORY_DELAY:.0f} s later, all processes")
    _print("seconds", [(hello[0], rolecall[0]) for hello, rolecall in starts], "hello", "serve")
    _print("resident MB", [(hello[1], rolecall[1]) for hello, rolecall in starts], "hello", "serve")
    print(f"serve with an empty database, once: {first[0]:.2f} s, {first[1]:.0f} MB\n")
    print(f"a process that answers one question, medians of {PROCESS_STARTS}")
    _print("seconds", [(_run(IMPORTS), _run(ASK)) for _ in range(PROCESS_STARTS)], "imports", "ask")


def _start(command: tuple[str, ...], given: dict[str, str]) -> tuple[float, float]:
    """Seconds to the first answer, and megabytes of memory."""
    with running(command, given) as server:
        time.sleep(MEMORY_DELAY)
        return server.seconds, server.resident()


def _run(command: tuple[str, ...]) -> float:
    """Seconds that the whole process takes.

    There is no timeout on purpose: with one, Python polls for the end of the process and may notice it 50 ms late.
    """
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _print(what: str, pairs: list[tuple[float, float]], one: str, other: str) -> None:
    baseline, rolecall = (median(pair[side] for pair in pairs) for side in (0, 1))
    print(f"{what:12} {one} {baseline:8.3f}   {other} {rolecall:8.3f}   ratio {rolecall / baseline:.2f}")
