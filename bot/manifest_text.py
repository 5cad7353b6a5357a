"""The app's manifest as Slack takes it: the file as it is, or set up for HTTP, as YAML or as JSON."""

import json
from urllib.parse import urlsplit

from bot.errors import UsageError
from bot.playground.manifest import MANIFEST, parse_manifest

EXAMPLE = "https://rolecall.example.com"
EVENTS_PATH = "/slack/events"
MCP_LINES = ("# - mcp:connect", "# mcp_servers:")
"""How the lines begin that let Slackbot ask Rolecall, as they are in the file."""


def manifest_text(address: str = "", *, as_json: bool = False, with_mcp: bool = False) -> str:
    """The manifest for Socket Mode or, with an address, for HTTP at that address.

    With `with_mcp`, Slackbot asks the tools at that address. Raises UsageError unless the address is https and has no
    path, or if there is none for the tools.
    """
    text = MANIFEST.read_text(encoding="utf-8")
    if with_mcp and not address:
        raise UsageError("Slackbot can only ask over HTTP.", f"Add --http {EXAMPLE} with your address.")
    if address:
        text = _over_http(text, _checked(address))
    if with_mcp:
        text = _with_mcp(text, _checked(address))
    return json.dumps(parse_manifest(text), indent=2) if as_json else text.rstrip("\n")


def _checked(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise UsageError(f"{address} is not an https address without a path.", f"Write it like {EXAMPLE}.")
    return f"https://{parts.netloc}"


def _over_http(text: str, address: str) -> str:
    """The text with every events URL uncommented, and Socket Mode off."""
    placeholder = EXAMPLE + EVENTS_PATH
    lines = [
        line.replace("# ", "", 1).replace(placeholder, address + EVENTS_PATH)
        if line.lstrip().startswith("# ") and line.endswith(placeholder)
        else line
        for line in text.splitlines()
    ]
    return "\n".join(lines).replace("socket_mode_enabled: true", "socket_mode_enabled: false")


def _with_mcp(text: str, address: str) -> str:
    """The text with the scope and the server of the Model Context Protocol uncommented."""
    lines = [
        line.replace("# ", "", 1).replace(EXAMPLE, address) if line.lstrip().startswith(MCP_LINES) else line
        for line in text.splitlines()
    ]
    return "\n".join(lines)
