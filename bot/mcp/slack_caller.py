"""Who asks through Slackbot: https://docs.slack.dev/ai/slackbot-mcp-client.

With Slack identity authentication, Slack signs each request and names the person in `_meta.slack`. Without a valid
signature, what is written there means nothing.
"""

import json
from collections.abc import Mapping
from typing import NamedTuple

CALL = "tools/call"


class SlackCaller(NamedTuple):
    """A person in a workspace; `enterprise` is its organisation, or empty."""

    team: str
    user: str
    enterprise: str = ""


def find_caller(meta: object) -> SlackCaller | None:
    """Return the person in the `_meta` of a request; None if it doesn't name both the person and the workspace."""
    about = meta.get("slack") if isinstance(meta, Mapping) else None
    if not isinstance(about, Mapping):
        return None
    team, user, enterprise = (about.get(name) for name in ("team_id", "user_id", "enterprise_id"))
    if not (isinstance(team, str) and team and isinstance(user, str) and user):
        return None
    return SlackCaller(team, user, enterprise if isinstance(enterprise, str) else "")


def is_call(body: bytes) -> bool:
    """Whether the body may call a tool; one that can't be read counts as a call."""
    return _read(body).get("method", CALL) == CALL


def read_caller(body: bytes) -> SlackCaller | None:
    """Return the person that the body of a request names, if any."""
    params = _read(body).get("params")
    return find_caller(params.get("_meta")) if isinstance(params, Mapping) else None


def _read(body: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}
