"""`hiring ...` in mentions and direct messages, and questions that only start with that word."""

import json

import pytest
from fakes.hiring import PRIVATE_CHANNEL, PUBLIC_CHANNEL, card, run_command
from fakes.office import Office
from fakes.seen import Seen
from fakes.slack import Member

from bot.playground.transport import JSON, signed

pytestmark = pytest.mark.short_checklist


def reply_to(
    member: Member, words: str, *fragments: str, in_: str = PRIVATE_CHANNEL, in_thread_of: Seen | None = None
) -> Seen:
    """Send this message as the member, and return the reply."""
    member.says(words, in_, in_thread_of=in_thread_of)
    member.settle()
    return member.sees(*fragments)


@pytest.mark.parametrize("words", ["@Rolecall hiring done 1", "@Rolecall /hiring done 1", "@Rolecall: Hiring: done 1"])
def test_a_mention_in_the_channel_of_the_search_runs_the_command_and_answers_in_a_thread(hire: Office, words: str):
    answer = reply_to(hire.hr_lead, words, "☑ *1. Agree the scorecard* is done.")
    assert not answer.private
    assert answer.thread
    assert "1 of 6 done" in card(hire.founder).text


def test_a_mention_in_a_thread_is_answered_in_that_thread(hire: Office):
    posted_card = card(hire.hr_lead)
    answer = reply_to(hire.hr_lead, "@Rolecall hiring status", "Hiring: ", in_thread_of=posted_card)
    assert answer.thread == posted_card.message.ts


@pytest.mark.parametrize(
    "words",
    [
        "/hiring done 1",
        "hiring done 1",
        "Hiring, done 1",
        "done 1",
        "hiring done 1 the board and the comp committee agreed it on 2 November after a long call",
    ],
)
def test_a_direct_message_runs_commands_on_the_members_searches(hire: Office, words: str):
    hire.founder.writes_dm(words)
    hire.founder.settle()
    assert "In *Chief Revenue Officer*, `cro`" in hire.founder.sees("is done").text
    assert "1 of 6 done" in card(hire.hr_lead).text


def test_a_command_in_the_thread_of_the_card_needs_no_hiring(hire: Office):
    posted_card = card(hire.hr_lead)
    answer = reply_to(hire.hr_lead, "@Rolecall done 1", "☑ *1. Agree the scorecard* is done.", in_thread_of=posted_card)
    assert answer.thread == posted_card.message.ts


def test_outside_that_thread_a_mention_without_hiring_is_a_question(hire: Office):
    reply_to(hire.hr_lead, "@Rolecall done 1")
    assert "0 of 6 done" in card(hire.founder).text


def test_a_mention_starts_a_search_as_the_slash_command_does(office: Office):
    reply_to(office.founder, "@Rolecall hiring start cro", "is open with 6 items")
    assert card(office.board_member)


def test_a_long_command_with_a_problem_says_that_it_was_read_as_one(hire: Office):
    words = "@Rolecall hiring note we talked about who may know of this search, and the board wants it small"
    answer = reply_to(hire.hr_lead, words, "so nothing changed")
    assert "I read this as a `/hiring` command." in answer.text


@pytest.mark.parametrize("words", ["hiring mine", "hiring whats next", "hiring cro status", "hiring what's next?"])
def test_other_phrasings_about_a_search_run_the_command(hire: Office, words: str):
    assert "Chief Revenue Officer" in reply_to(hire.hr_lead, f"@Rolecall {words}").text


@pytest.mark.parametrize("words", ["hiring status", "hiring done 1", "hiring searches", "hiring items", "hiring undo"])
def test_a_mention_in_another_channel_is_answered_privately(hire: Office, words: str):
    answer = reply_to(hire.founder, f"@Rolecall {words}", in_=PUBLIC_CHANNEL)
    assert answer.private
    hire.board_member.sees_nothing("Revenue", in_=PUBLIC_CHANNEL)


def test_the_question_about_the_channel_of_a_search_is_private(office: Office):
    question = reply_to(office.founder, "@Rolecall /hiring start cro", "Where should I put it?", in_=PUBLIC_CHANNEL)
    assert question.private
    office.board_member.sees_nothing()
    office.founder.clicks("Post it here", on=question)
    office.founder.settle()
    assert card(office.board_member, in_=PUBLIC_CHANNEL)


@pytest.mark.parametrize(
    "words",
    [
        "hiring a CMO before a CRO?",
        "hiring cmo vs cro",
        "hiring a CRO: what does it take",
        "hiring timeline",
        "hiring status of women in sales?",
        "hiring done by a CMO who owns pricing?",
        "hiring cro",
        "hiring",
    ],
)
def test_a_question_that_starts_with_hiring_is_answered_as_a_question(hire: Office, words: str):
    hire.founder.writes_dm(words)
    hire.founder.settle()
    answer = hire.founder.seen
    for fragment in (
        "Hiring: ",
        "History",
        "isn't a command I know",
        "I don't know",
        "Which item?",
        "There's no open search",
        "is open",
    ):
        assert fragment not in answer.words
        assert fragment not in answer.text


def test_a_message_with_the_slash_is_always_a_command(office: Office):
    office.founder.writes_dm("/hiring frobnicate")
    office.founder.settle()
    office.founder.sees("“frobnicate” isn't a command I know. `/hiring help` lists all commands.")


def test_an_error_is_reported_in_reply_to_the_mention(hire: Office):
    assert "can't read that date" in reply_to(hire.founder, "@Rolecall hiring due 5 banana", "date").text


def test_an_event_redelivered_by_slack_makes_one_change(hire: Office):
    [delivery] = hire.founder.says("@Rolecall hiring note 1 twice", PRIVATE_CHANNEL)
    hire.settle()
    hire.slack.user_actions.redeliver(delivery)
    hire.settle()
    assert run_command(hire.founder, "history 1").words.count("wrote a note") == 1


def test_without_a_trigger_id_the_decision_modal_is_opened_by_a_button(hire: Office):
    reply_to(hire.founder, "@Rolecall hiring decide cmo cro", "Press the button to weigh your options.")


def test_with_a_trigger_id_the_decision_modal_opens_without_a_message(hire: Office):
    hire.founder.says("@Rolecall hiring decide cmo cro", PRIVATE_CHANNEL)
    [delivery] = hire.slack.user_actions.app_requests[-1:]
    trigger = {"event_id": "EvTRIGGER", "trigger_id": hire.slack.trigger_ids.issue("U0FOUNDER")}
    body = json.dumps(delivery.payload | trigger)
    hire.settle()
    message_count = len(hire.founder.everything)
    hire.slack.user_actions.send(body, signed(hire.slack.signing_secret, body, JSON))
    assert hire.founder.has_modal
    assert len(hire.founder.everything) == message_count
