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
def test_a_mention_in_the_channel_of_the_search_works_it_in_a_thread(hire: Office, words: str):
    answer = heard(hire.hr_lead, words, "☑ *1. Agree the scorecard* is done.")
    assert not answer.private
    assert answer.thread
    assert "1 of 6 done" in card(hire.founder).text


def test_in_a_thread_the_answer_stays_in_it(hire: Office):
    hanging = card(hire.hr_lead)
    answer = heard(hire.hr_lead, "@Rolecall hiring status", "Hire: ", in_thread_of=hanging)
    assert answer.thread == hanging.message.ts


@pytest.mark.parametrize("words", ["/hiring done 1", "hiring done 1", "Hiring, done 1"])
def test_in_the_direct_conversation_it_works_what_the_person_has_a_part_in(hire: Office, words: str):
    hire.founder.writes_dm(words)
    hire.founder.settle()
    assert "In *Chief Revenue Officer*, `cro`" in hire.founder.sees("is done").text
    assert "1 of 6 done" in card(hire.hr_lead).text


@pytest.mark.parametrize("words", ["hiring mine", "hiring whats next", "hiring cro status", "hiring what's next?"])
def test_other_words_that_ask_about_a_search_do_too(hire: Office, words: str):
    assert "Chief Revenue Officer" in heard(hire.hr_lead, f"@Rolecall {words}").text


@pytest.mark.parametrize("words", ["hiring status", "hiring done 1", "hiring searches", "hiring items", "hiring undo"])
def test_what_is_said_of_a_search_elsewhere_only_the_person_sees(hire: Office, words: str):
    answer = heard(hire.founder, f"@Rolecall {words}", in_=OPEN_ROOM)
    assert answer.private
    hire.board_member.sees_nothing("Revenue", in_=OPEN_ROOM)


def test_where_a_search_may_live_only_the_person_is_asked(office: Office):
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
def test_a_question_that_begins_with_the_word_goes_to_the_answers(hire: Office, words: str):
    hire.founder.writes_dm(words)
    hire.founder.settle()
    answer = hire.founder.seen
    for fragment in ("Hire: ", "History", "I don't know", "Which item?", "There is no open search", "is open"):
        assert fragment not in answer.words
        assert fragment not in answer.text


def test_with_the_slash_everything_is_a_command(office: Office):
    office.founder.writes_dm("/hiring frobnicate")
    office.founder.settle()
    office.founder.sees("I don't know the command “frobnicate”. `/hiring help` lists all commands.")


def test_what_goes_wrong_is_said_where_it_was_asked(hire: Office):
    assert "can't read that as a date" in heard(hire.founder, "@Rolecall hiring due 5 banana", "date").text


def test_an_event_that_slack_repeats_changes_nothing_twice(hire: Office):
    [delivery] = hire.founder.says("@Rolecall hiring note 1 twice", ROOM)
    hire.settle()
    hire.slack.user_actions.redeliver(delivery)
    hire.settle()
    assert told(hire.founder, "history 1").words.count("wrote a note") == 1


def test_the_form_of_a_decision_is_opened_by_a_button_where_there_is_no_trigger(hire: Office):
    heard(hire.founder, "@Rolecall hiring decide cmo cro", "Press the button")


def test_where_slack_sends_a_trigger_along_the_form_opens_and_nothing_is_said(hire: Office):
    hire.founder.says("@Rolecall hiring decide cmo cro", ROOM)
    [delivery] = hire.slack.user_actions.app_requests[-1:]
    again = {"event_id": "EvTRIGGER", "trigger_id": hire.slack.trigger_ids.issue("U0FOUNDER")}
    body = json.dumps(delivery.payload | again)
    hire.settle()
    said = len(hire.founder.everything)
    hire.slack.user_actions.send(body, signed(hire.slack.signing_secret, body, JSON))
    assert hire.founder.has_modal
    assert len(hire.founder.everything) == said
