"""Reads what the Home tab of a person shows from the database."""

from collections.abc import Callable
from datetime import datetime

from slack_sdk import WebClient

from bot.hiring.access import Actor
from bot.hiring.decisions import DecisionRepository
from bot.hiring.models import Checklist
from bot.hiring.rights import limit_to_rights
from bot.hiring.unit_of_work import UnitOfWorkFactory
from bot.hiring.workload import find_workload
from bot.insights.gaps import GapGroup
from bot.slack.answer_cache import KnowledgeSource
from bot.slack.home.home_tabs import HomeState
from bot.slack.home.home_view import FollowedSearch, HomeContent, home_view
from bot.slack.modals import View
from bot.slack.people import PeopleDirectory

MAX_SEARCHES = 40
"""Searches that are read for one Home tab, which bounds the time it takes."""


class HomeReader:
    """Builds Home tabs; an instance is the `build` of HomeTabs."""

    def __init__(  # noqa: PLR0913, PLR0917  everything that the Home tab shows
        self,
        library: KnowledgeSource,
        units_of_work: Callable[[], UnitOfWorkFactory],
        decisions: Callable[[], DecisionRepository],
        people: PeopleDirectory,
        gaps: Callable[[str, str], tuple[GapGroup, ...]],
        clock: Callable[[], datetime],
    ) -> None:
        """The stores are opened at their first use; `gaps` returns what a user may see of unanswered questions."""
        self._library = library
        self._units_of_work = units_of_work
        self._decisions = decisions
        self._people = people
        self._gaps = gaps
        self._clock = clock

    def __call__(self, client: WebClient, team: str, user: str, state: HomeState) -> View:
        """Return the view. May ask Slack for the person's time zone. Raises what the database raises."""
        today = self._people.get_local_date(client, team, user, self._clock())
        with self._units_of_work().begin(team, writable=False) as uow:
            searches = uow.open_searches_of(user)
            checklists = tuple(uow.checklist(search) for search in searches[:MAX_SEARCHES])
        now = self._clock()
        content = HomeContent(
            today,
            find_workload(checklists, user, today),
            tuple(_limit(checklist, Actor(user, "", now, "")) for checklist in checklists),
            len(searches) - len(checklists),
            self._decisions().list_due_reviews(team, user, today),
            self._gaps(team, user),
        )
        return home_view(content, state, self._library.base)


def _limit(checklist: Checklist, actor: Actor) -> FollowedSearch:
    """What the Home tab shows of a search: the owner sees all of it, everyone else counts their own items only."""
    if checklist.search.owner == actor.user:
        return FollowedSearch(checklist)
    return FollowedSearch(limit_to_rights(checklist, actor), is_whole=False)
