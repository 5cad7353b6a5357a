"""`rolecall ask`: one answer as text or JSON, an explanation of how a question was understood, or a batch."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TextIO

from bot.answers.answer import answer_question
from bot.answers.records import make_record
from bot.answers.remarks import remark_on
from bot.errors import UsageError
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.settings import load_settings
from bot.understanding.questions import read

MAX_QUESTION_LENGTH = 100_000
"""Characters read of a question; the rest is dropped. Far above any question, it bounds the time for a pasted file."""


def answer_text(question: str, *, in_full: bool = False) -> str:
    """The answer to one question as text for the terminal, short or in full. Raises UsageError if it is empty."""
    from bot.terminal import render  # noqa: PLC0415  the other functions here start faster without it

    base = _base()
    reading = read(_checked_question(question), base)
    answer = answer_question(reading, base, _today())
    return render(answer, remark_on(reading, answer), in_full=in_full)


def answer_json(question: str) -> str:
    """The answer to one question as one line of ASCII JSON with the keys of `answer_record`. Raises UsageError."""
    base = _base()
    return json.dumps(answer_record(_checked_question(question), base, _today()))


def explain_text(question: str) -> str:
    """How one question is understood, step by step. Raises UsageError if the question is empty."""
    from bot.understanding.explanation import explain_reading  # noqa: PLC0415  see answer_text

    return explain_reading(_checked_question(question), _base())


def answer_batch(source: str, out: TextIO) -> int:
    """Answer each JSON line of a file, or of stdin if `source` is `-`, with one JSON line in the same order.

    A line that is not a question gets `{"error": ...}` instead. Returns 0. Raises UsageError if the file cannot be
    read.
    """
    base, today = _base(), _today()
    with _open_source(source) as lines:
        out.writelines(json.dumps(line) + "\n" for line in _results(lines, base, today))
    out.flush()
    return 0


def answer_record(question: str, base: KnowledgeBase, today: date) -> dict[str, Any]:
    """The keys of `AnswerRecord`, and the `text` and `blocks` of the message that Slack would show."""
    from bot.slack.cards import render_card  # noqa: PLC0415  see answer_text

    reading = read(question, base)
    answer = answer_question(reading, base, today)
    record = make_record(question, reading, answer, base)
    message = render_card(answer, surface="mention", remarks=remark_on(reading, answer))
    return {**record.to_json(), "text": message.text, "blocks": message.blocks}


def _results(lines: Iterable[bytes], base: KnowledgeBase, today: date) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = _row(line)
        except UsageError as error:
            yield {"error": f"line {number}: {error}"}
            continue
        yield {**row, **answer_record(row["q"], base, today)}


def _row(line: bytes) -> Mapping[str, Any]:
    """The object on one line of a batch. Raises UsageError if the line is not JSON or has no question."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise UsageError("not JSON.", 'Write one object per line, such as {"q": "CMO vs CRO?"}.') from None
    if not isinstance(row, dict) or not isinstance(row.get("q"), str):
        raise UsageError('no text under "q".', 'Write one object per line, such as {"q": "CMO vs CRO?"}.')
    return row


def _open_source(source: str) -> Any:
    if source == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(source).open("rb")
    except OSError as error:
        raise UsageError(
            f"{source} cannot be read: {error.strerror}.", "Name a file of JSON lines, or - for standard input."
        ) from None


def _checked_question(question: str) -> str:
    if not question.strip():
        raise UsageError("There is no question.", 'Ask one, such as: rolecall ask "CMO vs CRO KPIs?"')
    return question[:MAX_QUESTION_LENGTH]


def _base() -> KnowledgeBase:
    return load(load_settings().knowledge_path)


def _today() -> date:
    return datetime.now(UTC).date()
