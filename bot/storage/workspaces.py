"""The workspaces that use the app, and the deletion of everything that is stored about one."""

from datetime import datetime

from sqlalchemy import delete, exists, select, update

from bot.storage import insight_tables, scorecard_tables  # noqa: F401  they add their tables to the metadata
from bot.storage.engine import MAINTENANCE_SECONDS, require_database, transaction, upsert
from bot.storage.installation_tables import slack_bots, workspaces
from bot.storage.tables import metadata


class SqlWorkspaceRepository:
    """The workspaces. Every method raises RolecallError if the database doesn't answer."""

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url

    def record(self, team: str, enterprise: str) -> None:
        """Record that the app is installed in this workspace; `enterprise` is empty outside Enterprise Grid."""
        row = {"team_id": team, "enterprise_id": enterprise, "removed_at": None}
        with require_database(self._url), transaction(self._url) as connection:
            upsert(connection, workspaces, row)

    def get_enterprise(self, team: str) -> str:
        """The organisation of a workspace; empty if it has none or is unknown."""
        query = select(workspaces.c.enterprise_id).where(workspaces.c.team_id == team)
        with require_database(self._url), transaction(self._url, writable=False) as connection:
            return connection.scalar(query) or ""

    def mark_removed(self, team: str, now: datetime) -> None:
        """Record that the app was uninstalled from this workspace."""
        row = {"team_id": team, "enterprise_id": "", "removed_at": now}
        with require_database(self._url), transaction(self._url) as connection:
            upsert(connection, workspaces, row, keep_columns=frozenset({"enterprise_id"}))

    def mark_organisation_removed(self, enterprise: str, now: datetime) -> None:
        """Record that an organisation uninstalled the app: from every workspace without an installation of its own."""
        is_installed = exists().where(slack_bots.c.team_id == workspaces.c.team_id)
        where = (workspaces.c.enterprise_id == enterprise, workspaces.c.removed_at.is_(None), ~is_installed)
        with require_database(self._url), transaction(self._url) as connection:
            connection.execute(update(workspaces).where(*where).values(removed_at=now))

    def list_removed(self, before: datetime) -> tuple[str, ...]:
        """The workspaces that the app was uninstalled from before then."""
        query = select(workspaces.c.team_id).where(workspaces.c.removed_at < before).order_by(workspaces.c.team_id)
        with require_database(self._url), transaction(self._url, writable=False) as connection:
            return tuple(connection.scalars(query))

    def delete_data(self, team: str, removed_before: datetime | None = None) -> bool:
        """Delete every row of a workspace, in one transaction; returns whether that was done.

        With `removed_before`, only if the app was uninstalled before then, and has not been installed again.
        """
        with require_database(self._url), transaction(self._url, seconds=MAINTENANCE_SECONDS) as connection:
            if removed_before is not None:
                is_removed = (workspaces.c.team_id == team, workspaces.c.removed_at < removed_before)
                if connection.execute(delete(workspaces).where(*is_removed)).rowcount == 0:
                    return False
            for table in reversed(metadata.sorted_tables):  # first those whose foreign keys lead to others
                if "team_id" in table.c:
                    connection.execute(delete(table).where(table.c.team_id == team))
        return True
