"""The result of one check."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "problem"]
LABELS: dict[Level, str] = {"ok": "ok  ", "warning": "WARN", "problem": "FIX "}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    `name` identifies the kind of finding and never changes, so that scripts can rely on it; `next_step` says what to
    do. Only a problem keeps Rolecall from working.
    """

    name: str
    level: Level
    summary: str
    next_step: str = ""

    def __str__(self) -> str:
        """One line for the terminal."""
        return f"{LABELS[self.level]} {self.summary} {self.next_step}".rstrip()


def passed(name: str, summary: str) -> Finding:
    """A check that found nothing wrong."""
    return Finding(name, "ok", summary)


def warning(name: str, summary: str, next_step: str) -> Finding:
    """Something that may be intended, or that becomes a problem later."""
    return Finding(name, "warning", summary, next_step)


def problem(name: str, summary: str, next_step: str) -> Finding:
    """Something that keeps Rolecall from working."""
    return Finding(name, "problem", summary, next_step)
