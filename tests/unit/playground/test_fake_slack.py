"""The addresses of the fake Slack, and what it records of the app."""

import http.client
from urllib.parse import urlsplit

from slack_sdk import WebClient

from bot.playground.fake_slack import FakeSlack
from bot.playground.transport import over_http


def test_nothing_but_slacks_own_addresses_answers(slack: FakeSlack):
    assert over_http(slack.api_url.removesuffix("api/") + "elsewhere")("", {}) == (404, "")
    assert over_http(slack.api_url + "auth.test")("", {})[0] == 200
    connection = http.client.HTTPConnection(urlsplit(slack.api_url).netloc)
    connection.request("GET", "/api/auth.test")
    assert connection.getresponse().status == 405
    connection.close()


def test_two_fakes_have_different_tokens_and_do_not_share_messages(slack: FakeSlack):
    with FakeSlack() as other:
        assert {slack.bot_token, slack.app_token, slack.signing_secret}.isdisjoint(
            {other.bot_token, other.app_token, other.signing_secret}
        )
        WebClient(token=other.bot_token, base_url=other.api_url).chat_postMessage(channel="C0HIRING", text="hello")
        assert (len(other.workspace.visible_to("U0FOUNDER")), slack.workspace.visible_to("U0FOUNDER")) == (1, [])


def test_a_refused_call_is_a_fault_and_an_accepted_one_is_not(slack: FakeSlack):
    send = over_http(slack.api_url + "auth.test")
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    send(f"token={slack.bot_token}", form)
    assert slack.faults == []
    send("token=xoxb-wrong", form)
    assert slack.faults == ["auth.test: invalid_auth"]


def test_the_app_gets_its_requests_through_the_connected_transport(slack: FakeSlack):
    sent: list[str] = []
    slack.connect(lambda body, _headers: (sent.append(body), (200, ""))[1])
    founder = slack.workspace.users["U0FOUNDER"]
    slack.user_actions.send_message(founder, slack.workspace.conversation_with_bot("U0FOUNDER"), "hello")
    assert [request.body for request in slack.user_actions.app_requests] == sent
    assert len(sent) == 1
