import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fakes.library import FragileLibrary

from bot import __version__
from bot.app import build_app
from bot.knowledge.loader import load as load_knowledge
from bot.metrics import Metrics
from bot.playground.transport import FORM, JSON, signed
from bot.settings import Settings
from bot.storage import migrate
from bot.wsgi import MAX_REQUEST_BYTES, WsgiApp, load

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


@pytest.fixture
def site(settings: Settings, library: FragileLibrary) -> Iterator[WsgiApp]:
    metrics = Metrics(lambda: len(library.problems))
    yield WsgiApp(
        build_app(settings, library=library, observe=metrics.observe), library, metrics, settings.database_url
    )
    library.problems = ()


class Answer:
    def __init__(
        self, site: WsgiApp, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> None:
        given = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (headers or {}).items()}
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_TYPE": (headers or {}).get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body.encode())),
            "wsgi.input": io.BytesIO(body.encode()),
            **given,
        }
        self.body = b"".join(site(environ, self.start)).decode()

    def start(self, status: str, headers: list[tuple[str, str]], *_: object) -> Any:
        self.status = int(status.split(maxsplit=1)[0])
        self.headers = {name.lower(): value for name, value in headers}


def post(site: WsgiApp, body: str, headers: dict[str, str]) -> Answer:
    return Answer(site, "POST", "/slack/events", body, headers)


def test_a_signed_command_is_answered_in_the_response(site: WsgiApp):
    answer = post(site, COMMAND, signed(SECRET, COMMAND, FORM))
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    said = json.loads(answer.body)
    assert said["response_type"] == "ephemeral"
    assert said["text"].startswith("CMO vs CRO")
    assert said["blocks"]


def test_slack_may_verify_the_address(site: WsgiApp):
    body = json.dumps({"type": "url_verification", "challenge": "c3ll", "token": "t"})
    answer = post(site, body, signed(SECRET, body, JSON))
    assert (answer.status, json.loads(answer.body)["challenge"]) == (200, "c3ll")


def test_slack_may_check_the_certificate(site: WsgiApp):
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
    site: WsgiApp, spoil: dict[str, str], caplog: pytest.LogCaptureFixture
):
    answer = post(site, COMMAND, signed(SECRET, COMMAND, FORM) | spoil)
    assert answer.status == 401
    assert "CMO" not in answer.body
    assert caplog.text == ""


def test_a_request_without_any_signature_is_refused(site: WsgiApp):
    assert post(site, COMMAND, {"Content-Type": FORM}).status == 401


def test_a_request_signed_six_minutes_ago_is_refused(site: WsgiApp):
    import time  # noqa: PLC0415  only here

    assert post(site, COMMAND, signed(SECRET, COMMAND, FORM, time.time() - 360)).status == 401


def test_a_signature_of_another_body_is_refused(site: WsgiApp):
    assert post(site, COMMAND + "&text=list", signed(SECRET, COMMAND, FORM)).status == 401


@pytest.mark.parametrize("body", ["{", "[]", "payload=[", "payload=5", "payload=[]", "\N{BOX DRAWINGS LIGHT VERTICAL}"])
def test_a_malformed_body_is_refused_without_a_log_line(site: WsgiApp, body: str, caplog: pytest.LogCaptureFixture):
    assert post(site, body, {"Content-Type": FORM}).status in {400, 401}
    assert caplog.text == ""


def test_a_body_that_is_too_large_is_not_read(site: WsgiApp):
    assert post(site, "x" * (MAX_REQUEST_BYTES + 1), {}).status == 413


def test_a_length_that_is_not_a_number_is_refused(site: WsgiApp):
    class Odd(Answer):
        def __init__(self) -> None:
            environ = {"PATH_INFO": "/slack/events", "REQUEST_METHOD": "POST", "CONTENT_LENGTH": "long"}
            b"".join(site(environ, self.start))

    assert Odd().status == 400


def test_the_process_is_up(site: WsgiApp):
    answer = Answer(site, "GET", "/healthz")
    assert (answer.status, answer.body) == (200, "ok\n")


def test_it_is_ready_with_knowledge_and_a_migrated_database(site: WsgiApp, settings: Settings, library: FragileLibrary):
    migrate(settings.database_url)
    answer = Answer(site, "GET", "/readyz")
    said = json.loads(answer.body)
    assert answer.status == 200
    assert (said["ready"], said["database"], said["knowledge"]) == (True, "ok", "ok")
    assert said["rolecall"] == __version__
    assert said["version"] == library.base.version


def test_it_is_not_ready_before_the_database_is_migrated(site: WsgiApp):
    answer = Answer(site, "GET", "/readyz")
    assert answer.status == 503
    assert json.loads(answer.body)["database"] == "not migrated yet"


def test_it_is_not_ready_while_the_database_does_not_answer(settings: Settings, library: FragileLibrary):
    away = WsgiApp(
        build_app(settings, library=library), library, Metrics(lambda: 0), "postgresql://u:pw@127.0.0.1:1/rolecall"
    )
    answer = Answer(away, "GET", "/readyz")
    assert answer.status == 503
    assert json.loads(answer.body)["database"] == "does not answer"
    assert "pw" not in answer.body


def test_problems_on_disk_are_reported_and_the_last_good_knowledge_still_answers(
    site: WsgiApp, settings: Settings, library: FragileLibrary
):
    migrate(settings.database_url)
    library.problems = ("cmo.yml:3: no such topic",)
    answer = Answer(site, "GET", "/readyz")
    assert answer.status == 200
    assert json.loads(answer.body)["knowledge"] == "1 problem on disk, see `rolecall check`"
    assert "rolecall_knowledge_problems 1.0" in Answer(site, "GET", "/metrics").body
    assert post(site, COMMAND, signed(SECRET, COMMAND, FORM)).status == 200


def test_questions_are_counted_by_how_they_were_read(site: WsgiApp):
    post(site, COMMAND, signed(SECRET, COMMAND, FORM))
    page = Answer(site, "GET", "/metrics")
    assert page.status == 200
    labels = '{kind="compare",rule="command:compare",status="answered",surface="command"}'
    assert f"rolecall_questions_total{labels} 1.0" in page.body
    assert "rolecall_answer_seconds_count 1.0" in page.body


@pytest.mark.parametrize("path", ["/", "/slack", "/slack/install", "/slack/oauth_redirect", "/favicon.ico", "/../etc"])
def test_other_paths_are_not_found(site: WsgiApp, path: str):
    assert Answer(site, "GET", path).status == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", "/slack/events", "POST"), ("POST", "/healthz", "GET, HEAD"), ("DELETE", "/metrics", "GET, HEAD")],
)
def test_other_methods_are_refused_and_the_right_ones_named(site: WsgiApp, method: str, path: str, allowed: str):
    answer = Answer(site, method, path)
    assert (answer.status, answer.headers["allow"]) == (405, allowed)


def test_a_head_request_has_no_body(site: WsgiApp):
    answer = Answer(site, "HEAD", "/healthz")
    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, "", "3")


def test_a_worker_loads_what_it_serves(settings: Settings):
    assert Answer(load(settings), "GET", "/healthz").status == 200


def test_a_worker_with_broken_knowledge_ends_with_every_problem_in_the_log(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "cgo.yml").write_text("title: 5\n")
    with pytest.raises(SystemExit) as ended:
        load(replace(settings, knowledge_path=(tmp_path,)))
    assert ended.value.code == 1
    assert "cgo.yml:1" in capsys.readouterr().err
