import logging
import re
from pathlib import Path
from typing import Any

import pytest

from bot.slack.call_failures import CallFailure
from bot.slack.connection_monitor import STALLED_SECONDS, ConnectionMonitor

SLACK = Path(__file__).parents[3] / "bot" / "slack"
GUIDE = Path(__file__).parents[3] / "docs" / "operating.md"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def fields(caplog: pytest.LogCaptureFixture, message: str) -> list[dict[str, Any]]:
    return [record.fields for record in caplog.records if record.getMessage() == message]  # type: ignore[attr-defined]  # our own


def test_the_operating_guide_describes_only_lines_that_are_written():
    rows = re.findall(r"^\| `rolecall.socket_mode (.+?)` \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    described = [re.sub(r" \w+=.*", "", row) for row in rows]
    sources = "".join(path.read_text(encoding="utf-8") for path in SLACK.glob("*.py"))
    assert len(described) == 9
    assert [line for line in described if f'"{line}' not in sources] == []


def test_it_knows_how_long_a_connection_was_lost(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, "rolecall")
    clock = Clock()
    monitor = ConnectionMonitor(clock)
    monitor.connected()
    monitor.lost("no pong arrives")
    assert not monitor.status.is_connected
    clock.now += 7.25
    monitor.connected()
    assert fields(caplog, "connection lost") == [{"reason": "no pong arrives"}]
    assert fields(caplog, "connection restored") == [{"after_seconds": 7.2}]
    assert (monitor.status.connections, monitor.status.losses) == (2, 1)


def test_a_connection_that_slack_asked_to_replace_was_never_lost(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, "rolecall")
    monitor = ConnectionMonitor()
    monitor.connected()
    monitor.connected()
    assert [record.getMessage() for record in caplog.records] == ["connected to Slack; stop with Ctrl+C"]


def test_a_refused_token_is_logged_once_until_it_works_again(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, "rolecall")
    monitor, refusal = ConnectionMonitor(), CallFailure("refused", "token_revoked")
    for _ in range(3):
        monitor.token_checked("SLACK_BOT_TOKEN", refusal)
    assert monitor.status.refusals == {"SLACK_BOT_TOKEN": "token_revoked"}
    monitor.token_checked("SLACK_BOT_TOKEN", None)
    assert monitor.status.refusals == {}
    assert [record.getMessage() for record in caplog.records] == [
        "Slack refuses a token",
        "Slack accepts a token again",
    ]


def test_a_failure_of_slacks_says_nothing_about_a_token():
    monitor = ConnectionMonitor()
    monitor.token_checked("SLACK_BOT_TOKEN", CallFailure("refused", "token_revoked"))
    monitor.token_checked("SLACK_BOT_TOKEN", CallFailure("failing", "HTTP status 503"))
    assert monitor.status.refusals == {"SLACK_BOT_TOKEN": "token_revoked"}
    monitor.token_checked("SLACK_APP_TOKEN", CallFailure("unreachable", "the connection is refused"))
    assert "SLACK_APP_TOKEN" not in monitor.status.refusals


def test_a_supervisor_that_gives_no_sign_of_life_is_noticed():
    clock = Clock()
    monitor = ConnectionMonitor(clock)
    clock.now += STALLED_SECONDS - 1
    assert monitor.status.is_supervised
    clock.now += 2
    assert not monitor.status.is_supervised
    monitor.sign_of_life()
    assert monitor.status.is_supervised
