"""The app as it is registered at Slack: its credentials, and the tokens it is granted when someone installs it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.api_call import ApiError, Result
from bot.playground.identities import APP, BOT_USER

NAME = "playground"
"""Part of every token, so that no one takes it for a real one, nor a scanner for secrets."""


@dataclass(frozen=True, slots=True)
class InstallTarget:
    """Where the app is installed: a workspace, or with an `enterprise` the whole organisation."""

    team: str
    team_name: str
    installer: str
    enterprise: str | None = None


@dataclass
class AppRegistration:
    """Credentials that are new for each registration, and everything that was granted with them.

    With `expires_in`, tokens are rotated: they expire after so many seconds. `grants` has the target of each token.
    """

    bot_token: str = field(default_factory=lambda: f"xoxb-{NAME}-{secrets.token_hex(12)}")
    app_token: str = field(default_factory=lambda: f"xapp-{NAME}-{secrets.token_hex(12)}")
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    client_id: str = field(default_factory=lambda: f"{secrets.randbelow(10**10)}.{secrets.randbelow(10**10)}")
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    expires_in: int | None = None
    renewals: int = 0
    grants: dict[str, InstallTarget] = field(default_factory=dict)
    codes: dict[str, tuple[InstallTarget, str]] = field(default_factory=dict)
    refresh_tokens: dict[str, InstallTarget] = field(default_factory=dict)

    def accepts(self, token: str) -> bool:
        """Whether this is a token of the bot: the one of the registration, or one that was granted."""
        return token == self.bot_token or token in self.grants

    @property
    def is_installed(self) -> bool:
        """Whether someone has installed the app, and it was not removed since."""
        return bool(self.grants)

    def issue_code(self, target: InstallTarget, redirect_uri: str) -> str:
        """The code that Slack gives the app once a person has allowed it."""
        code = secrets.token_hex(16)
        self.codes[code] = (target, redirect_uri)
        return code

    def exchange(self, params: Mapping[str, str], credentials: tuple[str, str], scopes: frozenset[str]) -> Result:
        """The answer of oauth.v2.access: https://docs.slack.dev/reference/methods/oauth.v2.access. Raises ApiError.

        `credentials` are the client id and the client secret that the app sends.
        """
        if credentials[0] != self.client_id:
            raise ApiError("invalid_client_id")
        if credentials[1] != self.client_secret:
            raise ApiError("bad_client_secret")
        if params.get("grant_type") == "refresh_token":
            return self._renew(params.get("refresh_token", ""), scopes)
        target, redirect_uri = self.codes.pop(params.get("code", ""), (None, ""))
        if target is None:
            raise ApiError("invalid_code")
        if params.get("redirect_uri") != redirect_uri:
            raise ApiError("bad_redirect_uri")
        return self._grant(target, scopes)

    def revoke(self, team: str) -> None:
        """Accept none of the tokens granted in this workspace any more."""
        self.grants = {token: target for token, target in self.grants.items() if target.team != team}

    def _renew(self, refresh_token: str, scopes: frozenset[str]) -> Result:
        target = self.refresh_tokens.pop(refresh_token, None)
        self.renewals += 1
        if target is None:
            raise ApiError("invalid_refresh_token")
        return self._grant(target, scopes)

    def _grant(self, target: InstallTarget, scopes: frozenset[str]) -> Result:
        token = f"xoxb-{NAME}-{secrets.token_hex(24)}"
        self.grants[token] = target
        team = {"id": target.team, "name": target.team_name}
        return {
            "access_token": token,
            "token_type": "bot",
            "scope": ",".join(sorted(scopes)),
            "bot_user_id": BOT_USER,
            "app_id": APP,
            "team": None if target.enterprise else team,
            "enterprise": {"id": target.enterprise, "name": "The group"} if target.enterprise else None,
            "is_enterprise_install": bool(target.enterprise),
            "authed_user": {"id": target.installer},
            **self._rotation(target),
        }

    def _rotation(self, target: InstallTarget) -> dict[str, Any]:
        if self.expires_in is None:
            return {}
        refresh_token = f"xoxe-1-{NAME}-{secrets.token_hex(60)}"
        self.refresh_tokens[refresh_token] = target
        return {"refresh_token": refresh_token, "expires_in": self.expires_in}
