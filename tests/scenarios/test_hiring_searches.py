"""The searches themselves: several in a channel, their names and owners, how they end, what is kept and taken away."""

import csv
from io import StringIO

import pytest
from fakes.course import OPEN_ROOM, ROOM, card, short_course, started, told
from fakes.library import FragileLibrary
from fakes.office import Office

from bot.knowledge.base import KnowledgeBase


@pytest.fixture
def library(shipped: KnowledgeBase) -> FragileLibrary:
    return FragileLibrary(short_course(shipped))


@pytest.fixture
def two(hire: Office) -> Office:
    """There is a second search in the channel."""
    started(hire.founder, "cro Second lead")
    return hire


# Several in a channel


def test_with_several_searches_a_command_takes_a_short_name(two: Office):
    assert "is done" in told(two.founder, "done cro2 1").text
    assert "1 of 6 done" in card(two.founder, "Second lead").text
    assert "0 of 6 done" in card(two.founder, "Hire: Chief Revenue Officer").text


@pytest.mark.parametrize("order", ["done 1 for the cro2 search", "done 1 in cro2", "done cro2 1"])
def test_the_short_name_can_come_before_or_after_the_item(two: Office, order: str):
    assert "*1. Agree the scorecard* is done." in told(two.founder, order).text
    assert "1 of 6 done" in card(two.founder, "Second lead").text


@pytest.mark.parametrize("order", ["status second lead", "status cro2", "cro2", "cro2 status"])
def test_a_search_is_found_by_its_name_or_short_name(two: Office, order: str):
    assert told(two.founder, order, "Hire: Second lead")


def test_without_a_short_name_buttons_ask_for_the_search_and_run_the_command(two: Office):
    question = told(two.founder, "done 1 all signed", "Several searches are open here: which one?")
    for each in ("`cro` (Chief Revenue Officer)", "`cro2` (Second lead)", "Name it, as in `/hiring done cro"):
        assert each in question.text
    two.founder.clicks("cro2", on=question)
    two.founder.sees("☑ *1. Agree the scorecard* is done: all signed.")
    assert "1 of 6 done" in card(two.founder, "Second lead").text


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("status", "Hire: Second lead"),
        ("items find", "2. Begin sourcing"),
        ("next", "what is next"),
        ("item 2", "*Waits for*"),
        ("due 5 +2w", "is due on"),
        ("snooze 5", "No reminder"),
        ("assign 5 me", "goes to <@U0FOUNDER>"),
        ('add "Meet them" find', "*7. Meet them* is added"),
        ("weekly off", "is off"),
        ("target +40w", "The target first day of"),
        ("close cancelled no budget", "is closed: cancelled"),
        ("undo", "Opening *Second lead* can't be undone"),
        ("history", "opened the search"),
        ("export md", "I sent it to you"),
    ],
)
def test_every_command_runs_after_a_search_is_chosen(two: Office, order: str, said: str):
    two.founder.clicks("cro2", on=told(two.founder, order, "which one?"))
    two.founder.settle()
    two.founder.sees(said)


@pytest.mark.parametrize(
    ("order", "again"),
    [
        ("done 1 3", "done cro2 1 3"),
        ("due 4 friday", "due cro2 4 friday"),
        ("weekly off", "weekly cro2 off"),
        ("mine", "items cro2 mine"),
        ("add Meet the team", "add cro2 Meet the team"),
        ("note 3 hello *all*", "note cro2 3 hello *all*"),
        ("assign 3 @HR lead", "assign cro2 3 @\u200bsomebody"),
    ],
)
def test_the_question_repeats_the_command_with_a_short_name(two: Office, order: str, again: str):
    assert f"Name it, as in `/hiring {again}`." in told(two.founder, order).text


def test_a_command_too_long_for_a_button_is_shown_so_that_it_can_be_sent_again(two: Office):
    note = ("long " * 500).strip()
    question = told(two.founder, f"note 1 {note}", "which one?")
    assert "too long for a button" in question.text
    assert question.buttons == []
    assert f"```/hiring note cro2 1 {note[:2000]}" in question.words
    assert "Noted on *1." in told(two.founder, f"note cro2 1 {note}").text


def test_an_unknown_short_name_asks_for_the_search(two: Office):
    assert "There is no search called “cmo” here: which one?" in told(two.founder, "done cmo 1").text


def test_twelve_searches_are_offered_as_ten_buttons_and_a_count(hire: Office):
    for place in range(11):
        started(hire.founder, f"cro Lead {place}")
    question = told(hire.founder, "done 1", "which one?")
    assert len(question.buttons) == 10
    assert "and 2 more" in question.text


def test_without_a_search_the_reply_explains_how_to_open_one(office: Office):
    answer = told(office.founder, "done 3")
    assert answer.text.startswith("There is no open search here. `/hiring start cro` opens one for a CRO")
    assert "There is no search here" in told(office.founder, "searches").text


def test_the_search_list_includes_other_channels_and_closed_searches(two: Office):
    told(two.founder, "close cro2 cancelled no budget")
    started(two.founder, "cto", in_="DM")
    listed = told(two.founder, "searches")
    assert "*Here*\n`cro` *Chief Revenue Officer* · owner <@U0FOUNDER> · <#C0EXECSEARCH>" in listed.text
    assert "*Other searches you're part of*\n`cto` *Chief Technology Officer*" in listed.text
    assert "· in a direct conversation" in listed.text
    assert "*Closed here*\n`cro2` *Second lead*" in listed.text
    two.founder.clicks("cro2", on=listed)
    assert two.founder.sees("Closed: cancelled, no budget").buttons == ["All items", "History", "Reopen"]


# Name, owner, weekly summary


def test_renaming_a_search_updates_its_card_but_not_its_short_name(hire: Office):
    answer = told(hire.founder, "rename Head of revenue, EMEA")
    assert answer.text == "The search is called *Head of revenue, EMEA* now; its short name stays `cro`."
    assert "Hire: Head of revenue, EMEA" in card(hire.founder).text
    assert "No change: it is already set to that" in told(hire.founder, "rename Head of revenue, EMEA").text


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("rename cmo Brand lead", "is called *cmo Brand lead* now"),
        ('add cmo "Meet the founders"', "is added"),
        ("items cmo", "“cmo” is not a phase"),
    ],
)
def test_a_word_that_is_not_a_search_here_is_part_of_the_text(hire: Office, order: str, said: str):
    assert said in told(hire.founder, order).text


def test_the_short_name_of_a_closed_search_is_not_part_of_the_text(two: Office):
    told(two.founder, "close cro2 hired")
    assert "Second lead* is closed (hired), so nothing was changed" in told(two.founder, "rename cro2 Another").text


@pytest.mark.parametrize("order", ["rename", f"rename {'x' * 121}"])
def test_an_empty_or_overlong_name_changes_nothing(hire: Office, order: str):
    told(hire.founder, order)
    assert "Hire: Chief Revenue Officer" in card(hire.founder).text


def test_a_new_owner_is_notified_and_can_override_from_then_on(hire: Office):
    assert "belongs to <@U0HRLEAD> now" in told(hire.founder, "owner @HR lead").text
    letter = hire.hr_lead.sees("<@U0FOUNDER> transferred the search *Chief Revenue Officer* to you", in_="DM")
    hire.hr_lead.clicks("Show it", on=letter)
    hire.hr_lead.sees("Owner: <@U0HRLEAD>")
    assert "closed as an override" in told(hire.hr_lead, "override 4 in a hurry").text
    assert "Only <@U0HRLEAD>" in told(hire.founder, "override 3 in a hurry").text


def test_the_weekly_summary_is_turned_off_and_on(hire: Office):
    assert "is off." in told(hire.founder, "weekly off").text
    assert "No change: it is already set to that" in told(hire.founder, "weekly off").text
    assert "is on." in told(hire.founder, "weekly on").text
    assert "Type `on` or `off`" in told(hire.founder, "weekly").text


def test_the_search_modal_changes_several_fields_in_one_change(hire: Office):
    hire.founder.picks("Edit name, owner, first day, state", on=card(hire.founder))
    hire.founder.submits({"Name": "Head of revenue", "Owner": "U0HRLEAD", "Weekly summary": "no"})
    hire.founder.settle()
    assert "Owner: <@U0HRLEAD>" in card(hire.founder, "Hire: Head of revenue").text
    hire.hr_lead.sees("transferred the search *Head of revenue* to you", in_="DM")
    line = (
        "changed the search (name from “Chief Revenue Officer” to “Head of revenue”, "
        "owner from <@U0FOUNDER> to <@U0HRLEAD>, weekly summary from on to off)"
    )
    assert line in told(hire.founder, "history").words
    told(hire.founder, "undo", "Undone")
    assert "Owner: <@U0FOUNDER>" in card(hire.founder, "Hire: Chief Revenue Officer").text


def test_the_search_modal_can_close_the_search(hire: Office):
    hire.hr_lead.picks("Edit name, owner, first day, state", on=card(hire.hr_lead))
    hire.hr_lead.submits({"State": "cancelled", "Reason": "no budget"})
    hire.hr_lead.settle()
    assert card(hire.founder, "Closed: cancelled, no budget")
    assert "closed the search as cancelled: no budget" in told(hire.founder, "history").words


def test_saving_an_unchanged_search_modal_changes_nothing(hire: Office):
    hire.founder.picks("Edit name, owner, first day, state", on=card(hire.founder))
    hire.founder.submits({})
    assert not hire.founder.has_modal
    assert "changed" not in told(hire.founder, "history").words


def test_a_closed_search_opens_no_modal_and_refuses_a_submission(hire: Office):
    hanging = card(hire.founder)
    hire.founder.picks("Edit name, owner, first day, state", on=hanging)
    told(hire.hr_lead, "close hired")
    hire.founder.submits({"Name": "Another"})
    assert "is closed (hired)" in hire.founder.modal.errors["state"]
    hire.founder.cancels()
    hire.founder.picks("Edit name, owner, first day, state", on=hanging)
    hire.founder.sees("That search is closed. Type /hiring reopen-search cro to reopen it.")


# The end


@pytest.mark.parametrize(
    ("order", "said"), [("close hired", "Closed: hired"), ("close cancelled no budget", "Closed: cancelled, no budget")]
)
def test_a_closed_search_shows_its_outcome_and_is_read_only(hire: Office, order: str, said: str):
    assert "`/hiring reopen-search cro` undoes that" in told(hire.founder, order).text
    hanging = card(hire.hr_lead, said)
    assert hanging.buttons == ["All items", "History", "Reopen"]
    assert told(hire.hr_lead, "status", said)
    assert "5. Make the offer" in told(hire.hr_lead, "items all").text
    for change in ("done 1", "assign 1 me", "add Meet them", "rename Another", "owner me", "target +40w"):
        assert "so nothing was changed. `/hiring reopen-search cro`" in told(hire.hr_lead, change).text
    assert "closed the search" in told(hire.hr_lead, "history").words


def test_a_closed_search_has_no_next_steps(hire: Office):
    told(hire.founder, "close hired")
    answer = told(hire.founder, "next cro").text
    assert answer.startswith("*Chief Revenue Officer* is closed (hired), so there are no next steps.")
    assert "`/hiring reopen-search cro`" in answer


def test_an_item_of_a_closed_search_opens_read_only(hire: Office):
    told(hire.founder, "assign 1 me")
    listed = told(hire.founder, "items all")
    told(hire.founder, "close hired")
    hire.founder.picks("1. Agree the scorecard", on=listed)
    assert "The search is closed" in hire.founder.modal.words
    assert "*Person*: <@U0FOUNDER>" in hire.founder.modal.words
    hire.founder.cancels()
    assert told(hire.founder, "item 1").buttons == ["History"]


@pytest.mark.parametrize("way", ["undo", "reopen-search", "undo cro", "reopen-search cro", "button"])
def test_a_closed_search_can_be_reopened(hire: Office, way: str):
    told(hire.founder, "close cancelled no budget")
    if way == "button":
        hire.founder.clicks("Reopen", on=card(hire.founder))
        hire.founder.settle()
    else:
        told(hire.founder, way)
    assert "Closed" not in card(hire.founder).text
    assert "is done" in told(hire.founder, "done 1").text


def test_with_several_closed_searches_one_is_chosen_to_reopen(two: Office):
    for short in ("cro", "cro2"):
        told(two.founder, f"close {short} hired")
    question = told(two.founder, "reopen-search", "Several searches are closed here: which one?")
    two.founder.clicks("cro2", on=question)
    two.founder.sees("*Second lead* is open again.")


def test_closing_a_search_requires_an_outcome(hire: Office):
    assert "How did it end? Type `hired` or `cancelled`" in told(hire.founder, "close").text


def test_without_a_closed_search_there_is_nothing_to_reopen(hire: Office):
    assert "There is no closed search here." in told(hire.founder, "reopen-search").text


# What was done


def test_the_history_records_person_action_time_and_reason(hire: Office):
    for order in ("done 1 signed", "skip 5 no need", "due 6 +2w", "rename Another", "note 2 hello"):
        told(hire.founder, order)
    told(hire.hr_lead, "assign 6 @Board member")
    history = told(hire.board_member, "history", "History: Another").words
    for line in (
        "<@U0FOUNDER> closed *1. Agree the scorecard*: signed",
        "<@U0FOUNDER> marked as not applicable *5. Make the offer*: no need",
        "<@U0FOUNDER> set the due date of *6. Prepare the first week* from ",
        "<@U0FOUNDER> renamed the search from “Chief Revenue Officer” to “Another”",
        "<@U0HRLEAD> assigned *6. Prepare the first week* to <@U0BOARD>",
        "<@U0FOUNDER> opened the search",
        "<!date^",
    ):
        assert line in history
    of_one = told(hire.board_member, "history 6", "History: item 6 of Another").words
    assert "closed" not in of_one
    assert "assigned" in of_one
    assert "Nothing has happened yet" in told(hire.board_member, "history 3").words


def test_the_history_buttons_on_card_and_item_show_the_history(hire: Office):
    told(hire.founder, "done 1")
    hire.hr_lead.clicks("History", on=card(hire.hr_lead))
    assert hire.hr_lead.sees("closed *1.").private
    hire.hr_lead.clicks("History", on=told(hire.hr_lead, "item 5"))
    hire.hr_lead.sees("Nothing has happened yet")


# Files


def test_a_csv_export_is_sent_by_direct_message_with_names_and_escaped_formulas(hire: Office):
    told(hire.founder, "assign 5 @HR lead")
    told(hire.founder, 'add "=cmd|calc" offer')
    told(hire.founder, "note 5 @SUM(A1)")
    answer = told(hire.founder, "export csv", "I sent it to you in our direct conversation", in_=ROOM)
    assert answer.private
    sent = hire.founder.sees("The checklist of Chief Revenue Officer", in_="DM")
    assert sent.files[0].name == "cro-checklist.csv"
    rows = {row["number"]: row for row in csv.DictReader(StringIO(sent.files[0].text))}
    assert len(rows) == 7
    assert rows["5"]["person"] == "HR lead"
    assert rows["5"]["note"].startswith("'@")
    assert rows["7"]["title"] == "'=cmd|calc"
    hire.hr_lead.sees_nothing("The checklist of")


def test_a_text_export_includes_the_history_with_names(hire: Office):
    told(hire.hr_lead, "done 1 https://example.com/scorecard")
    told(hire.founder, "rename R&D <lead>")
    hire.founder.picks("Export as a table", on=card(hire.founder))
    hire.founder.settle()
    assert hire.founder.sees("The checklist of R&amp;D &lt;lead&gt;", in_="DM").files[0].name.endswith(".csv")
    hire.founder.picks("Export as text", on=card(hire.founder))
    hire.founder.settle()
    text = hire.founder.sees("The checklist of", in_="DM").files[0].text
    assert text.startswith("# R&D <lead>\n\nChief Revenue Officer. ")
    assert "- [x] 1. Agree the scorecard (done, due " in text
    assert "  - evidence: https://example.com/scorecard" in text
    assert "UTC, HR lead: closed 1. Agree the scorecard: https://example.com/scorecard" in text


def test_a_closed_search_can_be_exported(hire: Office):
    told(hire.founder, "close cancelled no budget")
    told(hire.founder, "export md", "I sent it to you")
    assert "Closed: cancelled, no budget." in hire.founder.sees("The checklist", in_="DM").files[0].text


def test_without_a_search_there_is_no_export(office: Office):
    assert "There is no open search here" in told(office.founder, "export").text
    assert "only as `csv` and `md`" in told(office.founder, "export pdf").text


# The card in the channel


def test_card_buttons_answer_only_the_member_who_clicks(hire: Office):
    told(hire.founder, "assign 5 @HR lead")
    for label, fragment in (("All items", "6. Prepare the first week"), ("Mine", "5. Make the offer")):
        hire.hr_lead.clicks(label, on=card(hire.hr_lead))
        assert hire.hr_lead.sees(fragment).private
        hire.board_member.sees_nothing(f"Chief Revenue Officer: {'all items' if label == 'All items' else 'yours'}")


def test_a_deleted_card_is_not_reposted_and_the_search_stays_open(hire: Office):
    hire.slack.workspace.remove(card(hire.founder).message)
    assert "is done" in told(hire.founder, "done 1").text
    assert not [seen for seen in hire.hr_lead.everything if "Hire: " in seen.words]
    assert told(hire.founder, "status", "1 of 6 done")
    hire.slack.faults.clear()


def test_an_old_or_deleted_card_can_be_posted_again(hire: Office):
    first = card(hire.founder)
    hire.hr_lead.picks("Show this card in the channel again", on=first)
    hire.hr_lead.settle()
    assert hire.hr_lead.sees("The card is now the newest message there.").private
    second = card(hire.founder)
    assert hire.founder.now(first) is None
    hire.slack.workspace.remove(second.message)
    hire.founder.picks("Show this card in the channel again", on=told(hire.founder, "status"))
    hire.founder.settle()
    told(hire.founder, "done 1", "is done.")
    assert "1 of 6 done" in card(hire.hr_lead).text
    hire.slack.faults.clear()


def test_the_app_reports_when_it_cannot_post_the_card(hire: Office):
    hire.slack.api.refuse_next("chat.postMessage", "not_in_channel")
    hire.founder.picks("Show this card in the channel again", on=card(hire.founder))
    hire.founder.settle()
    hire.founder.sees("I'm not in this channel")
    assert card(hire.founder)
    hire.slack.faults.clear()


def test_any_channel_member_can_work_on_a_public_search(office: Office):
    office.founder.clicks("Post it here", on=told(office.founder, "start cro", in_=OPEN_ROOM))
    office.founder.settle()
    assert "is done" in told(office.board_member, "done 1", in_=OPEN_ROOM).text
