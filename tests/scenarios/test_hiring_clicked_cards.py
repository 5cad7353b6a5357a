"""The card that was clicked: it shows how things are after a click or a form, and people are told what they changed."""

import pytest
from fakes.hiring import PRIVATE_CHANNEL, card, run_command
from fakes.reminder_office import ReminderOffice, open_search_with
from fakes.seen import Seen
from fakes.slack import Member

from bot.slack.hiring.card_refresh import ALL_DONE
from bot.slack.hiring.exporting import ALREADY_SENT
from bot.slack.hiring.views.summaries import TURNED_OFF

pytestmark = pytest.mark.short_checklist
WEDNESDAY, MONDAY = "2027-03-03 09:00", "2027-03-08 09:00"


@pytest.fixture
def office(reminder_office: ReminderOffice) -> ReminderOffice:
    """An office with a search; two of its items are the founder's and due on Wednesday."""
    theirs = {"who": reminder_office.founder, "due": "2027-03-03"}
    open_search_with(reminder_office, item1=theirs, item6=theirs)
    return reminder_office


def now(member: Member, shown: Seen) -> Seen:
    """The message as it is now."""
    found = member.now(shown)
    assert found is not None
    return found


def mention(member: Member, command: str) -> Seen:
    """The public answer to a command in a mention."""
    member.types(f"@Rolecall hiring {command}", PRIVATE_CHANNEL)
    member.settle()
    answer = member.seen
    assert not answer.private
    return answer


# Clicks


def test_a_public_card_of_an_item_shows_the_change_and_the_person_is_told(office: ReminderOffice):
    shown = mention(office.founder, "item 1")
    office.hr_lead.clicks("Mark done", on=shown)
    assert "Reopen" in now(office.founder, shown).buttons
    assert office.hr_lead.sees("is done").private


def test_undoing_a_change_replaces_its_public_confirmation(office: ReminderOffice):
    done = mention(office.founder, "done 1")
    office.founder.clicks("Undo", on=done)
    undone = now(office.hr_lead, done)
    assert "is done" not in undone.text
    assert "Undo" not in undone.buttons


def test_another_persons_undo_leaves_the_confirmation_as_it_is(office: ReminderOffice):
    done = mention(office.founder, "done 1")
    office.hr_lead.clicks("Undo", on=done)
    assert now(office.founder, done) == done
    assert office.hr_lead.seen.private


def test_choosing_the_search_replaces_the_public_question_by_the_change(office: ReminderOffice):
    run_command(office.founder, "start cfo")
    question = mention(office.founder, "done 5")
    office.hr_lead.clicks("cro", on=question)
    assert "is done" in now(office.founder, question).text
    assert not now(office.founder, question).private


def test_reading_a_search_leaves_the_public_question_as_it_is(office: ReminderOffice):
    run_command(office.founder, "start cfo")
    question = mention(office.founder, "status")
    office.hr_lead.clicks("cro", on=question)
    assert office.hr_lead.seen.private
    assert now(office.founder, question) == question


def test_a_second_search_is_opened_once_however_often_the_button_is_clicked(office: ReminderOffice):
    question = run_command(office.founder, "start cro")
    for _ in range(2):
        office.founder.clicks("Open second search", on=question)
    searches = run_command(office.founder, "searches")
    assert searches.text.count("*Chief Revenue Officer") == 2


def test_an_export_is_sent_once_until_something_changes(office: ReminderOffice):
    shown = card(office.founder)
    for _ in range(2):
        office.founder.picks("Export (CSV)", on=shown)
    assert office.founder.sees(ALREADY_SENT).private
    run_command(office.founder, "done 1")
    office.founder.picks("Export (CSV)", on=card(office.founder))
    office.settle()
    assert len([seen for seen in office.founder.everything if seen.files]) == 2


# Forms


def test_a_saved_form_tells_the_person_what_changed_and_shows_the_item_again(office: ReminderOffice):
    shown = run_command(office.founder, "item 3")
    office.founder.clicks("Update", on=shown)
    office.founder.submits({"Note": "Two calls so far"})
    office.founder.settle()
    told = office.founder.sees("*3. Take references*", "Two calls so far")
    assert told.private
    assert "Two calls so far" in now(office.founder, shown).words


def test_a_list_shows_what_the_form_of_an_item_changed(office: ReminderOffice):
    listed = mention(office.founder, "items")
    office.hr_lead.picks("6. Prepare the first week", on=listed)
    office.hr_lead.submits({"Due": "2027-05-03"})
    assert office.hr_lead.sees("*6. Prepare the first week*").private
    assert "3 May" in now(office.founder, listed).words


def test_a_person_who_adds_an_item_to_the_card_is_told(office: ReminderOffice):
    office.hr_lead.clicks("Add item", on=card(office.hr_lead))
    office.hr_lead.submits({"What needs to be done?": "Meet the founders"})
    told = office.hr_lead.sees("Meet the founders", "Undo")
    assert (told.private, told.channel) == (True, PRIVATE_CHANNEL)


def test_a_form_saved_without_a_change_says_nothing(office: ReminderOffice):
    office.hr_lead.clicks("Open", on=card(office.hr_lead))
    office.hr_lead.submits()
    office.hr_lead.sees_nothing()


def test_after_half_an_hour_the_person_is_told_by_direct_message(office: ReminderOffice):
    office.hr_lead.clicks("Open", on=card(office.hr_lead))
    for url in office.slack.response_urls._issued.values():
        url.expires = 0.0
    office.hr_lead.submits({"Note": "Late"})
    assert office.hr_lead.sees("Late").channel == "DM"
    assert set(office.slack.faults) == {"response_url: expired_url"}
    office.slack.faults.clear()


# Reminders


def test_an_item_that_is_done_leaves_the_digest(office: ReminderOffice):
    office.tick(WEDNESDAY)
    digest = office.founder.sees("1. Agree the scorecard", "6. Prepare the first week", in_="DM")
    office.founder.clicks("Mark done", on=digest)
    left = now(office.founder, digest)
    assert "Agree the scorecard" not in left.words
    assert "Prepare the first week" in left.words
    office.founder.picks("Until tomorrow", on=left)
    assert now(office.founder, digest).text == ALL_DONE


def test_an_item_that_is_done_in_its_form_leaves_the_digest(office: ReminderOffice):
    office.tick(WEDNESDAY)
    digest = office.founder.sees("1. Agree the scorecard", in_="DM")
    office.founder.clicks("Open", on=digest)
    office.founder.submits({"Status": "done"})
    office.founder.settle()
    assert "Agree the scorecard" not in now(office.founder, digest).words


def test_an_item_given_to_another_person_leaves_the_digest(office: ReminderOffice):
    office.tick(WEDNESDAY)
    digest = office.founder.sees("1. Agree the scorecard", in_="DM")
    run_command(office.founder, "assign 6 @HR lead")
    office.founder.clicks("Mark done", on=digest)
    assert now(office.founder, digest).text == ALL_DONE


def test_a_weekly_summary_says_that_it_is_turned_off(office: ReminderOffice):
    office.tick(MONDAY)
    summary = office.hr_lead.sees("Turn off", in_=PRIVATE_CHANNEL)
    office.hr_lead.clicks("Turn off", on=summary)
    after = now(office.founder, summary)
    assert TURNED_OFF in after.words
    assert "Turn off" not in after.buttons
