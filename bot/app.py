"""The composition root: turns settings into a Bolt app with every listener registered."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import NamedTuple, TypedDict, Unpack

from slack_bolt import App

from bot import __version__, logs
from bot.commands.command import SLASH_COMMAND
from bot.hiring_services import build_hiring_services
from bot.insight_services import (
    build_entries,
    build_insights,
    count_question,
)
from bot.insights.question_counts import QuestionCounter
from bot.knowledge.public import PublicKnowledge
from bot.knowledge.watch import KnowledgeWatcher, run_in_background
from bot.memory_services import build_memory, build_pending_answers, build_repeats
from bot.reminder_schedule import now
from bot.scheduled_work import build_reminder_scheduler
from bot.settings import Settings, patched_environment
from bot.shutdown import end_after_grace, stop_signal
from bot.slack import (
    actions,
    compare_form,
    contacts,
    entry_reviews,
    events,
    feedback,
    rate_limits,
    removal,
    request_shape,
    shortcuts,
    workflow_steps,
)
from bot.slack import gaps as gap_commands
from bot.slack import slash_commands as commands
from bot.slack.answer_cache import KnowledgeSource, ask_no_one
from bot.slack.client import count_calls, slack_client
from bot.slack.errors import answer_failure
from bot.slack.hiring import checklist_step, hiring_shortcuts, registration
from bot.slack.hiring.card_updates import MIN_INTERVAL
from bot.slack.hiring.context import HiringServices
from bot.slack.home import home_actions
from bot.slack.lazy_listeners import BoundedListenerRunner
from bot.slack.memory import Memory
from bot.slack.repeats import Repeats
from bot.slack.replies import AnswerObserver, AnswerService
from bot.slack.shared_channels import SharedChannels
from bot.slack.token_buckets import RateLimiter
from bot.storage.startup import migrate_in_background
from bot.workspace_access import SingleWorkspace, WorkspaceAccess

LISTENER_THREADS = 16
"""Listeners that can wait for Slack at the same time. Bolt's default of 5 would let five slow calls block the rest."""
MAX_WAITING_LISTENERS = 200
"""Listeners that wait for one of these threads; more are refused, so that Slack sends their events again."""
LISTENS_TO = {
    "commands": frozenset({commands.COMMAND, SLASH_COMMAND}),
    "events": events.EVENTS | removal.EVENTS | {workflow_steps.EVENT},
    "shortcuts": frozenset(
        {shortcuts.SHORTCUT, compare_form.SHORTCUT, hiring_shortcuts.ADD_SHORTCUT, hiring_shortcuts.START_SHORTCUT}
    ),
}
"""What manifest.yml declares; `rolecall doctor` and a test compare the two."""
WORKFLOW_STEPS = frozenset({workflow_steps.COMPARE_STEP, checklist_step.START_STEP})
"""The steps under `functions` in manifest.yml; a test compares the two."""
BOLT_ENVIRONMENT = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
"""Variables hidden from Bolt, which reads them itself and would turn on OAuth with a file-based store."""

log = logging.getLogger("rolecall")


class AppOptions(TypedDict, total=False):
    """What tests and the playground replace.

    `library` supplies the knowledge (default: the folders in the settings, reloaded when a file changes), `observe`
    is called with every answer, `clock` dates what is remembered and changed, and `pause` is the least number of
    seconds between two updates of the same card. `access` has the token of each workspace (default: SLACK_BOT_TOKEN).
    `limiter` limits the rate of requests (default: no limits).
    """

    library: KnowledgeSource
    observe: AnswerObserver
    clock: Callable[[], datetime]
    pause: float
    access: WorkspaceAccess
    limiter: RateLimiter | None


class AppParts(NamedTuple):
    """An app that is ready for requests, what it answers questions, `/hiring` and most of `/roles` with, and counts."""

    app: App
    replies: AnswerService
    services: HiringServices
    command: commands.RolesCommand
    questions: QuestionCounter


def build_app(settings: Settings, **options: Unpack[AppOptions]) -> App:
    """Build the app; see `build_parts`. Raises KnowledgeError if the knowledge has problems."""
    return build_parts(settings, **options).app


def build_parts(settings: Settings, **options: Unpack[AppOptions]) -> AppParts:
    """Build an app with every listener; it calls Slack only once a request needs it.

    Raises KnowledgeError if the knowledge has problems.
    """
    clock, access = options.get("clock", now), options.get("access") or single_workspace(settings)
    app = _bolt_app(settings, access, clock)
    library = options.get("library") or KnowledgeWatcher(settings.knowledge_path, run=run_in_background)
    executor = app.listener_runner.listener_executor
    votes, gaps, questions = build_insights(settings, executor, clock)
    public = PublicKnowledge(settings.knowledge_path) if settings.knowledge_path else None
    replies = AnswerService(
        library,
        public=public,
        can_ask=ask_no_one if settings.serves_many_workspaces else contacts.find_contacts(settings.questions_channel),
        today=lambda: clock().date(),
        observe=options.get("observe"),
        disputed=votes.disputed.get,
        unanswered=gaps.keep,
        count=partial(count_question, questions),
    )
    url, pause = settings.database_url, options.get("pause", MIN_INTERVAL)
    memory, repeats = build_memory(url, clock), build_repeats(url)
    shared = SharedChannels(has_own_knowledge=_has_own_knowledge(settings))
    services = build_hiring_services(url, library, executor, repeats, gaps.groups_for, clock, pause, shared, public)
    command = _roles_command(replies, memory, shared, access, options.get("limiter"))
    _register_guards(app, options)
    # Bolt tries listeners in the order they are registered. Slash commands come first: a person is waiting for them.
    gap_commands.register(app, gaps, library, repeats)
    commands.register(app, command)
    registration.register(app, services, memory)
    home_actions.register(app, services, replies, memory)
    feedback.register(app, votes)
    _register_owners(app, settings, services, replies, shared)
    compare_form.register(app, library, replies, memory, repeats)
    workflow_steps.register(app, replies, repeats)
    removal.register(app, access)
    _register_questions(app, replies, memory, repeats, shared)
    return AppParts(app, replies, services, command, questions)


def _has_own_knowledge(settings: Settings) -> bool:
    """Return whether there is anything that people of another company must not see."""
    return bool(settings.knowledge_path or settings.questions_channel or settings.curators_channel)


def _register_guards(app: App, options: AppOptions) -> None:
    """Register what comes before every listener: the explanation of errors, and what keeps requests out."""
    app.error(answer_failure)
    count_calls(app)
    request_shape.register(app)
    if limiter := options.get("limiter"):
        rate_limits.register(app, limiter)


def _register_questions(
    app: App, replies: AnswerService, memory: Memory, repeats: Repeats, shared: SharedChannels
) -> None:
    """Answer questions and clicks on answers; then acknowledge what no listener above reacts to."""
    actions.register(app, replies, memory, repeats, shared)
    shortcuts.register(app, replies, memory, shared)
    events.register(app, replies, memory, repeats, shared)


def _register_owners(
    app: App, settings: Settings, services: HiringServices, replies: AnswerService, shared: SharedChannels
) -> None:
    """Listen to what owners of entries are asked: whether an entry is still right, and what readers want to know."""
    entries = build_entries(settings, services.library, services.people, shared, services.clock)
    entry_reviews.register(app, entries, services.repeats)
    contacts.register(
        app, contacts.ContactServices(entries, settings.questions_channel, replies, shared, services.repeats)
    )


def _roles_command(
    replies: AnswerService,
    memory: Memory,
    shared: SharedChannels,
    access: WorkspaceAccess,
    limiter: RateLimiter | None,
) -> commands.RolesCommand:
    checks: list[commands.RequestCheck] = [request_shape.is_well_formed, access.admits_at_once]
    if limiter:
        checks.append(partial(rate_limits.is_command_admitted, limiter))
    return commands.RolesCommand(replies, memory, shared, checks, frozenset({gap_commands.WORD}))


def connect(settings: Settings, stop: threading.Event | None = None) -> None:
    """Serve requests over Socket Mode until `stop` is set or the process receives SIGINT or SIGTERM.

    After a signal the process ends within five seconds. Retries while Slack fails or cannot be reached. Raises
    SettingsError if a token is missing, RolecallError if Slack refuses it, and KnowledgeError if the knowledge has
    problems.
    """
    from bot.health_page import open_health_page  # noqa: PLC0415  `serve` needs none of these
    from bot.slack.app_notices import record_notices  # noqa: PLC0415
    from bot.slack.connection_monitor import ConnectionMonitor  # noqa: PLC0415
    from bot.slack.socket_mode import stay_connected  # noqa: PLC0415
    from bot.slack.token_watch import TokenWatch  # noqa: PLC0415

    settings.require("slack_bot_token", "slack_app_token")
    configure_logs = partial(logs.configure, settings.log_level, settings.log_format)
    configure_logs()
    logs.log_event(log, "starting", command="connect", version=__version__)
    if stop is None:
        stop = stop_signal()
        end_after_grace(stop)
    library, monitor = KnowledgeWatcher(settings.knowledge_path, run=run_in_background), ConnectionMonitor()
    with open_health_page(settings, library, monitor) as observe:
        access = single_workspace(settings)
        limiter = make_limiter(settings)
        parts = build_parts(settings, library=library, observe=observe, access=access, limiter=limiter)
        app = parts.app
        record_notices(app, monitor)
        client = slack_client(settings.slack_api_url, settings.slack_bot_token)
        watch = TokenWatch(client, monitor, access.before_authorize.learn)
        watch.require_token(stop)
        watch.start(stop)
        migrate_in_background(settings.database_url, configure_logs)
        with build_reminder_scheduler(settings, library, access, parts.questions):
            stay_connected(app, settings.slack_app_token, stop, monitor)


def make_limiter(settings: Settings) -> RateLimiter | None:
    """What limits the rate of requests; None if RATE_LIMITS is off."""
    return RateLimiter() if settings.rate_limits == "on" else None


def open_workspaces(settings: Settings) -> WorkspaceAccess:
    """The workspaces that `serve` answers in: with SLACK_CLIENT_ID all that install the app, else a single one.

    Raises SettingsError if TOKEN_ENCRYPTION_KEY can't be used.
    """
    if not settings.serves_many_workspaces:
        return single_workspace(settings)
    from bot.oauth.many_workspaces import ManyWorkspaces  # noqa: PLC0415  a single workspace doesn't need these
    from bot.slack.welcome import send_welcome  # noqa: PLC0415

    client = partial(slack_client, settings.slack_api_url)
    return ManyWorkspaces(settings, client, _scopes_in_manifest, send_welcome)


def _scopes_in_manifest() -> frozenset[str]:
    from bot.playground.manifest import Manifest  # noqa: PLC0415  only for an installation

    return Manifest.read().scopes or frozenset()


def single_workspace(settings: Settings) -> SingleWorkspace:
    """The workspace of SLACK_BOT_TOKEN."""
    return SingleWorkspace(settings.slack_bot_token, partial(slack_client, settings.slack_api_url))


def _bolt_app(settings: Settings, access: WorkspaceAccess, clock: Callable[[], datetime]) -> App:
    """A Bolt app without listeners, configured by our settings alone and not by the environment."""
    quiet, executor = logging.getLogger("slack_bolt"), ThreadPoolExecutor(LISTENER_THREADS, "rolecall-answer")
    with patched_environment(dict.fromkeys(BOLT_ENVIRONMENT)):
        app = App(
            name="slack_bolt.rolecall",  # also its logger's name; outside `rolecall`, whose level Bolt would change
            logger=quiet,
            client=slack_client(settings.slack_api_url),
            signing_secret=settings.slack_signing_secret,
            authorize=access.authorize,
            before_authorize=access.before_authorize,
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            listener_executor=executor,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
    app.listener_runner.lazy_listener_runner = BoundedListenerRunner(
        quiet, executor, build_pending_answers(settings.database_url, clock), LISTENER_THREADS, MAX_WAITING_LISTENERS
    )
    return app
