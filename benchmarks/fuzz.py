"""Whether any text at all breaks the understanding, or takes it long: many texts that nobody would write.

`python -m benchmarks fuzz [--texts N]`. Each text goes the whole way to a message, as a mention and as what follows
`/roles`. The texts are the same ones every time.
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

from benchmarks.invented import LONGEST, TextGenerator
from bot.answers.answer import answer_question
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.slack.cards import render_card
from bot.understanding.grammar import read_roles_command
from bot.understanding.questions import read

TEXTS = 100_000
BAR = 20.0
"""Milliseconds that no text may take."""
SLOWEST = 300
"""So many texts, the slowest at first sight, are measured again."""
ROUNDS = 5
TODAY = date(2026, 11, 1)
Text = tuple[str, str]
"""Its kind, and the text."""


@dataclass(slots=True)
class FuzzResult:
    """What came of the texts: how many of each kind, what was raised, how long each took, and the slowest."""

    kinds: Counter[str] = field(default_factory=Counter)
    raised: list[tuple[Text, Exception]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    slowest: list[tuple[float, Text]] = field(default_factory=list)


def main() -> None:
    """Print counts, what was raised, and what the slowest took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks fuzz")
    parser.add_argument("--texts", type=int, default=TEXTS, metavar="N", help="how many texts")
    args, _ = parser.parse_known_args()
    base = load()
    _message("CMO vs CRO?", base)
    found = _tried(islice(TextGenerator(base).texts(), args.texts), base)
    print(f"{found.kinds.total()} texts of up to {LONGEST:,} characters, each as a mention and as a command")
    print(", ".join(f"{count} {kind}" for kind, count in found.kinds.items()))
    print(f"{len(found.raised)} exceptions")
    for (kind, text), raised in found.raised[:20]:
        print(f"  {type(raised).__name__}: {raised} ({kind}: {text[:200]!r})")
    _report_times(found, base)


def _tried(texts: Iterable[Text], base: KnowledgeBase) -> FuzzResult:
    found = FuzzResult()
    for kind, text in texts:
        found.kinds[kind] += 1
        try:
            took = _milliseconds(text, base)
        except Exception as raised:  # noqa: BLE001  whatever it is, it is what is looked for
            found.raised.append(((kind, text), raised))
            continue
        found.times.append(took)
        (heappush if len(found.slowest) < SLOWEST else heappushpop)(found.slowest, (took, (kind, text)))
    return found


def _report_times(found: FuzzResult, base: KnowledgeBase) -> None:
    """All at first sight; the slowest of them again, each at its quickest, which leaves out what else is running."""
    _print_line("all, at first sight", found.times)
    again = [text for _, text in found.slowest]
    rounds = [[_milliseconds(text, base) for _, text in again] for _ in range(ROUNDS)]
    quickest = [min(times) for times in zip(*rounds, strict=True)]
    _print_line(f"the slowest {len(again)}, the quickest of {ROUNDS}", quickest)
    print(f"over {BAR:g} ms at their quickest: {sum(time > BAR for time in quickest)}")
    for took, (kind, text) in sorted(zip(quickest, again, strict=True), reverse=True)[:10]:
        print(f"  {took:6.2f}  {kind}, {len(text)} characters: {text[:80]!r}")


def _print_line(name: str, times: list[float]) -> None:
    cuts = quantiles(times, n=100)
    print(f"{name:34} p50 {cuts[49]:.2f}  p99 {cuts[98]:.2f}  slowest {max(times):.2f} ms")


def _milliseconds(text: str, base: KnowledgeBase) -> float:
    """What the slower of the two ways takes."""
    spent = []
    for way in (_message, _command):
        began = time.perf_counter()
        way(text, base)
        spent.append((time.perf_counter() - began) * 1e3)
    return max(spent)


def _message(text: str, base: KnowledgeBase) -> object:
    return render_card(answer_question(read(text, base), base, TODAY), surface="mention")


def _command(text: str, base: KnowledgeBase) -> object:
    return render_card(answer_question(read_roles_command(text, base), base, TODAY), surface="command")
