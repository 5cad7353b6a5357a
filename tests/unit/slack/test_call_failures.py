import socket
import ssl
from http.client import BadStatusLine, RemoteDisconnected
from urllib.error import URLError

import pytest
from fakes.installation import api_error, api_result, web_page
from fakes.office import Office
from fakes.socket_mode import SocketModeSlack
from slack_sdk import WebClient

from bot.playground.loopback import Response
from bot.slack.call_failures import CALL_ERRORS, CallFailure, FailureKind, classify_failure


def failure_of(response: Response) -> CallFailure:
    """The failure of a call to which Slack responds like this."""
    with Office() as office, SocketModeSlack(office.slack) as link:
        link.overrides["auth.test"] = response
        try:
            WebClient(base_url=link.api_url, retry_handlers=[]).auth_test()
        except CALL_ERRORS as error:
            return classify_failure(error)
    pytest.fail("the call succeeded")


@pytest.mark.parametrize(
    ("response", "kind", "is_final"),
    [
        (api_error("invalid_auth"), "refused", True),
        (api_error("not_allowed_token_type", 403), "refused", True),
        (api_error("internal_error"), "failing", False),
        (api_error("service_unavailable", 503), "failing", False),
        (web_page(502), "failing", False),
        (web_page(), "not_slack", False),
        (Response(body=b"\xff\xfe", content_type="text/html"), "not_slack", False),
        (Response(body=b"[]", content_type="application/json"), "not_slack", False),
        (Response(body=b"", content_type="application/json"), "not_slack", False),
    ],
)
def test_only_a_refusal_is_final(response: Response, kind: FailureKind, is_final: bool):
    failure = failure_of(response)
    assert (failure.kind, failure.is_final) == (kind, is_final)


@pytest.mark.parametrize(
    ("headers", "seconds"), [({"Retry-After": "7"}, 7), ({"retry-after": "7"}, 7), ({}, 30), ({"Retry-After": "x"}, 30)]
)
def test_a_rate_limit_says_how_long_to_wait(headers: dict[str, str], seconds: int):
    failure = failure_of(api_error("ratelimited", 429, **headers))
    assert failure == CallFailure("rate_limited", "rate limit", seconds)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (URLError(socket.gaierror(-2, "Name or service not known")), "its host name cannot be resolved"),
        (URLError(ssl.SSLCertVerificationError(1, "self-signed")), "its certificate is not trusted on this machine"),
        (URLError(ConnectionRefusedError(111, "Connection refused")), "the connection is refused"),
        (URLError(OSError(101, "Network is unreachable")), "network is unreachable"),
        (TimeoutError("timed out"), "it does not reply in time"),
        (RemoteDisconnected("closed"), "the connection broke"),
        (BadStatusLine("?"), "the connection broke"),
    ],
)
def test_a_network_problem_is_told_in_words(error: Exception, reason: str):
    assert isinstance(error, CALL_ERRORS)
    assert classify_failure(error) == CallFailure("unreachable", reason)


def test_the_page_of_a_proxy_is_not_quoted():
    assert "Sign in" not in failure_of(web_page()).reason
    assert api_result().body.startswith(b'{"ok": true')
