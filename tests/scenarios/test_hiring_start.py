"""A search is opened: by whatever the role is called, where it may be seen, and once."""

import pytest
from fakes.course import OPEN_ROOM, ROOM, card, in_days, short_course, started, told
from fakes.library import FragileLibrary
from fakes.office import Office

from bot.knowledge.base import KnowledgeBase


@pytest.fixture
def library(shipped: KnowledgeBase) -> FragileLibrary:
    return FragileLibrary(short_course(shipped))


@pytest.mark.parametrize("role", ["cro", "CRO", "chief revenue officer", "a Chief Revenu Oficer", "the next CRO"])
def test_a_search_is_opened_for_a_role_however_it_is_called(office: Office, role: str):
    answer = started(office.founder, role)
    assert answer.private
    assert "*Chief Revenue Officer* is open with 6 items, and you own it. Its card is in the channel." in answer.text
    assert "short name is `cro`" in answer.text
    hanging = card(office.hr_lead, "0 of 6 done", "Owner: <@U0FOUNDER>")
    assert "1. Agree the scorecard" in hanging.text
    assert hanging.buttons[-5:] == ["Open", "All items", "Mine", "Add an item", "History"]


def test_a_search_has_the_name_that_was_given_to_it_and_says_its_role_below(office: Office):
    started(office.founder, "cro Head of revenue, EMEA")
    assert "Hire: Head of revenue, EMEA\n░░░░░░░░░░ 0 of 6 done\nChief Revenue Officer" in card(office.founder).text


def test_the_items_of_the_role_are_added_to_those_of_every_hire(office: Office):
    assert "with 7 items" in started(office.founder, "cmo").text


def test_with_enough_time_the_days_lead_to_the_day_that_was_named(office: Office):
    aim = in_days(200)
    answer = started(office.founder, f"cro by {aim}")
    assert f"The due dates lead up to a first day on *{aim:%A} {aim.day} {aim:%B %Y}*, 200 days away" in answer.text
    assert f"Target first day: {aim:%A} {aim.day} {aim:%B %Y}, in 29 weeks" in card(office.founder).text


def test_a_day_that_is_too_near_is_said_to_be_and_the_days_share_what_time_there_is(office: Office):
    answer = started(office.founder, "cro by +3w")
    assert "cannot be met at the usual pace: it is 21 days away, and such a search usually takes 120" in answer.text
    assert "moved closer together" in answer.text


def test_without_a_day_it_takes_as_long_as_usual(office: Office):
    first = in_days(120)
    assert f"the first day would be *{first:%A} {first.day} {first:%B %Y}*" in started(office.founder).text


@pytest.mark.parametrize(("words", "said"), [("by 2020-01-01", "has passed"), ("by 31 february", "no such day")])
def test_a_day_that_cannot_be_opens_nothing(office: Office, words: str, said: str):
    told(office.founder, f"start cro {words}", said)
    assert "There is no open search here" in told(office.founder, "status").text


@pytest.mark.socket_mode
def test_an_abbreviation_of_several_roles_is_chosen_with_a_button_and_keeps_name_and_day(office: Office):
    aim = in_days(200)
    answer = told(office.founder, f"start cpo Quiet hire by {aim}", "stands for several roles")
    assert answer.buttons == ["Chief Human Resources Officer", "Chief Product Officer"]
    office.founder.clicks("Chief Product Officer", on=answer)
    office.founder.sees("*Quiet hire* is open")
    assert f"Target first day: {aim:%A} {aim.day} {aim:%B %Y}" in card(office.founder, "Chief Product Officer").text


def test_without_a_role_there_is_a_menu_of_all_of_them(office: Office):
    answer = told(office.founder, "start", "For which role?")
    office.founder.picks("Chief Technology Officer", on=answer)
    office.founder.sees("*Chief Technology Officer* is open")


def test_two_roles_are_two_searches(office: Office):
    answer = told(office.founder, "start cmo and cro", "A search is for one role")
    assert answer.buttons == ["Chief Marketing Officer", "Chief Revenue Officer"]


def test_what_is_no_role_is_said_with_where_to_look(office: Office):
    assert "I don't know the role “banana”. `/roles list`" in told(office.founder, "start banana").text


def test_in_a_public_channel_nothing_is_posted_before_the_person_has_said_where_it_shall_live(office: Office):
    warning = told(office.founder, "start cro", in_=OPEN_ROOM)
    assert warning.private
    assert "read by everyone in the workspace, including all 4 members of this channel" in warning.text
    assert warning.buttons == ["Keep it between us", "Post it here"]
    office.board_member.sees_nothing()


def test_between_us_alone_it_lives_in_the_direct_conversation(office: Office):
    warning = told(office.founder, "start cro Quiet hire", in_=OPEN_ROOM)
    office.founder.clicks("Keep it between us", on=warning)
    office.founder.settle()
    assert "in our direct conversation, which only you can see" in office.founder.sees("*Quiet hire* is open").text
    assert card(office.founder, "Quiet hire", in_="DM")
    office.board_member.sees_nothing()


def test_here_for_all_to_see_it_is_posted(office: Office):
    warning = told(office.founder, "start cro", in_=OPEN_ROOM)
    office.founder.clicks("Post it here", on=warning)
    office.founder.sees("is open with", in_=OPEN_ROOM)
    assert card(office.board_member, in_=OPEN_ROOM)


def test_a_channel_shared_with_another_company_is_said_to_be(office: Office):
    room = office.channel("partners", is_ext_shared=True)
    warning = told(office.founder, "start cro", in_=room)
    assert "read by all 4 members. It is also shared with another company." in warning.text


def test_where_slack_does_not_describe_the_channel_it_counts_as_public(office: Office):
    office.slack.api.refuse_next("conversations.info", "internal_error")
    assert "read by everyone in the workspace. A search shows" in told(office.founder, "start cro", in_=OPEN_ROOM).text
    office.slack.faults.clear()


def test_a_private_channel_is_told_by_its_name_where_slack_does_not_describe_it(office: Office):
    office.slack.api.refuse_next("conversations.info", "internal_error")
    assert started(office.founder)
    office.slack.faults.clear()


def test_in_the_direct_conversation_it_opens_at_once(office: Office):
    assert "direct conversation" in started(office.founder, in_="DM").text
    assert card(office.founder, in_="DM")


def test_where_the_app_is_no_member_the_search_is_open_and_its_card_hangs_once_it_is_invited(office: Office):
    room = office.channel("succession", office.founder, office.hr_lead, bot_is_member=False)
    assert "I'm not in this channel" in started(office.founder, in_=room).text
    assert "1 of 6 done" in told(office.founder, "done 1", in_=room).text
    channel = office.slack.workspace.channel_named(room)
    office.slack.workspace.change_channel(channel.id, bot_is_member=True)
    told(office.founder, "note 2 we are in", "Noted", in_=room)
    assert card(office.hr_lead, "1 of 6 done", in_=room)
    office.slack.faults.clear()


def test_the_same_request_sent_twice_opens_one_search(office: Office):
    [delivery] = office.founder.types("/hiring start cro", ROOM)
    office.settle()
    office.slack.user_actions.redeliver(delivery)
    office.settle()
    cards = [seen for seen in office.hr_lead.everything if "Hire: " in seen.words]
    assert len(cards) == 1
    assert "Several" not in told(office.founder, "status").text


def test_a_second_search_for_the_role_in_the_channel_gets_a_short_name_of_its_own(office: Office):
    started(office.founder, "cro")
    assert "short name is `cro2`" in started(office.founder, "cro Second one").text


@pytest.mark.parametrize("order", ["cro", "cro by +30w", "cro Head of revenue", "cro head OF revenue"])
def test_where_one_for_the_role_is_open_it_is_asked_whether_a_second_is_wanted(office: Office, order: str):
    started(office.founder, "cro Head of revenue")
    asked = told(
        office.hr_lead, f"start {order}", "*Head of revenue* is open here already: `cro`, owned by <@U0FOUNDER>"
    )
    assert "Nothing was started." in asked.text
    office.hr_lead.clicks("Show it", on=asked)
    office.hr_lead.sees("Hire: Head of revenue")
    office.hr_lead.clicks("Open a second one", on=asked)
    office.hr_lead.settle()
    assert "short name is `cro2`" in office.hr_lead.sees("is open with").text
    named = "Chief Revenue Officer" if "head" not in order.casefold() else f"{order[4:]} 2"
    assert card(office.hr_lead, f"Hire: {named}")


def test_a_second_one_is_called_so_that_the_two_are_told_apart(office: Office):
    started(office.founder)
    office.founder.clicks("Open a second one", on=told(office.founder, "start cro"))
    office.founder.settle()
    question = told(office.founder, "done 1")
    assert "`cro` (Chief Revenue Officer), `cro2` (Chief Revenue Officer 2)" in question.text


@pytest.mark.parametrize(("way", "where"), [("Post it here", OPEN_ROOM), ("Keep it between us", "DM")])
def test_a_button_that_is_pressed_twice_opens_one_search(office: Office, way: str, where: str):
    question = told(office.founder, "start cro", in_=OPEN_ROOM)
    again = told(office.founder, "start cro", in_=OPEN_ROOM)
    for asked, said in ((question, "is open with"), (again, "is open here already: `cro`")):
        office.founder.clicks(way, on=asked)
        office.founder.settle()
        answer = office.founder.sees(said)
    assert len([seen for seen in office.founder.everything if "Hire: " in seen.words]) == 1
    office.founder.clicks("Open a second one", on=answer)
    office.founder.settle()
    assert "short name is `cro2`" in office.founder.sees("is open with").text
    assert card(office.founder, "Hire: Chief Revenue Officer 2", in_=where)


def test_that_a_search_was_opened_is_not_taken_back_and_it_is_said_how_to_end_it(office: Office):
    started(office.founder)
    answer = told(office.founder, "undo").text
    assert "can't be undone" in answer
    assert "`/hiring close cro cancelled` ends it." in answer
    assert "is closed: cancelled" in told(office.founder, "close cro cancelled").text


def test_a_name_that_is_too_long_is_refused_before_anything_is_opened(office: Office):
    answer = told(office.founder, f"start cro {'long ' * 40}")
    assert "The name of a search can have 120 characters" in answer.text


def test_a_channel_that_takes_no_messages_has_a_search_without_a_card(office: Office):
    office.slack.api.refuse_next("chat.postMessage", "restricted_action")
    assert "Slack didn't let me post its card here" in started(office.founder).text
    told(office.founder, "done 1", "is done.")
    assert card(office.hr_lead, "1 of 6 done")
    office.slack.faults.clear()


def test_before_there_is_a_search_a_form_asks_which_it_should_be(office: Office):
    office.founder.types("/hiring decide cmo cro", ROOM)
    assert office.founder.modal.blocks
