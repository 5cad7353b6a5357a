"""Times from a question to its Slack message, in one process, with 1, 10 and 100 times the shipped knowledge."""

import argparse
import re
import time
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple

import yaml

from benchmarks.understanding.labelled_questions import banking
from bot.answers.answer import answer_question
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.slack.cards import render_card
from bot.understanding.questions import read

QUESTIONS = Path(__file__).parents[1] / "tests" / "data" / "unseen_questions.yml"
ROUNDS = 5
SIZES = (1, 10, 100)
TODAY = date(2026, 11, 1)
# A digit becomes a syllable: a renamed role must be a word of its own, not a typo of the original.
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu")
RENAMED = re.compile(r"\b[A-Za-z]{5,}\b|\b[A-Z]{2,4}\b")
KEPT = frozenset(("chief", "officer", "president", "executive", "should"))


def main() -> None:
    """Print the median and the 99th percentile for each size, and their ratios to those of the shipped knowledge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks answering")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="a folder with BANKING77, to time its messages as well"
    )
    args, _ = parser.parse_known_args()
    texts = [row["q"] for row in yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))]
    shipped = load()
    print(f"{len(texts)} questions, {ROUNDS} times each, one thread, milliseconds")
    print("(in brackets: the fastest of the rounds of each question, which leaves out other load on the machine)")
    print(f"{'knowledge':>10}{'roles':>8}{'phrasings':>11}{'p50':>16}{'p99':>16}{'p50 ratio':>12}{'p99 ratio':>12}")
    first: AnswerTimes | None = None
    for size in SIZES:
        base = enlarged(shipped, size)
        timed = _measure(texts, base)
        first = first or timed
        counts = f"{size:9}x{len(base.roles):8}{sum(len(entry.ask) for entry in base.faq.values()):11}"
        ratios = f"{timed.fastest_p50 / first.fastest_p50:12.2f}{timed.fastest_p99 / first.fastest_p99:12.2f}"
        print(f"{counts}{timed.p50:9.2f} ({timed.fastest_p50:.2f}){timed.p99:9.2f} ({timed.fastest_p99:.2f}){ratios}")
    if args.data:
        timed = _measure([text for text, _ in banking(args.data, "test")], shipped)
        figures = f"{timed.p50:16.2f} ({timed.fastest_p50:.2f}){timed.p99:9.2f} ({timed.fastest_p99:.2f})"
        print(f"BANKING77's messages:{figures}")


class AnswerTimes(NamedTuple):
    """Milliseconds, over all rounds and over the fastest round of each question."""

    p50: float
    p99: float
    fastest_p50: float
    fastest_p99: float


def enlarged(base: KnowledgeBase, size: int) -> KnowledgeBase:
    """The knowledge base with `size` copies of its roles, pairs, curated questions and things, all but one renamed."""
    copies = [_renamed(base, number) for number in range(1, size)]
    merged: dict[str, Any] = {field.name: getattr(base, field.name) for field in fields(base) if field.init}
    for name in ("roles", "pairs", "faq", "things"):
        merged[name] = {key: value for one in (merged, *copies) for key, value in one[name].items()}
    functions = {key: value for one in copies for key, value in one["functions"].items()}
    merged["language"] = replace(base.language, functions={**base.language.functions, **functions})
    return KnowledgeBase(**{**merged, "version": ""})


def _renamed(base: KnowledgeBase, number: int) -> dict[str, Mapping[Any, Any]]:
    """Copies of all entries with other ids, other names and other words in their questions."""

    def new_id(name: str) -> str:
        return f"{name}_{number}"

    def reworded(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_other(text, number) for text in texts)

    roles = {
        new_id(role.id): replace(
            role,
            id=new_id(role.id),
            title=_other(role.title, number),
            short=_other(role.short, number)[:24],
            names=reworded(role.names),
            abbreviations=reworded(role.abbreviations),
            misspellings=reworded(role.misspellings),
            also_means=(),
        )
        for role in base.roles.values()
    }
    pairs = {
        frozenset(map(new_id, key)): replace(
            pair,
            roles=tuple(map(new_id, pair.roles)),
            differences=tuple(
                replace(d, sides={new_id(role): text for role, text in d.sides.items()}) for d in pair.differences
            ),
        )
        for key, pair in base.pairs.items()
    }
    faq = {
        new_id(e.id): replace(e, id=new_id(e.id), ask=reworded(e.ask), roles=tuple(map(new_id, e.roles)))
        for e in base.faq.values()
    }
    things = {
        new_id(t.id): replace(
            t,
            id=new_id(t.id),
            name=_other(t.name, number),
            names=reworded(t.names),
            stakes=tuple(replace(stake, role=new_id(stake.role)) for stake in t.stakes),
        )
        for t in base.things.values()
    }
    functions = {new_id(role): reworded(texts) for role, texts in base.language.functions.items()}
    return {"roles": roles, "pairs": pairs, "faq": faq, "things": things, "functions": functions}


def _other(text: str, number: int) -> str:
    """The text with other significant words: `Chief Marketing Officer` and 12 give `Chief Marketingcedi Officer`."""
    ending = "".join(SYLLABLES[int(digit)] for digit in str(number))
    return RENAMED.sub(lambda found: found.group() if found.group().lower() in KEPT else found.group() + ending, text)


def _measure(texts: list[str], base: KnowledgeBase) -> AnswerTimes:
    """The times of the questions, after a first round that fills the caches."""
    for text in texts:
        _message(text, base)
    spent = [[_milliseconds(text, base) for text in texts] for _ in range(ROUNDS)]
    all_times = quantiles((one for times in spent for one in times), n=100)
    fastest = quantiles(map(min, zip(*spent, strict=True)), n=100)
    return AnswerTimes(all_times[49], all_times[98], fastest[49], fastest[98])


def _milliseconds(text: str, base: KnowledgeBase) -> float:
    start = time.perf_counter()
    _message(text, base)
    return (time.perf_counter() - start) * 1e3


def _message(text: str, base: KnowledgeBase) -> object:
    return render_card(answer_question(read(text, base), base, TODAY), surface="mention")
