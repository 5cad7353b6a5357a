import json
import re
import socket
from http.client import HTTPConnection
from pathlib import Path

import pytest

from bot.connection_metrics import ConnectionMetrics
from bot.health_page import health_pages, serve_health_pages
from bot.slack.call_failures import CallFailure
from bot.slack.connection_monitor import ConnectionMonitor

OPERATING = Path(__file__).parents[2] / "docs" / "operating.md"


def get(port: int, path: str, **headers: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=headers)
        reply = connection.getresponse()
        return reply.status, reply.read().decode()
    finally:
        connection.close()


def page(monitor: ConnectionMonitor, database_url: str, path: str) -> tuple[int, str]:
    """What a page replies over HTTP."""
    pages = health_pages(monitor, database_url, ConnectionMetrics(monitor).render)
    with serve_health_pages("127.0.0.1", 0, pages) as port:
        return get(port, path)


def test_a_connected_process_is_healthy_and_ready(sqlite_url: str):
    monitor = ConnectionMonitor()
    monitor.connected()
    assert page(monitor, sqlite_url, "/healthz") == (200, "ok\n")
    status, body = page(monitor, sqlite_url, "/readyz")
    assert status == 200
    assert json.loads(body) | {"rolecall": ""} == {
        "rolecall": "",
        "ready": True,
        "slack": "connected",
        "tokens": "ok",
        "database": "ok",
    }


def test_without_a_connection_it_is_healthy_but_not_ready(sqlite_url: str):
    monitor = ConnectionMonitor()
    assert page(monitor, sqlite_url, "/healthz")[0] == 200
    status, body = page(monitor, sqlite_url, "/readyz")
    assert (status, json.loads(body)["slack"]) == (503, "not connected")


def test_with_a_refused_token_it_is_not_ready(sqlite_url: str):
    monitor = ConnectionMonitor()
    monitor.connected()
    monitor.token_checked("SLACK_BOT_TOKEN", CallFailure("refused", "token_revoked"))
    status, body = page(monitor, sqlite_url, "/readyz")
    assert (status, json.loads(body)["tokens"]) == (503, "refused (SLACK_BOT_TOKEN: token_revoked)")


def test_without_a_database_it_is_not_ready():
    monitor = ConnectionMonitor()
    monitor.connected()
    status, body = page(monitor, "sqlite:////no/such/folder/one.sqlite3", "/readyz")
    assert (status, json.loads(body)["database"]) == (503, "does not answer")


def test_a_process_that_is_stuck_is_not_healthy(sqlite_url: str):
    times = iter((0.0, 1000.0))
    assert page(ConnectionMonitor(lambda: next(times)), sqlite_url, "/healthz")[0] == 503


def test_other_pages_are_not_found(sqlite_url: str):
    assert page(ConnectionMonitor(), sqlite_url, "/slack/events")[0] == 404


def test_the_metrics_show_connection_tokens_and_notices(sqlite_url: str):
    monitor = ConnectionMonitor()
    monitor.connected()
    monitor.lost("it broke")
    monitor.notice("app_rate_limited")
    monitor.token_checked("SLACK_APP_TOKEN", CallFailure("refused", "invalid_auth"))
    text = page(monitor, sqlite_url, "/metrics")[1]
    for line in (
        "rolecall_slack_connected 0.0",
        "rolecall_slack_connections_total 1.0",
        "rolecall_slack_connections_lost_total 1.0",
        'rolecall_slack_token_refused{setting="SLACK_APP_TOKEN"} 1.0',
        'rolecall_slack_token_refused{setting="SLACK_BOT_TOKEN"} 0.0',
        'rolecall_slack_notices_total{kind="app_rate_limited"} 1.0',
    ):
        assert line in text.splitlines()


def test_the_operating_guide_describes_every_metric():
    monitor = ConnectionMonitor()
    monitor.notice("app_rate_limited")
    counted = re.findall(
        r"^# TYPE (\S+) (?:counter|gauge)$", ConnectionMetrics(monitor).render().decode(), re.MULTILINE
    )
    text = OPERATING.read_text(encoding="utf-8")
    assert set(counted) == set(re.findall(r"^\| `(rolecall_slack_\w+)` \|", text, re.MULTILINE))


def test_a_taken_port_is_logged_and_nothing_else_happens(caplog: pytest.LogCaptureFixture):
    with (
        socket.create_server(("127.0.0.1", 0)) as other,
        serve_health_pages("127.0.0.1", other.getsockname()[1], {}) as port,
    ):
        assert port == 0
    assert "no health page" in caplog.text


def test_only_this_machine_and_those_with_the_token_see_the_state(sqlite_url: str):
    monitor = ConnectionMonitor()
    monitor.connected()
    pages = health_pages(monitor, sqlite_url, ConnectionMetrics(monitor).render)
    with serve_health_pages("127.0.0.1", 0, pages, "a-long-token") as port:
        elsewhere = {"X-Forwarded-For": "203.0.113.7"}  # as a proxy on this machine says
        for path in ("/readyz", "/metrics"):
            assert get(port, path)[0] == 200
            assert get(port, path, **elsewhere) == (403, "Forbidden\n")
            assert get(port, path, **elsewhere, Authorization="Bearer another")[0] == 403
            assert get(port, path, **elsewhere, Authorization="Bearer a-long-token")[0] == 200
        assert get(port, "/healthz", **elsewhere)[0] == 200
