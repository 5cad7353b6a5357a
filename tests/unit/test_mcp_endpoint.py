"""What `POST /mcp` accepts and refuses before any tool is called."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes.asgi_server import Answer, ask, request_scope, run_apart
from fakes.library import FragileLibrary

from bot.app import build_parts, single_workspace
from bot.asgi import AsgiApp
from bot.knowledge.loader import load as load_knowledge
from bot.mcp_endpoint import MAX_AT_ONCE, MAX_REQUEST_BYTES, UNSIGNED_LIMIT, check_origin
from bot.metrics import Metrics
from bot.playground.transport import JSON, signed
from bot.request_body import RefusedError
from bot.settings import Settings
from bot.worker import build_site

SECRET = "0123456789abcdef0123456789abcdef"
HOST = {"Host": "127.0.0.1:3000", "Accept": "application/json, text/event-stream", "Content-Type": JSON}


def call(tool: str, meta: dict[str, Any] | None = None, **arguments: Any) -> str:
    params = {"name": tool, "arguments": arguments} | ({"_meta": meta} if meta else {})
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})


COMPARE = call("compare", roles=["cmo", "cro"])
MakeSite = Callable[..., AsgiApp]


@pytest.fixture(scope="module")
def library() -> FragileLibrary:
    return FragileLibrary(load_knowledge())


@pytest.fixture
def make_site(tmp_path: Path, library: FragileLibrary) -> MakeSite:
    """Builds the application of a worker with these settings."""
    url = f"sqlite:///{tmp_path / 'rolecall.sqlite3'}"
    usual = Settings(slack_bot_token="xoxb-1", slack_signing_secret=SECRET, database_url=url, mcp="public")

    def make(**changes: Any) -> AsgiApp:
        settings = replace(usual, **changes)
        metrics, access = Metrics(lambda: 0), single_workspace(settings)
        access.before_authorize.learn({"team_id": "T1"})
        return build_site(build_parts(settings, library=library, access=access), settings, library, metrics, access)

    return make


def send(site: AsgiApp, body: str = COMPARE, method: str = "POST", **headers: str) -> Answer:
    length = {"Content-Length": str(len(body.encode()))}
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return run_apart(ask(site, request_scope(method, "/mcp", HOST | length | given), body.encode()))


def send_signed(site: AsgiApp, body: str, secret: str = SECRET) -> Answer:
    return send(site, body, **{name.replace("-", "_"): value for name, value in signed(secret, body, JSON).items()})


def test_switched_off_the_address_does_not_exist(make_site: MakeSite):
    assert send(make_site(mcp="off")).status == 404


def test_switched_off_nothing_of_the_sdk_is_imported():
    program = (
        "import sys; from bot.app import build_parts, single_workspace; from bot.metrics import Metrics;"
        "from bot.knowledge.watch import KnowledgeWatcher; from bot.settings import Settings;"
        "from bot.worker import build_site;"
        "s = Settings(slack_bot_token='xoxb-1', slack_signing_secret='x'); k = KnowledgeWatcher();"
        "a = single_workspace(s); build_site(build_parts(s, library=k, access=a), s, k, Metrics(lambda: 0), a);"
        "print(sorted({'mcp', 'starlette', 'httpx2'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_a_call_is_answered_and_counted_without_its_text(make_site: MakeSite, caplog: pytest.LogCaptureFixture):
    site = make_site()
    answer = send(site)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert json.loads(answer.body)["result"]["structuredContent"]["intent"] == "compare"
    page = run_apart(ask(site, request_scope("GET", "/metrics", {})))
    assert 'kind="compare",rule="command:compare",status="answered",surface="mcp"} 1.0' in page.body
    assert "cmo" not in caplog.text


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_only_post_is_served(make_site: MakeSite, method: str):
    answer = send(make_site(), method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "rolecall.example.com"}, 200),
        ({"Host": "rolecall.example.com:443", "Origin": "https://rolecall.example.com"}, 200),
        ({"Host": "localhost:3000", "Origin": "http://localhost:3000"}, 200),
        ({"Host": "[::1]:3000"}, 200),
        ({"Host": "attacker.example"}, 421),
        ({"Host": ""}, 421),
        ({"Host": "[::1"}, 421),
        ({"Origin": "https://attacker.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_web_pages_from_elsewhere_cannot_ask(make_site: MakeSite, headers: dict[str, str], status: int):
    assert send(make_site(public_url="https://rolecall.example.com"), **headers).status == status


def test_without_a_public_address_only_this_machine_may_ask():
    check_origin({"host": "127.0.0.1:3000"}, "")
    with pytest.raises(RefusedError, match="wrong host"):
        check_origin({"host": "rolecall.example.com"}, "")


@pytest.mark.parametrize(("body", "status"), [("{", 400), ("[]", 400), ("", 400), ("[" * 30_000, 400)])
def test_a_malformed_body_is_refused(make_site: MakeSite, body: str, status: int):
    assert send(make_site(), body).status == status
    assert send_signed(make_site(), body).status == status


def test_a_client_that_wants_to_listen_for_events_holds_up_no_one(make_site: MakeSite):
    version = "io.modelcontextprotocol"
    meta = {f"{version}/protocolVersion": "2026-07-28", f"{version}/clientCapabilities": {}}
    listen = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "subscriptions/listen", "params": {"_meta": meta}})
    answer = send(make_site(), listen, MCP_Protocol_Version="2026-07-28", Mcp_Method="subscriptions/listen")
    assert answer.status in (400, 404)


def test_a_body_that_is_too_long_is_not_read(make_site: MakeSite):
    assert send(make_site(), "x" * (MAX_REQUEST_BYTES + 1)).status == 413


def test_a_wrong_or_an_old_signature_is_refused(make_site: MakeSite):
    site = make_site()
    assert send_signed(site, COMPARE, "another secret").status == 401
    old = signed(SECRET, COMPARE, JSON, 1_000_000)
    assert send(site, **{name.replace("-", "_"): value for name, value in old.items()}).status == 401


def test_reserved_for_slack_a_request_needs_a_signature_of_a_workspace_that_is_served(make_site: MakeSite):
    site = make_site(mcp="slack")
    known, other = ({"slack": {"team_id": team, "user_id": "U1"}} for team in ("T1", "T2"))
    assert send(site).status == 401
    assert send_signed(site, COMPARE).status == 401
    assert send_signed(site, call("compare", other, roles=["cmo", "cro"])).status == 401
    assert send_signed(site, call("compare", known, roles=["cmo", "cro"])).status == 200
    listing = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
    assert "my_items" in send_signed(site, listing).body


def test_a_person_of_another_workspace_gets_what_anyone_gets(make_site: MakeSite):
    other = {"slack": {"team_id": "T2", "user_id": "U1"}}
    refused = json.loads(send_signed(make_site(), call("my_items", other)).body)
    assert refused.get("error") or refused["result"]["isError"]
    assert send_signed(make_site(), call("compare", other, roles=["cmo", "cro"])).status == 200


def test_strangers_are_limited_and_slack_is_not(make_site: MakeSite):
    site, notice = make_site(), json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"})
    site._mcp._clock = lambda: 0.0
    answers = [send(site, notice).status for _ in range(UNSIGNED_LIMIT.burst + 1)]
    assert answers == [202] * UNSIGNED_LIMIT.burst + [429]
    assert send_signed(site, notice).status == 202
    assert send(make_site(rate_limits="off"), notice).status == 202


def test_so_many_requests_at_once_are_answered_and_more_are_sent_away(make_site: MakeSite):
    site = make_site()
    site._mcp._answering[False] = MAX_AT_ONCE
    answer = send(site)
    assert (answer.status, answer.headers["retry-after"]) == (503, "1")
    assert send_signed(site, COMPARE).status == 200
