"""The commands that run Rolecall in a process of its own, with the playground in the place of Slack."""

import os
import shlex
import shutil
import sys
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_bytes
from typing import Self
from urllib.parse import urlsplit

from bot.playground import authorize_page
from bot.playground.app_registration import AppRegistration
from bot.playground.fake_slack import API

PORTS_APART = 100
"""How far the port of `serve` is from that of the playground: both have the same default."""
MAX_PORT = 65_535


@dataclass(frozen=True, slots=True)
class OwnApp:
    """An app of one's own: the playground that it uses, at `address`, its credentials there, and its database.

    `cleared` are environment variables that would be in its way.
    """

    address: str
    registration: AppRegistration
    database: Path
    cleared: tuple[str, ...] = ()
    key: str = field(default_factory=lambda: b64encode(token_bytes(32)).decode())

    def at(self, address: str, cleared: tuple[str, ...] = ()) -> Self:
        """The same with the playground at this address, and with further variables in its way."""
        return replace(self, address=address, cleared=(*self.cleared, *cleared))

    @property
    def url(self) -> str:
        """Where `serve` is reached."""
        port = (urlsplit(self.address).port or 80) + PORTS_APART
        return f"http://127.0.0.1:{port if port <= MAX_PORT else port - 2 * PORTS_APART}"

    @property
    def events_url(self) -> str:
        """The request URL of `serve`."""
        return f"{self.url}/slack/events"

    @property
    def install_url(self) -> str:
        """Where a person begins to install the app that `serve` runs for many workspaces."""
        return f"{self.url}/slack/install"

    def commands(self) -> dict[str, str]:
        """What to type for each way to run it: `connect`, `serve`, and `install` for `serve` with many workspaces."""
        api = {"SLACK_API_URL": f"{self.address}{API}"}
        bot = {"SLACK_BOT_TOKEN": self.registration.bot_token}
        signing = {"SLACK_SIGNING_SECRET": self.registration.signing_secret}
        database = {"DATABASE_URL": f"sqlite:///{self.database}"}
        port = {"PORT": str(urlsplit(self.url).port)}
        socket = {"SLACK_APP_TOKEN": self.registration.app_token, "HEALTH_PORT": "0"}
        oauth = {
            "SLACK_AUTHORIZE_URL": f"{self.address}{authorize_page.PATH}",
            "SLACK_CLIENT_ID": self.registration.client_id,
            "SLACK_CLIENT_SECRET": self.registration.client_secret,
            "PUBLIC_URL": self.url,
            "TOKEN_ENCRYPTION_KEY": self.key,
        }
        cleared = dict.fromkeys(self.cleared, "")
        return {
            "connect": command_line(cleared | api | bot | socket | database, "connect"),
            "serve": command_line(cleared | api | bot | signing | port | database, "serve"),
            "install": command_line(cleared | api | oauth | signing | port | database, "serve"),
        }


def command_line(variables: Mapping[str, str], command: str, *, is_windows: bool = os.name == "nt") -> str:
    """The lines to paste into a terminal: on Windows PowerShell, elsewhere a POSIX shell."""
    if is_windows:
        lines = [f"$env:{name} = '{_doubled(value)}'" for name, value in variables.items()]
        return "\n".join((*lines, f"& {program()} {command}"))
    lines = [f"{name}={shlex.quote(value) if value else ''}" for name, value in variables.items()]
    return " \\\n".join((*lines, f"{program()} {command}"))


def _doubled(value: str) -> str:
    """The value with its quotes doubled, as PowerShell wants them inside quotes."""
    return value.replace("'", "''")


def program() -> str:
    """How Rolecall is started in this terminal: `rolecall` if that is on the PATH, else the path of the program."""
    if shutil.which("rolecall"):
        return "rolecall"
    path = Path(sys.argv[0])
    return str(path) if path.stem == "rolecall" else f"{sys.executable} -m bot"
