"""Who may answer for an entry, and what a repeated or pointless hand-over does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.hiring import NOW
from fakes.library import FragileLibrary
from fakes.reviews import BOARD_MEMBER, FOUNDER, HR_LEAD, Reviews, worker
from sqlalchemy import delete

from bot.slack.entry_reviews import NOT_A_PERSON, NotOwnerError
from bot.storage.engine import transaction
from bot.storage.tables import people

CHANNEL = "#exec-search"


@pytest.mark.parametrize("reason", ["shared", "guest", "external"])
def test_no_one_of_another_company_and_no_guest_answers_for_an_entry_in_the_curators_channel(
    reviews: Reviews, database_url: str, owned: FragileLibrary, reason: str
):
    office, channel = reviews.office, reviews.office.slack.workspace.channel_named(CHANNEL)
    office.slack.workspace.change_user(FOUNDER.id, deleted=True)
    worker(office, database_url, owned, channel.id)(NOW, lambda: True)
    card = office.hr_lead.sees("Is this still right?", in_=CHANNEL)
    if reason == "shared":
        office.slack.workspace.channels[channel.id] = replace(channel, is_ext_shared=True)
    else:
        flag = "is_restricted" if reason == "guest" else "is_stranger"
        office.slack.workspace.change_user(HR_LEAD.id, **{flag: True})
    for label in ("Still right", "Edit", "Hand over"):
        office.hr_lead.clicks(label, on=card)
        assert office.hr_lead.seen.text.startswith(str(NotOwnerError()))
    office.board_member.clicks("Still right", on=card)
    answered = "it's still right" in office.board_member.seen.text
    assert answered is (reason != "shared")


def test_a_person_who_was_known_as_a_guest_can_not_own_an_entry_while_slack_does_not_answer(reviews: Reviews):
    office, founder = reviews.office, reviews.office.founder
    reviews.tick()
    card = founder.sees("Chief Revenue Officer", in_="DM")
    office.slack.workspace.change_user(BOARD_MEMBER.id, is_restricted=True)
    for hours, code in ((0, ""), (25, "internal_error")):
        reviews.clock[0] += timedelta(hours=hours)
        founder.clicks("Hand over", on=card)
        if code:
            office.slack.api.refuse_next("users.info", code)
        founder.submits({"New owner": BOARD_MEMBER.id})
        assert founder.modal.errors == {"owner": NOT_A_PERSON}
        founder.cancels()
    office.slack.faults.clear()


def test_a_repeated_hand_over_from_a_list_is_told_once(reviews: Reviews, database_url: str, owned: FragileLibrary):
    office, channel = reviews.office, reviews.office.slack.workspace.channel_named(CHANNEL)
    office.slack.workspace.change_user(FOUNDER.id, deleted=True)
    worker(office, database_url, owned, channel.id)(NOW, lambda: True)
    office.hr_lead.clicks("Hand over", on=office.hr_lead.sees("can't be reached", in_=CHANNEL))
    office.hr_lead.submits({"New owner": BOARD_MEMBER.id})
    office.settle()
    office.slack.user_actions.redeliver(office.slack.user_actions.app_requests[-1])
    office.settle()
    assert sum("handed it over to" in each.text for each in office.slack.workspace.channel_messages(channel.id)) == 1


def test_an_owner_who_chooses_themselves_does_not_get_the_same_reminder_again(reviews: Reviews):
    founder = reviews.office.founder
    reviews.tick()
    founder.clicks("Hand over", on=founder.sees("Chief Revenue Officer", in_="DM"))
    founder.submits({"New owner": FOUNDER.id})
    reviews.office.settle()
    reviews.tick(days=1)
    assert len(reviews.reminders(FOUNDER.id)) == 1


def test_the_month_in_the_text_is_that_of_the_date_that_is_recorded(reviews: Reviews, database_url: str):
    founder = reviews.office.founder
    reviews.office.slack.workspace.change_user(FOUNDER.id, tz="Pacific/Kiritimati")
    reviews.clock[0] = NOW.replace(day=30, hour=20)
    reviews.tick()
    card = founder.sees("Is this still right?", in_="DM")
    with transaction(database_url) as connection:
        connection.execute(delete(people))
    founder.clicks("Edit", on=card)
    [field] = [block for block in founder.modal.blocks if block["type"] == "input"]
    after = founder.now(card)
    assert after is not None
    assert 'reviewed: "2026-11"' in field["element"]["initial_value"]
    assert "another reminder on 14 December 2026" in after.text
