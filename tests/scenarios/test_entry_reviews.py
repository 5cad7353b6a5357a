"""Owners of entries are reminded to review them, and answer with a button: still right, edit, or hand over."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from fakes.hiring import NOW
from fakes.library import FragileLibrary
from fakes.reviews import BOARD_MEMBER, FOUNDER, HR_LEAD, ROLE, Reviews, worker
from sqlalchemy import update

from bot.hiring.outbox import Delivery
from bot.insights.entry_records import OwnedEntry
from bot.playground.identities import BOT_USER, TEAM
from bot.slack.entry_reviews import NOT_A_PERSON, NotOwnerError
from bot.storage.engine import transaction
from bot.storage.entry_records import SqlEntryRecordRepository
from bot.storage.outbox import SqlOutbox
from bot.storage.stored_data import FORGOTTEN, StoredData, Subject
from bot.storage.tables import deliveries

pytestmark = pytest.mark.both_databases
CRO = OwnedEntry("role:cro", FOUNDER.id, "2025-09")


def test_an_owner_says_that_an_entry_is_still_right_and_is_asked_again_a_year_later(
    reviews: Reviews, database_url: str, owned: FragileLibrary
):
    founder = reviews.office.founder
    reviews.tick()
    card = founder.sees("Is this still right?", "Chief Revenue Officer", in_="DM")
    assert "It was last reviewed in September 2025. You own this entry." in card.text
    assert card.buttons == ["Still right", "Edit", "Hand over"]
    assert len(reviews.reminders(FOUNDER.id)) == 1  # the curated question is not due yet

    for _ in range(2):
        founder.clicks("Still right", on=card)
        after = founder.now(card)
        assert after is not None
        assert f"<@{FOUNDER.id}> reviewed it on 2 November 2026: it's still right." in after.text
        assert "The next reminder comes in December 2027." in after.text
        assert after.buttons == []
    another = worker(reviews.office, database_url, owned)  # which has never heard of it
    for days in (0, 7, 30):
        reviews.clock[0] += timedelta(days=days)
        another(reviews.clock[0], lambda: True)
    assert [each for each in reviews.reminders(FOUNDER.id) if "Chief Revenue Officer" in each.text] == [after.message]
    reviews.tick(days=365)
    assert "Chief Revenue Officer" in str([each.text for each in reviews.reminders(FOUNDER.id)][1:])


@pytest.mark.parametrize(
    ("zone", "days", "hour", "reminders"),
    [("Pacific/Kiritimati", 28, 20, 2), ("Pacific/Honolulu", 29, 1, 1), ("Pacific/Honolulu", 29, 20, 2)],
)
def test_an_owner_is_reminded_again_once_the_next_month_has_begun_where_they_are(
    reviews: Reviews, zone: str, days: int, hour: int, reminders: int
):
    reviews.office.slack.workspace.change_user(FOUNDER.id, tz=zone)
    reviews.clock[0] = NOW.replace(hour=20, minute=0)
    reviews.tick()
    reviews.clock[0] = NOW.replace(hour=hour, minute=0) + timedelta(days=days)
    reviews.tick()
    assert len(reviews.reminders(FOUNDER.id)) == reminders


def test_a_review_counts_for_the_month_that_it_is_where_the_owner_is(reviews: Reviews):
    founder = reviews.office.founder
    reviews.office.slack.workspace.change_user(FOUNDER.id, tz="Pacific/Kiritimati")
    reviews.clock[0] = NOW.replace(day=30, hour=20)
    reviews.tick()
    card = founder.sees("Is this still right?", in_="DM")
    founder.clicks("Edit", on=card)
    [field] = [block for block in founder.modal.blocks if block["type"] == "input"]
    assert 'reviewed: "2026-12"' in field["element"]["initial_value"]
    founder.clicks("Still right", on=card)
    after = founder.now(card)
    assert after is not None
    assert f"<@{FOUNDER.id}> reviewed it on 1 December 2026: it's still right." in after.text
    assert "The next reminder comes in January 2028." in after.text


def test_an_owner_edits_an_entry_gets_its_file_and_is_asked_again_after_two_weeks(reviews: Reviews):
    founder = reviews.office.founder
    reviews.tick()
    card = founder.sees("Chief Revenue Officer", in_="DM")
    founder.clicks("Edit", on=card)
    assert "correct anything out of date and save it to" in founder.modal.words
    [field] = [block for block in founder.modal.blocks if block["type"] == "input"]
    assert field["label"]["text"] == "Chief Revenue Officer"
    assert field["element"]["initial_value"] == ROLE.replace("2025-09", "2026-11")
    founder.submits()
    [file] = founder.sees(in_="DM").files
    assert (file.name, file.text) == ("role-cro.yml", ROLE.replace("2025-09", "2026-11"))
    after = founder.now(card)
    assert after is not None
    assert (
        "is editing it. I'll send another reminder on 16 November 2026 unless it's been reviewed by then." in after.text
    )
    assert after.buttons == ["Still right", "Edit", "Hand over"]
    reviews.tick(days=13)
    assert len(reviews.reminders(FOUNDER.id)) == 1
    reviews.tick(days=1)
    assert len(reviews.reminders(FOUNDER.id)) == 2


def test_an_owner_hands_an_entry_over_and_the_new_owner_gets_the_reminder_once(
    reviews: Reviews, database_url: str, owned: FragileLibrary
):
    office, founder = reviews.office, reviews.office.founder
    reviews.tick()
    card = founder.sees("Chief Revenue Officer", in_="DM")
    founder.clicks("Hand over", on=card)
    founder.submits({"New owner": BOT_USER})
    assert founder.modal.errors == {"owner": NOT_A_PERSON}
    for change in ({"is_stranger": True}, {"is_stranger": False, "is_restricted": True}):  # of another company; a guest
        office.slack.workspace.change_user(HR_LEAD.id, **change)
        founder.submits({"New owner": HR_LEAD.id})
        assert founder.modal.errors == {"owner": NOT_A_PERSON}
    founder.submits({"New owner": BOARD_MEMBER.id})
    after = founder.now(card)
    assert after is not None
    assert f"<@{FOUNDER.id}> handed it over to <@{BOARD_MEMBER.id}>" in after.text
    assert after.buttons == []
    for task in (reviews.task, worker(office, database_url, owned), reviews.task):
        task(reviews.clock[0] + timedelta(hours=6), lambda: True)  # nine in New York
    assert len(reviews.reminders(FOUNDER.id)) == 1
    [received] = reviews.reminders(BOARD_MEMBER.id)
    assert "You own this entry." in received.text
    card = office.board_member.sees("Chief Revenue Officer", in_="DM")
    office.board_member.clicks("Still right", on=card)
    assert (after := office.board_member.now(card))
    assert "it's still right" in after.text

    data = StoredData(database_url)
    data.forget(Subject(TEAM, BOARD_MEMBER.id))
    rows = [row for row in data.export(Subject(TEAM)) if row["table"] == "entry_records"]
    assert [(row["owner_id"], row["by"]) for row in rows] == [("", FORGOTTEN)]


def test_an_owner_who_gets_an_entry_back_in_the_same_month_is_reminded_again(reviews: Reviews):
    office, founder, board_member = reviews.office, reviews.office.founder, reviews.office.board_member
    reviews.tick()
    founder.clicks("Hand over", on=founder.sees("Chief Revenue Officer", in_="DM"))
    founder.submits({"New owner": BOARD_MEMBER.id})
    office.settle()
    reviews.tick(minutes=6 * 60)  # nine in New York
    board_member.clicks("Hand over", on=board_member.sees("Chief Revenue Officer", in_="DM"))
    board_member.submits({"New owner": FOUNDER.id})
    office.settle()
    for _ in range(2):
        reviews.tick(days=1)
    handed_over, received = reviews.reminders(FOUNDER.id)
    assert f"handed it over to <@{BOARD_MEMBER.id}>" in handed_over.text
    assert "You own this entry." in received.text


def test_only_the_owner_or_a_curator_answers_for_an_entry_and_curators_are_asked_once_the_owner_has_left(
    reviews: Reviews, database_url: str, owned: FragileLibrary
):
    office = reviews.office
    reviews.tick()
    card = office.founder.sees("Chief Revenue Officer", in_="DM")
    SqlEntryRecordRepository(database_url).hand_over(TEAM, CRO, BOARD_MEMBER.id, FOUNDER.id)
    office.founder.clicks("Still right", on=card)
    assert office.founder.seen.text.startswith(str(NotOwnerError()))

    channel = office.slack.workspace.channel_named("#exec-search")
    office.slack.workspace.change_user(BOARD_MEMBER.id, deleted=True)
    office.slack.workspace.channels[channel.id] = replace(channel, is_ext_shared=True)
    worker(office, database_url, owned, channel.id)(NOW + timedelta(hours=6), lambda: True)
    office.hr_lead.sees_nothing("Chief Revenue Officer")
    office.slack.workspace.channels[channel.id] = channel
    worker(office, database_url, owned, channel.id)(NOW + timedelta(hours=6), lambda: True)
    posted = office.hr_lead.sees("Is this still right?", "Chief Revenue Officer", in_="#exec-search")
    assert f"Its owner, <@{BOARD_MEMBER.id}>, has left." in posted.text


@pytest.mark.parametrize("first", [NOW.replace(month=12, day=1), NOW.replace(day=16)])
def test_an_owner_of_many_overdue_entries_gets_three_reminders_a_day_at_any_time_of_the_month(
    reviews: Reviews, database_url: str, owned: FragileLibrary, first: datetime
):
    base = owned.base
    roles = {key: replace(base.roles[key], owner=FOUNDER.id, reviewed="2025-01") for key in list(base.roles)[-7:]}
    task = worker(
        reviews.office, database_url, FragileLibrary(replace(base, roles={**base.roles, **roles}, version=""))
    )
    counts = []
    for days in range(4):
        for _ in range(2):
            task(first + timedelta(days=days), lambda: True)
        counts.append(len(reviews.reminders(FOUNDER.id)))
    assert counts == [3, 6, 8, 8]  # with the one in the folder


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"deleted": True}, "has left"),
        ({"is_restricted": True}, "is a guest"),
        ({"is_stranger": True}, "isn't a member of this workspace"),
    ],
)
def test_an_owner_who_is_no_colleague_gets_no_reminder_and_the_curators_hear_of_it(
    reviews: Reviews, database_url: str, owned: FragileLibrary, change: dict[str, bool], why: str
):
    office, channel = reviews.office, "#exec-search"
    office.slack.workspace.change_user(FOUNDER.id, **change)
    task = worker(office, database_url, owned, office.slack.workspace.channel_named(channel).id)
    for _ in range(2):
        task(NOW, lambda: True)  # a Monday
    assert reviews.reminders(FOUNDER.id) == []
    review = office.hr_lead.sees("Is this still right?", in_=channel)
    assert f"Its owner, <@{FOUNDER.id}>, {why}." in review.text
    listed = office.hr_lead.sees("2 entries have an owner who can't be reached", in_=channel)
    assert f"*Chief Revenue Officer*: <@{FOUNDER.id}> {why}." in listed.text
    office.hr_lead.clicks("Hand over", on=listed)
    office.hr_lead.submits({"New owner": BOARD_MEMBER.id})
    office.settle()
    said = office.hr_lead.sees("handed it over to", in_=channel)
    assert said.thread == listed.message.ts
    task(NOW + timedelta(days=7), lambda: True)
    assert "1 entry has an owner who can't be reached" in office.hr_lead.sees("can't be reached", in_=channel).text


def test_a_process_that_ends_while_it_sends_a_reminder_neither_loses_nor_repeats_it(
    reviews: Reviews, database_url: str
):
    outbox = SqlOutbox(database_url)
    earlier = NOW - timedelta(minutes=10)
    assert outbox.claim(Delivery(TEAM, "entry", f"{FOUNDER.id}:role:cro", NOW.date().replace(day=1)), earlier)
    reviews.tick()
    reviews.tick(minutes=15)
    assert len(reviews.reminders(FOUNDER.id)) == 1
    with transaction(database_url) as connection:  # as if it had ended before it could record that it was sent
        connection.execute(update(deliveries).values(sent_at=None, claimed_at=earlier))
    for _ in range(3):
        reviews.tick(minutes=15)
    assert len(reviews.reminders(FOUNDER.id)) == 1
