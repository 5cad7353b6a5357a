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
from bot.knowledge.watch import Library, aside
from bot.settings import Settings, environment
from bot.slack import actions, commands, events, hiring, shortcuts
from bot.slack.errors import answer_failure
from bot.slack.hiring.board import PAUSE, Board
from bot.slack.hiring.means import Hiring
from bot.slack.hiring.reading import Orders
from bot.slack.memory import Memory
from bot.slack.people import People
from bot.slack.replies import KnowledgeSource, Observe, Replies
from bot.storage.startup import bring_up_to_date
from bot.ticking import Ticker, reminders

if TYPE_CHECKING:
    from bot.storage.conversations import Conversations
    from bot.storage.decisions import Decisions
    from bot.storage.events import SeenEvents
    from bot.storage.meanings import Meanings
    from bot.storage.people import Register
    from bot.storage.searches import Searches

ANSWERING_THREADS = 16
"""Listeners that may wait for Slack at the same time; Bolt's own default is 5."""
LISTENS_TO = {
    "commands": frozenset({commands.COMMAND, hiring.COMMAND}),
    "events": events.EVENTS,
    "shortcuts": frozenset({shortcuts.SHORTCUT}),
}
"""What manifest.yml has to promise Slack, no more and no less."""
READ_BY_BOLT = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
"""Bolt would read these itself, and turn on OAuth with a store of files."""


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def build(
    settings: Settings,
    *,
    library: KnowledgeSource | None = None,
    observe: Observe | None = None,
    clock: Callable[[], datetime] = now,
    pause: float = PAUSE,
) -> App:
    """The app, ready for requests; nothing is asked of Slack before the first one comes.

    `library` gives the knowledge (if left out, that of the settings, read again whenever a file changes), `observe`
    is told of every answer, `clock` tells how old what is remembered is, `pause` how many seconds lie at least between
    two drawings of a card. Raises KnowledgeError.
    """
    app = _bare(settings)
    library = library or Library(settings.knowledge_path, run=aside)
    replies = Replies(library, observe=observe)
    memory = _memory(settings.database_url, clock)
    first_time = _first_time(settings.database_url)
    app.error(answer_failure)
    # Bolt asks the listeners in this order: the one with people waiting in front of the screen comes first.
    commands.register(app, replies, memory)
    hiring.register(app, _hiring(settings.database_url, library, app, clock, pause), first_time)
    actions.register(app, replies, memory)
    shortcuts.register(app, replies, memory)
    events.register(app, replies, memory, first_time=first_time)
    return app


def connect(settings: Settings, stop: threading.Event | None = None) -> None:
    """Answer over Socket Mode until `stop` is set, or the process is told to end.

    Waits for Slack where it cannot be reached. Raises SettingsError where a token is missing, RolecallError where
    Slack refuses it, KnowledgeError where the knowledge is broken.
    """
    from bot.slack.socket_mode import stay_connected  # noqa: PLC0415  HTTP needs none of it

    settings.require("slack_bot_token", "slack_app_token")
    logs.configure(settings.log_level, settings.log_format)
    library = Library(settings.knowledge_path, run=aside)
    app = build(settings, library=library)
    bring_up_to_date(settings.database_url)
    with reminding(settings, library):
        stay_connected(app, settings.slack_app_token, stop or stop_signal())


def reminding(settings: Settings, library: KnowledgeSource) -> Ticker:
    """The reminders, which begin when the ticker is started; every serving process has them."""
    client = slack_client(settings.slack_api_url, settings.slack_bot_token)
    people = People(_register(settings.database_url))
    return Ticker(reminders(settings.database_url, people, lambda _team, _enterprise: client, lambda: library.base))


def stop_signal() -> threading.Event:
    """An event that is set when the process is asked to end, by Ctrl+C or by its host."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


class OneWorkspace(Authorize):
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
    trusted = _trusted() if address.startswith("https://") else None
    quiet = logging.getLogger("slack_sdk.web")
    return WebClient(token=token, base_url=address, ssl=trusted, retry_handlers=retries, logger=quiet)


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates are believed: those this machine trusts.

    Python would read them all anew for every call to Slack, which takes longer than anything else we do for it.
    """
    return ssl.create_default_context()


def _bare(settings: Settings) -> App:
    """Bolt without listeners, deaf to the environment."""
    quiet = logging.getLogger("slack_bolt")
    with environment(dict.fromkeys(READ_BY_BOLT)):
        return App(
            name="slack_bolt.rolecall",  # also the name of its logger: ours are to keep their own level
            logger=quiet,
            client=slack_client(settings.slack_api_url),
            signing_secret=settings.slack_signing_secret,
            authorize=OneWorkspace(settings.slack_bot_token),
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            listener_executor=ThreadPoolExecutor(ANSWERING_THREADS, "rolecall-answer"),
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )


def _first_time(database_url: str) -> events.FirstTime:
    """Whether an event is new; the database, and SQLAlchemy with it, is first touched by the first event."""

    @cache
    def seen() -> "SeenEvents":
        from bot.storage.events import SeenEvents  # noqa: PLC0415  see above

        return SeenEvents(database_url)

    def first_time(team_id: str, event_id: str, now: datetime) -> bool:
        return seen().first_time(team_id, event_id, now)

    return first_time


def _memory(database_url: str, clock: Callable[[], datetime]) -> Memory:
    """What was said before; the database, and SQLAlchemy with it, is first touched when somebody needs it."""

    @cache
    def conversations() -> "Conversations":
        from bot.storage.conversations import Conversations  # noqa: PLC0415  see above

        return Conversations(database_url)

    @cache
    def meanings() -> "Meanings":
        from bot.storage.meanings import Meanings  # noqa: PLC0415  see above

        return Meanings(database_url)

    return Memory(conversations, meanings, clock)


def _hiring(
    database_url: str, library: KnowledgeSource, app: App, clock: Callable[[], datetime], pause: float
) -> Hiring:
    """What the hiring half works with; the database is first touched when somebody uses it."""

    @cache
    def searches() -> "Searches":
        from bot.storage.searches import Searches  # noqa: PLC0415  see above

        return Searches(database_url)

    @cache
    def decisions() -> "Decisions":
        from bot.storage.decisions import Decisions  # noqa: PLC0415  see above

        return Decisions(database_url)

    run = app.listener_runner.listener_executor
    people = People(_register(database_url))
    board = Board(searches, run, lambda team, user: people.day(team, user, clock())[0], pause)
    return Hiring(library, Orders(library), searches, decisions, people, board, clock)


def _register(database_url: str) -> Callable[[], "Register"]:
    """What is known of people; the database is first touched when somebody is asked about."""

    @cache
    def register() -> "Register":
        from bot.storage.people import Register  # noqa: PLC0415  see above

        return Register(database_url)

    return register
