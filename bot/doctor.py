"""Checks of the installation: secrets, Slack, database, knowledge and manifest, each with how to fix what is wrong."""

import platform
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot import __version__
from bot.errors import RolecallError
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check: whether it passed, what was found, and what to do if it failed."""

    ok: bool
    summary: str
    next_step: str = ""

    def __str__(self) -> str:
        """One line for the terminal."""
        return f"{'ok ' if self.ok else 'FIX'}  {self.summary} {self.next_step}".rstrip()


Check = Callable[[Settings], Iterator[Finding]]


def run_checks(settings: Settings) -> list[Finding]:
    """Run every check, in the order in which problems are best fixed. Returns all findings.

    Without a network, every check runs except the two that ask Slack.
    """
    return [finding for check in CHECKS for finding in check(settings)]


def check_version(_: Settings) -> Iterator[Finding]:
    """Report the versions of Rolecall and Python, which a bug report needs."""
    yield Finding(ok=True, summary=f"Rolecall {__version__} on Python {platform.python_version()}.")


def check_secrets(settings: Settings) -> Iterator[Finding]:
    """Check that every secret is set and has the right form. The findings never contain any part of a secret."""
    for name, shape, looks, where in SECRETS:
        value: str = getattr(settings, name)
        if value and not re.fullmatch(shape, value):
            yield Finding(
                ok=False, summary=f"{name.upper()} does not {looks}.", next_step=f"Copy it again from {where}."
            )
    if not settings.slack_bot_token:
        yield Finding(ok=False, summary="SLACK_BOT_TOKEN is not set.", next_step=f"Copy it from {SECRETS[0][3]}.")
    ways = {"connect": settings.slack_app_token, "serve": settings.slack_signing_secret}
    possible = [f"rolecall {command}" for command, secret in ways.items() if secret]
    if possible:
        yield Finding(ok=True, summary=f"The secrets are enough for {' and '.join(possible)}.")
    else:
        needed = "Set SLACK_APP_TOKEN for `rolecall connect`, or SLACK_SIGNING_SECRET for `rolecall serve`."
        yield Finding(ok=False, summary="Rolecall has no way to receive requests from Slack.", next_step=needed)


def check_bot_token(settings: Settings) -> Iterator[Finding]:
    """Check that Slack accepts the bot token and has granted every scope in the manifest."""
    if not settings.slack_bot_token:
        return
    from slack_sdk.errors import SlackApiError  # noqa: PLC0415  only this check needs it

    from bot.app import slack_client  # noqa: PLC0415
    from bot.playground.manifest import Manifest  # noqa: PLC0415

    try:
        who = slack_client(settings.slack_api_url, settings.slack_bot_token).auth_test()
    except SlackApiError as error:
        yield Finding(
            ok=False,
            summary=f"Slack does not accept SLACK_BOT_TOKEN: {error.response['error']}.",
            next_step=f"Install the app in the workspace, then copy the token from {SECRETS[0][3]}.",
        )
        return
    except OSError as error:
        yield _unreachable_finding(error)
        return
    yield Finding(ok=True, summary=f"Slack accepts the bot token: {who['user']} in {who['team']}.")
    granted = set(str(who.headers.get("x-oauth-scopes", "")).split(","))
    missing = sorted((Manifest.read().scopes or frozenset()) - {scope.strip() for scope in granted})
    if missing:
        yield Finding(
            ok=False,
            summary=f"The workspace has not granted {', '.join(missing)}.",
            next_step="Paste manifest.yml into the app's settings under App Manifest, and reinstall the app.",
        )
    else:
        yield Finding(ok=True, summary="Every scope in the manifest is granted.")


def check_app_token(settings: Settings) -> Iterator[Finding]:
    """Check that Slack would open a Socket Mode connection."""
    if not settings.slack_app_token:
        return
    from slack_sdk.errors import SlackApiError  # noqa: PLC0415  only this check needs it

    from bot.app import slack_client  # noqa: PLC0415

    try:
        slack_client(settings.slack_api_url).apps_connections_open(app_token=settings.slack_app_token)
        yield Finding(ok=True, summary="Slack would open a Socket Mode connection.")
    except SlackApiError as error:
        yield Finding(
            ok=False,
            summary=f"Slack does not open a Socket Mode connection: {error.response['error']}.",
            next_step="Turn on Socket Mode. Under Basic Information, generate an app-level token (connections:write).",
        )
    except OSError as error:
        yield _unreachable_finding(error)


def check_database(settings: Settings) -> Iterator[Finding]:
    """Check that the database answers and has this version's schema."""
    from bot.storage.engine import get_revision  # noqa: PLC0415  only this check needs it
    from bot.storage.startup import HEAD_REVISION  # noqa: PLC0415

    try:
        found = get_revision(settings.database_url)
    except RolecallError as error:
        yield Finding(ok=False, summary=error.what, next_step=error.next_step)
        return
    if found == HEAD_REVISION:
        yield Finding(ok=True, summary=f"The database works, at schema {found}.")
    elif found is None or found < HEAD_REVISION:
        state = f"is at schema {found}" if found else "is empty"
        yield Finding(ok=False, summary=f"The database {state}.", next_step="Run `rolecall migrate`.")
    else:
        yield Finding(
            ok=False,
            summary=f"The database is at schema {found}, which is newer than this Rolecall.",
            next_step="Install the newest Rolecall.",
        )


def check_knowledge(settings: Settings) -> Iterator[Finding]:
    """Check that the knowledge has no problems."""
    from bot.knowledge.loader import check  # noqa: PLC0415  only this check needs it

    problems = check(settings.knowledge_path)
    for problem in problems:
        yield Finding(ok=False, summary=problem)
    if not problems:
        yield Finding(ok=True, summary="The knowledge has no problems.")


def check_manifest(_: Settings) -> Iterator[Finding]:
    """Check that the manifest declares what the app listens to."""
    from bot.app import LISTENS_TO  # noqa: PLC0415  only this check needs it
    from bot.playground.manifest import Manifest  # noqa: PLC0415

    manifest = Manifest.read()
    declared = {
        "commands": frozenset(command.name for command in manifest.commands),
        "events": manifest.events,
        "shortcuts": frozenset(shortcut.callback_id for shortcut in manifest.shortcuts),
    }
    return compare_manifest(declared, LISTENS_TO)


def compare_manifest(
    declared: Mapping[str, frozenset[str]], handled: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    """Check that declared and handled names are the same, kind by kind."""
    if declared == handled:
        yield Finding(ok=True, summary="The manifest matches the app.")
    for kind, names in declared.items():
        for name in sorted(names ^ handled[kind]):
            missing = "the app does not listen to it" if name in names else "manifest.yml does not declare it"
            yield Finding(ok=False, summary=f"{name}: {missing}.", next_step="Use the manifest.yml of this version.")


def _unreachable_finding(error: OSError) -> Finding:
    return Finding(
        ok=False,
        summary=f"Slack cannot be reached from here ({type(error).__name__}).",
        next_step="Check the network, the proxy (HTTPS_PROXY) and SLACK_API_URL.",
    )


SECRETS = (
    ("slack_bot_token", r"xoxb-\S+", "begin with xoxb-", "OAuth & Permissions at https://api.slack.com/apps"),
    ("slack_app_token", r"xapp-\S+", "begin with xapp-", "Basic Information, App-Level Tokens"),
    ("slack_signing_secret", r"[0-9a-f]{32}", "have 32 hexadecimal digits", "Basic Information, App Credentials"),
)
"""For each secret: the setting, its form, the form in words, and where Slack shows it."""

CHECKS: tuple[Check, ...] = (
    check_version,
    check_secrets,
    check_bot_token,
    check_app_token,
    check_database,
    check_knowledge,
    check_manifest,
)
