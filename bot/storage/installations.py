"""The installations that slack_sdk's store has written: finding, renewing, re-encrypting and deleting their tokens."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, or_, select, update

from bot.storage.engine import require_database, transaction
from bot.storage.installation_tables import slack_bots, slack_installations, slack_oauth_states

INSTALLATIONS = (slack_bots, slack_installations)
BotRow = Mapping[str, Any]
"""A row of `slack_bots`; its tokens are encrypted."""


class SqlInstallationQueries:
    """The installations of one app. Every method raises RolecallError if the database doesn't answer."""

    def __init__(self, database_url: str, client_id: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url
        self._client_id = client_id

    def find_bot(self, enterprise: str, team: str) -> BotRow | None:
        """The bot of a workspace, or of its whole organisation if the workspace has none of its own."""
        bots = slack_bots.c
        query = (
            select(slack_bots)
            .where(bots.client_id == self._client_id, bots.bot_token.is_not(None), _covers(enterprise, team))
            .order_by(bots.team_id.is_(None), bots.installed_at.desc(), bots.id.desc())
            .limit(1)
        )
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else row._asdict()

    def list_bots(self, expiring_before: datetime | None = None) -> list[BotRow]:
        """Every bot, or only those whose token expires before then."""
        bots = slack_bots.c
        query = select(slack_bots).where(bots.client_id == self._client_id, bots.bot_token.is_not(None))
        if expiring_before is not None:
            query = query.where(bots.bot_token_expires_at < _naive(expiring_before))
        with self._reading() as connection:
            return [row._asdict() for row in connection.execute(query.order_by(bots.id))]

    def replace_tokens(self, bot: BotRow, changes: Mapping[str, Any]) -> bool:
        """Change the tokens of a bot unless another process has done so; returns whether they were changed."""
        is_same = and_(slack_bots.c.id == bot["id"], slack_bots.c.bot_token == bot["bot_token"])
        with self._writing() as connection:
            return connection.execute(update(slack_bots).where(is_same).values(changes)).rowcount == 1

    def delete(self, enterprise: str | None, team: str | None, installed_by: datetime) -> None:
        """Delete what was installed in a workspace by then; without a workspace, in an organisation."""
        with self._writing() as connection:
            for table in INSTALLATIONS:
                is_old = table.c.installed_at <= _naive(installed_by)
                connection.execute(delete(table).where(self._is_installed_in(table, enterprise, team), is_old))

    def keep_newest(self, enterprise: str | None, team: str | None) -> None:
        """Delete all but the newest installation in a workspace; without a workspace, in an organisation."""
        with self._writing() as connection:
            for table in INSTALLATIONS:
                where = self._is_installed_in(table, enterprise, team)
                newest = select(table.c.id).where(where).order_by(table.c.installed_at.desc(), table.c.id.desc())
                connection.execute(delete(table).where(where, table.c.id != connection.scalar(newest.limit(1))))

    def _is_installed_in(self, table: Table, enterprise: str | None, team: str | None) -> ColumnElement[bool]:
        is_here = table.c.team_id == team if team else _is_org_wide(table, enterprise)
        return and_(table.c.client_id == self._client_id, is_here)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with require_database(self._url), transaction(self._url, writable=False) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with require_database(self._url), transaction(self._url) as connection:
            yield connection


class SqlStateQueries:
    """The states of installations under way. Every method raises RolecallError if the database doesn't answer."""

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url

    def consume(self, state: str, now: datetime) -> bool:
        """Delete the state; whether it was there and has not expired. Of several callers, only one gets True."""
        states = slack_oauth_states.c
        with require_database(self._url), transaction(self._url) as connection:
            taken = delete(slack_oauth_states).where(states.state == state, states.expire_at > _naive(now))
            return connection.execute(taken).rowcount == 1

    def prune(self, now: datetime) -> None:
        """Delete the states that have expired."""
        with require_database(self._url), transaction(self._url) as connection:
            connection.execute(delete(slack_oauth_states).where(slack_oauth_states.c.expire_at <= _naive(now)))


def _covers(enterprise: str, team: str) -> ColumnElement[bool]:
    """Whether a bot is installed in the workspace itself, or in the organisation."""
    is_own = slack_bots.c.team_id == team
    if not enterprise:
        return is_own
    is_org_wide = _is_org_wide(slack_bots, enterprise)
    return or_(is_own, is_org_wide) if team else is_org_wide


def _is_org_wide(table: Table, enterprise: str | None) -> ColumnElement[bool]:
    """Whether it is an installation in this whole organisation."""
    return and_(table.c.team_id.is_(None), table.c.enterprise_id == enterprise)


def _naive(moment: datetime) -> datetime:
    """The time in UTC without its zone, as slack_sdk's stores write it."""
    return moment.astimezone(UTC).replace(tzinfo=None)
