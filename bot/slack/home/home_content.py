"""Reads what the Home tab of a person shows from the database."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from slack_sdk import WebClient

from bot.hiring.access import Actor
from bot.hiring.decisions import DecisionRepository
from bot.hiring.models import Checklist
from bot.hiring.rights import limit_to_rights
from bot.hiring.scorecards import Submission
from bot.hiring.scoring_reminders import UnscoredFinalists, find_scoring_progress, find_unscored
from bot.hiring.unit_of_work import UnitOfWorkFactory
from bot.hiring.workload import Workload, find_workload
from bot.insights.gaps import GapGroup
from bot.slack.answer_cache import KnowledgeSource
from bot.slack.hiring.channels import find_left_channels
from bot.slack.hiring.context import People
from bot.slack.home.home_view import FollowedSearch, HomeContent, home_view
from bot.slack.home_tabs import HomeState
from bot.slack.modals import View

MAX_SEARCHES = 40
"""Searches that are read for one Home tab, which bounds the time it takes."""


class HomeReader:
    """Reads Home tabs; an instance is the `build` of HomeTabs."""

    def __init__(  # noqa: PLR0913, PLR0917  everything that the Home tab shows
        self,
        library: KnowledgeSource,
        units_of_work: Callable[[], UnitOfWorkFactory],
        decisions: Callable[[], DecisionRepository],
        people: People,
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
        """Return the view. Raises what the database raises."""
        return home_view(self.read(client, team, user), state, self._library.base)

    def read(self, client: WebClient, team: str, user: str) -> HomeContent:
        """Return what the Home tab of the person shows. Raises what the database raises.

        Asks Slack whether the person is still in the channels of the searches that they own, and may ask for their time
        zone.
        """
        today = self._people.get_local_date(client, team, user, self._clock())
        with self._units_of_work().begin(team, writable=False) as uow:
            searches = uow.open_searches_of(user)
            checklists = tuple(uow.checklist(search) for search in searches[:MAX_SEARCHES])
            submissions = {each.search.id: uow.submissions(each.search) for each in checklists if each.search.panel}
        owned = (each.search.channel for each in checklists if each.search.owner == user)
        left = find_left_channels(client, user, owned)
        return HomeContent(
            today,
            _limit_work(find_workload(checklists, user, today), left),
            tuple(
                _limit(each, Actor(user, "", self._clock(), ""), left, submissions.get(each.search.id, ()))
                for each in checklists
            ),
            len(searches) - len(checklists),
            self._decisions().list_due_reviews(team, user, today),
            self._gaps(team, user),
            tuple(_find_unscored(checklists, user, submissions)),
        )


def _limit_work(work: Workload, left: frozenset[str]) -> Workload:
    """The work without the unassigned items of channels that the person has left."""
    return work._replace(
        items=tuple(each for each in work.items if each.is_assigned or each.search.channel not in left)
    )


def _find_unscored(
    checklists: Iterable[Checklist], user: str, submissions: Mapping[str, tuple[Submission, ...]]
) -> Iterator[UnscoredFinalists]:
    """The finalists that the person can score as an interviewer and hasn't, in each search."""
    for checklist in checklists:
        unscored = find_unscored(checklist.search, user, submissions.get(checklist.search.id, ()))
        if unscored.letters:
            yield unscored


def _limit(
    checklist: Checklist, actor: Actor, left: frozenset[str], submissions: tuple[Submission, ...]
) -> FollowedSearch:
    """What the Home tab shows of a search: an owner in its channel sees all of it, everyone else their own items."""
    search = checklist.search
    if search.owner == actor.user and search.channel not in left:
        return FollowedSearch(checklist, scoring=find_scoring_progress(search, submissions))
    return FollowedSearch(limit_to_rights(checklist, actor), is_whole=False)
