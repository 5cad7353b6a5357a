"""Checks of manifest.yml against the app, and of the app's settings in Slack against manifest.yml."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.app import LISTENS_TO
from bot.doctor.check_context import CheckContext
from bot.doctor.events_url import EVENTS_PATH
from bot.doctor.finding import Finding, passed, problem, warning
from bot.playground.manifest import Manifest

PASTE = "Paste the manifest.yml of this version under App Manifest in the app's settings, and reinstall the app."
OWN = "Use the manifest.yml of this version."


def check_manifest(_: CheckContext) -> Iterator[Finding]:
    """Check that the manifest.yml of this installation declares what the app listens to."""
    return compare_manifest(_declared(Manifest.read()), LISTENS_TO)


def compare_manifest(
    declared: Mapping[str, frozenset[str]], handled: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    """Check that declared and handled names are the same, kind by kind."""
    if declared == handled:
        yield passed("manifest-matches", "The manifest matches the app.")
    for kind, names in declared.items():
        for name in sorted(names ^ handled[kind]):
            missing = "the app does not listen to it" if name in names else "manifest.yml does not declare it"
            yield problem("manifest-differs", f"{name}: {missing}.", OWN)


def check_app_settings(context: CheckContext) -> Iterator[Finding]:
    """Compare the app's settings in Slack with manifest.yml. Slack shows them only to SLACK_CONFIG_TOKEN."""
    token = context.settings.slack_config_token
    if not token:
        return
    if not context.app_id:
        yield warning(
            "app-unknown", "Slack does not say which app the bot token belongs to.", "Fix the bot token first."
        )
        return
    reply = context.ask("apps.manifest.export", token, app_id=context.app_id)
    if reply.failure:
        advice = "Generate a new one at https://api.slack.com/apps; it is valid for twelve hours."
        yield warning(
            "config-token-refused", f"Slack does not accept SLACK_CONFIG_TOKEN: {reply.failure.reason}.", advice
        )
        return
    yield from _compare_settings(context, reply.data.get("manifest", {}))


def _compare_settings(context: CheckContext, exported: dict[str, Any]) -> Iterator[Finding]:
    differences = [*_missing_names(exported), *_transport_problems(context, exported.get("settings", {}))]
    yield from differences
    if not differences:
        yield passed("app-settings-match", "The app's settings in Slack match manifest.yml.")


def _missing_names(exported: dict[str, Any]) -> Iterator[Finding]:
    """What manifest.yml declares and the app's settings lack, because they come from an older manifest.yml."""
    found = Manifest.parse(exported)
    for kind, names in _declared(Manifest.read()).items():
        for name in sorted(names - _declared(found)[kind]):
            yield problem("app-settings-old", f"The app's settings in Slack lack {name} ({kind}).", PASTE)


def _transport_problems(context: CheckContext, settings: Mapping[str, Any]) -> Iterator[Finding]:
    over_sockets = bool(settings.get("socket_mode_enabled"))
    if context.settings.slack_app_token and not over_sockets and not context.settings.slack_signing_secret:
        yield problem("socket-mode-off", "Socket Mode is off in the app's settings.", "Turn it on under Socket Mode.")
    if context.settings.slack_signing_secret and over_sockets and not context.settings.slack_app_token:
        yield problem(
            "socket-mode-on",
            "Socket Mode is on in the app's settings, so Slack sends nothing to `rolecall serve`.",
            "Turn it off under Socket Mode, or use `rolecall connect`.",
        )
    url = context.settings.public_url.rstrip("/")
    asked = str(settings.get("event_subscriptions", {}).get("request_url", ""))
    if url and not over_sockets and asked != url + EVENTS_PATH:
        yield problem(
            "events-url-unset" if not asked else "events-url-differs",
            "The app's settings have no events URL." if not asked else "The app's settings have another events URL.",
            f"Enter PUBLIC_URL{EVENTS_PATH} under Event Subscriptions, Interactivity, and each slash command.",
        )


def _declared(manifest: Manifest) -> dict[str, frozenset[str]]:
    return {
        "commands": frozenset(command.name for command in manifest.commands),
        "events": manifest.events,
        "shortcuts": frozenset(shortcut.callback_id for shortcut in manifest.shortcuts),
    }
