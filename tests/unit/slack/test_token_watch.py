import threading
import time
from collections.abc import Iterator

import pytest
from fakes.installation import api_error, web_page
from fakes.office import Office
from fakes.slack import TIMEOUT_SECONDS
from fakes.socket_mode import SocketModeSlack

from bot.errors import RolecallError
from bot.slack.client import slack_client
from bot.slack.connection_monitor import ConnectionMonitor
from bot.slack.token_watch import TokenWatch


@pytest.fixture
def link() -> Iterator[SocketModeSlack]:
    with Office() as office, SocketModeSlack(office.slack) as link:
        yield link


def watch(link: SocketModeSlack, monitor: ConnectionMonitor, interval: float = 60) -> TokenWatch:
    return TokenWatch(slack_client(link.api_url, link.slack.bot_token), monitor, interval=interval)


def test_a_token_that_works_is_required_without_a_word(link: SocketModeSlack):
    monitor = ConnectionMonitor()
    watch(link, monitor).require_token(threading.Event())
    assert monitor.status.refusals == {}


def test_a_token_that_slack_refuses_at_the_start_is_explained(link: SocketModeSlack):
    link.overrides["auth.test"] = api_error("token_revoked")
    with pytest.raises(
        RolecallError, match=r"refused SLACK_BOT_TOKEN: token_revoked\. Install the app .*`rolecall doctor`"
    ):
        watch(link, ConnectionMonitor()).require_token(threading.Event())


@pytest.mark.parametrize("failing", [web_page(), web_page(503), api_error("internal_error"), api_error("x", 429)])
def test_a_start_does_not_depend_on_slack_working(link: SocketModeSlack, failing: object):
    link.overrides["auth.test"] = failing  # type: ignore[assignment]  # a response
    watch(link, ConnectionMonitor()).require_token(threading.Event())


def test_a_token_that_is_revoked_later_is_noticed(link: SocketModeSlack):
    monitor, stop = ConnectionMonitor(), threading.Event()
    watch(link, monitor, interval=0.02).start(stop)
    link.overrides["auth.test"] = api_error("account_inactive")
    until = time.monotonic() + TIMEOUT_SECONDS
    while not monitor.status.refusals and time.monotonic() < until:
        time.sleep(0.02)
    stop.set()
    assert monitor.status.refusals == {"SLACK_BOT_TOKEN": "account_inactive"}


def test_a_request_to_stop_is_heeded_while_slack_does_not_reply(link: SocketModeSlack):
    stop = threading.Event()
    stop.set()
    link.overrides["auth.test"] = api_error("invalid_auth")
    watch(link, ConnectionMonitor()).require_token(stop)
