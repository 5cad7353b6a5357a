"""Checks of where the settings come from: the `.env` file, and the names and values of the variables."""

import os
import stat
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from bot.doctor.check_context import CheckContext
from bot.doctor.finding import Finding, passed, problem, warning
from bot.errors import SettingsError
from bot.settings import read_dotenv, setting_names, unparsed_dotenv_lines

OTHERS_CAN_READ = stat.S_IRGRP | stat.S_IROTH
OWN_PREFIX = "SLACK_"
"""Variables that begin like this are meant for a Slack app, so an unknown one in the environment is a mistake."""


def check_dotenv(context: CheckContext) -> Iterator[Finding]:
    """Check that the `.env` file can be read, by its owner alone, and that every line in it counts."""
    if not context.dotenv.is_file():
        yield passed("dotenv-absent", "There is no .env file here; the settings come from the environment.")
        return
    try:
        lines = unparsed_dotenv_lines(context.dotenv)
    except UnicodeDecodeError:
        yield problem("dotenv-not-utf8", ".env cannot be read: it is not UTF-8.", "Save it as plain UTF-8 text.")
        return
    except OSError as error:
        yield problem("dotenv-unreadable", f".env cannot be read: {error.strerror}.", "Give yourself access to it.")
        return
    if lines:
        listed = ", ".join(map(str, lines))
        yield problem("dotenv-line", f".env: line {listed} is not of the form NAME=value.", "Correct or remove it.")
    if os.name == "posix" and context.dotenv.stat().st_mode & OTHERS_CAN_READ:
        yield warning("dotenv-readable", "Other users of this machine can read .env.", "Run `chmod 600 .env`.")
    elif not lines:
        yield passed("dotenv-read", ".env can be read, and every line in it counts.")


def check_setting_names(context: CheckContext) -> Iterator[Finding]:
    """Check that every variable meant for Rolecall is one that it knows, and that it is set in one place."""
    known, written = setting_names(), _dotenv(context.dotenv)
    meant = dict.fromkeys(written, ".env") | {
        name: "the environment" for name in context.environ if name.startswith(OWN_PREFIX)
    }
    for name, place in sorted(meant.items()):
        if name not in known:
            yield _unknown_name(name, place, known)
    for name in sorted(known & written.keys() & context.environ.keys()):
        if context.environ[name] != written[name]:
            yield warning(
                "setting-overridden",
                f"{name} has one value in .env and another in the environment, which counts.",
                f"Remove one of them; `unset {name}` removes it from this shell.",
            )


def check_setting_values(context: CheckContext) -> Iterator[Finding]:
    """Report every unusable value. The other checks go on with the default instead."""
    for sentence in context.setting_problems:
        name = "knowledge-path" if sentence.startswith("KNOWLEDGE_PATH") else "setting-value"
        yield problem(name, sentence, "Change .env or the environment.")


def _unknown_name(name: str, place: str, known: frozenset[str]) -> Finding:
    near = get_close_matches(name, known, n=1, cutoff=0.8)
    advice = f"Did you mean {near[0]}?" if near else f"Remove it from {place}, or see .env.example for the names."
    return warning("setting-unknown", f"{name} in {place} is not a setting of Rolecall.", advice)


def _dotenv(path: Path) -> dict[str, str]:
    try:
        return read_dotenv(path)
    except SettingsError:
        return {}  # `check_dotenv` reports it
