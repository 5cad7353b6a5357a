"""Reacts when the app is uninstalled from a workspace or an organisation, or its tokens are revoked."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

from slack_bolt import App, Args

from bot.logs import log_event

EVENTS = frozenset({"app_uninstalled", "tokens_revoked"})
"""The events about installations."""
ORGANISATION_EVENTS = frozenset({"team_access_granted", "team_access_revoked"})
"""The events about workspaces of an Enterprise Grid organisation. An administrator adds them."""

log = logging.getLogger("rolecall.installations")


class Installations(Protocol):
    """What is stored about the workspaces that have installed the app. Every method may raise RolecallError."""

    def remove(self, enterprise: str, team: str, at: datetime) -> None:
        """Delete the tokens that a workspace had at that time; without a workspace, those of an organisation."""

    def revoke_access(self, teams: Sequence[str], at: datetime) -> None:
        """Record that an organisation has taken the app away from these workspaces of its own."""

    def grant_access(self, enterprise: str, teams: Sequence[str]) -> None:
        """Record that an organisation has given the app to these workspaces of its own."""


def register(app: App, installations: Installations) -> None:
    """Register the listeners. Slack sends the event again if one raises."""

    def remove(args: Args) -> None:
        context, event = args.context, args.event or {}
        enterprise, team = context.enterprise_id or "", context.team_id or ""
        log_event(log, event["type"], logging.WARNING, team=team or None, enterprise=enterprise or None)
        installations.remove(enterprise, "" if context.is_enterprise_install else team, _happened_at(args))

    def revoke_access(args: Args) -> None:
        installations.revoke_access((args.event or {})["team_ids"], _happened_at(args))

    def grant_access(args: Args) -> None:
        installations.grant_access(args.context.enterprise_id or "", (args.event or {})["team_ids"])

    app.event("app_uninstalled")(remove)
    app.event("tokens_revoked", matchers=[has_bot_token])(remove)
    app.event("team_access_revoked")(revoke_access)
    app.event("team_access_granted")(grant_access)


def has_bot_token(event: dict[str, dict[str, list[str]]]) -> bool:
    """Return whether the app's own token was revoked, and not only that of a person."""
    return bool(event.get("tokens", {}).get("bot"))


def _happened_at(args: Args) -> datetime:
    """When it happened at Slack. The event may come much later, and the app may have been installed again by then."""
    return datetime.fromtimestamp(args.body["event_time"] + 1, UTC)  # Slack cuts off the fraction of the second
