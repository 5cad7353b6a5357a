"""The workspace that SLACK_BOT_TOKEN is for: requests for another one are refused."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware
from slack_bolt.request.internals import extract_team_id
from slack_sdk import WebClient

from bot.counts import count
from bot.logs import log_event, log_rarely
from bot.slack.call_failures import CALL_ERRORS, classify_failure
from bot.slack.errors import OtherWorkspaceError

RETRY_SECONDS = 60.0
"""Between two attempts to find out which workspace the token is for."""

log = logging.getLogger("rolecall.installations")


class WorkspaceIds(NamedTuple):
    """The ids of a workspace; `enterprise` is its organisation, or empty."""

    team: str
    enterprise: str = ""


class OwnWorkspace(Middleware):
    """Lets only requests for one workspace pass, or for its organisation, as soon as it is known which one that is.

    Until then every request passes: most answers don't need Slack, so they don't wait for it.
    """

    def __init__(self) -> None:
        """It isn't known yet."""
        self._workspace: WorkspaceIds | None = None

    def learn(self, identity: Mapping[str, Any]) -> None:
        """Take it from Slack's reply to `auth.test`."""
        team, enterprise = identity.get("team_id"), identity.get("enterprise_id")
        if isinstance(team, str) and team:
            self._workspace = WorkspaceIds(team, enterprise if isinstance(enterprise, str) else "")

    @property
    def team(self) -> str:
        """The id of the workspace; empty as long as it isn't known."""
        return self._workspace.team if self._workspace else ""

    def admits(self, ids: WorkspaceIds) -> bool:
        """Whether this may be the workspace: it is, it belongs to the same organisation, or it isn't known yet."""
        own = self._workspace
        return own is None or own.team == ids.team or own.enterprise == ids.enterprise != ""

    def learn_in_background(self, client: WebClient) -> None:
        """Ask Slack until it replies, in a thread that does not keep the process alive."""
        threading.Thread(target=self._ask, args=(client,), name="rolecall-workspace", daemon=True).start()

    def _ask(self, client: WebClient) -> None:
        pause = threading.Event()
        while self._workspace is None:
            try:
                self.learn(client.auth_test().data)  # type: ignore[arg-type]  # bytes only for files
            except CALL_ERRORS as error:
                reason = classify_failure(error).reason
                log_event(log, "don't know yet which workspace SLACK_BOT_TOKEN is for", logging.WARNING, reason=reason)
            if self._workspace is None:
                pause.wait(RETRY_SECONDS)

    def is_own_request(self, body: Mapping[str, Any]) -> bool:
        """Whether the request is for this workspace, as far as is known."""
        return self._workspace is None or is_for(self._workspace, body)

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002  Bolt passes it by name
        next: Callable[[], BoltResponse],  # noqa: A002  Bolt chose the name
    ) -> BoltResponse:
        """Pass the request on. Raises OtherWorkspaceError if it is for another workspace."""
        if not self.is_own_request(req.body):
            team = extract_team_id(req.body)
            log_rarely(log, "request for another workspace refused", logging.WARNING, team=team)
            count("refusals", "another workspace")
            raise OtherWorkspaceError
        return next()


def is_for(workspace: WorkspaceIds, body: Mapping[str, Any]) -> bool:
    """Whether Slack sent the request because the app is installed in this workspace, or in its organisation.

    That says nothing about who acted: a person of another company may, in a channel that the two share through
    Slack Connect. A request that names no workspace, such as a check of the address, is for every one.
    """
    names_another = False
    for team, enterprise in _installations(body):
        if team == workspace.team or (enterprise and enterprise == workspace.enterprise):
            return True
        names_another = names_another or bool(team or enterprise)
    return not names_another


def _installations(body: Mapping[str, Any]) -> Iterator[WorkspaceIds]:
    """Where the app is installed, by each part of a request that says so. The parts about the person are left out."""
    yield _workspace(body.get("team_id"), body.get("enterprise_id"))
    team, view, listed = body.get("team"), body.get("view"), body.get("authorizations")
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, Mapping):
            yield _workspace(each.get("team_id"), each.get("enterprise_id"))
    yield _workspace(body.get("context_team_id"), body.get("context_enterprise_id"))
    if isinstance(team, Mapping):  # of a click or a form
        yield _workspace(team.get("id"), team.get("enterprise_id"))
    if isinstance(view, Mapping):  # of a form that a person of another company opened
        yield _workspace(view.get("app_installed_team_id"), None)


def _workspace(team: object, enterprise: object) -> WorkspaceIds:
    return WorkspaceIds(team if isinstance(team, str) else "", enterprise if isinstance(enterprise, str) else "")
