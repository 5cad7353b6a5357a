"""The composition root: settings in, a Bolt app with every listener out."""

import logging
import signal
import ssl
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.authorize import Authorize
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)

from bot import logs
from bot.commands.command import SLASH_COMMAND
from bot.knowledge.watch import KnowledgeWatcher, run_in_background
from bot.reminder_schedule import ReminderScheduler, reminder_task
from bot.settings import Settings, patched_environment
from bot.slack import actions, events, hiring, shortcuts
from bot.slack import slash_commands as commands
from bot.slack.errors import answer_failure
from bot.slack.hiring.card_updates import MIN_INTERVAL, CardUpdater
from bot.slack.hiring.context import CommandParser, HiringServices
from bot.slack.memory import Memory
from bot.slack.people import PeopleDirectory
from bot.slack.replies import AnswerObserver, AnswerService, KnowledgeSource
from bot.storage.startup import migrate_in_background

if TYPE_CHECKING:
    from bot.storage.conversations import SqlConversationRepository
    from bot.storage.decisions import SqlDecisionRepository
    from bot.storage.meanings import SqlMeaningRepository
    from bot.storage.people import SqlPersonRepository
    from bot.storage.searches import SqlUnitOfWorkFactory
    from bot.storage.seen_events import SeenEvents

LISTENER_THREADS = 16
"""Listeners that may wait for Slack at the same time; Bolt's own default is 5."""
LISTENS_TO = {
    "commands": frozenset({commands.COMMAND, SLASH_COMMAND}),
    "events": events.EVENTS,
    "shortcuts": frozenset({shortcuts.SHORTCUT}),
}
"""What manifest.yml has to promise Slack, no more and no less."""
BOLT_ENVIRONMENT = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
"""Bolt would read these itself, and turn on OAuth with a store of files."""


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def build_app(
    settings: Settings,
    *,
    library: KnowledgeSource | None = None,
    observe: AnswerObserver | None = None,
    clock: Callable[[], datetime] = now,
    pause: float = MIN_INTERVAL,
) -> App:
    """The app, ready for requests; nothing is asked of Slack before the first one comes.

    `library` gives the knowledge (if left out, that of the settings, read again whenever a file changes), `observe`
    is told of every answer, `clock` tells how old what is remembered is, `pause` how many seconds lie at least between
    two drawings of a card. Raises KnowledgeError.
    """
    app = _bolt_app(settings)
    library = library or KnowledgeWatcher(settings.knowledge_path, run=run_in_background)
    replies = AnswerService(library, observe=observe)
    memory = _conversation_memory(settings.database_url, clock)
    first_time = _first_delivery_check(settings.database_url)
    app.error(answer_failure)
    # Bolt asks the listeners in this order: the one with people waiting in front of the screen comes first.
    commands.register(app, replies, memory)
    hiring.register(app, _hiring_services(settings.database_url, library, app, clock, pause), first_time)
    actions.register(app, replies, memory)
    shortcuts.register(app, replies, memory)
    events.register(app, replies, memory, is_first_delivery=first_time)
    return app


def connect(settings: Settings, stop: threading.Event | None = None) -> None:
    """Answer over Socket Mode until `stop` is set, or the process is told to end.

    Waits for Slack where it cannot be reached. Raises SettingsError where a token is missing, RolecallError where
    Slack refuses it, KnowledgeError where the knowledge is broken.
    """
    from bot.slack.socket_mode import stay_connected  # noqa: PLC0415  HTTP needs none of it

    settings.require("slack_bot_token", "slack_app_token")
    logs.configure(settings.log_level, settings.log_format)
    library = KnowledgeWatcher(settings.knowledge_path, run=run_in_background)
    app = build_app(settings, library=library)
    migrate_in_background(settings.database_url)
    with build_reminder_scheduler(settings, library):
        stay_connected(app, settings.slack_app_token, stop or stop_signal())


def build_reminder_scheduler(settings: Settings, library: KnowledgeSource) -> ReminderScheduler:
    """The reminders, which begin when the ticker is started; every serving process has them."""
    client = slack_client(settings.slack_api_url, settings.slack_bot_token)
    people = PeopleDirectory(_people_repository(settings.database_url))
    return ReminderScheduler(
        reminder_task(settings.database_url, people, lambda _team, _enterprise: client, lambda: library.base)
    )


def stop_signal() -> threading.Event:
    """An event that is set when the process is asked to end, by Ctrl+C or by its host."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


class SingleWorkspaceAuthorize(Authorize):
    """The workspace whose token we hold.

    Bolt would ask Slack who we are at the first request. We never need to know: Slack sends our own user id along
    with every event, so a slash command is answered even while Slack's own API is out of reach.
    """

    def __init__(self, bot_token: str) -> None:
        """The token for every request."""
        self._token = bot_token

    def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None, **_: object
    ) -> AuthorizeResult:
        """Who asks, and the token to answer with."""
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id, bot_token=self._token)


def slack_client(api_url: str, token: str | None = None) -> WebClient:
    """A client for Slack's Web API that tries again where that helps."""
    retries = [ConnectionErrorRetryHandler(), RateLimitErrorRetryHandler(max_retry_count=2), ServerErrorRetryHandler()]
    address = api_url if api_url.endswith("/") else f"{api_url}/"
    trusted = _ssl_context() if address.startswith("https://") else None
    quiet = logging.getLogger("slack_sdk.web")
    return WebClient(token=token, base_url=address, ssl=trusted, retry_handlers=retries, logger=quiet)


@cache
def _ssl_context() -> ssl.SSLContext:
    """Whose certificates are believed: those this machine trusts.

    Python would read them all anew for every call to Slack, which takes longer than anything else we do for it.
    """
    return ssl.create_default_context()


def _bolt_app(settings: Settings) -> App:
    """Bolt without listeners, deaf to the environment."""
    quiet = logging.getLogger("slack_bolt")
    with patched_environment(dict.fromkeys(BOLT_ENVIRONMENT)):
        return App(
            name="slack_bolt.rolecall",  # also the name of its logger: ours are to keep their own level
            logger=quiet,
            client=slack_client(settings.slack_api_url),
            signing_secret=settings.slack_signing_secret,
            authorize=SingleWorkspaceAuthorize(settings.slack_bot_token),
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            listener_executor=ThreadPoolExecutor(LISTENER_THREADS, "rolecall-answer"),
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )


def _first_delivery_check(database_url: str) -> events.FirstDeliveryCheck:
    """Whether an event is new; the database, and SQLAlchemy with it, is first touched by the first event."""

    @cache
    def seen() -> "SeenEvents":
        from bot.storage.seen_events import SeenEvents  # noqa: PLC0415  see above

        return SeenEvents(database_url)

    def first_time(team_id: str, event_id: str, now: datetime) -> bool:
        return seen().first_time(team_id, event_id, now)

    return first_time


def _conversation_memory(database_url: str, clock: Callable[[], datetime]) -> Memory:
    """What was said before; the database, and SQLAlchemy with it, is first touched when somebody needs it."""

    @cache
    def conversations() -> "SqlConversationRepository":
        from bot.storage.conversations import SqlConversationRepository  # noqa: PLC0415  see above

        return SqlConversationRepository(database_url)

    @cache
    def meanings() -> "SqlMeaningRepository":
        from bot.storage.meanings import SqlMeaningRepository  # noqa: PLC0415  see above

        return SqlMeaningRepository(database_url)

    return Memory(conversations, meanings, clock)


def _hiring_services(
    database_url: str, library: KnowledgeSource, app: App, clock: Callable[[], datetime], pause: float
) -> HiringServices:
    """What the hiring half works with; the database is first touched when somebody uses it."""

    @cache
    def searches() -> "SqlUnitOfWorkFactory":
        from bot.storage.searches import SqlUnitOfWorkFactory  # noqa: PLC0415  see above

        return SqlUnitOfWorkFactory(database_url)

    @cache
    def decisions() -> "SqlDecisionRepository":
        from bot.storage.decisions import SqlDecisionRepository  # noqa: PLC0415  see above

        return SqlDecisionRepository(database_url)

    run = app.listener_runner.listener_executor
    people = PeopleDirectory(_people_repository(database_url))
    board = CardUpdater(searches, run, lambda team, user: people.get_known_local_date(team, user, clock())[0], pause)
    return HiringServices(library, CommandParser(library), searches, decisions, people, board, clock)


def _people_repository(database_url: str) -> Callable[[], "SqlPersonRepository"]:
    """What is known of people; the database is first touched when somebody is asked about."""

    @cache
    def register() -> "SqlPersonRepository":
        from bot.storage.people import SqlPersonRepository  # noqa: PLC0415  see above

        return SqlPersonRepository(database_url)

    return register
