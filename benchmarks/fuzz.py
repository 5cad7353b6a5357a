"""Fuzzing of the question reader: does any text raise an exception or take too long?

`python -m benchmarks fuzz [--texts N]`. Each generated text is read and answered twice, as a mention and as the
argument of `/roles`. The texts are the same every time.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from heapq import heappush, heappushpop
from itertools import islice
from statistics import quantiles

from benchmarks.text_generator import LONGEST, TextGenerator
from bot.answers.answer import answer_question
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.slack.cards import render_card
from bot.understanding.grammar import read_roles_command
from bot.understanding.questions import read

TEXTS = 100_000
LIMIT = 20.0
"""Milliseconds that no text may take."""
SLOWEST = 300
"""The number of slowest texts that are measured again."""
ROUNDS = 5
TODAY = date(2026, 11, 1)
Text = tuple[str, str]
"""Its kind, and the text."""


@dataclass(slots=True)
class FuzzResult:
    """How many texts there were of each kind, the exceptions, the milliseconds for each text, and the slowest texts."""

    kinds: Counter[str] = field(default_factory=Counter)
    raised: list[tuple[Text, Exception]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    slowest: list[tuple[float, Text]] = field(default_factory=list)


def main() -> None:
    """Print the counts, the exceptions and the times."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks fuzz")
    parser.add_argument("--texts", type=int, default=TEXTS, metavar="N", help="how many texts")
    args, _ = parser.parse_known_args()
    base = load()
    _message("CMO vs CRO?", base)
    found = _run(islice(TextGenerator(base).texts(), args.texts), base)
    print(f"{found.kinds.total()} texts of up to {LONGEST:,} characters, each as a mention and as a command")
    print(", ".join(f"{count} {kind}" for kind, count in found.kinds.items()))
    print(f"{len(found.raised)} exceptions")
    for (kind, text), raised in found.raised[:20]:
        print(f"  {type(raised).__name__}: {raised} ({kind}: {text[:200]!r})")
    _report_times(found, base)


def _run(texts: Iterable[Text], base: KnowledgeBase) -> FuzzResult:
    found = FuzzResult()
    for kind, text in texts:
        found.kinds[kind] += 1
        try:
            took = _milliseconds(text, base)
        except Exception as raised:  # noqa: BLE001  any exception is a finding
            found.raised.append(((kind, text), raised))
            continue
        found.times.append(took)
        (heappush if len(found.slowest) < SLOWEST else heappushpop)(found.slowest, (took, (kind, text)))
    return found


def _report_times(found: FuzzResult, base: KnowledgeBase) -> None:
    """Print all times, then those of the slowest texts measured again: the fastest round leaves out other load."""
    _print_line("all, first run", found.times)
    again = [text for _, text in found.slowest]
    rounds = [[_milliseconds(text, base) for _, text in again] for _ in range(ROUNDS)]
    fastest = [min(times) for times in zip(*rounds, strict=True)]
    _print_line(f"the slowest {len(again)}, fastest of {ROUNDS} runs", fastest)
    print(f"over {LIMIT:g} ms in the fastest run: {sum(time > LIMIT for time in fastest)}")
    for took, (kind, text) in sorted(zip(fastest, again, strict=True), reverse=True)[:10]:
        print(f"  {took:6.2f}  {kind}, {len(text)} characters: {text[:80]!r}")


def _print_line(name: str, times: list[float]) -> None:
    cuts = quantiles(times, n=100)
    print(f"{name:34} p50 {cuts[49]:.2f}  p99 {cuts[98]:.2f}  slowest {max(times):.2f} ms")


def _milliseconds(text: str, base: KnowledgeBase) -> float:
    """The time of the slower of the two entry points."""
    spent = []
    for answer in (_message, _command):
        start = time.perf_counter()
        answer(text, base)
        spent.append((time.perf_counter() - start) * 1e3)
    return max(spent)


def _message(text: str, base: KnowledgeBase) -> object:
    return render_card(answer_question(read(text, base), base, TODAY), surface="mention")


def _command(text: str, base: KnowledgeBase) -> object:
    return render_card(answer_question(read_roles_command(text, base), base, TODAY), surface="command")
