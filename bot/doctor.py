"""What is wrong with this installation, and how to mend it: secrets, Slack, database, knowledge, manifest."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.errors import RolecallError
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is in order, and what to do where it is not."""

    ok: bool
    summary: str
    next_step: str = ""

    def __str__(self) -> str:
        """One line for the terminal."""
        return f"{'ok  ' if self.ok else 'MEND'}  {self.summary} {self.next_step}".rstrip()


Check = Callable[[Settings], Iterator[Finding]]


def run_checks(settings: Settings) -> list[Finding]:
    """Everything that was looked at, in the order in which it is best mended. Never raises.

    Without a network all but the two questions to Slack are answered.
    """
    return [finding for check in CHECKS for finding in check(settings)]


def check_secrets(settings: Settings) -> Iterator[Finding]:
    """That every secret is there and looks like one; nothing of a secret is ever shown."""
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
        yield Finding(ok=True, summary=f"The secrets allow {' and '.join(possible)}.")
    else:
        needed = "Set SLACK_APP_TOKEN for `rolecall connect`, or SLACK_SIGNING_SECRET for `rolecall serve`."
        yield Finding(ok=False, summary="There is no way to hear from Slack.", next_step=needed)


def check_bot_token(settings: Settings) -> Iterator[Finding]:
    """That Slack knows the bot token, and granted every scope in the manifest."""
    if not settings.slack_bot_token:
        return
    from slack_sdk.errors import SlackApiError  # noqa: PLC0415  a broken installation is to be told about, not met

    from bot.app import slack_client  # noqa: PLC0415
    from bot.playground.manifest import Manifest  # noqa: PLC0415

    try:
        who = slack_client(settings.slack_api_url, settings.slack_bot_token).auth_test()
    except SlackApiError as error:
        yield Finding(
            ok=False,
            summary=f"Slack does not accept SLACK_BOT_TOKEN: {error.response['error']}.",
            next_step=f"Install the app in the workspace, and copy the token from {SECRETS[0][3]}.",
        )
        return
    except OSError as error:
        yield _unreachable_finding(error)
        return
    yield Finding(ok=True, summary=f"Slack knows the bot as {who['user']} in {who['team']}.")
    granted = set(str(who.headers.get("x-oauth-scopes", "")).split(","))
    missing = sorted((Manifest.read().scopes or frozenset()) - {scope.strip() for scope in granted})
    if missing:
        yield Finding(
            ok=False,
            summary=f"The workspace has not granted {', '.join(missing)}.",
            next_step="Put manifest.yml into the app's settings under App Manifest, and install the app again.",
        )
    else:
        yield Finding(ok=True, summary="Every scope in the manifest is granted.")


def check_app_token(settings: Settings) -> Iterator[Finding]:
    """That a Socket Mode connection could be opened."""
    if not settings.slack_app_token:
        return
    from slack_sdk.errors import SlackApiError  # noqa: PLC0415  as above

    from bot.app import slack_client  # noqa: PLC0415

    try:
        slack_client(settings.slack_api_url).apps_connections_open(app_token=settings.slack_app_token)
        yield Finding(ok=True, summary="Slack would open a Socket Mode connection.")
    except SlackApiError as error:
        yield Finding(
            ok=False,
            summary=f"Slack does not open a Socket Mode connection: {error.response['error']}.",
            next_step="Turn Socket Mode on; make an app-level token with connections:write under Basic Information.",
        )
    except OSError as error:
        yield _unreachable_finding(error)


def check_database(settings: Settings) -> Iterator[Finding]:
    """That the database answers, and has our schema."""
    from bot.storage.engine import get_revision  # noqa: PLC0415  only where it is asked for
    from bot.storage.startup import HEAD_REVISION  # noqa: PLC0415

    try:
        found = get_revision(settings.database_url)
    except RolecallError as error:
        yield Finding(ok=False, summary=error.what, next_step=error.next_step)
        return
    if found == HEAD_REVISION:
        yield Finding(ok=True, summary=f"The database answers, at schema {found}.")
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
    """That the knowledge has no problems."""
    from bot.knowledge.loader import check  # noqa: PLC0415  only where it is asked for

    problems = check(settings.knowledge_path)
    for problem in problems:
        yield Finding(ok=False, summary=problem)
    if not problems:
        yield Finding(ok=True, summary="The knowledge is in order.")


def check_manifest(_: Settings) -> Iterator[Finding]:
    """That what the manifest promises Slack is what the app listens to."""
    from bot.app import LISTENS_TO  # noqa: PLC0415  only where it is asked for
    from bot.playground.manifest import Manifest  # noqa: PLC0415

    manifest = Manifest.read()
    promised = {
        "commands": frozenset(command.name for command in manifest.commands),
        "events": manifest.events,
        "shortcuts": frozenset(shortcut.callback_id for shortcut in manifest.shortcuts),
    }
    return compare_manifest(promised, LISTENS_TO)


def compare_manifest(promised: Mapping[str, frozenset[str]], heard: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    """That names promised to Slack and names listened to are the same, kind by kind."""
    if promised == heard:
        yield Finding(ok=True, summary="The manifest and the app are in step.")
    for kind, names in promised.items():
        for name in sorted(names ^ heard[kind]):
            missing = "the app does not listen to it" if name in names else "manifest.yml does not name it"
            yield Finding(ok=False, summary=f"{name}: {missing}.", next_step="Use the manifest.yml of this version.")


def _unreachable_finding(error: OSError) -> Finding:
    return Finding(
        ok=False,
        summary=f"Slack cannot be reached from here ({type(error).__name__}).",
        next_step="Check the network, a proxy (HTTPS_PROXY), and SLACK_API_URL.",
    )


SECRETS = (
    ("slack_bot_token", r"xoxb-\S+", "begin with xoxb-", "OAuth & Permissions at https://api.slack.com/apps"),
    ("slack_app_token", r"xapp-\S+", "begin with xapp-", "Basic Information, App-Level Tokens"),
    ("slack_signing_secret", r"[0-9a-f]{32}", "have 32 hexadecimal digits", "Basic Information, App Credentials"),
)
"""Setting, its shape, the shape in words, and where Slack shows it."""

CHECKS: tuple[Check, ...] = (
    check_secrets,
    check_bot_token,
    check_app_token,
    check_database,
    check_knowledge,
    check_manifest,
)
