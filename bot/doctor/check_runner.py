"""Runs the checks, in the order in which problems are best fixed."""

import logging
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot import __version__
from bot.doctor.app_manifest import check_app_settings, check_manifest
from bot.doctor.check_context import Check, CheckContext
from bot.doctor.credentials import check_credentials
from bot.doctor.database_state import check_channels, check_database
from bot.doctor.events_url import check_events_url, check_port
from bot.doctor.finding import Finding, passed, problem
from bot.doctor.set_channels import check_set_channels
from bot.doctor.setting_sources import check_dotenv, check_setting_names, check_setting_values
from bot.doctor.slack_access import check_api_url, check_app_token, check_bot_token, check_clock
from bot.errors import SettingsError
from bot.knowledge.loader import check
from bot.settings import environment, read_dotenv, read_settings

QUIET = ("slack_sdk", "dotenv")
"""Libraries that log what a check reports in its own words."""


def read_context(dotenv: Path = Path(".env")) -> CheckContext:
    """The context of this process. Raises nothing: what cannot be read is left to the checks."""
    try:
        written = read_dotenv(dotenv)
    except SettingsError:
        written = {}  # `check_dotenv` reports it
    environ = environment()
    settings, problems = read_settings(environ, written)
    return CheckContext(settings, problems, environ, dotenv)


def run_checks(context: CheckContext, checks: Iterable[Check] | None = None) -> list[Finding]:
    """Run the checks, by default all of them, and return every finding. Raises nothing.

    Without a network, every check runs except those that ask Slack.
    """
    for library in QUIET:
        logging.getLogger(library).setLevel(logging.CRITICAL)
    return [finding for each in (CHECKS if checks is None else checks) for finding in _run(each, context)]


def check_version(_: CheckContext) -> Iterator[Finding]:
    """Report the versions of Rolecall and Python, which a bug report needs."""
    yield passed("version", f"Rolecall {__version__} on Python {platform.python_version()}.")


def check_knowledge(context: CheckContext) -> Iterator[Finding]:
    """Check that the knowledge has no problems."""
    problems = check(context.settings.knowledge_path)
    for each in problems:
        yield problem("knowledge", each, "")
    if not problems:
        yield passed("knowledge", "The knowledge has no problems.")


def _run(each: Check, context: CheckContext) -> Iterator[Finding]:
    try:
        yield from each(context)
    except Exception as error:  # noqa: BLE001  a check that fails must not keep the others from running
        yield problem(
            "check-failed",
            f"{each.__name__} stopped with {type(error).__name__}, which is a bug in Rolecall.",
            "Report it with the version above; the other checks are not affected.",
        )


CHECKS: tuple[Check, ...] = (
    check_version,
    check_dotenv,
    check_setting_names,
    check_setting_values,
    check_credentials,
    check_api_url,
    check_bot_token,
    check_app_token,
    check_clock,
    check_port,
    check_events_url,
    check_database,
    check_channels,
    check_set_channels,
    check_knowledge,
    check_manifest,
    check_app_settings,
)
