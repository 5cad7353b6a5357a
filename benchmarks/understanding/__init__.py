"""Understanding, measured against what people would use instead, and by leaving out what its language was tuned on.

`python -m benchmarks understanding [--data DIR] [--folds N]`. DIR holds labelled questions from elsewhere
(`questions.jsonl`, `unrelated_hard.jsonl`) and BANKING77 (`banking77/train.csv`, `test.csv`); without it the project's
own questions are measured alone. The alternatives come with `pip install -e '.[bench]'`.
"""

import argparse
from importlib.util import find_spec
from pathlib import Path

from benchmarks.understanding import folds, general, leadership
from benchmarks.understanding.contenders import NEEDS
from bot.knowledge.loader import load

PEERS = (
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
    if args.folds:
        folds.report(args.folds, args.data, base)
        return
    peers = [name for name in PEERS if find_spec(NEEDS.get(name, "rapidfuzz"))]
    if missing := [name for name in PEERS if name not in peers]:
        print(f"Not installed, so left out: {', '.join(missing)}. They come with: pip install -e '.[bench]'")
    asked = leadership.sets(args.data, base)
    leadership.report([leadership.enter(name, asked, base) for name in (leadership.OURS, *peers)])
    if args.data:
        leadership.report_unrelated(args.data, base)
        general.report([name for name in peers if name != leadership.FULL], args.data)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks understanding")
    parser.add_argument("--data", type=Path, metavar="DIR", help="labelled questions from elsewhere, and BANKING77")
    parser.add_argument("--folds", type=int, default=0, metavar="N", help="only this: language left out by fold")
    return parser.parse_known_args()[0]
