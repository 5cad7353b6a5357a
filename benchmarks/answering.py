"""From a question to the message for Slack, in the process: on the shipped knowledge, and on 10 and 100 times that."""

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

from benchmarks.understanding.labelled import banking
from bot.answers.answer import answer_question
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.slack.cards import render_card
from bot.understanding.questions import read

QUESTIONS = Path(__file__).parents[1] / "tests" / "data" / "questions.yml"
ROUNDS = 5
SIZES = (1, 10, 100)
TODAY = date(2026, 11, 1)
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu")
RENAMED = re.compile(r"\b[A-Za-z]{5,}\b|\b[A-Z]{2,4}\b")
KEPT = frozenset(("chief", "officer", "president", "executive", "should"))


def main() -> None:
    """The median and the 99th percentile for each size, and their ratios to those of the shipped knowledge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks answering")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="a folder with BANKING77, whose messages are asked too"
    )
    args, _ = parser.parse_known_args()
    texts = [row["q"] for row in yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))]
    shipped = load()
    print(f"{len(texts)} questions, {ROUNDS} times each, one thread, milliseconds")
    print("(in brackets: each question at its quickest, which leaves out what else the machine was doing)")
    print(f"{'knowledge':>10}{'roles':>8}{'phrasings':>11}{'p50':>16}{'p99':>16}{'p50 ratio':>12}{'p99 ratio':>12}")
    first: AnswerTimes | None = None
    for size in SIZES:
        base = enlarged(shipped, size)
        timed = _measure(texts, base)
        first = first or timed
        counts = f"{size:9}x{len(base.roles):8}{sum(len(entry.ask) for entry in base.faq.values()):11}"
        ratios = f"{timed.quick_p50 / first.quick_p50:12.2f}{timed.quick_p99 / first.quick_p99:12.2f}"
        print(f"{counts}{timed.p50:9.2f} ({timed.quick_p50:.2f}){timed.p99:9.2f} ({timed.quick_p99:.2f}){ratios}")
    if args.data:
        timed = _measure([text for text, _ in banking(args.data, "test")], shipped)
        print(f"BANKING77's messages:{timed.p50:16.2f} ({timed.quick_p50:.2f}){timed.p99:9.2f} ({timed.quick_p99:.2f})")


class AnswerTimes(NamedTuple):
    """Milliseconds: over all rounds, and over the quickest round of each question."""

    p50: float
    p99: float
    quick_p50: float
    quick_p99: float


def enlarged(base: KnowledgeBase, size: int) -> KnowledgeBase:
    """The base with all its roles, pairs, curated questions and things in so many versions, all but one renamed."""
    versions = [_renamed(base, number) for number in range(1, size)]
    merged: dict[str, Any] = {field.name: getattr(base, field.name) for field in fields(base) if field.init}
    for name in ("roles", "pairs", "faq", "things"):
        merged[name] = {key: value for one in (merged, *versions) for key, value in one[name].items()}
    functions = {key: value for one in versions for key, value in one["functions"].items()}
    merged["language"] = replace(base.language, functions={**base.language.functions, **functions})
    return KnowledgeBase(**{**merged, "version": ""})


def _renamed(base: KnowledgeBase, number: int) -> dict[str, Mapping[Any, Any]]:
    """Every entry under another id, with other names and other words in its questions."""

    def ided(name: str) -> str:
        return f"{name}_{number}"

    def all_of(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_other(text, number) for text in texts)

    roles = {
        ided(role.id): replace(
            role,
            id=ided(role.id),
            title=_other(role.title, number),
            short=_other(role.short, number)[:24],
            names=all_of(role.names),
            abbreviations=all_of(role.abbreviations),
            misspellings=all_of(role.misspellings),
            also_means=(),
        )
        for role in base.roles.values()
    }
    pairs = {
        frozenset(map(ided, key)): replace(
            pair,
            roles=tuple(map(ided, pair.roles)),
            differences=tuple(
                replace(d, sides={ided(role): text for role, text in d.sides.items()}) for d in pair.differences
            ),
        )
        for key, pair in base.pairs.items()
    }
    faq = {
        ided(e.id): replace(e, id=ided(e.id), ask=all_of(e.ask), roles=tuple(map(ided, e.roles)))
        for e in base.faq.values()
    }
    things = {
        ided(t.id): replace(
            t,
            id=ided(t.id),
            name=_other(t.name, number),
            names=all_of(t.names),
            stakes=tuple(replace(stake, role=ided(stake.role)) for stake in t.stakes),
        )
        for t in base.things.values()
    }
    functions = {ided(role): all_of(texts) for role, texts in base.language.functions.items()}
    return {"roles": roles, "pairs": pairs, "faq": faq, "things": things, "functions": functions}


def _other(text: str, number: int) -> str:
    """The text with other telling words: of `Chief Marketing Officer` and 12, `Chief Marketingcedi Officer`."""
    ending = "".join(SYLLABLES[int(digit)] for digit in str(number))
    return RENAMED.sub(lambda found: found.group() if found.group().lower() in KEPT else found.group() + ending, text)


def _measure(texts: list[str], base: KnowledgeBase) -> AnswerTimes:
    """What the questions take, once everything has been asked for the first time."""
    for text in texts:
        _message(text, base)
    spent = [[_milliseconds(text, base) for text in texts] for _ in range(ROUNDS)]
    every = quantiles((one for times in spent for one in times), n=100)
    quick = quantiles(map(min, zip(*spent, strict=True)), n=100)
    return AnswerTimes(every[49], every[98], quick[49], quick[98])


def _milliseconds(text: str, base: KnowledgeBase) -> float:
    began = time.perf_counter()
    _message(text, base)
    return (time.perf_counter() - began) * 1e3


def _message(text: str, base: KnowledgeBase) -> object:
    return render_card(answer_question(read(text, base), base, TODAY), surface="mention")
