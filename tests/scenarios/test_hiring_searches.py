"""Searches: several in a channel, names and owners, closing and reopening, history, exports and the card."""

import csv
from io import StringIO

import pytest
from fakes.hiring import PRIVATE_CHANNEL, PUBLIC_CHANNEL, card, open_search, run_command
from fakes.office import Office

from bot.slack.hiring.export_files import BYTE_ORDER_MARK

pytestmark = pytest.mark.short_checklist


@pytest.fixture
def two_searches(hire: Office) -> Office:
    """An office with two open searches in the private channel."""
    open_search(hire.founder, "cro Second lead")
    return hire


# Several searches in a channel


def test_with_several_searches_a_command_takes_a_short_name(two_searches: Office):
    assert "is done" in run_command(two_searches.founder, "done cro2 1").text
    assert "1 of 6 done" in card(two_searches.founder, "Second lead").text
    assert "0 of 6 done" in card(two_searches.founder, "Hiring: Chief Revenue Officer").text


@pytest.mark.parametrize("command", ["done 1 for the cro2 search", "done 1 in cro2", "done cro2 1"])
def test_the_short_name_can_come_before_or_after_the_item(two_searches: Office, command: str):
    assert "*1. Agree the scorecard* is done." in run_command(two_searches.founder, command).text
    assert "1 of 6 done" in card(two_searches.founder, "Second lead").text


@pytest.mark.parametrize("command", ["status second lead", "status cro2", "cro2", "cro2 status"])
def test_a_search_is_found_by_its_name_or_short_name(two_searches: Office, command: str):
    assert run_command(two_searches.founder, command, "Hiring: Second lead")


def test_without_a_short_name_buttons_ask_for_the_search_and_run_the_command(two_searches: Office):
    question = run_command(two_searches.founder, "done 1 all signed", "Several searches are open here. Which one?")
    for each in ("`cro` (Chief Revenue Officer)", "`cro2` (Second lead)", "For example: `/hiring done cro"):
        assert each in question.text
    two_searches.founder.clicks("cro2", on=question)
    two_searches.founder.sees("☑ *1. Agree the scorecard* is done: all signed.")
    assert "1 of 6 done" in card(two_searches.founder, "Second lead").text


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("status", "Hiring: Second lead"),
        ("items find", "2. Begin sourcing"),
        ("next", "next steps"),
        ("item 2", "*Blocked by*"),
        ("due 5 +2w", "is now due on"),
        ("snooze 5", "I'll remind you of"),
        ("assign 5 me", "Assigned to <@U0FOUNDER>: "),
        ('add "Meet them" find', "Added to *Find*: *7. Meet them*"),
        ("weekly off", "is now off"),
        ("target +40w", "The target start date of"),
        ("pause the board is late", "is paused."),
        ("resume", "isn't paused. Nothing changed."),
        ("close cancelled confirmed no budget", "is closed as cancelled"),
        ("undo", "Opening *Second lead* can't be undone"),
        ("history", "opened the search"),
        ("export md", "I've sent you the file in a DM"),
        ("export ics", "I've sent you the file in a DM"),
    ],
)
def test_every_command_runs_after_a_search_is_chosen(two_searches: Office, command: str, expected: str):
    two_searches.founder.clicks("cro2", on=run_command(two_searches.founder, command, "Which one?"))
    two_searches.founder.settle()
    two_searches.founder.sees(expected)


@pytest.mark.parametrize(
    ("command", "again"),
    [
        ("done 1 3", "done cro2 1 3"),
        ("due 4 friday", "due cro2 4 friday"),
        ("weekly off", "weekly cro2 off"),
        ("mine", "items cro2 mine"),
        ("add Meet the team", "add cro2 Meet the team"),
        ("note 3 hello *all*", "note cro2 3 hello *all*"),
        ("assign 3 @HR lead", "assign cro2 3 @\u200bname"),
    ],
)
def test_the_question_repeats_the_command_with_a_short_name(two_searches: Office, command: str, again: str):
    assert f"For example: `/hiring {again}`." in run_command(two_searches.founder, command).text


def test_a_command_too_long_for_a_button_is_shown_so_that_it_can_be_sent_again(two_searches: Office):
    note = ("long " * 500).strip()
    question = run_command(two_searches.founder, f"note 1 {note}", "Which one?")
    assert "too long for a button" in question.text
    assert question.buttons == []
    assert f"```/hiring note cro2 1 {note[:2000]}" in question.words
    assert "Note saved on *1." in run_command(two_searches.founder, f"note cro2 1 {note}").text


def test_an_unknown_short_name_asks_for_the_search(two_searches: Office):
    assert "There's no search called “cmo” here. Which one?" in run_command(two_searches.founder, "done cmo 1").text


def test_twelve_searches_are_offered_as_ten_buttons_and_a_count(hire: Office):
    for place in range(11):
        open_search(hire.founder, f"cro Lead {place}")
    question = run_command(hire.founder, "done 1", "Which one?")
    assert len(question.buttons) == 10
    assert "and 2 more" in question.text


def test_without_a_search_the_reply_explains_how_to_open_one(office: Office):
    answer = run_command(office.founder, "done 3")
    assert answer.text.startswith("There's no open search here. `/hiring start cro` opens one for a CRO")
    assert "There's no search here" in run_command(office.founder, "searches").text


def test_the_search_list_includes_other_channels_and_closed_searches(two_searches: Office):
    run_command(two_searches.founder, "close cro2 cancelled confirmed no budget")
    open_search(two_searches.founder, "cto", in_="DM")
    listed = run_command(two_searches.founder, "searches")
    assert "*In this channel*\n`cro` *Chief Revenue Officer* · owner <@U0FOUNDER> · <#C0EXECSEARCH>" in listed.text
    assert "*Other searches you're involved in*\n`cto` *Chief Technology Officer*" in listed.text
    assert "· in a DM" in listed.text
    assert "*Closed in this channel*\n`cro2` *Second lead*" in listed.text
    two_searches.founder.clicks("cro2", on=listed)
    assert two_searches.founder.sees("Closed: cancelled, no budget").buttons == ["All items", "History", "Reopen"]


# Name, owner, weekly summary


def test_renaming_a_search_updates_its_card_but_not_its_short_name(hire: Office):
    answer = run_command(hire.founder, "rename Head of revenue, EMEA")
    assert answer.text == "The search is now called *Head of revenue, EMEA*. Its short name is still `cro`."
    assert "Hiring: Head of revenue, EMEA" in card(hire.founder).text
    assert "That's already set. Nothing changed." in run_command(hire.founder, "rename Head of revenue, EMEA").text


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("rename cmo Brand lead", "is now called *cmo Brand lead*."),
        ('add cmo "Meet the founders"', "Added to *"),
        ("items cmo", "“cmo” isn't a phase"),
    ],
)
def test_a_word_that_is_not_a_search_here_is_part_of_the_text(hire: Office, command: str, expected: str):
    assert expected in run_command(hire.founder, command).text


def test_the_short_name_of_a_closed_search_is_not_part_of_the_text(two_searches: Office):
    run_command(two_searches.founder, "close cro2 hired confirmed")
    assert (
        "Second lead* is closed (hired), so nothing changed"
        in run_command(two_searches.founder, "rename cro2 Another").text
    )


@pytest.mark.parametrize("command", ["rename", f"rename {'x' * 121}"])
def test_an_empty_or_overlong_name_changes_nothing(hire: Office, command: str):
    run_command(hire.founder, command)
    assert "Hiring: Chief Revenue Officer" in card(hire.founder).text


def test_a_new_owner_is_notified_and_can_override_from_then_on(hire: Office):
    assert "<@U0HRLEAD> now owns *" in run_command(hire.founder, "owner @HR lead").text
    notification = hire.hr_lead.sees("<@U0FOUNDER> handed *Chief Revenue Officer* over to you.", in_="DM")
    hire.hr_lead.clicks("Show search", on=notification)
    hire.hr_lead.sees("Owner: <@U0HRLEAD>")
    assert "closed by override" in run_command(hire.hr_lead, "override 4 in a hurry").text
    assert "Only the search owner, <@U0HRLEAD>, can" in run_command(hire.founder, "override 3 in a hurry").text


def test_the_weekly_summary_is_turned_off_and_on(hire: Office):
    assert "is now off." in run_command(hire.founder, "weekly off").text
    assert "That's already set. Nothing changed." in run_command(hire.founder, "weekly off").text
    assert "is now on." in run_command(hire.founder, "weekly on").text
    assert "Type `on` or `off`" in run_command(hire.founder, "weekly").text


def test_the_search_modal_changes_several_fields_in_one_change(hire: Office):
    hire.founder.picks("Search settings", on=card(hire.founder))
    hire.founder.submits({"Name": "Head of revenue", "Owner": "U0HRLEAD", "Weekly summary": "no"})
    hire.founder.settle()
    assert "Owner: <@U0HRLEAD>" in card(hire.founder, "Hiring: Head of revenue").text
    hire.hr_lead.sees("handed *Head of revenue* over to you.", in_="DM")
    line = (
        "changed the search (name from “Chief Revenue Officer” to “Head of revenue”, "
        "owner from <@U0FOUNDER> to <@U0HRLEAD>, weekly summary from on to off)"
    )
    assert line in run_command(hire.founder, "history").words
    run_command(hire.founder, "undo", "Undone")
    assert "Owner: <@U0FOUNDER>" in card(hire.founder, "Hiring: Chief Revenue Officer").text


def test_the_form_of_the_state_can_close_the_search(hire: Office):
    hire.hr_lead.picks("Pause or close", on=card(hire.hr_lead))
    assert "*Cancelled*\n6 items are still open." in hire.hr_lead.modal.words
    hire.hr_lead.submits({"What now?": "cancelled"})
    assert hire.hr_lead.modal.errors == {"reason": "Only the search owner can close it without a reason. Give yours."}
    hire.hr_lead.submits({"What now?": "cancelled", "Reason": "no budget"})
    hire.hr_lead.settle()
    assert card(hire.founder, "Closed: cancelled, no budget")
    assert "closed the search as cancelled: no budget" in run_command(hire.founder, "history").words


def test_saving_an_unchanged_search_modal_changes_nothing(hire: Office):
    hire.founder.picks("Search settings", on=card(hire.founder))
    hire.founder.submits({})
    assert not hire.founder.has_modal
    assert "changed" not in run_command(hire.founder, "history").words


def test_a_closed_search_opens_no_modal_and_refuses_a_submission(hire: Office):
    posted_card = card(hire.founder)
    hire.founder.picks("Search settings", on=posted_card)
    run_command(hire.hr_lead, "close hired confirmed signed")
    hire.founder.submits({"Name": "Another"})
    assert "is closed (hired)" in hire.founder.modal.errors["name"]
    hire.founder.cancels()
    hire.founder.picks("Search settings", on=posted_card)
    hire.founder.sees("That search is closed. Type /hiring reopen-search cro to reopen it.")


# Closing and reopening


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("close hired confirmed", "Closed: hired"),
        ("close cancelled confirmed no budget", "Closed: cancelled, no budget"),
    ],
)
def test_a_closed_search_shows_its_outcome_and_is_read_only(hire: Office, command: str, expected: str):
    assert "`/hiring reopen-search cro` reopens it." in run_command(hire.founder, command).text
    posted_card = card(hire.hr_lead, expected)
    assert posted_card.buttons == ["All items", "History", "Reopen"]
    assert run_command(hire.hr_lead, "status", expected)
    assert "5. Make the offer" in run_command(hire.hr_lead, "items all").text
    for change in ("done 1", "assign 1 me", "add Meet them", "rename Another", "owner me", "target +40w"):
        assert "so nothing changed. `/hiring reopen-search cro`" in run_command(hire.hr_lead, change).text
    assert "closed the search" in run_command(hire.hr_lead, "history").words


def test_a_closed_search_has_no_next_steps(hire: Office):
    run_command(hire.founder, "close hired confirmed")
    answer = run_command(hire.founder, "next cro").text
    assert answer.startswith("*Chief Revenue Officer* is closed (hired), so there are no next steps.")
    assert "`/hiring reopen-search cro`" in answer


def test_an_item_of_a_closed_search_opens_read_only(hire: Office):
    run_command(hire.founder, "assign 1 me")
    listed = run_command(hire.founder, "items all")
    run_command(hire.founder, "close hired confirmed")
    hire.founder.picks("1. Agree the scorecard", on=listed)
    assert "This search is closed. Reopen it to make changes." in hire.founder.modal.words
    assert "*Owner*: <@U0FOUNDER>" in hire.founder.modal.words
    hire.founder.cancels()
    assert run_command(hire.founder, "item 1").buttons == ["History"]


@pytest.mark.parametrize("way", ["undo", "reopen-search", "undo cro", "reopen-search cro", "button"])
def test_a_closed_search_can_be_reopened(hire: Office, way: str):
    run_command(hire.founder, "close cancelled confirmed no budget")
    if way == "button":
        hire.founder.clicks("Reopen", on=card(hire.founder))
        hire.founder.settle()
    else:
        run_command(hire.founder, way)
    assert "Closed" not in card(hire.founder).text
    assert "is done" in run_command(hire.founder, "done 1").text


def test_with_several_closed_searches_one_is_chosen_to_reopen(two_searches: Office):
    for short in ("cro", "cro2"):
        run_command(two_searches.founder, f"close {short} hired confirmed")
    question = run_command(two_searches.founder, "reopen-search", "Several searches here can be reopened. Which one?")
    two_searches.founder.clicks("cro2", on=question)
    two_searches.founder.sees("*Second lead* is open again.")


def test_closing_a_search_requires_an_outcome(hire: Office):
    assert "How did it end? Type `hired` or `cancelled`" in run_command(hire.founder, "close").text


def test_without_a_closed_search_there_is_nothing_to_reopen(hire: Office):
    assert "There's no closed search here." in run_command(hire.founder, "reopen-search").text


# History


def test_the_history_records_person_action_time_and_reason(hire: Office):
    for command in ("done 1 signed", "skip 5 no need", "due 6 +2w", "rename Another", "note 2 hello"):
        run_command(hire.founder, command)
    run_command(hire.hr_lead, "assign 6 @Board member")
    history = run_command(hire.board_member, "history", "History: Another").words
    for line in (
        "<@U0FOUNDER> closed *1. Agree the scorecard*: signed",
        "<@U0FOUNDER> skipped *5. Make the offer*: no need",
        "<@U0FOUNDER> set the due date of *6. Prepare the first week* from ",
        "<@U0FOUNDER> renamed the search from “Chief Revenue Officer” to “Another”",
        "<@U0HRLEAD> assigned *6. Prepare the first week* to <@U0BOARD>",
        "<@U0FOUNDER> opened the search",
        "<!date^",
    ):
        assert line in history
    item_history = run_command(hire.board_member, "history 6", "History: item 6 of Another").words
    assert "closed" not in item_history
    assert "assigned" in item_history
    assert "No changes yet." in run_command(hire.board_member, "history 3").words


def test_the_history_buttons_on_card_and_item_show_the_history(hire: Office):
    run_command(hire.founder, "done 1")
    hire.hr_lead.clicks("History", on=card(hire.hr_lead))
    assert hire.hr_lead.sees("closed *1.").private
    hire.hr_lead.clicks("History", on=run_command(hire.hr_lead, "item 5"))
    hire.hr_lead.sees("No changes yet.")


# Exports


def test_a_csv_export_is_sent_by_direct_message_with_names_and_escaped_formulas(hire: Office):
    run_command(hire.founder, "assign 5 @HR lead")
    run_command(hire.founder, 'add "=cmd|calc" offer')
    run_command(hire.founder, "note 5 @SUM(A1)")
    answer = run_command(
        hire.founder,
        "export csv",
        "I've sent you the checklist, its history and any scorecards in a DM, where only you",
        in_=PRIVATE_CHANNEL,
    )
    assert answer.private
    sent = hire.founder.sees("Here's the checklist for Chief Revenue Officer", in_="DM")
    assert sent.files[0].name == "cro-checklist.csv"
    rows = {row["number"]: row for row in csv.DictReader(StringIO(sent.files[0].text.removeprefix(BYTE_ORDER_MARK)))}
    assert len(rows) == 7
    assert rows["5"]["owner"] == "HR lead"
    assert rows["5"]["note"].startswith("'@")
    assert rows["7"]["title"] == "'=cmd|calc"
    assert sent.files[1].name == "cro-history.csv"
    changes = list(csv.DictReader(StringIO(sent.files[1].text.removeprefix(BYTE_ORDER_MARK))))
    assert (changes[0]["change"], changes[0]["by"]) == ("opened the search", "Founder")
    assert (changes[1]["field"], changes[1]["after"], changes[1]["item"]) == ("assignee", "HR lead", "5")
    assert changes[3]["after"].startswith("'@SUM")
    hire.hr_lead.sees_nothing("Here's the checklist for")


def test_a_text_export_includes_the_history_with_names(hire: Office):
    run_command(hire.hr_lead, "done 1 https://example.com/scorecard")
    run_command(hire.founder, "rename R&D <lead>")
    hire.founder.picks("Export (CSV)", on=card(hire.founder))
    hire.founder.settle()
    assert hire.founder.sees("Here's the checklist for R&amp;D &lt;lead&gt;", in_="DM").files[0].name.endswith(".csv")
    hire.founder.picks("Export (Markdown)", on=card(hire.founder))
    hire.founder.settle()
    text = hire.founder.sees("Here's the checklist for", in_="DM").files[0].text
    assert text.startswith("# R&D <lead>\n\nChief Revenue Officer. ")
    assert "- [x] 1. Agree the scorecard (done, due " in text
    assert "  - evidence: https://example.com/scorecard" in text
    assert "UTC, HR lead: closed 1. Agree the scorecard: https://example.com/scorecard" in text


def test_a_calendar_file_has_the_due_dates_and_the_first_day(hire: Office):
    run_command(hire.founder, "due 5 2026-12-14")
    answer = run_command(hire.founder, "export", "I've sent you the checklist, its history")
    hire.founder.clicks("Calendar", on=answer)
    hire.founder.settle()
    sent = hire.founder.sees("Here's the calendar for Chief Revenue Officer", in_="DM")
    assert sent.files[0].name == "cro-dates.ics"
    lines = sent.files[0].text.split("\r\n")
    place = lines.index("SUMMARY:cro 5. Make the offer")
    assert lines[place - 2] == "DTSTART;VALUE=DATE:20261214"
    assert "SUMMARY:Chief Revenue Officer: first day" in lines


def test_a_closed_search_can_be_exported(hire: Office):
    run_command(hire.founder, "close cancelled confirmed no budget")
    run_command(hire.founder, "export md", "I've sent you the file in a DM")
    assert "Closed: cancelled, no budget." in hire.founder.sees("Here's the checklist", in_="DM").files[0].text


def test_without_a_search_there_is_no_export(office: Office):
    assert "There's no open search here" in run_command(office.founder, "export").text
    assert "Type `csv`, `md` or `ics`." in run_command(office.founder, "export pdf").text


# The card in the channel


def test_card_buttons_answer_only_the_member_who_clicks(hire: Office):
    run_command(hire.founder, "assign 5 @HR lead")
    for label, fragment in (("All items", "6. Prepare the first week"), ("My items", "5. Make the offer")):
        hire.hr_lead.clicks(label, on=card(hire.hr_lead))
        assert hire.hr_lead.sees(fragment).private
        hire.board_member.sees_nothing(f"Chief Revenue Officer: {'all items' if label == 'All items' else 'yours'}")


def test_a_deleted_card_is_not_reposted_and_the_search_stays_open(hire: Office):
    hire.slack.workspace.remove(card(hire.founder).message)
    assert "is done" in run_command(hire.founder, "done 1").text
    assert not [seen for seen in hire.hr_lead.everything if "Hiring: " in seen.words]
    assert run_command(hire.founder, "status", "1 of 6 done")
    hire.slack.faults.clear()


def test_an_old_or_deleted_card_can_be_posted_again(hire: Office):
    first = card(hire.founder)
    hire.hr_lead.picks("Repost this card", on=first)
    hire.hr_lead.settle()
    assert hire.hr_lead.sees("The card is now the latest message there.").private
    second = card(hire.founder)
    assert hire.founder.now(first) is None
    hire.slack.workspace.remove(second.message)
    hire.founder.picks("Repost this card", on=run_command(hire.founder, "status"))
    hire.founder.settle()
    run_command(hire.founder, "done 1", "is done.")
    assert "1 of 6 done" in card(hire.hr_lead).text
    hire.slack.faults.clear()


def test_the_app_reports_when_it_cannot_post_the_card(hire: Office):
    hire.slack.api.refuse_next("chat.postMessage", "not_in_channel")
    hire.founder.picks("Repost this card", on=card(hire.founder))
    hire.founder.settle()
    hire.founder.sees("I'm not in this channel")
    assert card(hire.founder)
    hire.slack.faults.clear()


def test_any_channel_member_can_work_on_a_public_search(office: Office):
    office.founder.clicks("Post it here", on=run_command(office.founder, "start cro", in_=PUBLIC_CHANNEL))
    office.founder.settle()
    assert "is done" in run_command(office.board_member, "done 1", in_=PUBLIC_CHANNEL).text
