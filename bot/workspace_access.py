"""How the app gets the token of the workspace that a request, or a reminder, is about."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient

from bot.logs import log_event
from bot.slack.own_workspace import OwnWorkspace, WorkspaceIds

if TYPE_CHECKING:
    from bot.oauth.install_flow import InstallFlow

log = logging.getLogger("rolecall.installations")

ClientFactory = Callable[[str | None], WebClient]
"""Makes a client of Slack's Web API with this token, or without one."""


class WorkspaceAccess(Protocol):
    """The workspaces that the app serves. Its methods raise RolecallError if the database doesn't answer."""

    @property
    def authorize(self) -> Callable[..., Any]:
        """What gives each request its token."""

    @property
    def before_authorize(self) -> Callable[..., Any] | Middleware | None:
        """Bolt's middleware that runs before it, if any."""

    @property
    def install_flow(self) -> "InstallFlow | None":
        """What answers the requests of a person who installs the app; None if no one can."""

    @property
    def own_team(self) -> str:
        """The id of the only workspace; empty if there may be many, or as long as it isn't known."""

    def start(self) -> None:
        """Begin what runs while requests are answered. Called once in each worker of `serve`."""

    def admits_at_once(self, body: Mapping[str, Any]) -> bool:
        """Whether the request is of a workspace that the app serves, as far as is known without waiting."""

    def is_served(self, team: str, enterprise: str) -> bool:
        """Whether the app answers in this workspace, as far as is known. May wait for the database."""

    def client_for(self, team: str, enterprise: str) -> WebClient | None:
        """A client for a workspace and its organisation; None if the app is not installed there."""

    def remove(self, enterprise: str, team: str, at: datetime) -> None:
        """Note that the app was uninstalled at that time: from a workspace, or without one, from an organisation."""

    def revoke_access(self, teams: Sequence[str], at: datetime) -> None:
        """Note that an organisation has taken the app away from these workspaces of its own."""

    def grant_access(self, enterprise: str, teams: Sequence[str]) -> None:
        """Note that an organisation has given the app to these workspaces of its own."""

    def maintain(self, now: datetime, has_time: Callable[[], bool]) -> None:
        """Do what is due, such as the renewal of tokens, until `has_time` returns False. Called every minute."""


class SingleWorkspaceAuthorize(Authorize):
    """Authorises every request with the one configured token.

    Bolt would call `auth.test` on the first request to learn the bot's own user id. Rolecall does not need that call,
    since Slack sends the id with every event, so slash commands are answered even while the Web API is unreachable.
    """

    def __init__(self, bot_token: str) -> None:
        """`bot_token` authorises every request."""
        self._token = bot_token

    def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None, **_: object
    ) -> AuthorizeResult:
        """The workspace and person of the request, with the token to answer it."""
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id, bot_token=self._token)


class SingleWorkspace:
    """The workspace of SLACK_BOT_TOKEN. What happens to the installation is in the log only."""

    install_flow = None

    def __init__(self, bot_token: str, make_client: ClientFactory) -> None:
        """Every request and every reminder gets `bot_token`."""
        self._client = make_client(bot_token)
        self.before_authorize = OwnWorkspace()
        self.authorize: Callable[..., Any] = SingleWorkspaceAuthorize(bot_token)

    @property
    def own_team(self) -> str:
        """The id of the workspace; empty as long as it isn't known."""
        return self.before_authorize.team

    def start(self) -> None:
        """Find out which workspace the token is for."""
        self.before_authorize.learn_in_background(self._client)

    def admits_at_once(self, body: Mapping[str, Any]) -> bool:
        """Whether it is of this workspace."""
        return self.before_authorize.is_own_request(body)

    def is_served(self, team: str, enterprise: str) -> bool:
        """Whether it is the workspace of the token, or in its organisation."""
        return self.before_authorize.admits(WorkspaceIds(team, enterprise))

    def client_for(self, _team: str, _enterprise: str) -> WebClient | None:
        """The client."""
        return self._client

    def remove(self, enterprise: str, team: str, at: datetime) -> None:
        """Tell the administrator. The data stays until someone deletes it."""
        log_event(
            log,
            "Slack no longer accepts SLACK_BOT_TOKEN: install the app again and copy the new token",
            logging.ERROR,
            team=team or None,
            enterprise=enterprise or None,
            at=at.isoformat(),
        )

    def revoke_access(self, teams: Sequence[str], at: datetime) -> None:
        """Nothing is stored about it."""

    def grant_access(self, enterprise: str, teams: Sequence[str]) -> None:
        """Nothing is stored about it."""

    def maintain(self, now: datetime, has_time: Callable[[], bool]) -> None:
        """Nothing is due: the token doesn't expire."""
