"""A modal with every kind of field, opened from a message: what the app gets when a user fills it in."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fakes.office import Office
from fakes.sampler import sampler
from fakes.seen import Seen

from bot.playground.manifest import Manifest, SlashCommand

UNTOUCHED = {
    "owner": "U0HRLEAD",
    "others": [],
    "due": "2027-01-31",
    "state": "open",
    "flags": ["urgent"],
    "phase": "define",
    "link": None,
    "notes": "None yet",
}


@pytest.fixture
def office() -> Iterator[Office]:
    with Office(Manifest(commands=(SlashCommand("/show"),))) as office:
        yield office.join(sampler(office.settings()))


@pytest.fixture
def task(office: Office) -> Seen:
    """A message in the channel, with the modal behind its button open."""
    office.founder.types("/show task")
    task = office.founder.seen
    office.founder.clicks("Details")
    return task


def saved(office: Office, task: Seen) -> dict[str, Any]:
    """The values the app got: it writes them into the message that the form was opened from."""
    return dict(json.loads(office.founder.now(task).text))


def unchanged(office: Office, task: Seen) -> bool:
    return office.founder.now(task).text == task.text


def test_an_unchanged_form_has_the_initial_values(office: Office, task: Seen):
    office.founder.submits()
    assert saved(office, task) == UNTOUCHED


@pytest.mark.parametrize(
    ("label", "given"),
    [
        ("Owner", "U0BOARD"),
        ("Owner", None),
        ("Others", ["U0BOARD", "U0HRLEAD"]),
        ("Due", "2027-03-01"),
        ("Due", None),
        ("State", "done"),
        ("Flags", []),
        ("Flags", ["urgent", "private"]),
        ("Phase", "close"),
        ("Notes", "One\nTwo"),
    ],
)
def test_every_field_can_be_changed(office: Office, task: Seen, label: str, given: Any):
    office.founder.submits({label: given})
    assert saved(office, task) == UNTOUCHED | {label.lower(): given}


def test_an_emptied_required_field_keeps_the_form_open(office: Office, task: Seen):
    with pytest.raises(AssertionError, match="'Notes'"):
        office.founder.submits({"Notes": None})
    assert unchanged(office, task)


def test_a_field_that_dispatches_is_sent_at_once_and_the_others_with_the_form(office: Office, task: Seen):
    before = len(office.slack.user_actions.app_requests)
    office.founder.fills({"Owner": "U0BOARD", "Due": None})
    assert len(office.slack.user_actions.app_requests) == before
    office.founder.fills({"Phase": "source"})
    sent = office.slack.user_actions.app_requests[-1].payload
    assert (sent["type"], sent["container"]["type"]) == ("block_actions", "view")
    assert "Phase: source" in office.founder.modal.words
    office.founder.submits()
    assert saved(office, task) == UNTOUCHED | {"owner": "U0BOARD", "due": None, "phase": "source"}


def test_a_field_that_does_not_dispatch_cannot_be_used_alone(office: Office, task: Seen):
    with pytest.raises(AssertionError, match="state is a field that is sent with its form"):
        office.founder.picks("Done")
    with pytest.raises(AssertionError, match="owner is a field"):
        office.founder.chooses("U0BOARD", "owner")
    assert unchanged(office, task)


def test_buttons_and_overflow_menus_work_in_a_form(office: Office, task: Seen):
    office.founder.clicks("Delete")
    assert office.founder.sees("task_delete", in_="DM").text == "task_delete: Delete"
    office.founder.picks("Snooze")
    assert office.founder.sees("task_more", in_="DM").text == "task_more: snooze"
    assert office.founder.modal.title == "A task"
    assert unchanged(office, task)


def test_a_submission_has_its_private_metadata_and_no_channel(office: Office, task: Seen):
    sent = office.founder.submits().payload
    assert json.loads(sent["view"]["private_metadata"]) == [task.message.channel, task.message.ts]
    assert "channel" not in sent


def test_a_file_is_found_by_its_name_and_read(office: Office):
    office.founder.types("/show file", "DM")
    (file,) = office.founder.sees("list.csv", in_="DM").files
    assert (file.title, file.text) == ("The list", "a,b")


def test_a_form_in_a_private_channel_changes_a_message_there(office: Office):
    room = office.channel("succession", office.founder, office.hr_lead)
    office.founder.types("/show task", room)
    task = office.founder.sees("scorecard", in_=room)
    office.founder.clicks("Details", on=task)
    office.founder.submits()
    assert office.hr_lead.sees("scorecard", in_=room).text == json.dumps(UNTOUCHED)
    office.board_member.sees_nothing()
