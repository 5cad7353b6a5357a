"""An installation without faults, in which a test makes one mistake and sees what `rolecall doctor` finds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from bot.doctor.check_context import Check, CheckContext
from bot.doctor.finding import Finding
from bot.playground.loopback import Response
from fakes.office import Office
from fakes.socket_mode import SocketModeSlack

APP_TOKEN = "xapp-1-A0ROLECALL-1-0123456789abcdef"
SIGNING_SECRET = "0123456789abcdef0123456789abcdef"


def api_error(code: str, status: int = HTTPStatus.OK, **headers: str) -> Response:
    """A response in which Slack refuses a call."""
    body = json.dumps({"ok": False, "error": code}).encode()
    return Response(status, body, "application/json", headers)


def api_result(headers: Mapping[str, str] | None = None, **data: Any) -> Response:
    """A response in which Slack accepts a call."""
    return Response(HTTPStatus.OK, json.dumps({"ok": True, **data}).encode(), "application/json", headers or {})


def web_page(status: int = HTTPStatus.OK) -> Response:
    """The page of a captive portal, or of a gateway in trouble."""
    return Response(status, b"<!doctype html><title>Sign in</title>", "text/html")


@dataclass
class Installation:
    """Settings that fit the fake Slack at `link`, in a folder of their own."""

    office: Office
    link: SocketModeSlack
    folder: Path
    database_url: str
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def context(self) -> CheckContext:
        """The context for the checks, with the mistakes made so far."""
        settings = self.office.settings(
            database_url=self.database_url,
            slack_api_url=self.link.api_url,
            slack_app_token=APP_TOKEN,
            slack_signing_secret=SIGNING_SECRET,
        )
        return CheckContext(replace(settings, **self.changes), dotenv=self.folder / ".env")

    def finds(self, check: Check, *, level: str | None = "problem") -> dict[str, Finding]:
        """The findings of one check at this level, by name; None for all levels."""
        return {each.name: each for each in check(self.context) if level in (None, each.level)}

    def finds_only(self, check: Check, name: str, level: str = "problem") -> str:
        """The one finding of a check that isn't ok, as a line."""
        found = [each for each in check(self.context) if each.level != "ok"]
        assert [(each.name, each.level) for each in found] == [(name, level)], found
        assert found[0].next_step, "it doesn't say what to do"
        return str(found[0])
