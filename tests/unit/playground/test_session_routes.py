"""What the playground's server does besides the page: Slack's API for an app in another process."""

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from fakes.refusals import refusal
from fakes.slack import TIMEOUT_SECONDS
from slack_sdk import WebClient

from bot.playground.server import playground
from bot.settings import Settings


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with playground(Settings()) as found:
        yield found


def test_the_api_answers_programs_on_this_machine_and_wants_a_token(address: str):
    assert refusal(WebClient(token="xoxb-1", base_url=f"{address}/api/").auth_test) == "invalid_auth"


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Host": "evil.example"}])
def test_no_web_page_may_call_the_api_of_the_playground(address: str, headers: dict[str, str]):
    assert ask(address, "POST", "/api/auth.test", headers)[0] == 403


def test_the_page_that_grants_tokens_knows_only_its_own_app(address: str):
    status, location = ask(address, "GET", "/oauth/v2/authorize?client_id=1.2", {})
    assert (status, location) == (400, None)


def test_the_link_after_an_installation_leads_to_the_workspace(address: str):
    assert ask(address, "GET", "/app_redirect?app=A0ROLECALL&team=T0PLAYGROUND", {}) == (302, "/")


def ask(address: str, method: str, path: str, headers: dict[str, str]) -> tuple[int, str | None]:
    """The status and the location of an answer."""
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=TIMEOUT_SECONDS)) as connection:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location")
