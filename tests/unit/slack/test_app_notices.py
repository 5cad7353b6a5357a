import logging

import pytest
from fakes.installation import api_error
from fakes.office import Office
from fakes.socket_mode import SocketModeSlack
from slack_bolt import BoltRequest
from slack_sdk.errors import SlackApiError

from bot.app import build_app
from bot.slack.app_notices import record_notices, record_rate_limits
from bot.slack.client import slack_client
from bot.slack.connection_monitor import ConnectionMonitor

SENT = {"team_id": "T1", "event_id": "Ev1", "event_time": 1_800_000_000}
"""What Slack sends with every event."""


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"type": "app_rate_limited", "minute_rate_limited": 1518467820}, "app_rate_limited"),
        ({"type": "event_callback", "event": {"type": "tokens_revoked", "tokens": {"bot": ["U1"]}}}, "tokens_revoked"),
        ({"type": "event_callback", "event": {"type": "app_uninstalled"}}, "app_uninstalled"),
    ],
)
def test_a_notice_is_counted_logged_and_acknowledged(
    body: dict[str, object], kind: str, sqlite_url: str, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.WARNING, "rolecall")
    monitor = ConnectionMonitor()
    with Office() as office:
        app = build_app(office.settings(database_url=sqlite_url))
        record_notices(app, monitor)
        response = app.dispatch(BoltRequest(body=body | SENT, mode="socket_mode"))
        assert response.status == 200
        app.dispatch(
            BoltRequest(body={"type": "event_callback", "team_id": "T1", "event": {"type": "x"}}, mode="socket_mode")
        )
    assert monitor.status.notices == {kind: 1}
    assert any(record.getMessage() == "notice from Slack" for record in caplog.records)


def test_a_rate_limit_of_a_call_is_counted_with_its_method(caplog: pytest.LogCaptureFixture):
    monitor = ConnectionMonitor()
    with Office() as office, SocketModeSlack(office.slack) as link:
        link.overrides["users.info"] = api_error("ratelimited", 429, **{"Retry-After": "0"})
        client = slack_client(link.api_url, office.slack.bot_token)
        record_rate_limits(client, monitor)
        with pytest.raises(SlackApiError):
            client.users_info(user="U1")
    assert monitor.status.notices["rate_limited"] > 1
    assert "users.info" in str([record.fields for record in caplog.records if "notice" in record.getMessage()])  # type: ignore[attr-defined]  # our own
