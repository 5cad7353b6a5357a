"""The page on which a person lets an app into the workspace, as Slack shows it when the app leads them there.

https://docs.slack.dev/authentication/installing-with-oauth describes the request and what it leads back to.
"""

from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from bot.playground.app_registration import AppRegistration, InstallTarget
from bot.playground.loopback import Response
from bot.playground.responses import HEADERS

PATH = "/oauth/v2/authorize"
PERMISSIONS = {
    "app_mentions:read": "See messages that mention @Rolecall",
    "assistant:write": "Suggest questions to people who open Rolecall",
    "channels:history": "See messages in public channels it's a member of",
    "channels:read": "See names and members of public channels",
    "chat:write": "Send messages",
    "commands": "Add the commands /roles and /hiring",
    "files:write": "Send files, such as an export",
    "groups:history": "See messages in private channels it's a member of",
    "groups:read": "See names and members of private channels it's a member of",
    "im:history": "See direct messages that people send it",
    "im:write": "Start direct messages",
    "mpim:read": "See the members of group direct messages it's in",
    "users:read": "See the people of the workspace, and their time zones",
}
"""What each scope permits, as a person would say it: https://docs.slack.dev/reference/scopes."""
ON_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})


def is_on_this_machine(url: str) -> bool:
    """Whether an address is one of this machine, over HTTP.

    Browsers read a backslash as a slash, so what comes before it would be the machine.
    """
    try:
        parts = urlsplit(url)
        is_usable = parts.port != 0
    except ValueError:  # the port is no number, or too large
        return False
    is_plain = "\\" not in url and "@" not in parts.netloc
    return is_usable and is_plain and parts.scheme == "http" and parts.hostname in ON_THIS_MACHINE


def authorize_page(registration: AppRegistration, target: InstallTarget, query: Mapping[str, str]) -> Response:
    """The page with what the app asks for. *Allow* and *Cancel* are links that lead back to the app."""
    redirect_uri, state = query.get("redirect_uri", ""), query.get("state", "")
    if query.get("client_id") != registration.client_id:
        return _page("This app isn't registered here", "<p>Its client ID isn't the one of this playground.</p>", 400)
    if not is_on_this_machine(redirect_uri):
        problem = "<p>The playground leads only to addresses of this machine. Set PUBLIC_URL to such an address.</p>"
        return _page("The app's address can't be used", problem, 400)
    code = registration.issue_code(target, redirect_uri)
    allow = f"{redirect_uri}?{urlencode({'code': code, 'state': state})}"
    cancel = f"{redirect_uri}?{urlencode({'error': 'access_denied', 'state': state})}"
    scopes = "".join(_permission(scope) for scope in query.get("scope", "").split(",") if scope)
    content = (
        f"<p>In the workspace {escape(target.team_name)}, Rolecall would like to:</p><ul>{scopes}</ul>"
        f'<p class="choices"><a class="button" href="{escape(cancel)}">Cancel</a> '
        f'<a class="button primary" href="{escape(allow)}">Allow</a></p>'
        "<p><small>This is the playground on this machine, not Slack.</small></p>"
    )
    return _page("Install Rolecall", content)


def _permission(scope: str) -> str:
    """A scope as an item of the list, in words where they are known."""
    name = f"<code>{escape(scope)}</code>"
    return f"<li>{PERMISSIONS[scope]} {name}</li>" if scope in PERMISSIONS else f"<li>{name}</li>"


def _page(heading: str, content: str, status: int = HTTPStatus.OK) -> Response:
    page = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{heading} - Rolecall playground</title>
<link rel="icon" href="/static/icon.svg">
<link rel="stylesheet" href="/static/base.css">
<link rel="stylesheet" href="/static/controls.css">
<link rel="stylesheet" href="/static/authorize.css">
</head>
<body class="authorize"><main><h1>{heading}</h1>{content}</main></body>
</html>
"""
    return Response(status, page.encode(), "text/html; charset=utf-8", HEADERS)
