"""The parts that an app for many workspaces consists of, put together from the settings."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.errors import RolecallError
from bot.logs import log_event
from bot.oauth.authorization import InstallationAuthorize, name_workspace
from bot.oauth.bot_tokens import BotTokens
from bot.oauth.cipher import TokenCipher
from bot.oauth.install_flow import INSTALL, InstallFlow, OAuthClient
from bot.oauth.token_renewal import TokenRenewal
from bot.oauth.token_store import EncryptedInstallationStore, SingleUseStateStore
from bot.settings import Settings
from bot.storage.seen_events import SeenEvents
from bot.storage.workspaces import SqlWorkspaceRepository
from bot.workspace_access import ClientFactory

log = logging.getLogger("rolecall.installations")


class ManyWorkspaces:
    """The workspaces that have installed the app. Connects to the database at the first request."""

    def __init__(
        self,
        settings: Settings,
        make_client: ClientFactory,
        scopes: Callable[[], frozenset[str]],
        welcome: Callable[[WebClient, str], None] = lambda _client, _user: None,
    ) -> None:
        """`scopes` returns those in the manifest, and `welcome` sends the person who installs the app a first message.

        Raises SettingsError if TOKEN_ENCRYPTION_KEY can't be used.
        """
        self._settings = settings
        self._make_client = make_client
        self._scopes = scopes
        self._welcome = welcome
        self._cipher = TokenCipher(settings.token_encryption_key)
        self._repository = SqlWorkspaceRepository(settings.database_url)
        self._is_encrypted_again = False

    before_authorize = staticmethod(name_workspace)
    own_team = ""

    @cached_property
    def authorize(self) -> InstallationAuthorize:
        """What gives each request its token."""
        return InstallationAuthorize(self._tokens.find, f"{self._settings.public_url.rstrip('/')}{INSTALL}")

    @cached_property
    def install_flow(self) -> InstallFlow:
        """What answers the requests of a person who installs the app."""
        oauth = OAuthClient(
            self._settings.slack_client_id,
            self._settings.slack_client_secret,
            self._scopes,
            self._settings.public_url,
            self._settings.slack_authorize_url,
        )
        states = SingleUseStateStore(self._settings.database_url)
        return InstallFlow(oauth, self._make_client, lambda: states, self._save)

    def start(self) -> None:
        """Nothing runs by itself."""

    def admits_at_once(self, body: Mapping[str, Any]) -> bool:
        """Whether the token of the workspace is in memory, and recent enough to be used as it is."""
        return self._tokens.has_at_hand(body.get("enterprise_id", ""), body.get("team_id", ""))

    def is_served(self, team: str, enterprise: str) -> bool:
        """Whether the app is installed there."""
        return self.client_for(team, enterprise) is not None

    def client_for(self, team: str, enterprise: str) -> WebClient | None:
        """A client for a workspace; None if the app is not installed there. Raises RolecallError."""
        bot = self._tokens.find(enterprise or self._repository.get_enterprise(team), team)
        return self._make_client(bot.bot_token) if bot else None

    def remove(self, enterprise: str, team: str, at: datetime) -> None:
        """Delete the tokens that a workspace had at that time; without a workspace, those of an organisation.

        If the app has been installed again since, that installation stays. Raises RolecallError.
        """
        self._store.queries.delete(enterprise, team, installed_by=at)
        self._tokens.forget()
        if not team:
            self._repository.mark_organisation_removed(enterprise, at)
        elif self._store.queries.find_bot("", team) is None:
            self._repository.mark_removed(team, at)

    def revoke_access(self, teams: Sequence[str], at: datetime) -> None:
        """Record that an organisation has taken the app away from these workspaces. Raises RolecallError."""
        self._tokens.forget()
        for team in teams:
            self._repository.mark_removed(team, at)

    def grant_access(self, enterprise: str, teams: Sequence[str]) -> None:
        """Record that an organisation has given the app to these workspaces. Raises RolecallError."""
        self._tokens.forget()
        for team in teams:
            self._repository.record(team, enterprise)

    def maintain(self, now: datetime, has_time: Callable[[], bool]) -> None:
        """Renew tokens, re-encrypt them with a new key, and delete the data of workspaces that have left.

        Stops when `has_time` returns False. Raises RolecallError if the database doesn't answer.
        """
        if not self._is_encrypted_again:
            self._encrypt_again()
        self._renewal.renew_due(now, has_time)
        self._delete_data_of_uninstalled(now, has_time)

    def _delete_data_of_uninstalled(self, now: datetime, has_time: Callable[[], bool]) -> None:
        before = now - timedelta(days=self._settings.uninstalled_retention_days)
        for team in self._repository.list_removed(before):
            if has_time() and self._repository.delete_data(team, before):
                log_event(log, "data of an uninstalled workspace deleted", team=team)

    def _encrypt_again(self) -> None:
        try:
            count = self._store.encrypt_again()
        except RolecallError as error:
            log_event(log, str(error), logging.ERROR)
            return
        self._is_encrypted_again = True
        if count:
            log_event(log, "tokens encrypted with the newest key", count=count)

    def _save(self, installation: Installation) -> None:
        enterprise, team = installation.enterprise_id or "", installation.team_id or ""
        is_new = self._store.queries.find_bot(enterprise, team) is None
        self._store.save(installation)
        if team:
            self._repository.record(team, enterprise)
        self._tokens.forget()
        if is_new and installation.user_id:
            self._welcome(self._make_client(installation.bot_token), installation.user_id)

    @cached_property
    def _store(self) -> EncryptedInstallationStore:
        return EncryptedInstallationStore(self._settings.database_url, self._settings.slack_client_id, self._cipher)

    @cached_property
    def _renewal(self) -> TokenRenewal:
        rotator = TokenRotator(
            client_id=self._settings.slack_client_id,
            client_secret=self._settings.slack_client_secret,
            client=self._make_client(None),
        )
        claim = SeenEvents(self._settings.database_url).first_time
        return TokenRenewal(self._store, rotator, claim, lambda: datetime.now(UTC))

    @cached_property
    def _tokens(self) -> BotTokens:
        return BotTokens(self._renewal, self._repository.record)
