"""Gives each request the token of the workspace that it comes from."""

import logging
from collections.abc import Callable
from typing import Any

from slack_bolt import BoltContext, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_sdk.oauth.installation_store import Bot

from bot.errors import RolecallError
from bot.logs import log_event
from bot.slack.errors import NotInstalledError

log = logging.getLogger("rolecall.installations")

FindBot = Callable[[str, str], Bot | None]
"""Takes the ids of an organisation and a workspace; None if the app is not installed there. May raise RolecallError."""


class InstallationAuthorize(Authorize):
    """Authorises every request with the token of its workspace, or of the organisation that the workspace is in."""

    def __init__(self, find_bot: FindBot, install_url: str) -> None:
        """`install_url` is where an administrator installs the app."""
        self._find_bot = find_bot
        self._install_url = install_url

    def __call__(
        self, *, context: BoltContext, enterprise_id: str | None, team_id: str | None, user_id: str | None, **_: object
    ) -> AuthorizeResult:
        """The workspace and person of the request, with the token to answer it.

        A command or click can be answered without a token. So while the database is down, it gets a result without one.
        Raises NotInstalledError if the app is not installed, RolecallError if the database doesn't answer.
        """
        where = {"enterprise_id": enterprise_id, "team_id": team_id, "user_id": user_id}
        try:
            bot = self._find_bot(enterprise_id or "", team_id or "")
        except RolecallError as error:
            log_event(log, "installation not found", logging.ERROR, team=team_id, error=type(error).__name__)
            if context.response_url is None:
                raise
            return AuthorizeResult(**where)
        if bot is None:
            raise NotInstalledError(self._install_url)
        return AuthorizeResult(**where, bot_token=bot.bot_token, bot_id=bot.bot_id, bot_user_id=bot.bot_user_id)


def name_workspace(context: BoltContext, body: dict[str, Any], next: Callable[[], BoltResponse]) -> None:  # noqa: A002  Bolt passes arguments by these names
    """Middleware: take the workspace from the event itself if the authorisation names none.

    Events of an app that is installed in a whole organisation have no workspace in their authorisation.
    """
    if not context.team_id and isinstance(body.get("team_id"), str):
        context["team_id"] = body["team_id"]
    next()
