"""`hiring ...` said to the app in a thread or a direct conversation, and questions that only begin with the word."""

import json

import pytest
from fakes.course import OPEN_ROOM, ROOM, card, short_course, told
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.seen import Seen
from fakes.slack import Member

from bot.knowledge.base import KnowledgeBase
from bot.playground.transport import JSON, signed


@pytest.fixture
def library(shipped: KnowledgeBase) -> FragileLibrary:
    return FragileLibrary(short_course(shipped))


def heard(member: Member, words: str, *fragments: str, in_: str = ROOM, in_thread_of: Seen | None = None) -> Seen:
    """What the member is told after saying this."""
    member.says(words, in_, in_thread_of=in_thread_of)
    member.settle()
    return member.sees(*fragments)


@pytest.mark.parametrize("words", ["@Rolecall hiring done 1", "@Rolecall /hiring done 1", "@Rolecall: Hiring: done 1"])
def test_a_mention_in_the_channel_of_the_search_runs_the_command_and_answers_in_a_thread(hire: Office, words: str):
    answer = heard(hire.hr_lead, words, "☑ *1. Agree the scorecard* is done.")
    assert not answer.private
    assert answer.thread
    assert "1 of 6 done" in card(hire.founder).text


def test_a_mention_in_a_thread_is_answered_in_that_thread(hire: Office):
    hanging = card(hire.hr_lead)
    answer = heard(hire.hr_lead, "@Rolecall hiring status", "Hire: ", in_thread_of=hanging)
    assert answer.thread == hanging.message.ts


@pytest.mark.parametrize("words", ["/hiring done 1", "hiring done 1", "Hiring, done 1"])
def test_a_direct_message_runs_commands_on_the_members_searches(hire: Office, words: str):
    hire.founder.writes_dm(words)
    hire.founder.settle()
    assert "In *Chief Revenue Officer*, `cro`" in hire.founder.sees("is done").text
    assert "1 of 6 done" in card(hire.hr_lead).text


@pytest.mark.parametrize("words", ["hiring mine", "hiring whats next", "hiring cro status", "hiring what's next?"])
def test_other_phrasings_about_a_search_run_the_command(hire: Office, words: str):
    assert "Chief Revenue Officer" in heard(hire.hr_lead, f"@Rolecall {words}").text


@pytest.mark.parametrize("words", ["hiring status", "hiring done 1", "hiring searches", "hiring items", "hiring undo"])
def test_a_mention_in_another_channel_is_answered_privately(hire: Office, words: str):
    answer = heard(hire.founder, f"@Rolecall {words}", in_=OPEN_ROOM)
    assert answer.private
    hire.board_member.sees_nothing("Revenue", in_=OPEN_ROOM)


def test_the_question_about_the_channel_of_a_search_is_private(office: Office):
    question = heard(office.founder, "@Rolecall /hiring start cro", "Where should the search go?", in_=OPEN_ROOM)
    assert question.private
    office.board_member.sees_nothing()
    office.founder.clicks("Post it here", on=question)
    office.founder.settle()
    assert card(office.board_member, in_=OPEN_ROOM)


@pytest.mark.parametrize(
    "words",
    [
        "hiring a CMO before a CRO?",
        "hiring cmo vs cro",
        "hiring a CRO: what does it take",
        "hiring timeline",
        "hiring start dates of executives",
        "hiring status of women in sales?",
        "hiring done by a CMO who owns pricing?",
        "hiring target for revenue leaders",
        "hiring cro",
        "hiring",
    ],
)
def test_a_question_that_starts_with_hiring_is_answered_as_a_question(hire: Office, words: str):
    hire.founder.writes_dm(words)
    hire.founder.settle()
    answer = hire.founder.seen
    for fragment in ("Hire: ", "History", "I don't know", "Which item?", "There is no open search", "is open"):
        assert fragment not in answer.words
        assert fragment not in answer.text


def test_a_message_with_the_slash_is_always_a_command(office: Office):
    office.founder.writes_dm("/hiring frobnicate")
    office.founder.settle()
    office.founder.sees("I don't know the command “frobnicate”. `/hiring help` lists all commands.")


def test_an_error_is_reported_in_reply_to_the_mention(hire: Office):
    assert "can't read that as a date" in heard(hire.founder, "@Rolecall hiring due 5 banana", "date").text


def test_an_event_redelivered_by_slack_makes_one_change(hire: Office):
    [delivery] = hire.founder.says("@Rolecall hiring note 1 twice", ROOM)
    hire.settle()
    hire.slack.user_actions.redeliver(delivery)
    hire.settle()
    assert told(hire.founder, "history 1").words.count("wrote a note") == 1


def test_without_a_trigger_id_the_decision_modal_is_opened_by_a_button(hire: Office):
    heard(hire.founder, "@Rolecall hiring decide cmo cro", "Press the button")


def test_with_a_trigger_id_the_decision_modal_opens_without_a_message(hire: Office):
    hire.founder.says("@Rolecall hiring decide cmo cro", ROOM)
    [delivery] = hire.slack.user_actions.app_requests[-1:]
    again = {"event_id": "EvTRIGGER", "trigger_id": hire.slack.trigger_ids.issue("U0FOUNDER")}
    body = json.dumps(delivery.payload | again)
    hire.settle()
    said = len(hire.founder.everything)
    hire.slack.user_actions.send(body, signed(hire.slack.signing_secret, body, JSON))
    assert hire.founder.has_modal
    assert len(hire.founder.everything) == said
