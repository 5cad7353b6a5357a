"""Builds what `/hiring` and the Home tab work with. Every store connects to the database at its first use."""

from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.insights.gaps import GapGroup
from bot.slack.answer_cache import KnowledgeSource
from bot.slack.hiring.card_updates import CardUpdater
from bot.slack.hiring.context import CommandParser, HiringServices
from bot.slack.home.home_content import HomeReader
from bot.slack.home_tabs import HomeTabs
from bot.slack.people import PeopleDirectory
from bot.slack.repeats import Repeats
from bot.slack.shared_channels import SharedChannels

if TYPE_CHECKING:
    from bot.storage.decisions import SqlDecisionRepository
    from bot.storage.people import SqlPersonRepository
    from bot.storage.unit_of_work import SqlUnitOfWorkFactory


def build_hiring_services(  # noqa: PLR0913, PLR0917  each is replaced by some test, or by the playground
    database_url: str,
    library: KnowledgeSource,
    executor: Executor,
    repeats: Repeats,
    gaps: Callable[[str, str], tuple[GapGroup, ...]],
    clock: Callable[[], datetime],
    pause: float,
    shared: SharedChannels,
    public: KnowledgeSource | None = None,
) -> HiringServices:
    """The services that `/hiring` needs.

    `executor` runs calls to Slack in the background; `pause` is the least number of seconds between two updates of the
    same card. `public` is the knowledge for channels that are `shared` with another company, if it differs.
    """

    @cache
    def searches() -> "SqlUnitOfWorkFactory":
        from bot.storage.unit_of_work import SqlUnitOfWorkFactory  # noqa: PLC0415  a start does not need SQLAlchemy

        return SqlUnitOfWorkFactory(database_url)

    @cache
    def decisions() -> "SqlDecisionRepository":
        from bot.storage.decisions import SqlDecisionRepository  # noqa: PLC0415  see above

        return SqlDecisionRepository(database_url)

    people = PeopleDirectory(people_repository(database_url))
    get_day = people.get_known_local_date
    cards = CardUpdater(searches, executor, lambda team, user: get_day(team, user, clock())[0], pause)
    home = HomeTabs(HomeReader(library, searches, decisions, people, gaps, clock), cards.run_in_background)
    parser = CommandParser(library)
    return HiringServices(library, parser, searches, decisions, people, cards, home, repeats, clock, shared, public)


def people_repository(database_url: str) -> Callable[[], "SqlPersonRepository"]:
    """The store of time zones and departures. It connects at its first use."""

    @cache
    def repository() -> "SqlPersonRepository":
        from bot.storage.people import SqlPersonRepository  # noqa: PLC0415  a start does not need SQLAlchemy

        return SqlPersonRepository(database_url)

    return repository


def home_reader(services: HiringServices) -> HomeReader:
    """What reads a person's own work and searches, for use outside Slack; it leaves out unanswered questions."""
    stores = services.open_units_of_work, services.open_decisions
    return HomeReader(services.library, *stores, services.people, lambda _team, _user: (), services.clock)
