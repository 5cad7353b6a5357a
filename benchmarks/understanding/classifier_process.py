"""Runs a classifier in its own process, to measure its start-up, its memory and its time alone.

`python -m benchmarks.understanding.classifier_process NAME` reads two lines of JSON: the labelled texts to learn by
group, then the texts to classify, each with its group. It prints `ready` after the first line. After the second it
prints JSON: labels with scores, the median and 99th percentile in milliseconds, and the resident memory in megabytes.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import quantiles

TIMEOUT = 1_800
"""Seconds for all the texts of one classifier."""


@dataclass(frozen=True, slots=True)
class ClassifierResult:
    """The answers of a classifier, times in milliseconds, memory in megabytes, and seconds to start and learn."""

    answers: list[tuple[str, float]]
    p50: float
    p99: float
    memory: float
    start: float


def run(name: str, learn: dict[str, list[tuple[str, str]]], ask: list[tuple[str, str]]) -> ClassifierResult:
    """Start a classifier, let it learn, and classify the texts; `ask` has the group and the text of each."""
    started = time.perf_counter()
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
        start = time.perf_counter() - started
        out, _ = process.communicate(json.dumps(ask) + "\n", timeout=TIMEOUT)
    given = json.loads(out)
    answers = [(label, score) for label, score in given.pop("answers")]
    return ClassifierResult(answers, start=start, **given)


def _serve(name: str) -> None:
    from benchmarks.understanding.classifiers import CLASSIFIERS  # noqa: PLC0415  not needed by the parent process

    learn = json.loads(sys.stdin.readline())
    groups = {}
    for group, texts in learn.items():
        groups[group] = CLASSIFIERS[name]()
        groups[group].learn(texts)
        groups[group].best("what is it")  # the first call may still load or build something
    print("ready", flush=True)
    answers, spent = [], []
    for group, text in json.loads(sys.stdin.readline()):
        started = time.perf_counter()
        answers.append(groups[group].best(text))
        spent.append((time.perf_counter() - started) * 1e3)
    cuts = quantiles(spent, n=100)
    print(json.dumps({"answers": answers, "p50": cuts[49], "p99": cuts[98], "memory": _memory()}))


def _memory() -> float:
    import psutil  # noqa: PLC0415  only for the measurement

    return psutil.Process().memory_info().rss / 1e6


if __name__ == "__main__":
    _serve(sys.argv[1])
