"""The shortcuts, from the trigger to the result."""

from datetime import timedelta

import pytest
from fakes.hiring import PRIVATE_CHANNEL, in_days, open_search, run_command
from fakes.office import Office

# Compare roles


def test_the_chosen_roles_are_compared_in_the_form_and_in_the_direct_conversation(office: Office):
    office.founder.shortcut("compare_roles")
    office.founder.submits({"Roles": ["cmo", "cro"], "Topic": "metrics"})
    card = office.founder.sees("CMO vs CRO: Metrics", in_="DM")
    assert "The CMO is measured on" in office.founder.modal.words
    assert "The card is in our direct conversation" in office.founder.modal.words
    office.board_member.sees_nothing()
    office.founder.writes_dm("and the CTO?")
    office.founder.sees("CTO", in_="DM")
    office.founder.clicks("Full answer", on=card)
    office.founder.sees("CMO vs CRO: Metrics", in_="DM")


def test_a_topic_of_advice_is_answered_as_advice(office: Office):
    office.founder.shortcut("compare_roles")
    office.founder.submits({"Roles": ["cmo", "cro"], "Topic": "which_first"})
    office.founder.sees("CMO or CRO: which first?", in_="DM")


def test_one_role_alone_is_not_compared(office: Office):
    office.founder.shortcut("compare_roles")
    office.founder.submits({"Roles": ["cmo"]})
    assert office.founder.modal.errors == {"roles": "Choose two roles or more."}
    office.founder.sees_nothing()


def test_a_repeated_submission_sends_one_card(office: Office):
    office.founder.shortcut("compare_roles")
    submitted = office.founder.submits({"Roles": ["cmo", "cro"]})
    office.slack.user_actions.redeliver(submitted)
    assert len([seen for seen in office.founder.everything if "CMO vs CRO" in seen.text]) == 1


# Add to hiring checklist


def test_a_message_becomes_an_item_of_the_search_of_its_channel(hire: Office):
    hire.hr_lead.says("Agree the *notice period* with <@U0FOUNDER>", PRIVATE_CHANNEL)
    message = hire.slack.workspace.visible_to("U0HRLEAD")[-1]
    shortcut = next(each for each in hire.slack.manifest.shortcuts if each.name == "Add to hiring checklist")
    hire.slack.user_actions.run_shortcut(hire.hr_lead.user, shortcut, message)
    hire.hr_lead.submits()
    shown = hire.hr_lead.modal.words
    assert "Agree the notice period with" in shown
    assert "is now on the checklist of *Chief Revenue Officer*" in shown
    assert "Agree the notice period with" in run_command(hire.founder, "items all").words


def test_a_message_can_be_added_to_a_search_in_another_channel_that_the_person_has_a_part_in(hire: Office):
    hire.founder.types("/roles cmo")
    hire.founder.shortcut("add_message_to_checklist", on=hire.founder.seen)
    hire.founder.submits({"What needs to be done?": "Read this"})
    assert "Read this" in hire.founder.modal.words
    assert "Read this" in run_command(hire.founder, "items all").words


def test_without_a_search_the_form_says_how_to_start_one(office: Office):
    office.founder.types("/roles cmo")
    office.founder.shortcut("add_message_to_checklist", on=office.founder.seen)
    assert "No search is open here" in office.founder.modal.words


def test_a_search_that_a_person_has_no_part_in_is_not_offered(hire: Office):
    hire.board_member.types("/roles cmo")
    hire.board_member.shortcut("add_message_to_checklist", on=hire.board_member.seen)
    assert "No search is open here" in hire.board_member.modal.words


def test_a_search_in_which_a_person_has_an_item_is_offered_only_if_they_are_in_its_channel(hire: Office):
    channel = hire.slack.workspace.channel_named(PRIVATE_CHANNEL)
    hire.slack.workspace.change_channel(channel.id, members=(hire.founder.user.id,))
    run_command(hire.founder, "assign 1 @Board member")
    hire.board_member.types("/roles cmo")
    shown = hire.board_member.seen
    hire.board_member.shortcut("add_message_to_checklist", on=shown)
    assert "No search is open here" in hire.board_member.modal.words
    members = (hire.founder.user.id, hire.board_member.user.id)
    hire.slack.workspace.change_channel(channel.id, members=members)
    hire.board_member.shortcut("add_message_to_checklist", on=shown)
    hire.settle()
    assert "Chief Revenue Officer" in str(hire.board_member.modal.blocks)


def test_a_blank_title_is_refused_at_its_field(hire: Office):
    hire.founder.types("/roles cmo")
    hire.founder.shortcut("add_message_to_checklist", on=hire.founder.seen)
    hire.founder.submits({"What needs to be done?": "  "})
    assert hire.founder.modal.errors == {"title": "Give the item a title."}


# Start a search


def test_a_search_starts_in_the_direct_conversation_unless_a_channel_is_chosen(office: Office):
    office.founder.shortcut("start_search")
    day = in_days(200)
    office.founder.submits({"Role": "cfo", "Name": "CFO Europe", "Target start date": day.isoformat()})
    office.founder.sees("CFO Europe", in_="DM")
    assert "*CFO Europe* is open with" in office.founder.modal.words
    assert f"{day.day} {day:%B %Y}" in office.founder.modal.words
    office.hr_lead.sees_nothing()


def test_a_search_starts_in_the_private_channel_that_is_chosen(office: Office):
    office.founder.shortcut("start_search")
    channel = office.slack.workspace.channel_named(PRIVATE_CHANNEL).id
    office.founder.submits({"Role": "cfo", "Private channel": channel})
    office.hr_lead.sees("Chief Financial Officer", in_=PRIVATE_CHANNEL)
    assert "The card is in the channel." in office.founder.modal.words


@pytest.mark.parametrize(("channel", "members"), [("#leadership", ()), ("#founders", ("hr_lead",))])
def test_a_channel_that_is_public_or_not_the_persons_is_refused(office: Office, channel: str, members: tuple[str, ...]):
    if members:
        office.channel(channel[1:], *(getattr(office, name) for name in members))
    office.founder.shortcut("start_search")
    office.founder.submits({"Role": "cfo", "Private channel": office.slack.workspace.channel_named(channel).id})
    assert list(office.founder.modal.errors) == ["channel"]
    office.founder.sees_nothing()


def test_a_day_that_has_passed_is_refused_at_its_field(office: Office):
    office.founder.shortcut("start_search")
    office.founder.submits({"Role": "cfo", "Target start date": (in_days(0) - timedelta(days=3)).isoformat()})
    assert office.founder.modal.errors == {"day": "That date has passed. Choose a later one."}


def test_a_second_search_for_the_role_needs_another_name(office: Office):
    open_search(office.founder)
    channel = office.slack.workspace.channel_named(PRIVATE_CHANNEL).id
    office.founder.shortcut("start_search")
    office.founder.submits({"Role": "cro", "Private channel": channel})
    assert office.founder.modal.errors == {
        "name": "Chief Revenue Officer is already open there. Give this search another name."
    }
    office.founder.submits({"Name": "CRO North America"})
    office.founder.sees("CRO North America", in_=PRIVATE_CHANNEL)


def test_a_form_that_was_closed_in_the_meantime_is_answered_in_the_direct_conversation(office: Office):
    office.founder.shortcut("start_search")
    view = office.founder.modal.view
    office.slack.views.clear("U0FOUNDER")
    office.slack.user_actions.submit(office.founder.user, view, {("role", "role"): "cfo"})
    office.founder.sees("is open with", in_="DM")
    assert office.slack.faults == ["view_submission: not_found", "views.update: not_found"]
    office.slack.faults.clear()
