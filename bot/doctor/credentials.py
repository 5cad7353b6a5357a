"""Checks of the form of tokens and secrets. No finding contains any part of one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from bot.doctor.check_context import CheckContext
from bot.doctor.finding import Finding, passed, problem
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class CredentialSetting:
    """A setting for a credential: its name, the kind it should have, and where Slack shows the value."""

    name: str
    kind: str
    place: str


APPS = "https://api.slack.com/apps"
CREDENTIALS = (
    CredentialSetting("SLACK_BOT_TOKEN", "a bot token (xoxb-)", f"OAuth & Permissions at {APPS}"),
    CredentialSetting("SLACK_APP_TOKEN", "an app-level token (xapp-)", "Basic Information, App-Level Tokens"),
    CredentialSetting(
        "SLACK_SIGNING_SECRET", "a secret of 32 hexadecimal digits", "Basic Information, App Credentials"
    ),
)
KINDS = (
    (r"xoxe\.xoxb-\S+", "an expiring bot token (xoxe.)"),
    (r"(xoxe\.xoxp|xoxe)-\S+", "an app configuration token (xoxe)"),
    (r"\S*\.\.\.|x(oxb|app)-?(your\S*)?|your\S*|changeme", "a placeholder"),
    (r"xoxb-\S+", CREDENTIALS[0].kind),
    (r"xapp-\S+", CREDENTIALS[1].kind),
    (r"xoxp-\S+", "a user token (xoxp-)"),
    (r"xox[a-z]-\S+", "another kind of Slack token"),
    (r"[0-9a-f]{32}", CREDENTIALS[2].kind),
    (r"\d+\.\d+", "a client ID"),
    (r"https?://\S+", "a web address"),
)
"""The kinds of credentials that Slack has, by their form. The first that fits counts."""
UNKNOWN_KIND = "something else"


def credential_kind(value: str) -> str:
    """The kind of a credential, from its form."""
    return next((kind for form, kind in KINDS if re.fullmatch(form, value, re.IGNORECASE)), UNKNOWN_KIND)


def check_credentials(context: CheckContext) -> Iterator[Finding]:
    """Check that what is needed is set, and that each value has the form of its setting."""
    wrong = [each for each in CREDENTIALS if _value(context.settings, each) and not _fits(context.settings, each)]
    swapped = [
        pair
        for pair in combinations(wrong, 2)
        if {credential_kind(_value(context.settings, each)) for each in pair} == {each.kind for each in pair}
    ]
    for first, second in swapped:
        yield problem("credentials-swapped", f"{first.name} and {second.name} are swapped.", "Exchange the two values.")
    for each in wrong:
        if not any(each in pair for pair in swapped):
            yield _wrong_kind(context.settings, each)
    yield from _check_pairs(context.settings)
    yield from _check_ways(context.settings)


def _check_pairs(settings: Settings) -> Iterator[Finding]:
    if settings.slack_signing_secret and settings.slack_signing_secret == settings.slack_client_secret:
        yield problem(
            "signing-secret-is-client-secret",
            "SLACK_SIGNING_SECRET and SLACK_CLIENT_SECRET have the same value.",
            "Copy each from Basic Information, App Credentials: Signing Secret and Client Secret are two fields.",
        )
    if bool(settings.slack_client_id) != bool(settings.slack_client_secret):
        missing = "SLACK_CLIENT_SECRET" if settings.slack_client_id else "SLACK_CLIENT_ID"
        yield problem(
            "client-credentials-incomplete",
            f"{missing} is not set, although the other half of the pair is.",
            "Copy it from Basic Information, App Credentials, or remove the other half.",
        )


def _check_ways(settings: Settings) -> Iterator[Finding]:
    """Check that there is a way to receive requests, and a token to answer them with."""
    if settings.serves_many_workspaces:
        yield from _check_many_workspaces(settings)
    elif not settings.slack_bot_token:
        yield problem("bot-token-missing", "SLACK_BOT_TOKEN is not set.", f"Copy it from {CREDENTIALS[0].place}.")
    ways = {"connect": settings.slack_app_token, "serve": settings.slack_signing_secret}
    possible = [f"`rolecall {command}`" for command, secret in ways.items() if secret]
    if not possible:
        needed = "Set SLACK_APP_TOKEN for `rolecall connect`, or SLACK_SIGNING_SECRET for `rolecall serve`."
        yield problem("no-way-to-receive", "Rolecall has no way to receive requests from Slack.", needed)
    elif settings.slack_bot_token:
        yield passed("credentials-set", f"The secrets for {' and '.join(possible)} are set.")
    if _fits(settings, CREDENTIALS[2]):
        yield passed(
            "signing-secret-unverified",
            "SLACK_SIGNING_SECRET has the right form. Only a request from Slack shows whether it is the right one.",
        )


def _check_many_workspaces(settings: Settings) -> Iterator[Finding]:
    """Each workspace then has a token of its own, in the database."""
    needed = ("slack_signing_secret", "public_url", "token_encryption_key")
    missing = [name.upper() for name in needed if not getattr(settings, name)]
    if missing:
        summary = f"With SLACK_CLIENT_ID, `rolecall serve` needs {', '.join(missing)} too."
        yield problem("many-workspaces-incomplete", summary, "Set them, or remove SLACK_CLIENT_ID.")
    else:
        yield passed("many-workspaces", "Any workspace can install the app over `rolecall serve`.")


def _wrong_kind(settings: Settings, each: CredentialSetting) -> Finding:
    found = credential_kind(_value(settings, each))
    if found == KINDS[0][1]:
        advice = "Turn off token rotation for the app, reinstall it, and copy the token again."
        return problem("bot-token-expiring", f"{each.name} is {found}, valid for twelve hours.", advice)
    name = f"{each.name.lower().replace('_', '-').removeprefix('slack-')}-form"
    return problem(name, f"{each.name} should be {each.kind}, but is {found}.", f"Copy it from {each.place}.")


def _value(settings: Settings, each: CredentialSetting) -> str:
    value: str = getattr(settings, each.name.lower())
    return value


def _fits(settings: Settings, each: CredentialSetting) -> bool:
    return credential_kind(_value(settings, each)) == each.kind
