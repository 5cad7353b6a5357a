import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from ssl import CERT_REQUIRED

import pytest
from fakes.office import Office
from fakes.slack import TIMEOUT_SECONDS
from slack_bolt import App, BoltRequest
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler, ServerErrorRetryHandler

from bot.app import BOLT_ENVIRONMENT, build_app, open_workspaces
from bot.errors import KnowledgeError
from bot.logs import configure
from bot.settings import Settings
from bot.shutdown import stop_signal
from bot.slack.client import slack_client
from bot.slack.delivery import HttpErrorCloser
from bot.workspace_access import SingleWorkspaceAuthorize

ALONE = Settings(slack_bot_token="xoxb-1", slack_signing_secret="0" * 32, slack_api_url="http://127.0.0.1:1/api/")


@pytest.fixture
def app() -> App:
    return build_app(ALONE)


def command(text: str) -> BoltRequest:
    return BoltRequest(body={"command": "/roles", "text": text, "team_id": "T1", "user_id": "U1"}, mode="socket_mode")


def test_an_app_starts_and_answers_commands_with_slack_out_of_reach(app: App):
    answer = app.dispatch(command("compare cmo cro"))
    assert answer.status == 200
    assert "CMO vs CRO" in answer.body


def test_the_environment_cannot_turn_it_into_another_app(monkeypatch: pytest.MonkeyPatch):
    for name in BOLT_ENVIRONMENT:
        monkeypatch.setenv(name, "from-the-environment")
    app = build_app(ALONE)
    assert app.oauth_flow is None
    assert app.installation_store is None
    assert {os.environ[name] for name in BOLT_ENVIRONMENT} == {"from-the-environment"}


def test_the_token_of_the_settings_is_the_one_that_answers(sqlite_url: str):
    with Office() as office:
        office.join(build_app(office.settings(database_url=sqlite_url)))
        office.founder.writes_dm("CMO vs CRO KPIs?")
        office.founder.sees("CMO vs CRO: Metrics")


def test_every_request_is_authorised_for_its_workspace_with_the_one_token():
    known = SingleWorkspaceAuthorize("xoxb-1")(enterprise_id=None, team_id="T1", user_id="U1")
    assert (known.team_id, known.user_id, known.bot_token) == ("T1", "U1", "xoxb-1")


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/api", "http://127.0.0.1:1/api/"])
def test_the_address_of_the_web_api_may_end_with_a_slash_or_not(address: str):
    assert slack_client(address).base_url == "http://127.0.0.1:1/api/"


def test_every_client_of_slacks_own_address_shares_the_same_verifying_ssl_context():
    first, second = (slack_client("https://slack.com/api/", token) for token in ("xoxb-1", "xoxb-2"))
    assert first.ssl is second.ssl
    assert first.ssl
    assert (first.ssl.verify_mode, first.ssl.check_hostname) == (CERT_REQUIRED, True)


def test_calls_are_retried_when_slack_asks_for_it():
    first, *others = [type(handler) for handler in slack_client("http://127.0.0.1:1/api/").retry_handlers]
    assert {RateLimitErrorRetryHandler, ServerErrorRetryHandler} < set(others)
    assert first is HttpErrorCloser, "a handler that asks for a retry would keep it from being asked"


def test_broken_knowledge_keeps_it_from_starting(tmp_path: Path):
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "cgo.yml").write_text("title: 5\n")
    with pytest.raises(KnowledgeError, match=r"cgo\.yml:1"):
        build_app(Settings(slack_bot_token="xoxb-1", knowledge_path=(tmp_path,)))


def test_bolt_leaves_the_level_of_our_own_logs_alone(app: App):
    configure("INFO", "text")
    app.dispatch(command("help"))
    assert logging.getLogger("rolecall.replies").isEnabledFor(logging.INFO)
    assert not logging.getLogger("slack_bolt.rolecall").isEnabledFor(logging.INFO)


def test_not_even_at_debug_level_does_bolt_log_a_request(app: App, capsys: pytest.CaptureFixture[str]):
    configure("DEBUG", "text")
    app.dispatch(command("xyzzy"))
    app.dispatch(BoltRequest(body={"type": "view_closed", "view": {"callback_id": "xyzzy"}}, mode="socket_mode"))
    said = capsys.readouterr().err
    assert "answered" in said
    assert "xyzzy" not in said


@pytest.fixture
def signals_as_they_were() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals_as_they_were")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_sets_the_stop_event(number: int):
    stop = stop_signal()
    assert not stop.is_set()
    os.kill(os.getpid(), number)
    assert stop.wait(TIMEOUT_SECONDS)


def test_a_single_workspace_imports_nothing_that_many_workspaces_need():
    program = (
        "import sys; from bot.worker import build_site; from bot.app import *; from bot.settings import Settings; "
        "build_app(Settings(slack_bot_token='xoxb-1', slack_signing_secret='s'), access=open_workspaces(Settings())); "
        "print([name for name in sys.modules if name.startswith(('bot.oauth', 'cryptography'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_a_single_workspace_that_uninstalls_the_app_is_in_the_log(caplog: pytest.LogCaptureFixture):
    access = open_workspaces(Settings(slack_bot_token="xoxb-1"))
    access.remove("", "T1", datetime(2026, 11, 2, tzinfo=UTC))
    assert "install the app again and copy the new token" in caplog.text
