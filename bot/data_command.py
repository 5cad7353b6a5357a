"""`rolecall data`: what is stored about a workspace or a person, to be shown, exported or deleted."""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import TextIO

from bot.errors import UsageError
from bot.storage.stored_data import StoredData, Subject

Confirm = Callable[[str], bool]
"""Asks a question and returns whether the answer was yes."""


def show_data(database_url: str, subject: Subject, out: TextIO) -> None:
    """Print how many rows of each table are about the subject."""
    found = StoredData(database_url).count(subject)
    for table, number in found.items():
        print(f"{table:24} {number:>8}", file=out)
    if not found:
        print(f"There is no {_named(subject).removeprefix('the ')}.", file=out)


def export_data(database_url: str, subject: Subject, out: TextIO) -> None:
    """Print every row about the subject as one line of JSON. Tokens are left out."""
    for row in StoredData(database_url).export(subject):
        print(json.dumps(row, default=_as_text, ensure_ascii=False), file=out)


def forget_data(database_url: str, subject: Subject, out: TextIO, confirm: Confirm) -> None:
    """Delete everything about the subject once it is confirmed. Raises UsageError if it is not."""
    data = StoredData(database_url)
    rows = sum(data.count(subject).values())
    if not confirm(f"Delete {_named(subject)}: {rows} rows. This can't be undone. Type yes to go on: "):
        raise UsageError("Nothing was deleted.", "Answer yes, or add --yes.")
    data.forget(subject)
    print(f"{_named(subject)} is deleted. Restart running processes, which may remember searches.", file=out)


def ask_on_terminal(question: str) -> bool:
    """Ask on the terminal; without one, the answer is no."""
    return sys.stdin.isatty() and input(question).strip().lower() == "yes"


def _named(subject: Subject) -> str:
    return f"the data of {subject.user} in {subject.team}" if subject.user else f"the data of workspace {subject.team}"


def _as_text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
