"""After an acknowledgement the process is killed, or Slack refuses every answer: the person learns of it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

import pytest
from fakes.reminder_office import ReminderOffice
from fakes.slack import TIMEOUT_SECONDS, Member
from sqlalchemy import and_, func, select

from bot.asgi import EVENTS
from bot.playground.identities import TEAM
from bot.playground.transport import FORM, JSON, signed
from bot.slack.pending_answers import find_waiting_person
from bot.storage.engine import get_engine
from bot.storage.tables import deliveries

pytestmark = pytest.mark.both_databases
INTERRUPTED = "I was interrupted"


@contextmanager
def serving_while_slack_hangs(office: ReminderOffice) -> Iterator[int]:
    """The port of a `rolecall serve` whose calls to Slack are accepted and never answered. Killed at the end."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as silent, socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
        probe.close()
        given = {
            "SLACK_BOT_TOKEN": office.slack.bot_token,
            "SLACK_SIGNING_SECRET": office.slack.signing_secret,
            "SLACK_API_URL": f"http://127.0.0.1:{silent.getsockname()[1]}/api/",
            "DATABASE_URL": office.database_url,
            "PORT": str(port),
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"],
            env={**os.environ, **given},
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            wait_until_healthy(port)
            yield port
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(TIMEOUT_SECONDS)


def wait_until_healthy(port: int) -> None:
    until = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < until:
        with suppress(OSError, HTTPException):
            if ask(port, "GET", "/healthz") == HTTPStatus.OK:
                return
        time.sleep(0.05)
    raise AssertionError("the server doesn't answer")


def ask(port: int, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> int:
    with closing(HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)) as connection:
        connection.request(method, path, body.encode(), headers or {})
        return connection.getresponse().status


def send(office: ReminderOffice, port: int, body: str, kind: str) -> int:
    return ask(port, "POST", EVENTS, body, signed(office.slack.signing_secret, body, kind))


def notices(office: ReminderOffice, member: Member) -> list[str]:
    conversation = office.slack.workspace.conversation_with_bot(member.user.id).id
    return [each.text for each in office.slack.workspace.channel_messages(conversation) if INTERRUPTED in each.text]


def waiting(office: ReminderOffice) -> int:
    is_waiting = and_(deliveries.c.kind == "answer", deliveries.c.sent_at.is_(None))
    with get_engine(office.database_url).connect() as connection:
        return connection.scalar(select(func.count()).select_from(deliveries).where(is_waiting)) or 0


def test_after_a_kill_each_person_who_waits_is_told_once(reminder_office: ReminderOffice):
    office, channel = reminder_office, reminder_office.slack.workspace.channel_named("leadership").id
    office.now = office.now.replace(microsecond=0)
    mention = (
        f'{{"type": "event_callback", "event_id": "Ev1", "team_id": "{TEAM}", "event": {{"type": "app_mention", '
        f'"channel": "{channel}", "user": "{office.founder.user.id}", "ts": "1.1", "text": "CMO vs CRO?"}}}}'
    )
    start = f"command=%2Fhiring&text=status&team_id={TEAM}&channel_id={channel}&user_id={office.board_member.user.id}"
    with serving_while_slack_hangs(office) as port:
        assert send(office, port, mention, JSON) == 200
        assert send(office, port, start, FORM) == 200
        held = waiting(office)
    office.tick(datetime.now(UTC) + timedelta(minutes=6))
    assert held == 2
    [said] = notices(office, office.founder)
    assert said.startswith(f"I was interrupted while working on your request in <#{channel}>. If you didn't get an")
    assert len(notices(office, office.board_member)) == 1
    office.tick(datetime.now(UTC) + timedelta(minutes=20))
    assert (len(notices(office, office.founder)), waiting(office)) == (1, 0)


def test_an_answer_that_arrives_leaves_nothing_behind(reminder_office: ReminderOffice):
    office = reminder_office
    office.founder.types("@Rolecall CMO vs CRO?")
    office.founder.sees("CMO vs CRO")
    office.settle()
    office.tick(office.now + timedelta(minutes=10))
    assert (waiting(office), notices(office, office.founder)) == (0, [])


def test_a_person_whom_slack_let_nothing_reach_is_told_once_it_does(reminder_office: ReminderOffice):
    office = reminder_office
    for method in ("chat.postMessage", "chat.postEphemeral"):
        for _ in range(8):
            office.slack.api.refuse_next(method, "fatal_error")
    office.founder.types("@Rolecall CMO vs CRO?")
    office.settle()
    assert waiting(office) == 1
    office.slack.api._refusals.clear()
    office.slack.faults.clear()
    office.tick(office.now + timedelta(minutes=6))
    assert (len(notices(office, office.founder)), waiting(office)) == (1, 0)


def test_only_people_who_asked_something_wait():
    message = {"type": "message", "channel_type": "channel", "user": "U1", "thread_ts": "1.1"}
    assert find_waiting_person({"event": message}) == ""
    assert find_waiting_person({"event": {"type": "app_home_opened", "user": "U1"}}) == ""
    assert find_waiting_person({"event": message | {"channel_type": "im"}}) == "U1"
    assert find_waiting_person({"type": "block_actions", "user": {"id": "U2"}}) == "U2"
