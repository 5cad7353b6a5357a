"""Log lines: ids, the rule that decided and times, as text or JSON. Never what somebody wrote, never a token."""

import json
import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from traceback import format_tb
from typing import Any, TextIO

LIBRARIES = ("slack_bolt", "slack_sdk", "alembic", "sqlalchemy", "asyncio", "apscheduler")
"""Kept to warnings whatever LOG_LEVEL says: below that, Slack's libraries log requests whole."""


_BLANK = logging.makeLogRecord({}).__dict__
FLUSH_INTERVAL = 0.2
"""Seconds that a server may keep a line to itself."""


def configure(level: str, style: str, stream: TextIO | None = None, *, is_buffered: bool = False) -> None:
    """Log to the stream (standard error if none is given) from this level on; `style` is `text` or `json`.

    With `is_buffered`, lines are written several at a time: for servers with many requests a second.
    """
    out = stream or sys.stderr
    handler = BufferedHandler(out) if is_buffered else logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter() if style == "json" else TextFormatter())
    # What our lines never show need not be found out: https://docs.python.org/3/howto/logging.html#optimization
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))


def log_event(logger: logging.Logger, what: str, level: int = logging.INFO, **fields: object) -> None:
    """Log what happened, and its fields. A None is left out."""
    if logger.isEnabledFor(level):
        logger.handle(
            _record(logger.name, level, what, {name: fields[name] for name in fields if fields[name] is not None})
        )


def _record(name: str, level: int, what: str, fields: Mapping[str, Any]) -> logging.LogRecord:
    """A record as `logging` makes them, but for the line of code.

    Nobody reads that in our logs, and taking its path apart takes longer than all the rest.
    """
    record = object.__new__(logging.LogRecord)
    now = time.time()
    mine = {"name": name, "levelno": level, "levelname": logging.getLevelName(level), "msg": what, "fields": fields}
    record.__dict__ |= _BLANK | mine | {"created": now, "msecs": int(now % 1 * 1000)}
    return record


def safe_traceback(error: BaseException) -> str:
    """Where an error came from, without its own words: they may quote what somebody typed."""
    cause = error.__cause__ or error.__context__
    before = f"{safe_traceback(cause)}\nwhich led to\n" if cause else ""
    return f"{before}{''.join(format_tb(error.__traceback__))}{type(error).__qualname__}"


class BufferedHandler(logging.Handler):
    """Writes lines together every fifth of a second, and at once when one of them is a warning or worse.

    One write a line, under one lock, let every request wait for the others: it took a third of the throughput. The
    thread ends with the main thread, and writes what is left; an exit handler would not do, for workers leave
    without running those.
    """

    def __init__(self, stream: TextIO) -> None:
        """Start the thread that writes."""
        super().__init__()
        self._stream = stream
        self._kept: deque[logging.LogRecord] = deque()
        self._writing = threading.Lock()
        threading.Thread(target=self._keep_writing, name="rolecall-logs").start()

    def handle(self, record: logging.LogRecord) -> bool:
        """Keep it for the next writing, which also puts it into words. Appending needs no lock."""
        self._kept.append(record)
        if record.levelno >= logging.WARNING:
            self.flush()
        return True

    def flush(self) -> None:
        """Write everything kept so far."""
        with self._writing:
            lines = [self._format_line(self._kept.popleft()) for _ in range(len(self._kept))]
            if lines:
                self._stream.write("".join(lines))
                self._stream.flush()

    def _format_line(self, record: logging.LogRecord) -> str:
        try:
            return f"{self.format(record)}\n"
        except Exception:  # noqa: BLE001  one line that is no line must not be the end of all others
            self.handleError(record)
            return ""

    def _keep_writing(self) -> None:
        while threading.main_thread().is_alive():
            time.sleep(FLUSH_INTERVAL)
            self.flush()


class TextFormatter(logging.Formatter):
    """`2026-11-02T09:30:00.000+00:00 INFO rolecall.replies answered kind=compare ms=0.4`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; a traceback stands below it, indented."""
        fields = _fields(record)
        said = "".join([f" {name}={value}" for name, value in fields.items() if name != "trace"])
        line = _one_line(f"{_when(record)} {record.levelname} {record.name} {record.getMessage()}{said}")
        return f"{line}{_indented(fields['trace'])}" if "trace" in fields else line


class JsonFormatter(logging.Formatter):
    """One JSON object a line: `time`, `level`, `logger`, `message`, and the fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON, tracebacks included."""
        head = {"time": _when(record), "level": record.levelname, "logger": record.name}
        return json.dumps({**head, "message": record.getMessage(), **_fields(record)}, default=str)


def _fields(record: logging.LogRecord) -> Mapping[str, Any]:
    fields: dict[str, Any] = getattr(record, "fields", {})
    if record.exc_info and record.exc_info[1]:
        return {**fields, "trace": safe_traceback(record.exc_info[1])}
    return fields


def _when(record: logging.LogRecord) -> str:
    return f"{_second(int(record.created))}.{int(record.msecs):03}+00:00"


@lru_cache(maxsize=2)
def _second(when: int) -> str:
    return datetime.fromtimestamp(when, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _one_line(text: str) -> str:
    return text if text.isprintable() else " ".join(text.splitlines())


def _indented(lines: str) -> str:
    return "".join(f"\n    {line}" for line in lines.splitlines())
