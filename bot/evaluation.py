"""`rolecall evaluate`: how well labelled questions are understood."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import UsageError
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.settings import load_settings
from bot.understanding.explanation import explain_reading
from bot.understanding.intents import Intent, Reading
from bot.understanding.questions import read

LABELS = ("status", "intent", "roles", "topic")
BANDS = ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.5, 0.7), (0.0, 0.5))
"""Confidence ranges, lower limit included, for which the calibration table reports accuracy."""


@dataclass(frozen=True, slots=True)
class EvaluatedQuestion:
    """One labelled question, how it was read, and which of its labels match."""

    row: dict[str, Any]
    reading: Reading
    matches: dict[str, bool]

    @property
    def is_right(self) -> bool:
        """Whether every label of the row matches. An accepted alternative counts as a match."""
        return all(self.matches.values())

    @property
    def is_within_reach(self) -> bool:
        """Whether the right card is shown, or one of the readings offered leads to it."""
        return self.is_right or any(_is_wanted(self.row, option.intent) for option in self.reading.options)


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """The report as text, and the share of questions that get the right card (0-1)."""

    text: str
    accuracy: float


def evaluate(path: Path) -> EvaluationReport:
    """Evaluate every question in a file of JSON lines.

    Each line has `q`, any of the labels `status intent roles topic`, and optionally `alt` or `accept`: further
    [intent, topic] pairs that count as right. Raises UsageError if the file cannot be read or a line is malformed.
    """
    base = load(load_settings().knowledge_path)
    judged = [evaluate_question(row, base) for row in _rows(path)]
    share = sum(j.is_right for j in judged) / len(judged)
    return EvaluationReport(
        "\n".join([*_figures(judged), *_confusions(judged), *_calibration(judged), *_failures(judged, base)]), share
    )


def evaluate_question(row: dict[str, Any], base: KnowledgeBase) -> EvaluatedQuestion:
    """Read one question and compare the reading with the row's labels.

    A question about roles that the knowledge lacks, or labelled `other` (in our field, but outside what the knowledge
    covers), is right if it gets no answer or an alternative that the row accepts.
    """
    reading = read(row["q"], base)
    intent = reading.intent
    accepted = _is_accepted(row, intent)
    if row.get("intent") == "other" or not set(row.get("roles") or ()) <= set(base.roles):
        return EvaluatedQuestion(row, reading, {"status": reading.status != "answered" or accepted})
    got = {"status": reading.status, "intent": intent.kind, "roles": list(intent.roles), "topic": intent.topic}
    met = {label: got[label] == row[label] for label in LABELS if label in row}
    if accepted and met.get("roles", True):
        met.update({label: True for label in ("intent", "topic") if label in met})
    return EvaluatedQuestion(row, reading, met)


def _is_accepted(row: dict[str, Any], intent: Intent) -> bool:
    """Whether the row names the intent as an alternative."""
    return [intent.kind, intent.topic] in [list(pair) for pair in row.get("alt") or row.get("accept") or ()]


def _is_wanted(row: dict[str, Any], intent: Intent) -> bool:
    """Whether a reading that is offered has the intent and the roles of the row."""
    is_asked = (intent.kind, intent.topic) == (row.get("intent"), row.get("topic")) or _is_accepted(row, intent)
    return is_asked and list(intent.roles) == list(row.get("roles") or intent.roles)


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(
            f"{path} cannot be read: {why}.", "Use a UTF-8 file with one JSON object on each line."
        ) from None
    rows = [_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise UsageError(
            f"{path} has no questions.", 'Write one per line, such as {"q": "CRO KPIs?", "topic": "metrics"}.'
        )
    return rows


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict) or not isinstance(row.get("q"), str):
        raise UsageError(f'{path}:{number}: not a JSON object with a text under "q".', "Fix the line.")
    if not _is_labelled(row):
        raise UsageError(
            f"{path}:{number}: labels of the wrong type.",
            "status, intent and topic are texts; roles is a list of ids; alt and accept are lists of [intent, topic].",
        )
    return row


def _is_labelled(row: dict[str, Any]) -> bool:
    """Whether each label of the row has the type that readings are compared with."""
    texts = [row.get(label) for label in ("status", "intent", "topic")]
    roles, *others = (row.get(key) or [] for key in ("roles", "alt", "accept"))
    return (
        all(text is None or isinstance(text, str) for text in texts)
        and all(isinstance(each, list) for each in (roles, *others))
        and all(isinstance(role, str) for role in roles)
        and all(isinstance(pair, list) for pairs in others for pair in pairs)
    )


def _figures(judged: Sequence[EvaluatedQuestion]) -> Iterator[str]:
    answered = [j for j in judged if j.reading.status == "answered"]
    yield f"{len(judged)} questions"
    yield _share("right card", [j.is_right for j in judged])
    yield _share("within reach", [j.is_within_reach for j in judged])
    for label in LABELS:
        if met := [j.matches[label] for j in judged if label in j.matches]:
            yield _share(f"right {label}", met)
    yield _share("answered", [j.reading.status == "answered" for j in judged])
    yield _share("false answers", [not j.is_right for j in answered])


def _share(name: str, met: Sequence[bool]) -> str:
    share = sum(met) / len(met) if met else 0.0
    return f"{name:<15} {share:6.1%}  ({sum(met)} of {len(met)})"


def _confusions(judged: Sequence[EvaluatedQuestion]) -> Iterator[str]:
    """Which intents were mistaken for which, most frequent first."""
    taken = Counter((str(j.row["intent"]), j.reading.intent.kind) for j in judged if not j.matches.get("intent", True))
    if taken:
        yield "\nMistaken for another intent:"
    for (wanted, got), count in taken.most_common():
        yield f"{count:>5}  {wanted} -> {got}"


def _calibration(judged: Sequence[EvaluatedQuestion]) -> Iterator[str]:
    yield "\nConfidence      right  of"
    for low, high in BANDS:
        band = [j.is_right for j in judged if j.reading.status == "answered" and low <= j.reading.confidence < high]
        if band:
            yield f"{low:.1f} to {min(high, 1.0):.1f}     {sum(band) / len(band):6.1%}  {len(band)}"


def _failures(judged: Sequence[EvaluatedQuestion], base: KnowledgeBase) -> Iterator[str]:
    for failed in (j for j in judged if not j.is_right):
        wanted = {label: failed.row[label] for label in LABELS if label in failed.row}
        yield f"\n{failed.row['q']}\n  wanted {json.dumps(wanted)}"
        yield "  " + explain_reading(failed.row["q"], base).replace("\n", "\n  ")
