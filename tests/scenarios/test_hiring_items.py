"""Working on the items of a search: with commands, with buttons, and by several people at once."""

import threading

import pytest
from fakes.hiring import PRIVATE_CHANNEL, ZONE_OF_TOMORROW, card, in_days, run_command
from fakes.office import Office

pytestmark = pytest.mark.short_checklist


def long_day(days: int) -> str:
    day = in_days(days)
    return f"{day:%A} {day.day} {day:%B %Y}"


# Viewing


def test_the_status_command_shows_the_card_privately(hire: Office):
    status = run_command(hire.hr_lead, "status", "Hiring: Chief Revenue Officer")
    assert status.private
    assert status.words == card(hire.hr_lead).words


@pytest.mark.parametrize(
    ("filter_", "seen", "unseen"),
    [
        ("", "6. Prepare the first week", "1. Agree"),
        ("open", "6. Prepare the first week", "1. Agree"),
        ("all", "1. Agree the scorecard", "nothing"),
        ("find", "3. Take references", "5. Make the offer"),
        ("phase 2", "3. Take references", "5. Make the offer"),
        ("offr", "5. Make the offer", "3. Take references"),
        ("mine", "5. Make the offer", "3. Take references"),
        ("done", "1. Agree the scorecard", "2. Begin"),
        ("blocked", "2. Begin sourcing", "3. Take"),
        ("started", "6. Prepare the first week", "3. Take"),
        ("skipped", "4. Hold the final round", "3. Take"),
    ],
)
def test_items_are_filtered_by_state_phase_or_assignee(hire: Office, filter_: str, seen: str, unseen: str):
    for command in ("done 1", "assign 5 me", "block 2 no budget", "start-item 6", "skip 4 one candidate"):
        run_command(hire.founder, command)
    listed = run_command(hire.founder, f"items {filter_}", seen)
    assert unseen not in listed.text
    assert unseen not in "\n".join(listed.words.split("\n")[:-1])


def test_an_empty_item_list_is_explained(hire: Office):
    assert run_command(hire.founder, "items mine").text == "You have no open items in *Chief Revenue Officer*."
    assert run_command(hire.founder, "items overdue").text == "Nothing in *Chief Revenue Officer* is overdue."


def test_an_unknown_phase_is_reported_with_the_list_of_phases(hire: Office):
    assert "The phases are: Brief, Find, Offer" in run_command(hire.founder, "items banana").text


def test_next_lists_workable_items_by_assignee(hire: Office):
    run_command(hire.founder, "assign 5 me")
    steps = run_command(hire.founder, "next", "next steps")
    assert "*Yours*\n☐ *5. Make the offer*" in steps.words
    assert "*Others*\n☐ *1. Agree the scorecard*" in steps.words
    assert "2. Begin sourcing" not in steps.text


def test_with_every_item_closed_there_are_no_next_steps(hire: Office):
    run_command(hire.founder, "skip 1-6 it was a test")
    assert "is ready to work on" in run_command(hire.founder, "next").text
    assert "⊖ Find: not applicable" in card(hire.founder).words


def test_an_item_is_shown_in_full_with_working_buttons(hire: Office):
    shown = run_command(hire.founder, "item 1", "Agree the scorecard, and everybody knows it.")
    assert "*Typical owner*: CEO, about 7 days _(our suggestion)_" in shown.words
    assert "*Blocks*: *2. Begin sourcing*" in shown.words
    assert shown.buttons == ["Update", "Mark done", "Start", "Assign to me", "History"]
    hire.founder.clicks("Start", on=shown)
    begun = hire.founder.sees("◐ *1. Agree the scorecard* is in progress.")
    hire.founder.clicks("Undo", on=begun)
    hire.founder.sees("Undone: *1. Agree the scorecard* is back to “to do”.")
    assert run_command(hire.founder, "item 1").buttons == ["Update", "Mark done", "Start", "Assign to me", "History"]


def test_item_buttons_depend_on_its_state(hire: Office):
    assert run_command(hire.founder, "item 2", "*Blocked by*: *1.").buttons == [
        "Update",
        "Start",
        "Assign to me",
        "History",
    ]
    run_command(hire.founder, "done 1")
    assert run_command(hire.founder, "item 1", "by <@U0FOUNDER> on").buttons == ["Update", "Reopen", "History"]
    run_command(hire.founder, "block 2 no budget")
    assert run_command(hire.founder, "item 2").buttons == ["Update", "Mark done", "Unblock", "Assign to me", "History"]


@pytest.mark.parametrize("command", ["item 99", "history 99", "done 99", "assign 99 me"])
def test_an_unknown_item_number_is_reported(hire: Office, command: str):
    assert "There's no item 99 in *Chief Revenue Officer*." in run_command(hire.founder, command).text


# Closing


def test_closing_an_item_shows_unblocked_items_and_the_next_step(hire: Office):
    answer = run_command(hire.founder, "done 1", "☑ *1. Agree the scorecard* is done.")
    assert "Now unblocked: *2. Begin sourcing*" in answer.text
    assert "██░░░░░░░░ 1 of 6 done · next: *2. Begin sourcing*" in answer.text
    assert "☑ Brief 1/1" in card(hire.board_member).words


@pytest.mark.parametrize("command", ["done 1 2 5-6", "done 1,2,5,6", "done 1 2 5 and 6", "doen 1 2 5-6"])
def test_several_items_are_closed_with_one_command(hire: Office, command: str):
    answer = run_command(hire.founder, command)
    for each in ("1. Agree the scorecard", "2. Begin sourcing", "5. Make the offer", "6. Prepare the first week"):
        assert f"☑ *{each}* is done." in answer.text
    assert "4 of 6 done" in answer.text


def test_an_item_is_closed_with_a_note_or_link(hire: Office):
    assert "is done: signed by all." in run_command(hire.founder, "done 1 signed by all").text
    run_command(hire.founder, "done 3 https://example.com/calls")
    assert "<https://example.com/calls|https://example.com/calls>" in run_command(hire.founder, "item 3").words


def test_an_item_that_needs_evidence_cannot_be_closed_without_it(hire: Office):
    refusal = run_command(hire.hr_lead, "done 3")
    assert "*3. Take references* needs evidence before you close it: A note of each call." in refusal.text
    assert "`/hiring done 3 https://...`" in refusal.text
    assert "0 of 6 done" in card(hire.hr_lead).text
    run_command(hire.hr_lead, "note 3 five calls, all well")
    assert "needs evidence" in run_command(hire.hr_lead, "done 3").text
    assert "is done" in run_command(hire.hr_lead, "done 3 five calls, all well").text
    assert "(given by <@U0HRLEAD>)" in run_command(hire.hr_lead, "item 3").words


def test_an_item_cannot_be_closed_before_its_dependencies(hire: Office):
    refusal = run_command(hire.hr_lead, "done 4")
    assert "*4. Hold the final round* is blocked by *3. Take references*." in refusal.text
    assert "Only the search owner, <@U0FOUNDER>, can override: `/hiring override 4" in refusal.text
    run_command(hire.hr_lead, "done 3 called them")
    assert "is done" in run_command(hire.hr_lead, "done 4").text


def test_only_the_owner_can_override_and_must_give_a_reason(hire: Office):
    assert (
        "You own the search, so you can override: `/hiring override 4 reason`."
        in run_command(hire.founder, "done 4").text
    )
    assert "Add a reason" in run_command(hire.founder, "override 4").text
    assert (
        "Only the search owner, <@U0FOUNDER>, can override blockers on *4. Hold the final round*."
        in run_command(hire.hr_lead, "override 4 in a hurry").text
    )
    assert "closed by override" in run_command(hire.founder, "override 4 the board insists").text
    assert (
        "used an override to close *4. Hold the final round*: the board insists"
        in run_command(hire.founder, "history").words
    )
    assert (
        "Nothing blocks *1. Agree the scorecard*. `/hiring done 1`"
        in run_command(hire.founder, "override 1 why not").text
    )


def test_several_refusals_show_each_next_step_once(hire: Office):
    answer = run_command(hire.founder, "done 2-4 1 99")
    assert answer.text.count("is blocked by") == 2
    assert answer.text.count("/hiring override") == 2  # once for the dependencies, once for the evidence
    assert "☑ *1. Agree the scorecard* is done." in answer.text


def test_a_closed_item_can_be_reopened(hire: Office):
    run_command(hire.founder, "done 1")
    assert "☐ *1. Agree the scorecard* is open again." in run_command(hire.founder, "reopen 1").text
    assert "is already open. Nothing changed." in run_command(hire.founder, "reopen 1").text


# Assignees and due dates


@pytest.mark.parametrize(
    "command", ["assign 5 @HR lead", "assign @hr-lead 5", "give 5 to @HR lead", "asign 5 @HR lead"]
)
def test_a_new_assignee_is_notified_with_a_button(hire: Office, command: str):
    assert "Assigned to <@U0HRLEAD>: *5. Make the offer*, due" in run_command(hire.founder, command).text
    notification = hire.hr_lead.sees("<@U0FOUNDER> assigned you this item in *Chief Revenue Officer*", in_="DM")
    assert "Done means: Make the offer, and everybody knows it." in notification.words
    hire.hr_lead.clicks("Open 5", on=notification)
    assert hire.hr_lead.modal.title == "Item 5"


def test_assigning_an_item_to_yourself_sends_no_notification(hire: Office):
    assert "Assigned to <@U0FOUNDER>: " in run_command(hire.founder, "assign 5 me").text
    assert "is already assigned to <@U0FOUNDER>" in run_command(hire.founder, "take 5").text
    assert "is now unassigned" in run_command(hire.founder, "assign 5 nobody").text
    assert not [seen for seen in hire.founder.everything if seen.channel == "DM"]


def test_the_take_button_assigns_the_item_and_disappears(hire: Office):
    hire.hr_lead.clicks("Assign to me", on=run_command(hire.hr_lead, "item 5"))
    hire.hr_lead.sees("Assigned to <@U0HRLEAD>: ")
    assert "Assign to me" not in run_command(hire.hr_lead, "item 5").buttons


@pytest.mark.parametrize("command", ["assign 5", "assign 5 @bob", "assign 5 bob"])
def test_an_unresolved_mention_assigns_nothing(hire: Office, command: str):
    assert "`/hiring assign 3 @name`" in run_command(hire.founder, command).text
    assert "usually CEO + HR" in run_command(hire.founder, "items offer").text


@pytest.mark.parametrize(("words", "days"), [("tomorrow", 1), ("+2w", 14), ("in 3 weeks", 21), ("{day}", 40)])
def test_a_due_date_in_natural_language_is_set_and_confirmed(hire: Office, words: str, days: int):
    answer = run_command(hire.founder, f"due 5 {words.format(day=in_days(days))}")
    assert f"*5. Make the offer* is now due on *{long_day(days)}*." in answer.text
    assert "is already due on" in run_command(hire.founder, f"due 5 {in_days(days)}", "Nothing changed.").text


def test_a_due_date_can_be_removed(hire: Office):
    assert "now has no due date" in run_command(hire.founder, "due 5 none").text
    assert "already has no due date" in run_command(hire.founder, "due 5 none").text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("banana", "can't read that date"),
        ("2020-01-01", "has passed"),
        ("31 february", "doesn't exist"),
        ("", "day"),
    ],
)
def test_an_invalid_date_changes_nothing(hire: Office, words: str, expected: str):
    before = card(hire.founder).text
    assert expected in run_command(hire.founder, f"due 5 {words}").text
    assert card(hire.founder).text == before


def test_today_is_resolved_in_the_members_time_zone(hire: Office):
    hire.slack.workspace.change_user("U0HRLEAD", tz=ZONE_OF_TOMORROW)
    assert long_day(1) in run_command(hire.hr_lead, "due 5 today").text
    assert "due today" in run_command(hire.hr_lead, "items offer").words


def test_lists_use_the_members_time_zone_from_their_first_command(hire: Office):
    for user in ("U0HRLEAD", "U0BOARD"):
        hire.slack.workspace.change_user(user, tz=ZONE_OF_TOMORROW)
    run_command(hire.hr_lead, "due 5 today")
    assert "due today" in run_command(hire.board_member, "items offer").words


def test_reminders_are_snoozed_until_a_date_or_the_next_day(hire: Office):
    assert (
        f"I'll remind you of *5. Make the offer* on *{long_day(7)}*, and not before."
        in run_command(hire.founder, "snooze 5 +1w").text
    )
    assert f"on *{long_day(1)}*" in run_command(hire.founder, "snooze 5").text
    assert "is already snoozed until" in run_command(hire.founder, "snooze 5").text
    assert f"*Your next reminder*: {long_day(1)}" in run_command(hire.founder, "item 5").words


# Progress, notes and new items


def test_an_item_is_started_blocked_and_unblocked(hire: Office):
    assert "is in progress" in run_command(hire.founder, "start-item 1").text
    assert "⊘ *1. Agree the scorecard* is blocked: no budget." in run_command(hire.founder, "block 1 no budget").text
    assert "*Blocked: 1*" in card(hire.founder).words
    assert "Type `/hiring unblock 1` first" in run_command(hire.founder, "start-item 1").text
    assert "is unblocked" in run_command(hire.founder, "unblock 1").text
    assert "isn't blocked" in run_command(hire.founder, "unblock 1").text


@pytest.mark.parametrize("command", ["block 1", "skip 1"])
def test_blocking_and_skipping_require_a_reason(hire: Office, command: str):
    assert "Add a reason. It goes in the history." in run_command(hire.founder, command).text


def test_a_skipped_item_is_excluded_from_progress(hire: Office):
    answer = run_command(hire.founder, "skip 1 we have one")
    assert "⊖ *1. Agree the scorecard* is marked not applicable: we have one." in answer.text
    assert "Now unblocked: *2. Begin sourcing*" in answer.text
    assert "0 of 5 done" in card(hire.founder).text


def test_a_note_is_stored_without_pings_or_formatting(hire: Office):
    answer = run_command(hire.founder, "note 1 `call` *went* _well_ <!channel> @here")
    assert "<!" not in answer.text
    assert "@here" not in answer.text
    assert "*went*" not in run_command(hire.founder, "item 1").words


@pytest.mark.parametrize(
    ("command", "phase"),
    [
        ('add "Meet the founders" find', "Find"),
        ("add Meet the founders in find", "Find"),
        ('add "Meet the founders"', "Brief"),
        ("add Meet the founders", "Brief"),
        ('add "Meet the founders" offr', "Offer"),
    ],
)
def test_a_new_item_is_added_at_the_end_of_its_phase(hire: Office, command: str, phase: str):
    assert ": *7. Meet the founders*, " in run_command(hire.founder, command).text
    assert f": {phase}\n" in run_command(hire.founder, f"items {phase}", "7. Meet the founders").words
    assert "0 of 7 done" in card(hire.founder).text


def test_an_item_in_an_unknown_phase_is_not_added(hire: Office):
    assert "“banana” isn't a phase of this search" in run_command(hire.founder, 'add "Meet them" banana').text


def test_notes_and_titles_that_are_too_long_are_refused(hire: Office):
    assert "can have up to 3,000 characters" in run_command(hire.founder, f"note 1 {'x' * 3001}").text
    assert "can have up to 300 characters" in run_command(hire.founder, f"add {'x' * 301}").text


# Undo


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("done 1", "is back to “to do”."),
        ("assign 5 me", "is unassigned"),
        ("due 5 +2w", "is due "),
        ("note 5 hello", "is as it was"),
        ('add "Meet them" find', "is removed"),
        ("rename Another", "*Chief Revenue Officer* has its old name again"),
    ],
)
def test_the_last_change_is_undone_and_the_undo_is_confirmed(hire: Office, command: str, expected: str):
    before = card(hire.founder).text
    run_command(hire.founder, command)
    answer = run_command(hire.founder, "undo", "Undone: ")
    assert expected in answer.text
    assert card(hire.founder).text == before


def test_changes_by_others_or_changed_since_cannot_be_undone(hire: Office):
    run_command(hire.founder, "assign 5 me")
    assert "You have no changes to undo in" in run_command(hire.hr_lead, "undo").text
    run_command(hire.hr_lead, "assign 5 nobody")
    assert "Item 5 has changed again since, so nothing was undone." in run_command(hire.founder, "undo").text


def test_the_undo_button_undoes_only_the_change_in_its_message(hire: Office):
    first = run_command(hire.founder, "done 1")
    second = run_command(hire.founder, "note 2 hello")
    hire.founder.clicks("Undo", on=first)
    hire.founder.sees("That isn't your last change in *Chief Revenue Officer*, so nothing was undone.")
    hire.founder.clicks("Undo", on=second)
    hire.founder.sees("Undone: *2. Begin sourcing*")
    assert "1 of 6 done" in card(hire.founder).text


def test_the_undo_button_does_not_undo_another_members_change(hire: Office):
    run_command(hire.hr_lead, "note 2 hello")
    hire.founder.says("@Rolecall hiring done 1", PRIVATE_CHANNEL)
    hire.settle()
    hire.hr_lead.clicks("Undo", on=hire.founder.sees("is done."))
    hire.hr_lead.sees("That isn't your last change")
    assert "*Note*: hello" in run_command(hire.hr_lead, "item 2").words


# Several people


@pytest.mark.socket_mode
def test_two_people_closing_the_same_item_make_one_change_and_both_get_an_answer(hire: Office):
    run_command(hire.hr_lead, "done 1", "is done.")
    second = run_command(hire.board_member, "done 1")
    assert "*1. Agree the scorecard* is already done (<@U0HRLEAD>, " in second.text
    assert run_command(hire.founder, "history 1").words.count("closed *1.") == 1


def test_closing_the_same_item_concurrently_makes_one_change(hire: Office):
    people = (hire.founder, hire.hr_lead, hire.board_member)
    channel = hire.slack.workspace.channel_named(PRIVATE_CHANNEL)
    typing = [
        threading.Thread(target=hire.slack.user_actions.type_text, args=(each.user, channel, "/hiring done 1"))
        for each in people
    ]
    for each in typing:
        each.start()
    for each in typing:
        each.join()
    hire.settle()
    answers = [seen.text for each in people for seen in each.everything if seen.private and "1. Agree" in seen.text]
    assert sorted("already" in answer for answer in answers) == [False, True, True]
    assert "1 of 6 done" in card(hire.founder).text


def test_concurrent_changes_by_several_people_all_appear_on_the_card(hire: Office):
    channel = hire.slack.workspace.channel_named(PRIVATE_CHANNEL)
    commands = [(hire.founder, "done 1"), (hire.hr_lead, "done 5"), (hire.board_member, "done 6")]
    typing = [
        threading.Thread(target=hire.slack.user_actions.type_text, args=(member.user, channel, f"/hiring {command}"))
        for member, command in commands
    ]
    for each in typing:
        each.start()
    for each in typing:
        each.join()
    hire.settle()
    assert "3 of 6 done" in card(hire.founder).text
