import logging
import re
from dataclasses import replace

import pytest
from fakes.library import FragileLibrary
from fakes.office import Office

from bot.errors import RolecallError
from bot.storage.engine import get_engine

SECRET = "do we fire the CFO"
REFERENCE = re.compile(r"reference ([0-9A-F]{8})\.")


@pytest.mark.socket_mode
def test_a_failing_command_is_reported_with_a_reference_found_in_the_log(
    office: Office, library: FragileLibrary, caplog: pytest.LogCaptureFixture
):
    library.fails_with = RuntimeError(SECRET)
    office.founder.types(f"/roles {SECRET}")
    answer = office.founder.sees("Something went wrong on my side")
    assert answer.private
    check_log(answer.text, caplog)


@pytest.mark.socket_mode
def test_a_failing_mention_is_reported_only_to_the_member_who_asked(
    office: Office, library: FragileLibrary, caplog: pytest.LogCaptureFixture
):
    library.fails_with = RuntimeError(SECRET)
    office.founder.types(f"@Rolecall {SECRET}")
    answer = office.founder.sees("Something went wrong on my side")
    assert answer.private
    office.board_member.sees_nothing()
    check_log(answer.text, caplog)


def test_a_failing_mention_in_a_thread_is_reported_in_the_thread(office: Office, library: FragileLibrary):
    office.founder.types("@Rolecall CMO vs CRO")
    card = office.founder.seen
    library.fails_with = RuntimeError(SECRET)
    office.founder.types("@Rolecall and the CTO?", in_thread_of=card)
    assert office.founder.sees("Something went wrong").thread == card.thread


def test_a_failing_direct_message_is_reported_in_the_direct_message(
    office: Office, library: FragileLibrary, caplog: pytest.LogCaptureFixture
):
    library.fails_with = RuntimeError(SECRET)
    office.founder.writes_dm(SECRET)
    answer = office.founder.sees("Something went wrong on my side")
    assert answer.channel == "DM"
    check_log(answer.text, caplog)


def test_a_failing_click_is_reported_privately_and_does_not_change_the_card(
    office: Office, library: FragileLibrary, caplog: pytest.LogCaptureFixture
):
    office.founder.types("@Rolecall CMO vs CRO")
    card = office.founder.seen
    library.fails_with = RuntimeError(SECRET)
    office.founder.picks("Metrics", on=card)
    answer = office.founder.sees("Something went wrong on my side")
    assert answer.private
    after = office.founder.now(card)
    assert after is not None
    assert not after.edited
    check_log(answer.text, caplog)


def test_an_expected_error_shows_its_own_message_without_a_reference(office: Office, library: FragileLibrary):
    library.fails_with = RolecallError("The shelf <!channel> is empty.", "Fill it.")
    for typed in ("/roles help", "@Rolecall help"):
        office.founder.types(typed)
        assert office.founder.sees("is empty. Fill it.").text == "The shelf &lt;!channel&gt; is empty. Fill it."


def test_blocks_refused_by_slack_are_replaced_by_plain_text(office: Office, caplog: pytest.LogCaptureFixture):
    office.slack.api.refuse_next("chat.postMessage", "invalid_blocks")
    office.founder.types("@Rolecall CMO vs CRO KPIs?")
    answer = office.founder.sees("CMO vs CRO: Metrics")
    assert answer.blocks == []
    assert "blocks refused" in caplog.text
    assert office.slack.faults == ["chat.postMessage: invalid_blocks"]
    office.slack.faults.clear()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("is_archived", "That channel is archived"),
        ("restricted_action", "an admin decides who can"),
        ("thread_locked", "No one can reply in that thread"),
        ("team_access_not_granted", "An admin has taken away my access"),
        ("fatal_error", "My answer may still arrive"),
    ],
)
def test_a_refused_answer_is_explained_to_the_member_who_asked(office: Office, code: str, said: str):
    office.slack.api.refuse_next("chat.postMessage", code)
    office.founder.types("@Rolecall CMO vs CRO KPIs?")
    assert office.founder.sees(said).private
    assert office.slack.faults == [f"chat.postMessage: {code}"]
    office.slack.faults.clear()


def test_a_person_in_a_channel_that_the_app_is_not_in_gets_a_direct_message(office: Office):
    for method in ("chat.postMessage", "chat.postEphemeral"):
        office.slack.api.refuse_next(method, "not_in_channel")
    office.founder.types("@Rolecall CMO vs CRO KPIs?")
    assert office.founder.sees("Invite me with `/invite @Rolecall`").channel == "DM"
    office.slack.faults.clear()


def test_a_message_that_is_too_long_is_replaced_by_its_text(office: Office):
    office.slack.api.refuse_next("chat.postMessage", "msg_blocks_too_long")
    office.founder.types("@Rolecall CMO vs CRO KPIs?")
    assert office.founder.sees("CMO vs CRO: Metrics").blocks == []
    office.slack.faults.clear()


def test_a_form_that_slack_was_too_slow_to_open_is_explained(office: Office):
    office.slack.api.refuse_next("views.open", "expired_trigger_id")
    office.founder.types("/hiring decide cmo cro")
    assert "Slack was too slow to open the form" in office.founder.sees("too slow").text
    office.slack.faults.clear()


def test_an_error_that_cannot_be_reported_is_still_logged(
    office: Office, library: FragileLibrary, caplog: pytest.LogCaptureFixture
):
    library.fails_with = RuntimeError(SECRET)
    for method in ("chat.postEphemeral", "chat.postMessage"):
        office.slack.api.refuse_next(method, "not_in_channel")
    office.founder.types(f"@Rolecall {SECRET}")
    office.founder.sees_nothing()
    assert "could not report the error" in caplog.text
    assert SECRET not in caplog.text
    office.slack.faults.clear()


def test_a_rate_limited_answer_is_delayed_not_lost(office: Office):
    office.slack.api.refuse_next("chat.postMessage", "ratelimited")
    office.founder.types("@Rolecall CMO vs CRO KPIs?")
    office.settle()
    office.founder.sees("CMO vs CRO: Metrics")
    office.slack.faults.clear()


def test_the_app_answers_without_the_seen_events_table(
    office: Office, database_url: str, caplog: pytest.LogCaptureFixture
):
    with get_engine(database_url).begin() as connection:
        connection.exec_driver_sql("DROP TABLE seen_events")
    office.founder.types("@Rolecall CMO vs CRO KPIs?")
    office.founder.sees("CMO vs CRO: Metrics")
    assert "cannot recognise repeated events" in caplog.text


def test_changed_knowledge_is_used_from_the_next_question_on(office: Office, library: FragileLibrary):
    office.founder.types("/roles show cro")
    office.founder.sees("Chief Revenue Officer")
    renamed = replace(library.now.roles["cro"], title="Chief Revenue Wizard")
    library.now = replace(library.now, roles={**library.now.roles, "cro": renamed}, version="with a renamed CRO")
    office.founder.types("/roles show cro")
    office.founder.sees("Chief Revenue Wizard")


@pytest.mark.parametrize("typed", ["/roles {}", "@Rolecall {}"])
def test_user_text_and_the_bot_token_are_not_logged(office: Office, typed: str, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG, "rolecall"):
        office.founder.types(typed.format("xyzzy CMO vs CRO"))
        assert office.founder.seen
    assert "answered" in caplog.text
    assert "xyzzy" not in caplog.text
    assert office.slack.bot_token not in caplog.text


def check_log(text: str, caplog: pytest.LogCaptureFixture) -> None:
    """Check that the reference in the text leads to a traceback in the log, and that the log has no user text."""
    found = REFERENCE.search(text)
    assert found
    [record] = [each for each in caplog.records if each.getMessage() == "unexpected"]
    fields = record.fields  # type: ignore[attr-defined]
    assert fields["reference"] == found[1]
    assert "RuntimeError" in fields["trace"]
    assert SECRET not in str(fields)
    assert SECRET not in caplog.text
