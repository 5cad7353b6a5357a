"""Log lines: ids, the rule that decided and times, as text or JSON. Never what somebody wrote, never a token."""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from traceback import format_tb
from typing import Any, TextIO

LIBRARIES = ("slack_bolt", "slack_sdk", "alembic", "sqlalchemy", "asyncio")
"""Kept to warnings whatever LOG_LEVEL says: below that, Slack's libraries log requests whole."""


def configure(level: str, style: str, stream: TextIO | None = None) -> None:
    """Log to the stream (standard error if none is given) from this level on; `style` is `text` or `json`."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if style == "json" else TextLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))


def note(logger: logging.Logger, what: str, level: int = logging.INFO, **fields: object) -> None:
    """Log what happened, and its fields. A None is left out."""
    if logger.isEnabledFor(level):
        known = {name: value for name, value in fields.items() if value is not None}
        logger.log(level, what, extra={"fields": known})


def trace(error: BaseException) -> str:
    """Where an error came from, without its own words: they may quote what somebody typed."""
    cause = error.__cause__ or error.__context__
    before = f"{trace(cause)}\nwhich led to\n" if cause else ""
    return f"{before}{''.join(format_tb(error.__traceback__))}{type(error).__qualname__}"


class TextLines(logging.Formatter):
    """`2026-11-02T09:30:00.000+00:00 INFO rolecall.replies answered kind=compare ms=0.4`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; a traceback stands below it, indented."""
        fields = dict(_fields(record))
        below = "".join(f"\n    {line}" for line in str(fields.pop("trace", "")).splitlines())
        said = " ".join(f"{name}={value}" for name, value in fields.items())
        head = f"{_when(record)} {record.levelname} {record.name} {_one_line(record.getMessage())}"
        return f"{head} {_one_line(said)}".rstrip() + below


class JsonLines(logging.Formatter):
    """One JSON object a line: `time`, `level`, `logger`, `message`, and the fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON, tracebacks included."""
        head = {"time": _when(record), "level": record.levelname, "logger": record.name}
        return json.dumps({**head, "message": record.getMessage(), **_fields(record)}, default=str)


def _fields(record: logging.LogRecord) -> Mapping[str, Any]:
    fields: dict[str, Any] = getattr(record, "fields", {})
    if record.exc_info and record.exc_info[1]:
        return {**fields, "trace": trace(record.exc_info[1])}
    return fields


def _when(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())
