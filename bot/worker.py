"""One worker of `rolecall serve`: everything that it consists of, put together."""

import logging
from pathlib import Path

from bot import counts, logs
from bot.app import AppParts, build_parts, make_limiter, open_workspaces
from bot.asgi import AsgiApp
from bot.errors import RolecallError
from bot.http_pages import Pages
from bot.knowledge.watch import KnowledgeWatcher, run_in_background
from bot.metrics import Metrics
from bot.request_pool import RequestPool
from bot.scheduled_work import build_reminder_scheduler
from bot.settings import Settings
from bot.slack_endpoint import SlackEndpoint
from bot.workspace_access import WorkspaceAccess

REQUEST_THREADS = 8
"""Requests that one worker handles at a time, besides questions: about half may be waiting for the database."""
MAX_WAITING = 500
"""Requests that wait for one of these threads; more are refused politely."""
PAGE_THREADS = 2
"""Pages, such as `/readyz`, that may wait for the database at a time."""
MAX_WAITING_PAGES = 16

log = logging.getLogger("rolecall.web")


def load(settings: Settings, metrics_folder: Path | None = None) -> AsgiApp:
    """Build the application of one worker, and start its reminders.

    Several workers share their metrics through `metrics_folder`. Raises SystemExit if the knowledge or a setting
    cannot be used; the log then lists every problem.
    """
    logs.configure(settings.log_level, settings.log_format, is_buffered=True)
    try:
        library = KnowledgeWatcher(settings.knowledge_path, run=run_in_background)
        access = open_workspaces(settings)
    except RolecallError as error:
        logs.log_event(log, str(error), logging.ERROR)
        raise SystemExit(1) from error
    metrics = Metrics(lambda: len(library.problems), metrics_folder)
    counts.record_with(metrics)
    parts = build_parts(
        settings,
        library=library,
        observe=metrics.observe,
        access=access,
        limiter=make_limiter(settings),
    )
    parts.replies.can_answer_at_once("CMO vs CRO KPIs?")  # loads the models, for which no person should wait
    site = build_site(parts, settings, library, metrics, access)
    access.start()
    build_reminder_scheduler(settings, library, access, parts.questions).start()
    logs.log_event(log, "worker ready", knowledge=library.base.version)
    return site


def build_site(
    parts: AppParts, settings: Settings, library: KnowledgeWatcher, metrics: Metrics, access: WorkspaceAccess
) -> AsgiApp:
    """The application that serves these parts. Connects to nothing before its first request."""
    pages = Pages(library, metrics, settings.database_url, access.install_flow, settings.metrics_token)
    endpoint = SlackEndpoint(
        parts.app,
        settings.slack_signing_secret,
        parts.command.answer_at_once,
        RequestPool(REQUEST_THREADS, MAX_WAITING, "requests"),
    )
    page_pool, mcp = RequestPool(PAGE_THREADS, MAX_WAITING_PAGES, "pages"), None
    if settings.mcp != "off":
        from bot.mcp_services import build_endpoint  # noqa: PLC0415  takes a second and 55 MB, for an optional extra

        mcp = build_endpoint(settings, library, parts.services, access, metrics)
    return AsgiApp(endpoint, pages, page_pool, metrics, mcp)
