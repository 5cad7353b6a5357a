"""Messages that are edited: the answer already given changes, and a command is carried out once."""

import pytest
from fakes.hiring import PRIVATE_CHANNEL, run_command
from fakes.office import Office

from bot.slack.hiring.message_commands import EDITED

pytestmark = pytest.mark.short_checklist


@pytest.mark.socket_mode
def test_an_edited_mention_changes_the_answer_already_given(office: Office):
    office.founder.types("@Rolecall what does a CMO do?")
    first = office.founder.sees("Chief Marketing Officer")
    office.founder.edits("@Rolecall what does a CTO do?")
    changed = office.board_member.sees("Chief Technology Officer")
    assert (changed.message.ts, changed.thread) == (first.message.ts, first.thread)
    assert len(office.founder.everything) == 1


def test_a_message_edited_twice_still_has_one_answer(office: Office):
    office.founder.types("@Rolecall what does a CMO do?")
    first = office.founder.seen
    for role in ("CTO", "CFO"):
        office.founder.edits(f"@Rolecall what does a {role} do?")
    assert office.founder.sees("Chief Financial Officer").message.ts == first.message.ts
    assert len(office.founder.everything) == 1


def test_an_edit_that_adds_the_mention_is_answered(office: Office):
    office.founder.types("what does a CMO do?")
    [request] = office.founder.edits("@Rolecall what does a CMO do?")
    answer = office.founder.sees("Chief Marketing Officer")
    assert answer.thread == request.payload["event"]["ts"]
    assert len(office.founder.everything) == 1


def test_an_edit_without_a_mention_is_not_answered(office: Office):
    office.founder.types("what does a CMO do?")
    assert office.founder.edits("what does a CTO do?") == []
    assert office.founder.everything == []


@pytest.mark.socket_mode
def test_an_edited_direct_message_changes_its_answer(office: Office):
    office.founder.writes_dm("what does a CMO do?")
    first = office.founder.sees("Chief Marketing Officer")
    office.founder.edits("what does a CTO do?", "DM")
    assert office.founder.sees("Chief Technology Officer").message.ts == first.message.ts
    assert len(office.founder.everything) == 1


def test_an_edited_direct_message_in_a_thread_changes_its_answer(office: Office):
    office.founder.writes_dm("what does a CMO do?")
    first = office.founder.seen
    office.founder.writes_dm("who owns pricing?", in_thread_of=first)
    in_thread = office.founder.seen
    office.founder.edits("who owns churn?", "DM")
    assert office.founder.sees("Who owns churn?").message.ts == in_thread.message.ts
    assert len(office.founder.everything) == 2


def test_a_follow_up_to_an_edited_question_is_about_the_new_question(office: Office):
    office.founder.writes_dm("CMO vs CRO")
    office.founder.edits("CFO vs COO", "DM")
    office.founder.sees("CFO vs COO")
    office.founder.writes_dm("and their KPIs?")
    office.founder.sees("CFO vs COO: Metrics")


def test_the_preview_of_a_link_changes_nothing(office: Office):
    office.founder.writes_dm("what does a CMO do, as in https://example.com?")
    answer = office.founder.seen
    assert office.founder.unfurls_link().ack.is_ok
    after = office.founder.now(answer)
    assert after is not None
    assert not after.edited
    assert office.founder.everything == [answer]


def test_an_edited_direct_message_that_was_never_answered_is_answered_once(office: Office):
    conversation = office.slack.workspace.conversation_with_bot("U0FOUNDER")
    office.slack.workspace.post(conversation.id, "U0FOUNDER", "sent while the app was not running")
    office.founder.edits("what does a CMO do?", "DM")
    office.founder.sees("Chief Marketing Officer")
    office.founder.edits("what does a CTO do?", "DM")
    office.founder.sees("Chief Technology Officer")
    assert len(office.founder.everything) == 1


@pytest.mark.socket_mode
def test_a_command_in_a_mention_that_is_edited_is_carried_out_once(hire: Office):
    hire.founder.types("@Rolecall hiring done 1", PRIVATE_CHANNEL)
    done = hire.founder.sees("*1. Agree the scorecard* is done")
    hire.founder.edits("@Rolecall hiring done 2", PRIVATE_CHANNEL)
    remark = hire.founder.sees(EDITED)
    assert remark.private
    after = hire.founder.now(done)
    assert after is not None
    assert after.words == done.words
    assert "1 of 6 done" in run_command(hire.founder, "status").text


def test_a_command_in_a_direct_message_that_is_edited_is_carried_out_once(hire: Office):
    hire.founder.writes_dm("hiring done 1")
    done = hire.founder.sees("*1. Agree the scorecard* is done")
    hire.founder.edits("hiring done 2", "DM")
    assert hire.founder.sees(EDITED).channel == "DM"
    after = hire.founder.now(done)
    assert after is not None
    assert after.words == done.words
    assert "1 of 6 done" in run_command(hire.founder, "status").text


@pytest.mark.parametrize("in_", [PRIVATE_CHANNEL, "DM"])
def test_a_question_edited_into_a_command_is_not_carried_out(hire: Office, in_: str):
    mention = "" if in_ == "DM" else "@Rolecall "
    hire.founder.types(f"{mention}what does a CMO do?", in_)
    hire.founder.sees("Chief Marketing Officer")
    hire.founder.edits(f"{mention}hiring done 1", in_)
    hire.founder.sees(EDITED)
    assert "0 of 6 done" in run_command(hire.founder, "status").text


@pytest.mark.parametrize("in_", [PRIVATE_CHANNEL, "DM"])
def test_a_command_edited_into_a_question_is_answered(hire: Office, in_: str):
    mention = "" if in_ == "DM" else "@Rolecall "
    hire.founder.types(f"{mention}hiring done 1", in_)
    done = hire.founder.sees("is done")
    hire.founder.edits(f"{mention}what does a CMO do?", in_)
    assert hire.founder.sees("Chief Marketing Officer").message.ts != done.message.ts
    after = hire.founder.now(done)
    assert after is not None
    assert after.words == done.words


@pytest.mark.parametrize("subtype", ["file_share", "me_message", "thread_broadcast"])
@pytest.mark.socket_mode
def test_every_kind_of_message_that_people_write_is_answered(office: Office, subtype: str):
    office.founder.writes_dm("what does a CMO do?")
    thread = office.founder.seen if subtype == "thread_broadcast" else None
    office.founder.sends(subtype, "what does a CTO do?", in_thread_of=thread)
    answer = office.founder.sees("Chief Technology Officer")
    assert (answer.channel, answer.thread) == ("DM", thread and thread.message.ts)


def test_a_mention_with_a_file_is_answered(office: Office):
    office.founder.sends("file_share", "@Rolecall what does a CTO do?", "#leadership")
    assert office.board_member.sees("Chief Technology Officer").thread


def test_a_file_without_words_gets_the_help(office: Office):
    office.founder.sends("file_share", "")
    office.founder.sees("Ask me about executive roles")


@pytest.mark.parametrize("subtype", ["bot_message", "channel_join"])
def test_messages_that_no_person_wrote_are_not_answered(office: Office, subtype: str):
    [request] = office.founder.sends(subtype, "what does a CMO do?")
    assert request.ack.is_ok
    assert office.founder.everything == []


def test_a_deleted_message_keeps_its_answer_and_gets_no_other(office: Office):
    office.founder.writes_dm("what does a CMO do?")
    answer = office.founder.seen
    [request] = office.founder.deletes()
    assert request.ack.is_ok
    assert office.founder.everything == [answer]
