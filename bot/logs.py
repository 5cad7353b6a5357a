"""Log lines as text or JSON: ids, deciding rules and times. Never what a person wrote, and never a token."""

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

LIBRARIES = ("slack_bolt", "slack_sdk", "alembic", "sqlalchemy", "asyncio", "apscheduler", "mcp")
"""Libraries that log at WARNING or above, whatever LOG_LEVEL says: below that, Slack's log whole requests."""

FLUSH_INTERVAL = 0.2
"""Seconds for which a line may wait to be written; a person watching the log does not notice a fifth of a second."""
RARE_INTERVAL = 60.0
"""Seconds between two lines about the same cause."""
_RARE: dict[tuple[str, str], tuple[int, float]] = {}
"""How often each cause has not been logged, and when it was last, by logger and message."""
_BLANK = logging.makeLogRecord({}).__dict__


def configure(level: str, style: str, stream: TextIO | None = None, *, is_buffered: bool = False) -> None:
    """Send log lines of this level and above to the stream (default: standard error); `style` is `text` or `json`.

    With `is_buffered`, lines are written in batches, for servers with many requests a second.
    """
    out = stream or sys.stderr
    handler = BufferedHandler(out) if is_buffered else logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter() if style == "json" else TextFormatter())
    # Our formats show neither threads nor processes: https://docs.python.org/3/howto/logging.html#optimization
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))


def log_event(logger: logging.Logger, what: str, level: int = logging.INFO, **fields: object) -> None:
    """Log what happened, with its fields; a field that is None is left out."""
    if logger.isEnabledFor(level):
        logger.handle(
            _record(logger.name, level, what, {name: fields[name] for name in fields if fields[name] is not None})
        )


def log_rarely(logger: logging.Logger, what: str, level: int, **fields: object) -> None:
    """Log what happened, at most once a minute however often it happens; `times` says how often it did."""
    key, now = (logger.name, what), time.monotonic()
    count, logged_at = _RARE.get(key, (0, float("-inf")))
    if now - logged_at < RARE_INTERVAL:
        _RARE[key] = (count + 1, logged_at)
        return
    _RARE[key] = (0, now)
    log_event(logger, what, level, **fields, times=count + 1 if count else None)


def _record(name: str, level: int, what: str, fields: Mapping[str, Any]) -> logging.LogRecord:
    """A record like those that `logging` makes, without the place in the code.

    Our formats do not show that place, and finding it takes longer than everything else about a log line.
    """
    record = object.__new__(logging.LogRecord)
    now = time.time()
    mine = {"name": name, "levelno": level, "levelname": logging.getLevelName(level), "msg": what, "fields": fields}
    record.__dict__ |= _BLANK | mine | {"created": now, "msecs": int(now % 1 * 1000)}
    return record


def safe_traceback(error: BaseException) -> str:
    """The frames and type of an error and of its causes, without messages: those may quote what a person typed."""
    cause = error.__cause__ or error.__context__
    before = f"{safe_traceback(cause)}\nwhich led to\n" if cause else ""
    return f"{before}{''.join(format_tb(error.__traceback__))}{type(error).__qualname__}"


class BufferedHandler(logging.Handler):
    """Writes lines in batches every FLUSH_INTERVAL, and immediately when one is a warning or worse.

    Writing each line under one lock made requests wait for each other and cost a third of the throughput. The thread
    writes what is left when the main thread ends; an exit handler cannot, because workers exit without running them.
    """

    def __init__(self, stream: TextIO) -> None:
        """Start the thread that writes to the stream."""
        super().__init__()
        self._stream = stream
        self._queue: deque[logging.LogRecord] = deque()
        self._writing = threading.Lock()
        threading.Thread(target=self._write_batches, name="rolecall-logs").start()

    def handle(self, record: logging.LogRecord) -> bool:
        """Queue the record for the next batch, which formats it too; appending needs no lock. Returns True."""
        self._queue.append(record)
        if record.levelno >= logging.WARNING:
            self.flush()
        return True

    def flush(self) -> None:
        """Write every queued record."""
        with self._writing:
            lines = [self._format_line(self._queue.popleft()) for _ in range(len(self._queue))]
            if lines:
                self._stream.write("".join(lines))
                self._stream.flush()

    def _format_line(self, record: logging.LogRecord) -> str:
        try:
            return f"{self.format(record)}\n"
        except Exception:  # noqa: BLE001  one record that cannot be formatted must not lose the others
            self.handleError(record)
            return ""

    def _write_batches(self) -> None:
        while threading.main_thread().is_alive():
            time.sleep(FLUSH_INTERVAL)
            self.flush()


class TextFormatter(logging.Formatter):
    """`2026-11-02T09:30:00.000+00:00 INFO rolecall.replies answered kind=compare ms=0.4`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, followed by the indented traceback if there is one."""
        fields = _fields(record)
        listed = "".join([f" {name}={value}" for name, value in fields.items() if name != "trace"])
        line = _one_line(f"{_when(record)} {record.levelname} {record.name} {record.getMessage()}{listed}")
        return f"{line}{_indented(fields['trace'])}" if "trace" in fields else line


class JsonFormatter(logging.Formatter):
    """One JSON object a line: `time`, `level`, `logger`, `message`, and the fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one JSON object, with a traceback under `trace`."""
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
