"""One run of the playground: the fake Slack, the real app connected to it, its reminders, and a temporary database."""

from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

from slack_bolt import App, BoltRequest

from bot.app import build_app, single_workspace
from bot.knowledge.watch import KnowledgeWatcher
from bot.playground.app_choice import AppChoice
from bot.playground.app_registration import AppRegistration
from bot.playground.clock import MovableClock
from bot.playground.fake_slack import FakeSlack
from bot.playground.identities import TEAM, User
from bot.playground.idle import wait_until_idle
from bot.playground.loopback import LoopbackServer, Request, Response, Route
from bot.playground.manifest import Manifest
from bot.playground.time_travel import TimeTravel
from bot.playground.transport import JSON, over_http
from bot.playground.turns import ObservedReading, ReminderRun
from bot.playground.workspace import Workspace
from bot.reminder_schedule import ReminderScheduler, Task
from bot.scheduled_work import build_reminder_task, run_if
from bot.settings import Settings
from bot.slack.cards import Surface
from bot.slack.hiring.views.wording import long_day
from bot.storage import migrate
from bot.storage.engine import get_engine
from bot.understanding.intents import Reading

EVENTS = "/slack/events"
DATABASE = "playground.sqlite3"
GUEST = User("U0GUEST", "interim-cfo", "Interim CFO", is_restricted=True)
NOT_FOR_GUESTS = ("leadership", "partners")
CARD_PAUSE = 0.1
"""Seconds between two updates of a card. On this machine, no one limits their number."""


class Session(AbstractContextManager["Session"]):
    """A workspace with the real app in it; its data is deleted at the end. A context manager.

    It begins now or at `start`, with an empty database or with this content of one. `first_channel` is the id of the
    channel in which the page opens; by default it's the first one. `is_demo` says whether it is the example. An app
    in another process uses the credentials of `registration`.
    """

    def __init__(
        self,
        settings: Settings,
        library: KnowledgeWatcher,
        start: datetime | None = None,
        data: bytes = b"",
        registration: AppRegistration | None = None,
    ) -> None:
        """Raises RolecallError if the database can't be used."""
        self.id = uuid4().hex
        self.clock = MovableClock(start)
        self.first_channel = ""
        self.is_demo = False
        self.knowledge_paths = settings.knowledge_path
        self.readings: list[ObservedReading] = []
        self.reminder_runs: list[ReminderRun] = []
        self._stack = ExitStack()
        folder = self._stack.enter_context(TemporaryDirectory(prefix="rolecall-", ignore_cleanup_errors=True))
        self.database = Path(folder) / DATABASE
        self.slack = self._stack.enter_context(FakeSlack(Manifest.read(), self.clock.seconds, registration))
        _add_guest_and_group(self.slack.workspace)
        self._settings = _session_settings(self.slack, settings, self.database)
        if data:
            self.database.write_bytes(data)
        migrate(self._settings.database_url)
        self._stack.callback(get_engine(self._settings.database_url).dispose)
        self._app = build_app(
            self._settings, library=library, observe=self._observe, clock=self.clock.now, pause=CARD_PAUSE
        )
        self._stack.callback(self._app.listener_runner.listener_executor.shutdown, wait=False)
        server = self._stack.enter_context(LoopbackServer(_slack_events(self._app)))
        self.app_choice = AppChoice(self.slack, over_http(server.url + EVENTS))
        self._scheduler = ReminderScheduler(
            run_if(lambda: self.app_choice.is_built_in, self._reminder_task(library)), self.clock.now
        )
        self._stack.enter_context(self._scheduler)
        self.travel = TimeTravel(self.clock, self._send_reminders, self._zones, self._announce_time)

    def settle(self) -> None:
        """Wait until the app has answered everything."""
        wait_until_idle(self._app.listener_runner.listener_executor)

    def close(self) -> None:
        """Stop the app and the fake Slack, and delete the data."""
        self._stack.close()

    def __exit__(self, *_: object) -> None:
        self.close()

    def _reminder_task(self, library: KnowledgeWatcher) -> Task:
        access = single_workspace(self._settings)
        access.before_authorize.learn({"team_id": TEAM})
        return build_reminder_task(self._settings, library, access)

    def _observe(self, reading: Reading, surface: Surface, seconds: float) -> None:
        self.readings.append(ObservedReading(perf_counter(), reading, surface, seconds))

    def _send_reminders(self) -> None:
        self.reminder_runs.append(ReminderRun(perf_counter(), long_day(self.clock.now())))
        self._scheduler.run_once()

    def _zones(self) -> set[str]:
        return {member.tz for member in self.slack.workspace.members}

    def _announce_time(self) -> None:
        self.slack.workspace.feed.add("clock", {"now": self.clock.seconds()})


def _add_guest_and_group(workspace: Workspace) -> None:
    """Add a guest, who is in two of the channels only, and a group direct message of the others."""
    staff = tuple(member.id for member in workspace.members)
    for name in NOT_FOR_GUESTS:
        workspace.change_channel(workspace.channel_named(name).id, members=staff)
    workspace.add_member(GUEST)
    names = ", ".join(member.real_name for member in workspace.members if member.id in staff)
    workspace.add_channel(names, id="G0GROUP", is_private=True, is_mpim=True, members=staff)


def _session_settings(slack: FakeSlack, settings: Settings, database: Path) -> Settings:
    """The settings with the fake Slack's tokens and this database."""
    return replace(
        settings,
        slack_api_url=slack.api_url,
        slack_bot_token=slack.bot_token,
        slack_signing_secret=slack.signing_secret,
        slack_client_id="",
        slack_client_secret="",
        database_url=f"sqlite:///{database}",
    )


def _slack_events(app: App) -> Route:
    """The route through which Slack's requests reach the app."""

    def route(request: Request) -> Response:
        if (request.method, request.path) != ("POST", EVENTS):
            return Response(HTTPStatus.NOT_FOUND)
        answer = app.dispatch(BoltRequest(body=request.body, headers=dict(request.headers)))
        return Response(answer.status, answer.body.encode(), answer.first_headers().get("content-type", JSON))

    return route
