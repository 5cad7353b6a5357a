"""Weekly summaries, reports about departed members, and decision reviews."""

from datetime import UTC, date, datetime

import pytest
from fakes.hiring import PRIVATE_CHANNEL, PUBLIC_CHANNEL, card, open_search, run_command
from fakes.reminder_office import ReminderOffice, open_search_with

from bot.hiring.decisions import Decision, RecommendationSnapshot
from bot.hiring.models import Checklist
from bot.hiring.outbox import Delivery
from bot.playground.identities import TEAM
from bot.playground.messages import PostedMessage
from bot.storage.decisions import SqlDecisionRepository
from bot.storage.outbox import SqlOutbox
from bot.storage.reminder_queries import SqlReminderQueries

pytestmark = [pytest.mark.short_checklist, pytest.mark.reminders]
TUESDAY, WEDNESDAY, MONDAY, NEXT_MONDAY = "2027-03-02", "2027-03-03", "2027-03-08", "2027-03-15"


# Weekly summaries


def test_the_weekly_summary_is_posted_on_monday_at_nine_in_the_owners_time_zone(office: ReminderOffice):
    mine = {"who": office.founder}
    open_search_with(
        office,
        item1=mine,
        item2={"due": WEDNESDAY},
        item3={**mine, "due": "2027-03-19"},
        item5={"due": "2027-03-12"},
        item6={"due": "2027-04-30"},
    )
    office.tick(f"{TUESDAY} 12:00")
    run_command(office.founder, "done 1")
    run_command(office.founder, "block 3 The agency is on holiday")
    office.tick(f"{MONDAY} 08:59")
    assert office.channel_posts("weekly") == []
    office.tick_until(f"{MONDAY} 21:00", minutes=10)
    [summary] = office.channel_posts("weekly")
    assert "Week ahead: Chief Revenue Officer\n██░░░░░░░░ 1 of 6 done" in summary.text
    for line in (
        "Done in the past week (1):\n1. Agree the scorecard, by <@U0FOUNDER>",
        "Overdue (1):\n2. Begin sourcing · 5 days overdue · unassigned",
        "Blocked (1):\n3. Take references · due Fri 19 Mar · <@U0FOUNDER>: The agency is on holiday",
        "Due in the next two weeks (1):\n5. Make the offer · due Fri 12 Mar · unassigned",
        "On track: nothing late moves the start date.",
    ):
        assert line in summary.text


def test_every_monday_the_card_says_whether_the_start_date_still_holds(office: ReminderOffice):
    open_search_with(office, item1={"due": "2027-03-05"})
    run_command(office.founder, "weekly off")
    assert "On track: nothing late moves the start date." in card(office.founder).text
    office.tick_until("2027-03-14 23:00", minutes=240)
    assert "On track: nothing late moves the start date." in card(office.founder).text
    updates = [call.method for call in office.slack.api.calls].count("chat.update")
    office.tick_until(f"{NEXT_MONDAY} 20:00", minutes=60)
    assert [call.method for call in office.slack.api.calls].count("chat.update") == updates + 1
    slipped = card(office.founder)
    assert ":warning: The start date has slipped by 10 days" in slipped.text
    assert "Late: item 1. Agree the scorecard (10 days overdue)." in slipped.text
    office.hr_lead.clicks("Move start date", on=slipped)
    assert office.hr_lead.modal.view.sent["blocks"][2]["element"]["initial_value"] == "1. Agree the scorecard is late"
    office.hr_lead.submits({})
    assert "6 due dates" not in office.hr_lead.modal.words
    office.hr_lead.cancels()
    office.settle()
    assert "Agree the scorecard is late" in run_command(office.founder, "history").words


def test_one_summary_is_posted_every_monday(office: ReminderOffice):
    open_search(office.founder)
    office.tick_until("2027-03-23 00:00", minutes=60)
    days = [message.metadata["event_payload"]["day"] for message in office.channel_posts("weekly")]
    assert days == [MONDAY, NEXT_MONDAY, "2027-03-22"]


def test_the_weekly_summary_is_turned_off_by_button_and_on_by_command(office: ReminderOffice):
    open_search(office.founder)
    office.tick(f"{TUESDAY} 12:00")
    office.tick(f"{MONDAY} 09:00")
    summary = next(seen for seen in reversed(office.founder.everything) if "Week ahead" in seen.text)
    office.founder.clicks("Turn off", on=summary)
    office.settle()
    office.tick(f"{NEXT_MONDAY} 09:00")
    assert len(office.channel_posts("weekly")) == 1
    run_command(office.founder, "weekly on")
    office.tick("2027-03-22 09:00")
    assert len(office.channel_posts("weekly")) == 2


def test_after_a_public_holiday_the_summary_comes_on_the_first_working_day(office: ReminderOffice):
    open_search(office.founder)
    office.founder.types("/hiring settings", PRIVATE_CHANNEL)
    office.founder.submits({"Country of the job": "DE"})
    office.settle()
    office.tick_until("2027-03-31 00:00", minutes=60)
    assert [sent_on(message) for message in office.channel_posts("weekly")] == [
        MONDAY,
        NEXT_MONDAY,
        "2027-03-22",
        "2027-03-30",  # the 29th of March is Easter Monday
    ]


def sent_on(message: PostedMessage) -> str:
    """The date on which the message was posted."""
    return datetime.fromtimestamp(float(message.ts), UTC).date().isoformat()


def test_a_week_whose_holidays_change_after_its_summary_has_no_second_one(office: ReminderOffice):
    open_search(office.founder)
    office.tick_until("2027-03-29 12:00", minutes=60)
    office.founder.types("/hiring settings", PRIVATE_CHANNEL)
    office.founder.submits({"Country of the job": "DE"})
    office.settle()
    office.tick_until("2027-03-31 00:00", minutes=60)
    days = [sent_on(message) for message in office.channel_posts("weekly")]
    assert days == [MONDAY, NEXT_MONDAY, "2027-03-22", "2027-03-29"]


def test_a_search_opened_on_monday_gets_no_summary_that_day(office: ReminderOffice):
    office.tick("2027-03-01 10:00")
    open_search(office.founder)
    office.tick_until(f"{TUESDAY} 00:00", minutes=30)
    assert office.channel_posts("weekly") == []


def test_a_summary_claimed_by_a_crashed_worker_is_not_sent_again(office: ReminderOffice):
    open_search(office.founder)
    office.tick(f"{TUESDAY} 12:00")
    [search] = {each.search.id for each in stored_checklists(office)}
    office.now = datetime.fromisoformat(f"{MONDAY}T09:00+00:00")
    assert SqlOutbox(office.database_url).claim(
        Delivery(TEAM, "weekly", search, date.fromisoformat(MONDAY)), office.now
    )
    office.tick_until(f"{MONDAY} 12:00", minutes=5)
    assert office.channel_posts("weekly") == []


def stored_checklists(office: ReminderOffice) -> tuple[Checklist, ...]:
    return SqlReminderQueries(office.database_url).load_checklists_of(TEAM, office.founder.user.id)


def test_without_the_app_in_the_channel_the_owner_gets_the_summary(office: ReminderOffice):
    open_search(office.founder)
    office.tick(f"{TUESDAY} 12:00")
    office.slack.workspace.change_channel(office.slack.workspace.channel_named(PRIVATE_CHANNEL).id, bot_is_member=False)
    office.tick(f"{MONDAY} 09:00")
    assert "Week ahead" in office.founder.everything[-1].text
    assert office.founder.everything[-1].channel == "DM"
    office.slack.faults.clear()


# Departed members


def test_the_owner_is_notified_once_of_a_departed_member_and_their_items(office: ReminderOffice):
    open_search_with(office, item1={"who": office.hr_lead, "due": WEDNESDAY}, item5={"who": office.hr_lead})
    office.tick("2027-03-01 12:00")
    office.slack.workspace.change_user(office.hr_lead.user.id, deleted=True)
    office.tick_until("2027-03-05 00:00", minutes=60)
    [report] = office.reports(office.founder)
    assert report.text == (
        "<@U0HRLEAD> has left but still owns 2 open items in *Chief Revenue Officer* (<#C0EXECSEARCH>).\n"
        "☐ 1. Agree the scorecard · <@U0HRLEAD> · due tomorrow\n"
        "☐ 5. Make the offer · <@U0HRLEAD>\n"
        "Reassign them with `/hiring assign cro 1 @name`, or press *Open*."
    )
    assert office.digests(office.hr_lead) == []
    assert (
        "1. Agree the scorecard: 1 day overdue · owned by <@U0HRLEAD>, who has left"
        in office.digests(office.founder)[0].text
    )


def test_the_channel_is_notified_when_the_owner_has_left(office: ReminderOffice):
    open_search_with(
        office, item1={"who": office.founder, "due": WEDNESDAY}, item5={"who": office.hr_lead, "due": WEDNESDAY}
    )
    office.tick("2027-03-01 12:00")
    office.slack.workspace.change_user(office.founder.user.id, deleted=True)
    office.tick_until("2027-03-05 00:00", minutes=60)
    [message] = office.channel_posts("departed")
    assert "<@U0FOUNDER>, the owner of *Chief Revenue Officer*, has left." in message.text
    assert "☐ 1. Agree the scorecard" in message.text
    assert "`/hiring owner cro me`" in message.text
    assert message.thread_ts
    office.slack.workspace.change_user(office.hr_lead.user.id, deleted=True)
    office.tick_until("2027-03-09 12:00", minutes=60)
    assert [message.text[:25] for message in office.channel_posts("departed")[1:]] == ["<@U0HRLEAD> has left but "]


def test_a_departure_report_claimed_by_a_crashed_worker_is_sent_once(office: ReminderOffice):
    open_search_with(office, item1={"who": office.hr_lead, "due": WEDNESDAY})
    office.tick("2027-03-01 12:00")
    office.slack.workspace.change_user(office.hr_lead.user.id, deleted=True)
    [search] = {each.search.id for each in stored_checklists(office)}
    office.now = datetime.fromisoformat(f"{TUESDAY}T00:30+00:00")
    departed = Delivery(TEAM, "departed", f"{office.hr_lead.user.id}:{search}", date(1970, 1, 1))
    assert SqlOutbox(office.database_url).claim(departed, office.now)
    office.tick_until(f"{WEDNESDAY} 12:00", minutes=5)
    assert len(office.reports(office.founder)) == 1


def test_a_departure_is_not_reported_for_a_closed_search(office: ReminderOffice):
    open_search_with(office, item1={"who": office.hr_lead, "due": WEDNESDAY})
    office.tick("2027-03-01 12:00")
    run_command(office.founder, "close hired confirmed")
    office.slack.workspace.change_user(office.hr_lead.user.id, deleted=True)
    office.tick_until("2027-03-05 00:00", minutes=60)
    assert office.reports(office.founder) == []


# Decision reviews


def add_decision(office: ReminderOffice, channel: str = PRIVATE_CHANNEL, review: str = WEDNESDAY) -> Decision:
    decision = Decision(
        id="D1",
        team=TEAM,
        channel=office.slack.workspace.channel_named(channel).id,
        roles=("cmo", "cro"),
        answers=(),
        recommendation=RecommendationSnapshot("role", ("cro",)),
        choice=("cro",),
        reasons="Growth has stalled",
        dissent="",
        review_on=date.fromisoformat(review),
        by=office.founder.user.id,
        at=datetime(2027, 1, 4, 9, tzinfo=UTC),
    )
    assert SqlDecisionRepository(office.database_url).add(decision)
    return decision


@pytest.mark.parametrize("channel", [PRIVATE_CHANNEL, PUBLIC_CHANNEL])
def test_a_decision_review_is_posted_once_on_its_review_date(office: ReminderOffice, channel: str):
    add_decision(office, channel)
    office.tick_until(f"{WEDNESDAY} 08:30", minutes=30)
    assert office.channel_posts("review", channel) == []
    office.tick_until("2027-03-20 00:00", minutes=60)
    [message] = office.channel_posts("review", channel)
    assert "This decision is due for review" in message.text


def test_a_reviewed_decision_is_not_posted_for_review(office: ReminderOffice):
    SqlDecisionRepository(office.database_url).mark_reviewed(add_decision(office), datetime(2027, 3, 2, tzinfo=UTC))
    office.tick_until("2027-03-05 00:00", minutes=60)
    assert office.channel_posts("review") == []


def test_a_review_due_on_a_weekend_is_posted_on_monday(office: ReminderOffice):
    add_decision(office, review="2027-03-06")
    office.tick_until(f"{MONDAY} 08:59", minutes=60)
    assert office.channel_posts("review") == []
    office.tick(f"{MONDAY} 09:00")
    assert len(office.channel_posts("review")) == 1


def test_a_reminder_that_cannot_be_written_is_logged_and_retried_after_five_minutes(
    office: ReminderOffice, caplog: pytest.LogCaptureFixture
):
    add_decision(office)
    good, office.base = office.base, None  # type: ignore[assignment]  # knowledge that cannot be loaded
    office.tick_until(f"{WEDNESDAY} 09:02", minutes=1440)
    office.tick(f"{WEDNESDAY} 09:03")
    assert [record.getMessage() for record in caplog.records].count("reminder failed") == 1
    office.base = good
    for minute, sent in (("09:06", 0), ("09:08", 1)):
        office.tick(f"{WEDNESDAY} {minute}")
        assert len(office.channel_posts("review")) == sent
