"""What becomes of errors at the edge; the scenarios tell the same from the member's side."""

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fakes.office import Office
from slack_bolt import Args, BoltContext, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import MessageError, RolecallError
from bot.playground.manifest import Manifest
from bot.slack.errors import answer_failure, explain_error, with_error_reply

KNOWN = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1")


def context(authorised: AuthorizeResult | None = KNOWN) -> BoltContext:
    return BoltContext({"authorize_result": authorised})


def test_a_rolecall_error_shows_its_text_escaped():
    assert explain_error(RolecallError("A & B are <gone>.", "Ask anew.")) == "A &amp; B are &lt;gone&gt;. Ask anew."


@pytest.mark.parametrize("error", [RuntimeError("typed"), MessageError("typed"), KeyError("typed")])
def test_any_other_error_shows_a_reference_to_the_log(error: Exception, caplog: pytest.LogCaptureFixture):
    told = explain_error(error)
    [record] = caplog.records
    fields: dict[str, Any] = record.fields  # type: ignore[attr-defined]
    assert fields["reference"] in told
    assert len(fields["reference"]) == 8
    assert type(error).__name__ in fields["trace"]
    assert "typed" not in told + str(fields)


def test_a_missing_scope_is_explained_for_the_administrator():
    with Office(Manifest(scopes=frozenset({"commands"}))) as office:
        client = WebClient(office.slack.bot_token, base_url=office.slack.api_url, retry_handlers=[])
        with pytest.raises(SlackApiError) as caught:
            client.users_info(user="U0FOUNDER")
    told = explain_error(caught.value)
    assert "run `rolecall doctor` and reinstall the app with the current manifest." in told
    assert re.search(r"The reference is [0-9A-F]{8}\.$", told)


def test_two_failures_have_two_references():
    assert explain_error(RuntimeError()) != explain_error(RuntimeError())


def test_a_failed_command_is_answered_in_private():
    answer = answer_failure(RuntimeError(), {"command": "/roles"}, context())
    assert answer
    assert answer.status == 200
    assert '"response_type": "ephemeral"' in answer.body


def test_any_other_failed_request_stays_a_failure_so_that_slack_repeats_it():
    assert answer_failure(RuntimeError(), {"type": "event_callback"}, context()) is None


def test_a_failure_before_authorisation_is_refused(caplog: pytest.LogCaptureFixture):
    answer = answer_failure(RuntimeError(), {"command": "/roles"}, context(None))
    assert answer
    assert answer.status == 401
    assert caplog.text == ""


def test_a_request_without_a_listener_is_acknowledged(caplog: pytest.LogCaptureFixture):
    unhandled = BoltUnhandledRequestError(
        request=BoltRequest(body="", mode="http"), current_response=BoltResponse(status=404)
    )
    with caplog.at_level(logging.DEBUG, "rolecall"):
        answer = answer_failure(unhandled, {"type": "view_closed"}, context())
    assert answer
    assert answer.status == 200
    assert "unhandled request" in caplog.text


@pytest.fixture
def office() -> Iterator[Office]:
    with Office() as office:
        yield office


def fail(_: Args) -> None:
    raise RuntimeError("typed")


def args(office: Office, event: dict[str, Any] | None = None, **changes: Any) -> Args:
    """What Bolt hands to a listener for something that the founder did."""
    client = WebClient(token=office.slack.bot_token, base_url=office.slack.api_url)
    context = BoltContext({"user_id": "U0FOUNDER", "client": client, **changes})
    return Args(
        logger=logging.getLogger(),
        client=client,
        req=BoltRequest(body=""),
        resp=BoltResponse(status=200),
        context=context,
        body={},
        payload={},
        event=event,
        ack=context.ack,
        say=context.say,
        respond=context.respond,  # type: ignore[arg-type]  # Bolt promises one
        complete=context.complete,
        fail=context.fail,
        next=lambda: None,
    )


def test_a_successful_listener_sends_no_error(office: Office):
    heard: list[Args] = []
    with_error_reply(heard.append)(args(office))
    assert len(heard) == 1
    assert office.slack.api.calls == []


def test_a_failed_click_is_explained_through_the_response_url(office: Office):
    link = office.slack.response_urls.issue("C0LEADERSHIP", "U0FOUNDER")
    with_error_reply(fail)(args(office, response_url=office.slack.response_urls.base + link))
    assert office.founder.sees("Something went wrong").private


def test_if_the_response_url_fails_the_error_is_explained_in_a_direct_message(
    office: Office, caplog: pytest.LogCaptureFixture
):
    with_error_reply(fail)(args(office, response_url=office.slack.response_urls.base + "gone"))
    assert office.founder.sees("Something went wrong").channel == "DM"
    assert "could not report the error" in caplog.text


def test_a_failed_mention_is_explained_in_its_thread(office: Office):
    asked = office.slack.workspace.post("C0LEADERSHIP", "U0FOUNDER", "hello")
    event = {"type": "app_mention", "thread_ts": asked.ts}
    with_error_reply(fail)(args(office, event, channel_id="C0LEADERSHIP"))
    told = office.founder.sees("Something went wrong")
    assert (told.private, told.thread) == (True, asked.ts)


def test_a_failure_without_a_user_is_only_logged(office: Office, caplog: pytest.LogCaptureFixture):
    with_error_reply(fail)(args(office, user_id=None))
    assert office.slack.api.calls == []
    assert "unexpected" in caplog.text
