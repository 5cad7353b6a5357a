"""One contender in a process of its own, so that its start, its memory and its time are its own.

`python -m benchmarks.understanding.contest NAME` reads two lines of JSON: what to learn (texts with labels, by group),
and what is asked (texts with the group to search). It prints `ready` after the first, and one line of JSON after the
second: labels with scores, the median and 99th percentile in milliseconds, and the resident memory in megabytes.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import quantiles

LONGEST = 1_800
"""Seconds after which a contender is given up."""


@dataclass(frozen=True, slots=True)
class ContestResult:
    """What a contender answered, and what it took."""

    answers: list[tuple[str, float]]
    p50: float
    p99: float
    memory: float
    start: float


def run(name: str, learn: dict[str, list[tuple[str, str]]], ask: list[tuple[str, str]]) -> ContestResult:
    """Start a contender, teach it, ask it: each question is a group to search and a text."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", __name__, name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(learn) + "\n")
        process.stdin.flush()
        assert process.stdout.readline() == "ready\n", f"{name} did not start"
        start = time.perf_counter() - began
        out, _ = process.communicate(json.dumps(ask) + "\n", timeout=LONGEST)
    given = json.loads(out)
    answers = [(label, score) for label, score in given.pop("answers")]
    return ContestResult(answers, start=start, **given)


def _serve(name: str) -> None:
    from benchmarks.understanding.contenders import CONTENDERS  # noqa: PLC0415  the parent needs none of them

    learn = json.loads(sys.stdin.readline())
    groups = {}
    for group, texts in learn.items():
        groups[group] = CONTENDERS[name]()
        groups[group].learn(texts)
        groups[group].best("what is it")
    print("ready", flush=True)
    answers, spent = [], []
    for group, text in json.loads(sys.stdin.readline()):
        began = time.perf_counter()
        answers.append(groups[group].best(text))
        spent.append((time.perf_counter() - began) * 1e3)
    cuts = quantiles(spent, n=100)
    print(json.dumps({"answers": answers, "p50": cuts[49], "p99": cuts[98], "memory": _memory()}))


def _memory() -> float:
    import psutil  # noqa: PLC0415  only here

    return psutil.Process().memory_info().rss / 1e6


if __name__ == "__main__":
    _serve(sys.argv[1])
