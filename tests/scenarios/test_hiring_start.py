"""Opening a search: role names, first day, channel, and duplicates."""

import pytest
from fakes.hiring import PRIVATE_CHANNEL, PUBLIC_CHANNEL, card, in_days, open_search, run_command
from fakes.office import Office

pytestmark = pytest.mark.short_checklist


@pytest.mark.parametrize("role", ["cro", "CRO", "chief revenue officer", "a Chief Revenu Oficer", "the next CRO"])
def test_a_search_is_opened_for_any_form_of_the_role_name(office: Office, role: str):
    answer = open_search(office.founder, role)
    assert answer.private
    assert "The search *Chief Revenue Officer* is open with 6 items, and you own it." in answer.text
    assert "Refer to the search as `cro`." in answer.text
    posted_card = card(office.hr_lead, "0 of 6 done", "Owner: <@U0FOUNDER>")
    assert "1. Agree the scorecard" in posted_card.text
    assert posted_card.buttons[-5:] == ["Open", "All items", "My items", "Add item", "History"]


def test_a_named_search_shows_its_name_and_its_role(office: Office):
    open_search(office.founder, "cro Head of revenue, EMEA")
    assert "Hiring: Head of revenue, EMEA\n░░░░░░░░░░ 0 of 6 done\nChief Revenue Officer" in card(office.founder).text


def test_role_specific_items_are_added_to_the_common_items(office: Office):
    assert "with 7 items" in open_search(office.founder, "cmo").text


def test_with_enough_time_due_dates_lead_up_to_the_first_day(office: Office):
    aim = in_days(200)
    answer = open_search(office.founder, f"cro by {aim}")
    assert f"Due dates are set for a start on *{aim:%A} {aim.day} {aim:%B %Y}*, 200 days away." in answer.text
    assert f"Target start date: {aim:%A} {aim.day} {aim:%B %Y}, in 29 weeks" in card(office.founder).text


def test_a_first_day_that_is_too_soon_is_reported_and_due_dates_are_compressed(office: Office):
    answer = open_search(office.founder, "cro by +3w")
    assert (
        "is too soon for the usual pace: it's 21 days away, and a search like this usually takes 120 days."
        in answer.text
    )
    assert "I've moved the due dates closer together to fit." in answer.text


def test_without_a_first_day_the_usual_duration_is_used(office: Office):
    first = in_days(120)
    assert (
        f"the new executive would start on *{first:%A} {first.day} {first:%B %Y}*" in open_search(office.founder).text
    )


@pytest.mark.parametrize(("words", "expected"), [("by 2020-01-01", "has passed"), ("by 31 february", "doesn't exist")])
def test_an_invalid_first_day_opens_no_search(office: Office, words: str, expected: str):
    run_command(office.founder, f"start cro {words}", expected)
    assert "There's no open search here" in run_command(office.founder, "status").text


@pytest.mark.socket_mode
def test_an_ambiguous_role_is_chosen_by_button_with_name_and_first_day_preserved(office: Office):
    aim = in_days(200)
    answer = run_command(office.founder, f"start cpo Quiet hire by {aim}", "can mean several roles")
    assert answer.buttons == ["Chief Human Resources Officer", "Chief Product Officer"]
    office.founder.clicks("Chief Product Officer", on=answer)
    office.founder.sees("*Quiet hire* is open")
    assert f"Target start date: {aim:%A} {aim.day} {aim:%B %Y}" in card(office.founder, "Chief Product Officer").text


def test_without_a_role_a_menu_lists_all_roles(office: Office):
    answer = run_command(office.founder, "start", "Which role is the search for?")
    office.founder.picks("Chief Technology Officer", on=answer)
    office.founder.sees("*Chief Technology Officer* is open")


def test_two_roles_are_offered_as_separate_searches(office: Office):
    answer = run_command(office.founder, "start cmo and cro", "A search is for one role")
    assert answer.buttons == ["Chief Marketing Officer", "Chief Revenue Officer"]


def test_an_unknown_role_is_reported_with_a_pointer_to_the_role_list(office: Office):
    assert "I don't know the role “banana”. `/roles list`" in run_command(office.founder, "start banana").text


def test_in_a_public_channel_nothing_is_posted_before_a_location_is_chosen(office: Office):
    warning = run_command(office.founder, "start cro", in_=PUBLIC_CHANNEL)
    assert warning.private
    assert "Everyone in the workspace can read this channel. It has 4 members." in warning.text
    assert warning.buttons == ["Keep it in our DM", "Post it here"]
    office.board_member.sees_nothing()


def test_a_private_search_is_opened_in_the_direct_message(office: Office):
    warning = run_command(office.founder, "start cro Quiet hire", in_=PUBLIC_CHANNEL)
    office.founder.clicks("Keep it in our DM", on=warning)
    office.founder.settle()
    assert "The card is in our DM, where only you can see it." in office.founder.sees("*Quiet hire* is open").text
    assert card(office.founder, "Quiet hire", in_="DM")
    office.board_member.sees_nothing()


def test_a_public_search_is_posted_in_the_channel(office: Office):
    warning = run_command(office.founder, "start cro", in_=PUBLIC_CHANNEL)
    office.founder.clicks("Post it here", on=warning)
    office.founder.sees("is open with", in_=PUBLIC_CHANNEL)
    assert card(office.board_member, in_=PUBLIC_CHANNEL)


def test_the_warning_mentions_a_channel_shared_with_another_company(office: Office):
    channel_name = office.channel("partners", is_ext_shared=True)
    warning = run_command(office.founder, "start cro", in_=channel_name)
    assert "All 4 members can read this channel. It's also shared with another company." in warning.text


def test_a_channel_without_channel_info_is_treated_as_public(office: Office):
    office.slack.api.refuse_next("conversations.info", "internal_error")
    assert (
        "Everyone in the workspace can read this channel. A search shows"
        in run_command(office.founder, "start cro", in_=PUBLIC_CHANNEL).text
    )
    office.slack.faults.clear()


def test_a_private_channel_without_channel_info_is_recognised_by_its_name(office: Office):
    office.slack.api.refuse_next("conversations.info", "internal_error")
    assert open_search(office.founder)
    office.slack.faults.clear()


def test_a_search_in_a_direct_message_is_opened_immediately(office: Office):
    assert "The card is in our DM" in open_search(office.founder, in_="DM").text
    assert card(office.founder, in_="DM")


def test_without_the_app_in_the_channel_the_card_is_posted_once_it_is_invited(office: Office):
    channel_name = office.channel("succession", office.founder, office.hr_lead, bot_is_member=False)
    assert "I'm not in this channel" in open_search(office.founder, in_=channel_name).text
    assert "1 of 6 done" in run_command(office.founder, "done 1", in_=channel_name).text
    channel = office.slack.workspace.channel_named(channel_name)
    office.slack.workspace.change_channel(channel.id, bot_is_member=True)
    run_command(office.founder, "note 2 we are in", "Note saved", in_=channel_name)
    assert card(office.hr_lead, "1 of 6 done", in_=channel_name)
    office.slack.faults.clear()


def test_a_redelivered_request_opens_one_search(office: Office):
    [delivery] = office.founder.types("/hiring start cro", PRIVATE_CHANNEL)
    office.settle()
    office.slack.user_actions.redeliver(delivery)
    office.settle()
    cards = [seen for seen in office.hr_lead.everything if "Hiring: " in seen.words]
    assert len(cards) == 1
    assert "Several" not in run_command(office.founder, "status").text


def test_a_second_search_for_the_same_role_gets_its_own_short_name(office: Office):
    open_search(office.founder, "cro")
    assert "Refer to the search as `cro2`." in open_search(office.founder, "cro Second one").text


@pytest.mark.parametrize("command", ["cro", "cro by +30w", "cro Head of revenue", "cro head OF revenue"])
def test_an_open_search_for_the_role_asks_for_confirmation_of_a_second(office: Office, command: str):
    open_search(office.founder, "cro Head of revenue")
    asked = run_command(
        office.hr_lead, f"start {command}", "*Head of revenue* is already open here: `cro`, owned by <@U0FOUNDER>"
    )
    assert "I haven't opened another." in asked.text
    office.hr_lead.clicks("Show search", on=asked)
    office.hr_lead.sees("Hiring: Head of revenue")
    office.hr_lead.clicks("Open second search", on=asked)
    office.hr_lead.settle()
    assert "Refer to the search as `cro2`." in office.hr_lead.sees("is open with").text
    name = "Chief Revenue Officer" if "head" not in command.casefold() else f"{command[4:]} 2"
    assert card(office.hr_lead, f"Hiring: {name}")


def test_a_second_search_gets_a_distinct_name(office: Office):
    open_search(office.founder)
    office.founder.clicks("Open second search", on=run_command(office.founder, "start cro"))
    office.founder.settle()
    question = run_command(office.founder, "done 1")
    assert "`cro` (Chief Revenue Officer), `cro2` (Chief Revenue Officer 2)" in question.text


@pytest.mark.parametrize(("way", "where"), [("Post it here", PUBLIC_CHANNEL), ("Keep it in our DM", "DM")])
def test_a_start_button_pressed_twice_opens_one_search(office: Office, way: str, where: str):
    question = run_command(office.founder, "start cro", in_=PUBLIC_CHANNEL)
    again = run_command(office.founder, "start cro", in_=PUBLIC_CHANNEL)
    for asked, expected in ((question, "is open with"), (again, "is already open here: `cro`")):
        office.founder.clicks(way, on=asked)
        office.founder.settle()
        answer = office.founder.sees(expected)
    assert len([seen for seen in office.founder.everything if "Hiring: " in seen.words]) == 1
    office.founder.clicks("Open second search", on=answer)
    office.founder.settle()
    assert "Refer to the search as `cro2`." in office.founder.sees("is open with").text
    assert card(office.founder, "Hiring: Chief Revenue Officer 2", in_=where)


def test_opening_a_search_cannot_be_undone_and_the_reply_explains_how_to_close_it(office: Office):
    open_search(office.founder)
    answer = run_command(office.founder, "undo").text
    assert "can't be undone" in answer
    assert "`/hiring close cro cancelled` closes it." in answer
    assert "is closed as cancelled" in run_command(office.founder, "close cro cancelled confirmed").text


def test_an_overlong_name_is_refused_before_a_search_is_opened(office: Office):
    answer = run_command(office.founder, f"start cro {'long ' * 40}")
    assert "A search name can have up to 120 characters" in answer.text


def test_a_channel_that_refuses_messages_gets_a_search_without_a_card(office: Office):
    office.slack.api.refuse_next("chat.postMessage", "restricted_action")
    assert "Slack didn't let me post the card here" in open_search(office.founder).text
    run_command(office.founder, "done 1", "is done.")
    assert card(office.hr_lead, "1 of 6 done")
    office.slack.faults.clear()


def test_the_decide_command_opens_a_modal_before_there_is_a_search(office: Office):
    office.founder.types("/hiring decide cmo cro", PRIVATE_CHANNEL)
    assert office.founder.modal.blocks
