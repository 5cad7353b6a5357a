"""Interviewers are reminded of finalists they haven't scored, and the owner sees who is missing, but never a score."""

import pytest
from fakes.hiring import PRIVATE_CHANNEL, card, open_search, run_command
from fakes.reminder_office import ReminderOffice
from fakes.seen import Seen
from fakes.slack import Member

pytestmark = [pytest.mark.short_checklist, pytest.mark.both_databases]
FORECAST = "Forecast accuracy"
SECRET = "The forecast was off by half every quarter"
TUESDAY, WEDNESDAY, THURSDAY, MONDAY = "2027-03-02", "2027-03-03", "2027-03-04", "2027-03-08"


@pytest.fixture
def office(reminder_office: ReminderOffice) -> ReminderOffice:
    """A search without due dates, in which the founder, who owns it, and the HR lead score the finalists A and B."""
    open_search(reminder_office.founder)
    run_command(reminder_office.founder, "due 1-6 none")
    reminder_office.founder.clicks("Set up scorecards", on=run_command(reminder_office.founder, "scorecards"))
    panel = [reminder_office.founder.user.id, reminder_office.hr_lead.user.id]
    fields = {"Criteria": FORECAST, "Interviewers": panel, "Number of finalists": "2"}
    reminder_office.founder.submits(fields)
    reminder_office.settle()  # before the clock moves: the address for the answer expires
    reminder_office.tick("2027-03-01 12:00")
    return reminder_office


def score(by: Member, letter: str) -> None:
    by.types(f"/hiring score {letter}", PRIVATE_CHANNEL)
    by.submits({FORECAST: "1", "What you saw and heard": SECRET})
    by.cancels()
    by.settle()


def newest_digest(office: ReminderOffice, member: Member) -> Seen:
    sent = office.digests(member)[-1]
    return next(seen for seen in member.everything if seen.message.ts == sent.ts)


def test_an_interviewer_is_reminded_of_a_finalist_whom_another_one_has_scored(office: ReminderOffice):
    score(office.founder, "A")
    office.tick(f"{TUESDAY} 09:30")
    [digest] = office.digests(office.hr_lead)
    assert digest.text.splitlines() == [
        "1 scorecard is missing",
        "Chief Revenue Officer: your scorecard for finalist A isn't in yet.",
    ]
    assert office.digests(office.founder) == []  # no one has scored B, and the interviews may be ahead
    office.hr_lead.clicks("Score A", on=newest_digest(office, office.hr_lead))
    office.hr_lead.submits({FORECAST: "4"})
    office.settle()
    assert "All of today's hiring tasks are dealt with." in newest_digest(office, office.hr_lead).text
    office.tick(f"{WEDNESDAY} 09:30")
    assert len(office.digests(office.hr_lead)) == 1


def test_nothing_in_a_reminder_gives_a_score_away(office: ReminderOffice):
    score(office.founder, "A")
    office.tick(f"{TUESDAY} 09:30")
    office.tick(f"{MONDAY} 09:30")
    [weekly] = office.channel_posts("weekly")
    shown = [str(each.blocks) for each in (weekly, *office.digests(office.hr_lead))]
    shown += [str(office.hr_lead.opens_home().blocks), str(office.board_member.opens_home().blocks)]
    assert all(SECRET not in each and "mean" not in each for each in shown)


def test_the_weekly_summary_says_who_is_still_to_score(office: ReminderOffice):
    score(office.founder, "A")
    office.tick(f"{MONDAY} 09:30")
    [weekly] = office.channel_posts("weekly")
    assert (
        "Finalists to score (2):\n"
        "Finalist A: 1 of 2 scorecards are in. Still to score: <@U0HRLEAD>.\n"
        "Finalist B: 0 of 2 scorecards are in. Still to score: <@U0FOUNDER>, <@U0HRLEAD>."
    ) in weekly.text
    summary = next(seen for seen in office.founder.everything if "Week ahead" in seen.text)
    office.founder.clicks("Turn off", on=summary)
    office.settle()
    again = office.founder.now(summary)
    assert again
    assert "Still to score: <@U0HRLEAD>" in again.text


def test_the_home_tab_has_the_scorecards_of_an_interviewer_and_the_progress_for_the_owner(office: ReminderOffice):
    score(office.founder, "A")
    home = office.hr_lead.opens_home()
    assert "*Chief Revenue Officer*: your scorecard for finalists A and B isn't in yet." in home.words
    assert "Nothing is waiting for you" not in home.words
    assert "scorecards are in" not in home.words
    assert "*Finalist A*: 1 of 2 scorecards are in. Still to score: <@U0HRLEAD>." in office.founder.opens_home().words
    office.hr_lead.clicks("Score B", on=home)
    office.hr_lead.submits({FORECAST: "2"})
    office.settle()
    assert "your scorecard for finalist A isn't in yet." in office.hr_lead.home.words


def test_no_one_is_asked_to_score_a_finalist_who_is_out_or_after_the_hire(office: ReminderOffice):
    score(office.founder, "A")
    score(office.founder, "B")
    run_command(office.founder, "finalist A withdrew took another offer")
    office.tick(f"{TUESDAY} 09:30")
    assert "finalist B" in office.digests(office.hr_lead)[0].text
    assert "A and B" not in office.digests(office.hr_lead)[0].text
    run_command(office.founder, "pause")
    office.tick(f"{WEDNESDAY} 09:30")
    run_command(office.founder, "resume")
    run_command(office.founder, "close hired confirmed")
    office.tick(f"{THURSDAY} 09:30")
    assert len(office.digests(office.hr_lead)) == 1
    assert "scorecard" not in card(office.founder).words
