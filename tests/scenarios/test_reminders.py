"""Daily digests: time of day in each member's time zone, content, single delivery, and Slack errors."""

import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from fakes.hiring import PRIVATE_CHANNEL, run_command
from fakes.reminder_office import ReminderOffice, open_search_with
from fakes.slack import TIMEOUT_SECONDS
from sqlalchemy import update

from bot.hiring.outbox import Delivery
from bot.playground.identities import TEAM
from bot.storage.engine import get_engine
from bot.storage.outbox import SqlOutbox
from bot.storage.tables import deliveries

pytestmark = [pytest.mark.short_checklist, pytest.mark.reminders]
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = "2027-03-02", "2027-03-03", "2027-03-04", "2027-03-05"
SATURDAY, MONDAY = "2027-03-06", "2027-03-08"
DUE_WEDNESDAY = {"due": WEDNESDAY}


def digest_counts(office: ReminderOffice) -> list[int]:
    """The number of digests sent to the founder, the board member and the HR lead."""
    return [len(office.digests(member)) for member in office.members]


# Time of day


def test_digests_are_sent_at_nine_in_each_members_time_zone(office: ReminderOffice):
    assignments = {
        f"item{n}": {"who": member, "due": THURSDAY} for n, member in zip((1, 5, 6), office.members, strict=True)
    }
    open_search_with(office, **assignments)
    seen = {}
    while office.now < datetime.fromisoformat(f"{WEDNESDAY}T23:00+00:00"):
        office.tick(office.now + timedelta(minutes=30))
        seen[f"{office.now:%a %H:%M}"] = digest_counts(office)
    changes = {
        at: now for (at, now), before in zip(list(seen.items())[1:], seen.values(), strict=False) if now != before
    }
    assert changes == {"Wed 00:00": [0, 0, 1], "Wed 09:00": [1, 0, 1], "Wed 14:00": [1, 1, 1]}


@pytest.mark.parametrize(("friday", "monday"), [("2027-03-26 09:00", "2027-03-29 08:00")])
def test_digests_are_sent_at_nine_local_time_after_a_clock_change(office: ReminderOffice, friday: str, monday: str):
    open_search_with(office, item1={"who": office.founder, "due": "2027-03-26"})
    office.tick(f"{TUESDAY} 07:00")
    for at in (friday, monday):
        before = digest_counts(office)[0]
        office.tick(datetime.fromisoformat(f"{at}+00:00") - timedelta(minutes=1))
        assert digest_counts(office)[0] == before
        office.tick(at)
        assert digest_counts(office)[0] == before + 1


@pytest.mark.parametrize(
    ("at", "sent"),
    [
        (f"{WEDNESDAY} 08:59", 0),
        (f"{WEDNESDAY} 09:00", 1),
        (f"{WEDNESDAY} 19:59", 1),
        (f"{WEDNESDAY} 20:00", 0),
        (f"{WEDNESDAY} 23:59", 0),
        (f"{SATURDAY} 09:00", 0),
        (f"{MONDAY} 09:00", 1),
    ],
)
def test_a_digest_missed_at_nine_is_sent_later_that_day_but_not_in_the_evening(
    office: ReminderOffice, at: str, sent: int
):
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    office.tick(f"{TUESDAY} 07:00")
    office.tick(at)
    assert digest_counts(office) == [sent, 0, 0]


def test_a_search_opened_during_the_day_is_in_the_next_mornings_digest(office: ReminderOffice):
    office.tick(f"{TUESDAY} 10:00")
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    office.tick_until(f"{WEDNESDAY} 08:59")
    assert digest_counts(office)[0] == 0
    office.tick(f"{WEDNESDAY} 09:00")
    assert digest_counts(office)[0] == 1


def test_a_member_first_seen_after_nine_gets_a_digest_immediately(office: ReminderOffice):
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    office.tick(f"{WEDNESDAY} 09:05")
    assert digest_counts(office) == [1, 0, 0]


def test_no_digest_is_sent_when_nothing_is_due(office: ReminderOffice):
    open_search_with(office, item1={"who": office.founder, "due": "2027-06-01"}, item5={"who": office.hr_lead})
    office.tick_until("2027-03-06 00:00", minutes=60)
    assert digest_counts(office) == [0, 0, 0]


def test_without_a_search_slack_is_not_called(office: ReminderOffice):
    office.tick_until(f"{WEDNESDAY} 12:00", minutes=60)
    assert [call.method for call in office.slack.api.calls] == []


def test_without_a_database_the_reminder_task_does_nothing(office: ReminderOffice, tmp_path: Path):
    office.database_url = f"sqlite:///{tmp_path / 'another.sqlite3'}"
    office.worker()(office.now, lambda: True)
    assert not (tmp_path / "another.sqlite3").exists()


# Content


def test_a_digest_lists_late_due_and_unblocked_items(office: ReminderOffice):
    who = {"who": office.hr_lead}
    open_search_with(
        office,
        item1={**who, "due": TUESDAY},
        item2=who,
        item3={**who, "due": WEDNESDAY},
        item4={**who, "due": TUESDAY},
        item5={**who, "due": THURSDAY},
        item6={**who, "due": FRIDAY},
    )
    office.tick("2027-03-01 20:00")
    office.now = datetime.fromisoformat(f"{TUESDAY}T12:00+00:00")
    run_command(office.founder, "done 1")
    office.tick(f"{WEDNESDAY} 00:00")
    [digest] = office.digests(office.hr_lead)
    assert digest.text == (
        "1 hiring item needs you today, 2 are coming up\n"
        "Chief Revenue Officer in <#C0EXECSEARCH>\n"
        "3. Take references: due today\n"
        "5. Make the offer: due tomorrow\n"
        "2. Begin sourcing: now unblocked\n"
        "Plus 1 that is blocked or waiting for other items. Type `/hiring items` in the channel of the search."
    )


def test_a_digest_whose_items_are_done_still_counts_those_that_it_did_not_list(office: ReminderOffice):
    who = {"who": office.founder, "due": WEDNESDAY}
    open_search_with(office, item1=who, item4=who)
    office.founder.opens_dm()
    office.tick(f"{WEDNESDAY} 09:00")
    digest = office.founder.sees("you today", in_="DM")
    assert "Plus 1 that is blocked or waiting" in digest.text
    while "Mark done" in digest.buttons:
        office.founder.clicks("Mark done", on=digest)
        office.settle()
        digest = office.founder.now(digest)
    assert digest.text.startswith("The hiring tasks listed here are dealt with. Plus 1 that is blocked or waiting")


@pytest.mark.socket_mode
def test_items_can_be_closed_snoozed_and_opened_from_the_digest(office: ReminderOffice):
    open_search_with(
        office, item1={"who": office.founder, **DUE_WEDNESDAY}, item6={"who": office.founder, **DUE_WEDNESDAY}
    )
    office.founder.opens_dm()
    office.tick(f"{WEDNESDAY} 09:00")
    digest = office.founder.sees("you today", in_="DM")
    assert digest.buttons == ["Mark done", "Open"] * 2
    office.founder.clicks("Mark done", on=digest)
    office.founder.sees("Agree the scorecard")
    office.founder.picks("Until tomorrow", on=digest)
    office.settle()
    office.tick(f"{THURSDAY} 09:00")
    assert "1. Agree" not in office.digests(office.founder)[-1].text
    office.founder.clicks("Open", on=digest)
    assert office.founder.modal.title


def test_a_snoozed_item_is_not_in_a_digest_before_its_date(office: ReminderOffice):
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    run_command(office.founder, f"snooze 1 {FRIDAY}")
    office.tick_until(f"{THURSDAY} 23:00", minutes=60)
    assert digest_counts(office) == [0, 0, 0]
    office.tick(f"{FRIDAY} 09:00")
    assert "1. Agree the scorecard: 2 days overdue" in office.digests(office.founder)[0].text


def test_a_person_snoozes_an_item_for_themselves_alone(office: ReminderOffice):
    open_search_with(office, item1={"who": office.board_member, **DUE_WEDNESDAY})
    asked = run_command(
        office.founder, f"remind me about 1 on {THURSDAY}", "I'll remind you of *1. Agree the scorecard*"
    )
    assert "Others are reminded as usual." in asked.text
    office.tick_until(f"{WEDNESDAY} 23:00", minutes=60)
    assert [len(office.digests(member)) for member in (office.founder, office.board_member)] == [0, 2]
    office.tick_until(f"{THURSDAY} 12:00", minutes=60)
    assert (
        "Agree the scorecard: 1 day overdue · <@U0BOARD> has it; you own the search"
        in office.digests(office.founder)[0].text
    )


def test_a_person_without_a_part_in_the_search_is_reminded_if_they_ask(office: ReminderOffice):
    open_search_with(office, item1={"who": office.founder})
    run_command(office.hr_lead, f"snooze 1 {THURSDAY}")
    office.tick_until(f"{FRIDAY} 12:00", minutes=60)
    [digest] = office.digests(office.hr_lead)
    assert "1. Agree the scorecard: you asked to be reminded" in digest.text


def test_an_item_that_is_a_week_late_reaches_the_owner_of_the_search(office: ReminderOffice):
    open_search_with(office, item1={"who": office.hr_lead, "due": "2027-03-02"})
    office.tick_until("2027-03-08 23:00", minutes=60)
    assert office.digests(office.founder) == []
    office.tick_until("2027-03-09 23:00", minutes=60)
    [digest] = office.digests(office.founder)
    assert "Agree the scorecard: 7 days overdue · <@U0HRLEAD> has it; you own the search" in digest.text


def test_a_late_unassigned_item_is_in_the_owners_digest(office: ReminderOffice):
    open_search_with(office, item5={"due": TUESDAY})
    office.tick(f"{TUESDAY} 09:00")
    assert digest_counts(office) == [0, 0, 0]
    office.tick(f"{WEDNESDAY} 09:00")
    assert "Make the offer: 1 day overdue · unassigned; you own the search" in office.digests(office.founder)[0].text


def test_an_owner_who_was_removed_from_the_channel_is_reminded_of_their_own_items_only(office: ReminderOffice):
    open_search_with(office, item5={"due": TUESDAY}, item1={"who": office.founder, "due": TUESDAY})
    channel = office.slack.workspace.channel_named(PRIVATE_CHANNEL)
    office.slack.workspace.change_channel(channel.id, members=(office.hr_lead.user.id,))
    office.tick(f"{WEDNESDAY} 09:00")
    [digest] = office.digests(office.founder)
    assert "1. Agree the scorecard" in digest.text
    assert "Make the offer" not in digest.text


def test_no_reminders_are_sent_for_a_closed_search(office: ReminderOffice):
    open_search_with(office, item1={"who": office.hr_lead, **DUE_WEDNESDAY})
    run_command(office.founder, "close cancelled confirmed")
    office.tick_until("2027-03-09 00:00", minutes=60)
    assert digest_counts(office) == [0, 0, 0]
    assert office.channel_posts("weekly") == []


# Single delivery


def test_several_workers_send_each_digest_once(office: ReminderOffice):
    assignments = {
        f"item{n}": {"who": member, **DUE_WEDNESDAY} for n, member in zip((1, 5, 6), office.members, strict=True)
    }
    open_search_with(office, **assignments)
    office.tick(f"{TUESDAY} 07:00")
    workers = [office.worker() for _ in range(6)]
    together = Barrier(len(workers))

    def run_worker(worker: int) -> None:
        for at in (f"{WEDNESDAY} 00:30", f"{WEDNESDAY} 09:00", f"{WEDNESDAY} 14:00"):
            together.wait(TIMEOUT_SECONDS)
            workers[worker](datetime.fromisoformat(f"{at}+00:00"), lambda: True)

    office.now = datetime.fromisoformat(f"{WEDNESDAY}T00:30+00:00")
    with ThreadPoolExecutor(len(workers)) as pool:
        list(pool.map(run_worker, range(len(workers))))
    days = [[each.metadata["event_payload"]["day"] for each in office.digests(member)] for member in office.members]
    assert days == [[WEDNESDAY], [TUESDAY, WEDNESDAY], [TUESDAY, WEDNESDAY]]


PROCESS = """
import sys
from datetime import datetime
from bot.slack.client import slack_client
from bot.knowledge.loader import load
from bot.slack.people import PeopleDirectory
from bot.storage.people import SqlPersonRepository
from bot.reminder_schedule import reminder_task
url, api, token, at = sys.argv[1:]
people = PeopleDirectory(lambda: SqlPersonRepository(url))
base = load()
task = reminder_task(url, people, lambda team, enterprise: slack_client(api, token), lambda *_: base)
print("ready", flush=True)
sys.stdin.readline()
task(datetime.fromisoformat(at), lambda: True)
"""


def test_two_processes_send_each_digest_once(office: ReminderOffice):
    assignments = {
        f"item{n}": {"who": member, **DUE_WEDNESDAY} for n, member in zip((1, 5, 6), office.members, strict=True)
    }
    open_search_with(office, **assignments)
    office.tick(f"{TUESDAY} 12:00")
    before = digest_counts(office)
    office.now = datetime.fromisoformat(f"{WEDNESDAY}T14:00+00:00")
    given = (office.database_url, office.slack.api_url, office.slack.bot_token, office.now.isoformat())
    command = [sys.executable, "-c", PROCESS, *given]
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=TIMEOUT_SECONDS)
    assert [process.returncode for process in processes] == [0, 0]
    assert digest_counts(office) == [before[0] + 1, before[1] + 1, before[2]]  # it is 23:00 in Tokyo


def digest_of(office: ReminderOffice, day: str = WEDNESDAY) -> Delivery:
    return Delivery(TEAM, "digest", office.founder.user.id, date.fromisoformat(day))


def test_a_digest_claimed_by_a_crashed_worker_is_sent_after_five_minutes(office: ReminderOffice):
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    office.tick(f"{TUESDAY} 07:00")
    office.now = datetime.fromisoformat(f"{WEDNESDAY}T09:00+00:00")
    assert SqlOutbox(office.database_url).claim(digest_of(office), office.now)
    office.tick(f"{WEDNESDAY} 09:04")
    assert digest_counts(office) == [0, 0, 0]
    for minute in ("09:05", "09:06", "09:15"):
        office.tick(f"{WEDNESDAY} {minute}")
        assert digest_counts(office) == [1, 0, 0]


def test_a_digest_delivered_before_its_worker_crashed_is_not_sent_again(office: ReminderOffice):
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    office.tick(f"{TUESDAY} 07:00")
    office.tick(f"{WEDNESDAY} 09:00")
    mark_unsent(office)
    for minute in ("09:05", "09:06", "09:15"):
        office.tick(f"{WEDNESDAY} {minute}")
    assert digest_counts(office) == [1, 0, 0]


def mark_unsent(office: ReminderOffice) -> None:
    """Clear the time of sending, as if the worker had crashed before storing it."""
    with get_engine(office.database_url).begin() as connection:
        connection.execute(update(deliveries).values(sent_at=None))


@pytest.mark.parametrize(("code", "sent"), [("ratelimited", 1), ("missing_scope", 0)])
def test_an_unconfirmed_delivery_is_checked_again_or_not_resent(office: ReminderOffice, code: str, sent: int):
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    office.tick(f"{TUESDAY} 07:00")
    office.now = datetime.fromisoformat(f"{WEDNESDAY}T09:00+00:00")
    assert SqlOutbox(office.database_url).claim(digest_of(office), office.now)
    office.slack.api.refuse_next("conversations.history", code)
    office.tick(f"{WEDNESDAY} 09:05")
    assert digest_counts(office) == [0, 0, 0]
    office.tick_until(f"{WEDNESDAY} 12:00", minutes=5)
    assert digest_counts(office) == [sent, 0, 0]
    office.slack.faults.clear()


def test_a_delivered_digest_is_found_among_many_messages(office: ReminderOffice):
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    office.tick(f"{TUESDAY} 07:00")
    office.tick(f"{WEDNESDAY} 09:00")
    mark_unsent(office)
    conversation = office.slack.workspace.conversation_with_bot(office.founder.user.id)
    for number in range(450):
        office.slack.workspace.post(conversation.id, office.founder.user.id, f"Question {number}")
    office.tick(f"{WEDNESDAY} 09:05")
    assert digest_counts(office) == [1, 0, 0]


def test_a_search_closed_meanwhile_is_not_in_a_digest(office: ReminderOffice):
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    office.tick(f"{TUESDAY} 07:00")
    office.now = datetime.fromisoformat(f"{WEDNESDAY}T09:00+00:00")
    assert SqlOutbox(office.database_url).claim(digest_of(office), office.now)
    run_command(office.founder, "close cancelled confirmed")
    office.tick_until(f"{WEDNESDAY} 12:00", minutes=5)
    assert digest_counts(office) == [0, 0, 0]


def test_a_digest_left_unsent_yesterday_is_not_sent_late(office: ReminderOffice):
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    office.tick(f"{TUESDAY} 07:00")
    assert SqlOutbox(office.database_url).claim(digest_of(office), datetime.fromisoformat(f"{WEDNESDAY}T19:58+00:00"))
    office.now = datetime.fromisoformat(f"{WEDNESDAY}T20:00+00:00")
    office.tick_until(f"{THURSDAY} 08:00", minutes=60)
    assert digest_counts(office) == [0, 0, 0]
    office.tick(f"{THURSDAY} 09:00")
    assert digest_counts(office) == [1, 0, 0]


# Slack errors


def test_a_rate_limit_is_respected_before_retrying(office: ReminderOffice):
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    office.tick(f"{TUESDAY} 07:00")
    office.slack.api.refuse_next("chat.postMessage", "ratelimited")
    office.tick(f"{WEDNESDAY} 09:00")
    office.slack.faults.clear()
    asked = len(office.slack.api.calls)
    office.tick(office.now)
    assert len(office.slack.api.calls) == asked
    office.tick(f"{WEDNESDAY} 09:01")
    assert digest_counts(office) == [1, 0, 0]


@pytest.mark.parametrize(
    ("code", "later"), [("internal_error", "09:05"), ("invalid_auth", "10:00"), ("invalid_blocks", "09:00")]
)
def test_a_failed_digest_is_retried_at_the_interval_for_its_error(office: ReminderOffice, code: str, later: str):
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    office.tick(f"{TUESDAY} 07:00")
    office.slack.api.refuse_next("chat.postMessage", code)
    office.tick(f"{WEDNESDAY} 09:00")
    office.slack.faults.clear()
    while f"{office.now:%H:%M}" < later:
        assert digest_counts(office) == [0, 0, 0]
        office.tick(office.now + timedelta(minutes=1))
    assert digest_counts(office) == [1, 0, 0]


def test_a_member_refused_by_slack_is_not_retried_and_does_not_block_others(
    office: ReminderOffice, caplog: pytest.LogCaptureFixture
):
    assignments = {
        f"item{n}": {"who": member, **DUE_WEDNESDAY} for n, member in zip((1, 5), office.members, strict=False)
    }
    open_search_with(office, **assignments)
    office.tick(f"{TUESDAY} 07:00")
    office.slack.api.refuse_next("chat.postMessage", "cannot_dm_bot")
    with caplog.at_level(logging.WARNING):
        office.tick(f"{WEDNESDAY} 14:00")
        office.tick_until(f"{WEDNESDAY} 15:00", minutes=10)
    office.slack.faults.clear()
    assert sum(digest_counts(office)) == 1
    assert "not delivered" in caplog.text
    assert [member.user.id for member in office.members if member.user.id in caplog.text] == []


def test_a_workspace_without_a_client_is_skipped(office: ReminderOffice, caplog: pytest.LogCaptureFixture):
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    office.tick(f"{TUESDAY} 07:00")

    def broken() -> None:
        raise LookupError("xoxb-secret")

    for client in (lambda: None, broken):
        worker = office.worker(client)
        for at in (f"{WEDNESDAY}T09:00+00:00", f"{WEDNESDAY}T09:06+00:00"):
            worker(datetime.fromisoformat(at), lambda: True)
    assert digest_counts(office) == [0, 0, 0]
    assert "no client for a workspace" in caplog.text
    assert "xoxb-secret" not in caplog.text
    office.tick(f"{WEDNESDAY} 09:07")
    assert digest_counts(office) == [1, 0, 0]


def test_a_changed_time_zone_applies_to_the_next_digest(office: ReminderOffice):
    open_search_with(office, item1={"who": office.founder, **DUE_WEDNESDAY})
    office.tick(f"{TUESDAY} 07:00")
    office.slack.workspace.change_user(office.founder.user.id, tz="America/New_York")
    office.now = datetime.fromisoformat(f"{WEDNESDAY}T08:00+00:00")
    office.tick_until(f"{WEDNESDAY} 13:59", minutes=30)
    assert digest_counts(office) == [0, 0, 0]
    office.tick(f"{WEDNESDAY} 14:00")
    assert digest_counts(office) == [1, 0, 0]


def test_a_stopped_reminder_task_sends_nothing_more(office: ReminderOffice):
    assignments = {
        f"item{n}": {"who": member, **DUE_WEDNESDAY} for n, member in zip((1, 5), office.members, strict=False)
    }
    open_search_with(office, **assignments)
    office.tick(f"{TUESDAY} 07:00")
    office.now = datetime.fromisoformat(f"{WEDNESDAY}T14:00+00:00")
    once = iter([True, False])
    office.run_reminders(office.now, lambda: next(once))
    assert sum(digest_counts(office)) == 1
