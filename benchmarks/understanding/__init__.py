"""Accuracy of the question reader: against other classifiers, and by cross-validation over voices.

`python -m benchmarks understanding [--data DIR] [--voices]`. DIR holds labelled questions from outside the project
(`questions.jsonl`, `unrelated_hard.jsonl`) and BANKING77 (`banking77/train.csv`, `test.csv`). Without it, only the
project's own questions are used. `pip install -e '.[bench]'` installs the other classifiers.
"""

import argparse
from importlib.util import find_spec
from pathlib import Path

from benchmarks.understanding import banking77, leadership, voices
from benchmarks.understanding.classifiers import REQUIRED_MODULES
from bot.knowledge.loader import load

OTHERS = (
    leadership.FULL,
    "rapidfuzz WRatio",
    "thefuzz",
    "BM25 (bm25s)",
    "TF-IDF + linear",
    "MiniLM, nearest",
    "MiniLM + linear",
)


def main() -> None:
    """Print every table."""
    args = _arguments()
    base = load()
    if args.voices:
        voices.report(base)
        return
    others = [name for name in OTHERS if find_spec(REQUIRED_MODULES.get(name, "rapidfuzz"))]
    if missing := [name for name in OTHERS if name not in others]:
        print(f"Left out because not installed: {', '.join(missing)}. To install: pip install -e '.[bench]'")
    asked = leadership.question_sets(args.data, base)
    leadership.report([leadership.evaluate(name, asked, base) for name in (leadership.ROLECALL, *others)])
    if args.data:
        leadership.report_unrelated(args.data, base)
        banking77.report([name for name in others if name != leadership.FULL], args.data)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks understanding")
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder with labelled questions and BANKING77")
    parser.add_argument("--voices", action="store_true", help="run only the cross-validation over voices")
    return parser.parse_known_args()[0]
