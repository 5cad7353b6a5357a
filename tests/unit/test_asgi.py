import asyncio
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import psutil
import psycopg
import pytest
from fakes.asgi_server import Answer, ask, request_scope, run_apart
from fakes.library import FragileLibrary
from fakes.scratch_database import ScratchDatabase

from bot import __version__, request_body
from bot.app import build_parts, now, single_workspace
from bot.asgi import AsgiApp
from bot.hiring.people import Person, PersonRecord
from bot.knowledge.loader import load as load_knowledge
from bot.metrics import Metrics
from bot.playground.transport import FORM, JSON, signed
from bot.settings import Settings
from bot.slack_endpoint import MAX_REQUEST_BYTES
from bot.storage import migrate
from bot.storage.people import SqlPersonRepository
from bot.worker import REQUEST_THREADS, build_site, load

SECRET = "0123456789abcdef0123456789abcdef"
COMMAND = urlencode({"command": "/roles", "text": "compare cmo cro", "team_id": "T1", "user_id": "U1"})


@pytest.fixture(scope="module")
def library() -> FragileLibrary:
    return FragileLibrary(load_knowledge())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        slack_bot_token="xoxb-1",
        slack_signing_secret=SECRET,
        slack_api_url="http://127.0.0.1:1/api/",
        database_url=f"sqlite:///{tmp_path / 'rolecall.sqlite3'}",
    )


def site_with(settings: Settings, library: FragileLibrary) -> AsgiApp:
    metrics, access = Metrics(lambda: len(library.problems)), single_workspace(settings)
    parts = build_parts(settings, library=library, observe=metrics.observe, access=access)
    return build_site(parts, settings, library, metrics, access)


@pytest.fixture
def site(settings: Settings, library: FragileLibrary) -> Iterator[AsgiApp]:
    yield site_with(settings, library)
    library.problems = ()


def get(site: AsgiApp, path: str, method: str = "GET", peer: str = "127.0.0.1", **headers: str) -> Answer:
    return run_apart(ask(site, request_scope(method, path, headers, peer)))


def post(site: AsgiApp, body: str, headers: dict[str, str]) -> Answer:
    length = {"Content-Length": str(len(body.encode()))}
    return run_apart(ask(site, request_scope("POST", "/slack/events", length | headers), body.encode()))


def test_a_signed_command_is_answered_in_the_response(site: AsgiApp):
    answer = post(site, COMMAND, signed(SECRET, COMMAND, FORM))
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    said = json.loads(answer.body)
    assert said["response_type"] == "ephemeral"
    assert said["text"].startswith("CMO vs CRO")
    assert said["blocks"]


def test_slack_may_verify_the_address(site: AsgiApp):
    body = json.dumps({"type": "url_verification", "challenge": "c3ll", "token": "t"})
    answer = post(site, body, signed(SECRET, body, JSON))
    assert (answer.status, json.loads(answer.body)["challenge"]) == (200, "c3ll")


def test_slack_may_check_the_certificate(site: AsgiApp):
    body = urlencode({"ssl_check": "1", "token": "t"})
    assert post(site, body, signed(SECRET, body, FORM)).status == 200


@pytest.mark.parametrize(
    "spoil",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=0000"},
        {"X-Slack-Request-Timestamp": "1"},
        {"X-Slack-Request-Timestamp": "soon"},
    ],
)
def test_a_request_that_slack_did_not_sign_is_refused(
    site: AsgiApp, spoil: dict[str, str], caplog: pytest.LogCaptureFixture
):
    answer = post(site, COMMAND, signed(SECRET, COMMAND, FORM) | spoil)
    assert answer.status == 401
    assert "CMO" not in answer.body
    # Votes are loaded in the background, perhaps for the test before, whose database is gone.
    assert [each.name for each in caplog.records if each.name != "rolecall.insights"] == []


def test_a_request_without_any_signature_is_refused(site: AsgiApp):
    assert post(site, COMMAND, {"Content-Type": FORM}).status == 401


def test_a_request_signed_six_minutes_ago_is_refused(site: AsgiApp):
    assert post(site, COMMAND, signed(SECRET, COMMAND, FORM, time.time() - 360)).status == 401


def test_a_signature_of_another_body_is_refused(site: AsgiApp):
    assert post(site, COMMAND + "&text=list", signed(SECRET, COMMAND, FORM)).status == 401


@pytest.mark.parametrize(
    "body",
    ["{", "[]", "5", "payload=[", "payload=5", "payload=[]"],
)
def test_a_malformed_body_is_refused_without_a_log_line(site: AsgiApp, body: str, caplog: pytest.LogCaptureFixture):
    kind = FORM if body.startswith("payload") else JSON
    assert post(site, body, signed(SECRET, body, kind)).status == 400
    # Votes are loaded in the background, perhaps for the test before, whose database is gone.
    assert [each.name for each in caplog.records if each.name != "rolecall.insights"] == []


def test_nothing_is_parsed_before_the_signature_is_checked(site: AsgiApp, caplog: pytest.LogCaptureFixture):
    nested = "[" * 200_000 + "]" * 200_000
    assert post(site, nested, signed("another secret", nested, JSON)).status == 401
    assert post(site, nested, {"Content-Type": JSON}).status == 401
    assert post(site, nested, signed(SECRET, nested, JSON)).status == 400
    # Votes are loaded in the background, perhaps for the test before, whose database is gone.
    assert [each.name for each in caplog.records if each.name != "rolecall.insights"] == []
    refused = get(site, "/metrics").body
    for reason in ("wrong signature", "no signature", "malformed"):
        assert f'rolecall_requests_refused_total{{reason="{reason}"}} 1.0' in refused


def test_a_body_that_never_ends_keeps_no_one_waiting(site: AsgiApp, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(request_body, "BODY_SECONDS", 0.3)
    events, headers = "/slack/events", signed(SECRET, COMMAND, FORM)

    async def scenario() -> tuple[list[Answer], Answer, Answer]:
        start = request_scope("POST", events, headers)
        stalled = [asyncio.create_task(ask(site, start, b"com", complete=False)) for _ in range(300)]
        await asyncio.sleep(0)
        answer = await ask(site, request_scope("POST", events, headers), COMMAND[:9].encode(), COMMAND[9:].encode())
        health = await ask(site, request_scope("GET", "/healthz", {}))
        assert not any(each.done() for each in stalled)
        return await asyncio.gather(*stalled), answer, health

    stalled, answer, health = run_apart(scenario())
    assert (answer.status, health.status) == (200, 200)
    assert json.loads(answer.body)["text"].startswith("CMO vs CRO")
    assert {(each.status, each.headers["connection"]) for each in stalled} == {(408, "close")}


def test_questions_are_answered_while_every_thread_waits_and_commands_are_refused_politely(
    settings: Settings, library: FragileLibrary
):
    site, release = site_with(settings, library), threading.Event()
    pool = site._slack._pool
    search = COMMAND.replace("roles", "hiring")

    async def scenario() -> tuple[Answer, Answer, Answer]:
        pool._max_pending = REQUEST_THREADS
        waiting = [asyncio.create_task(pool.run(release.wait)) for _ in range(REQUEST_THREADS)]
        await asyncio.sleep(0)
        event = json.dumps({"type": "event_callback", "event": {"type": "app_mention"}, "team_id": "T1"})
        sent = [(COMMAND, FORM), (search, FORM), (event, JSON)]
        answers = [
            await ask(site, request_scope("POST", "/slack/events", signed(SECRET, body, kind)), body.encode())
            for body, kind in sent
        ]
        release.set()
        await asyncio.gather(*waiting)
        return answers[0], answers[1], answers[2]

    question, command, mention = run_apart(scenario())
    assert json.loads(question.body)["text"].startswith("CMO vs CRO")
    assert "One moment" in json.loads(command.body)["text"]
    assert (mention.status, mention.headers["retry-after"]) == (503, "1")


def test_a_body_that_is_too_large_is_not_read(site: AsgiApp):
    assert post(site, "x" * (MAX_REQUEST_BYTES + 1), {}).status == 413


def test_a_length_that_is_not_a_number_is_refused(site: AsgiApp):
    assert post(site, "", {"Content-Length": "long"}).status == 400


def test_the_process_is_up(site: AsgiApp):
    answer = get(site, "/healthz")
    assert (answer.status, answer.body) == (200, "ok\n")


def test_it_is_ready_with_knowledge_and_a_migrated_database(site: AsgiApp, settings: Settings, library: FragileLibrary):
    migrate(settings.database_url)
    answer = get(site, "/readyz")
    said = json.loads(answer.body)
    assert answer.status == 200
    assert (said["ready"], said["database"], said["knowledge"]) == (True, "ok", "ok")
    assert said["rolecall"] == __version__
    assert said["version"] == library.base.version


def test_it_is_not_ready_before_the_database_is_migrated(site: AsgiApp):
    answer = get(site, "/readyz")
    assert answer.status == 503
    assert json.loads(answer.body)["database"] == "not migrated yet"


def test_it_is_not_ready_while_the_database_does_not_answer(settings: Settings, library: FragileLibrary):
    away = site_with(replace(settings, database_url="postgresql://u:pw@127.0.0.1:1/rolecall"), library)
    answer = get(away, "/readyz")
    assert answer.status == 503
    assert json.loads(answer.body)["database"] == "does not answer"
    assert "pw" not in answer.body


def test_problems_on_disk_are_reported_and_the_last_good_knowledge_still_answers(
    site: AsgiApp, settings: Settings, library: FragileLibrary
):
    migrate(settings.database_url)
    library.problems = ("cmo.yml:3: no such topic",)
    answer = get(site, "/readyz")
    assert answer.status == 200
    assert json.loads(answer.body)["knowledge"] == "1 problem on disk, see `rolecall check`"
    assert "rolecall_knowledge_problems 1.0" in get(site, "/metrics").body
    assert post(site, COMMAND, signed(SECRET, COMMAND, FORM)).status == 200


def test_questions_are_counted_by_how_they_were_read(site: AsgiApp):
    post(site, COMMAND, signed(SECRET, COMMAND, FORM))
    page = get(site, "/metrics")
    assert page.status == 200
    labels = '{kind="compare",rule="command:compare",status="answered",surface="command"}'
    assert f"rolecall_questions_total{labels} 1.0" in page.body
    assert "rolecall_answer_seconds_count 1.0" in page.body


@pytest.mark.parametrize("path", ["/", "/slack", "/slack/install", "/slack/oauth_redirect", "/favicon.ico", "/../etc"])
def test_other_paths_are_not_found(site: AsgiApp, path: str):
    assert get(site, path).status == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", "/slack/events", "POST"), ("POST", "/healthz", "GET, HEAD"), ("DELETE", "/metrics", "GET, HEAD")],
)
def test_other_methods_are_refused_and_the_right_ones_named(site: AsgiApp, method: str, path: str, allowed: str):
    answer = get(site, path, method)
    assert (answer.status, answer.headers["allow"]) == (405, allowed)


def test_a_head_request_has_no_body(site: AsgiApp):
    answer = get(site, "/healthz", "HEAD")
    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, "", "3")


def test_a_worker_loads_what_it_serves(settings: Settings):
    assert get(load(settings), "/healthz").status == 200


def test_a_worker_with_broken_knowledge_ends_with_every_problem_in_the_log(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "cgo.yml").write_text("title: 5\n")
    with pytest.raises(SystemExit) as ended:
        load(replace(settings, knowledge_path=(tmp_path,)))
    assert ended.value.code == 1
    assert "cgo.yml:1" in capsys.readouterr().err


PUBLIC = "203.0.113.7"


@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
def test_the_state_of_the_server_is_shown_on_this_machine_and_with_the_token(
    path: str, settings: Settings, library: FragileLibrary
):
    site = site_with(settings, library)
    assert get(site, path).status in {200, 503}
    assert get(site, path, peer=PUBLIC).status == 403
    assert get(site, path, **{"X-Forwarded-For": PUBLIC}).status == 403
    assert get(site, path, peer=PUBLIC, Authorization="Bearer ").status == 403
    site = site_with(replace(settings, metrics_token="a-long-token"), library)
    assert get(site, path, peer=PUBLIC, Authorization="Bearer a-long-token").status in {200, 503}
    assert get(site, path, peer=PUBLIC, Authorization="Bearer another").status == 403
    assert get(site, "/healthz", peer=PUBLIC).status == 200


@contextmanager
def frozen(url: str) -> Iterator[None]:
    """Stop every process of the PostgreSQL server, as a stalled disk does."""
    with psycopg.connect(url) as connection:
        server = psutil.Process(connection.info.backend_pid).parent()
    assert server
    processes = [server, *server.children()]
    try:
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGSTOP)
        yield
    finally:
        for process in processes:
            with suppress(ProcessLookupError):  # a background process may have ended before it was stopped
                os.kill(process.pid, signal.SIGCONT)


def test_while_the_database_does_not_respond_questions_are_answered_and_searches_are_said_to_be_unavailable(
    settings: Settings, library: FragileLibrary, scratch: ScratchDatabase, caplog: pytest.LogCaptureFixture
):
    url = scratch.migrated()
    SqlPersonRepository(url).put("T1", PersonRecord(Person("U1"), now()), now())
    site = site_with(replace(settings, database_url=url), library)
    search = COMMAND.replace("roles", "hiring").replace("compare+cmo+cro", "status") + "&channel_id=C1"

    def say(body: str) -> tuple[str, float]:
        started = time.monotonic()
        answer = post(site, body, signed(SECRET, body, FORM))
        assert answer.status == 200
        return json.loads(answer.body)["text"], time.monotonic() - started

    say(COMMAND)  # the first question loads the models
    before, _ = say(search)
    assert "unavailable" not in before
    with frozen(url):
        [first, second, question] = [say(search), say(search), say(COMMAND)]
        assert "The database is unavailable" in first[0]
        assert first[1] < 3
        assert ("The database is unavailable" in second[0], second[1] < 0.5) == (True, True)
        assert (question[0].startswith("CMO vs CRO"), question[1] < 0.5) == (True, True)
        assert get(site, "/readyz").status == 503
    until = time.monotonic() + 30
    while (after := say(search)[0]) != before:
        assert time.monotonic() < until, after
        time.sleep(0.1)
    assert caplog.text.count("the database is unavailable") == 1
