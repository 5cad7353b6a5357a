"""Checks that need Slack: whether it can be reached, accepts the tokens, grants the scopes, and agrees on the time."""

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from bot.doctor.check_context import CheckContext
from bot.doctor.finding import Finding, passed, problem, warning
from bot.doctor.slack_reply import SlackReply
from bot.playground.manifest import Manifest
from bot.settings import Settings
from bot.slack.call_failures import CallFailure, FailureKind

INSTALL = "Install the app in the workspace, then copy the token from OAuth & Permissions."
REINSTALL = "Paste manifest.yml into the app's settings under App Manifest, and reinstall the app."
BOT_TOKEN_ADVICE = {
    "account_inactive": "The app was uninstalled or its bot user deactivated. " + INSTALL,
    "token_revoked": "The app was uninstalled or its tokens revoked. " + INSTALL,
    "token_expired": "Turn off token rotation for the app, reinstall it, and copy the token again.",
    "ip_not_allowed": "Add this machine's public address under OAuth & Permissions, Allowed IP Address Ranges.",
    "ekm_access_denied": "Ask the Slack administrator to allow the app again.",
    "team_access_not_granted": "Ask the organisation's Slack administrator to approve the app for the workspace.",
}
APP_TOKEN_ADVICE = {
    "socket_mode_not_enabled": "Turn on Socket Mode in the app's settings.",
    "missing_scope": "Generate an app-level token with connections:write under Basic Information.",
    "not_allowed_token_type": "Generate an app-level token with connections:write under Basic Information.",
}
APP_TOKEN_DEFAULT = "Generate an app-level token with connections:write under Basic Information."  # noqa: S105  advice, not a token
SIGNATURE_AGE = 300
"""Seconds by which a request may be old before its signature is refused."""
CLOCK_TOLERANCE = 60
"""Seconds that a clock may differ without a warning."""
TEMPORARY_ADVICE: dict[FailureKind, tuple[str, str]] = {
    "rate_limited": ("Slack limits the rate of calls", "Nothing is wrong here. Run doctor again in a minute."),
    "failing": ("Slack has a problem", "See https://slack-status.com, and run doctor again later."),
    "not_slack": (
        "Something other than Slack answers at SLACK_API_URL",
        "A proxy or a captive portal may be in between. Allow slack.com in it, or set HTTPS_PROXY.",
    ),
    "unreachable": (
        "Slack cannot be reached from here",
        "Check the network, the proxy (HTTPS_PROXY), the certificates and SLACK_API_URL.",
    ),
    "bad_address": ("SLACK_API_URL cannot be used", "Remove it, or write it like https://slack.com/api/."),
}


def check_api_url(context: CheckContext) -> Iterator[Finding]:
    """Check that calls go to Slack itself."""
    if context.settings.slack_api_url.rstrip("/") != Settings().slack_api_url.rstrip("/"):
        yield warning(
            "api-url-not-slack",
            "SLACK_API_URL names another server than Slack's, which gets every token.",
            "Remove it unless you use a stand-in for Slack.",
        )


def check_bot_token(context: CheckContext) -> Iterator[Finding]:
    """Check that Slack accepts the bot token and has granted every scope in the manifest."""
    reply = context.auth_test
    if reply is None:
        return
    if reply.failure:
        yield _failure_finding("bot-token", "SLACK_BOT_TOKEN", reply.failure, BOT_TOKEN_ADVICE, INSTALL)
        return
    who, where = reply.data.get("user", "the bot"), reply.data.get("team", "the workspace")
    yield passed("bot-token-accepted", f"Slack accepts the bot token: {who} in {where}.")
    yield from _check_scopes(reply)


def check_app_token(context: CheckContext) -> Iterator[Finding]:
    """Check that Slack would open a Socket Mode connection, and for the same app as the bot token's."""
    reply = context.connections_open
    if reply is None:
        return
    if reply.failure:
        yield _failure_finding("app-token", "SLACK_APP_TOKEN", reply.failure, APP_TOKEN_ADVICE, APP_TOKEN_DEFAULT)
        return
    yield passed("app-token-accepted", "Slack accepts the app-level token and would open a Socket Mode connection.")
    found = re.match(r"xapp-\d+-(A[A-Z0-9]+)-", context.settings.slack_app_token)
    if found and context.app_id and found[1] != context.app_id:
        yield problem(
            "tokens-of-two-apps",
            f"SLACK_BOT_TOKEN belongs to the app {context.app_id}, but SLACK_APP_TOKEN to {found[1]}.",
            "Copy both tokens from the same app.",
        )


def check_clock(context: CheckContext) -> Iterator[Finding]:
    """Compare this machine's clock with the Date header of Slack's replies."""
    replies = [reply for reply in (context.auth_test, context.connections_open) if reply and _is_slacks(reply)]
    date = next((reply.headers["date"] for reply in replies if "date" in reply.headers), None)
    if date is None:
        return
    ahead = round((context.clock() - parsedate_to_datetime(date)).total_seconds())
    direction = "ahead of" if ahead > 0 else "behind"
    if abs(ahead) < CLOCK_TOLERANCE:
        yield passed("clock-right", "This machine's clock agrees with Slack's.")
        return
    summary = f"This machine's clock is {abs(ahead)} seconds {direction} Slack's."
    advice = "Turn on time synchronisation, for example with `timedatectl set-ntp true`."
    if abs(ahead) < SIGNATURE_AGE:
        yield warning("clock-off", summary, advice)
    else:
        yield problem("clock-wrong", f"{summary} `rolecall serve` would refuse every request.", advice)


def _check_scopes(reply: SlackReply) -> Iterator[Finding]:
    if "x-oauth-scopes" not in reply.headers:
        yield warning(
            "scopes-not-listed",
            "The reply does not say which scopes are granted.",
            "A proxy may remove the header x-oauth-scopes. Compare the scopes under OAuth & Permissions yourself.",
        )
        return
    granted = {scope.strip() for scope in reply.headers["x-oauth-scopes"].split(",")}
    missing = sorted((Manifest.read().scopes or frozenset()) - granted)
    if missing:
        yield problem("scopes-missing", f"The workspace has not granted {', '.join(missing)}.", REINSTALL)
    else:
        yield passed("scopes-granted", "Every scope in the manifest is granted.")


def _is_slacks(reply: SlackReply) -> bool:
    return reply.failure is None or reply.failure.kind in ("refused", "rate_limited")


def _failure_finding(
    subject: str, setting: str, failure: CallFailure, advice: dict[str, str], otherwise: str
) -> Finding:
    """What a failed call means: a refusal concerns the token, anything else Slack or the way there."""
    if failure.kind == "refused":
        next_step = advice.get(failure.reason, otherwise)
        return problem(f"{subject}-refused", f"Slack does not accept {setting}: {failure.reason}.", next_step)
    what, next_step = TEMPORARY_ADVICE[failure.kind]
    name = f"slack-{failure.kind.replace('_', '-')}"
    make = warning if failure.kind in ("rate_limited", "failing") else problem
    return make(name, f"{what} ({failure.reason}), so {setting} could not be checked.", next_step)
