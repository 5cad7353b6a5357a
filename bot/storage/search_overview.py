"""All searches that haven't ended, for the usage report."""

from collections import defaultdict

from sqlalchemy import select

from bot.hiring.models import ENDED, Checklist
from bot.storage.engine import transaction
from bot.storage.tables import searches
from bot.storage.unit_of_work import SqlUnitOfWorkFactory


class SqlSearchOverview:
    """Reads the searches of one workspace, or of all. Its method raises SQLAlchemyError if the database fails."""

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url

    def load_checklists(self, team: str | None) -> tuple[Checklist, ...]:
        """Every search that hasn't ended, with its items; without a `team`, those of all workspaces."""
        query = select(searches.c.team_id, searches.c.id).where(searches.c.state.not_in(sorted(ENDED)))
        query = query if team is None else query.where(searches.c.team_id == team)
        ids: defaultdict[str, list[str]] = defaultdict(list)
        with transaction(self._url, writable=False) as connection:
            for row in connection.execute(query.order_by(searches.c.team_id, searches.c.id)):
                ids[row.team_id].append(row.id)
        return tuple(each for workspace, inside in ids.items() for each in self._load(workspace, inside))

    def _load(self, team: str, ids: list[str]) -> tuple[Checklist, ...]:
        with SqlUnitOfWorkFactory(self._url).begin(team, writable=False) as uow:
            found = [uow.search(each) for each in ids]
            return tuple(uow.checklist(search) for search in found if search)
