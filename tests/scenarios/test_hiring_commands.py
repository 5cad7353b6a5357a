"""A table of `/hiring` commands as members type them, each with a fragment of its reply."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from fakes.hiring import NOW, open_search, run_command
from fakes.library import FragileLibrary
from fakes.office import Office

from bot.app import build_app
from bot.knowledge.base import KnowledgeBase

CHANNEL_NUMBERS = count(1)

TABLE = [
    ("", "Running a hire"),
    ("help", "`done 3` or `done 3 4 7-9`"),
    ("hlep", "Running a hire"),
    ("what can you do", "Running a hire"),
    ("?", "Running a hire"),
    # viewing
    ("status", "1 of 6 done"),
    ("staus", "1 of 6 done"),
    ("how is it going", "1 of 6 done"),
    ("where are we", "1 of 6 done"),
    ("cro", "1 of 6 done"),
    ("status cro", "1 of 6 done"),
    ("STATUS", "1 of 6 done"),
    ("items", "open items"),
    ("itmes", "open items"),
    ("todo", "open items"),
    ("items all", "all items"),
    ("show all", "all items"),
    ("list open", "open items"),
    ("items mine", "5. Make the offer"),
    ("mine", "5. Make the offer"),
    ("my tasks", "5. Make the offer"),
    ("overdue", "Nothing in *Chief Revenue Officer* is overdue."),
    ("what's late", "Nothing in *Chief Revenue Officer* is overdue."),
    ("items done", "1. Agree the scorecard"),
    ("items in find", "3. Take references"),
    ("items offr", "6. Prepare the first week"),
    ("items phase 3", "6. Prepare the first week"),
    ("items banana", "“banana” isn't a phase of *Chief Revenue Officer*. The phases are: Brief, Find, Offer."),
    ("next", "next steps"),
    ("what's next", "next steps"),
    ("whats next", "next steps"),
    ("item 3", "A note of each call"),
    ("3", "A note of each call"),
    ("show 3", "A note of each call"),
    ("open #3", "A note of each call"),
    ("item 99", "There's no item 99"),
    ("item", "open items"),
    # closing and reopening
    ("done 2", "☑ *2. Begin sourcing* is done."),
    ("dnoe 2", "☑ *2. Begin sourcing* is done."),
    ("finished 2", "☑ *2. Begin sourcing* is done."),
    ("tick off 2", "☑ *2. Begin sourcing* is done."),
    ("mark 2 as done", "2. Begin sourcing"),
    ("2 done", "☑ *2. Begin sourcing* is done."),
    ("done #2", "☑ *2. Begin sourcing* is done."),
    ("done two", "*2. Begin sourcing* is done."),
    ("done cro 2", "☑ *2. Begin sourcing* is done."),
    ("cro done 2", "☑ *2. Begin sourcing* is done."),
    ("done 2 5-6", "☑ *6. Prepare the first week* is done."),
    ("done 2, 5 and 6", "☑ *6. Prepare the first week* is done."),
    ("done 3", "needs evidence before you close it: A note of each call."),
    ("done 3 https://example.com/calls", "☑ *3. Take references* is done"),
    ("done 3 with note: called five", "☑ *3. Take references* is done: called five."),
    ("done 4", "is blocked by *3. Take references*"),
    ("override 4 the board insists", "closed by override"),
    ("done 4 anyway the board insists", "closed by override"),
    ("override 4", "Add a reason. It goes in the history."),
    ("done 1", "is already done (<@U0FOUNDER>, "),
    ("done", "Which item? Give its number."),
    ("done 0", "“0” isn't an item number."),
    ("done 9-7", "“9-7” is the wrong way round"),
    ("done everything", "“everything” isn't an item number."),
    ("reopen 1", "☐ *1. Agree the scorecard* is open again."),
    ("untick 1", "☐ *1. Agree the scorecard* is open again."),
    ("skip 6 no need", "⊖ *6. Prepare the first week* is marked not applicable: no need."),
    ("n/a 6 no need", "⊖ *6. Prepare the first week* is marked not applicable: no need."),
    ("skip 6", "Add a reason"),
    ("undo", "Undone: *5. Make the offer* is unassigned."),
    ("oops", "Undone: *5. Make the offer* is unassigned."),
    # assignees and due dates
    ("assign 6 me", "Assigned to <@U0FOUNDER>: "),
    ("take 6", "Assigned to <@U0FOUNDER>: "),
    ("asign 6 @HR lead", "Assigned to <@U0HRLEAD>: "),
    ("assign @HR lead 6", "Assigned to <@U0HRLEAD>: "),
    ("unassign 5", "is now unassigned"),
    ("assign 6", "Who should own it? Type @ and a name, `me` or `unassigned`."),
    ("assign 6 @bob", "Slack didn't turn “@\u200bbob” into a mention."),
    ("assign 6 @Founder @HR lead", "An item can only have one owner. Name one person."),
    ("due 6 +2w", "is now due on"),
    ("deadline 6 tomorrow", "is now due on"),
    ("move 6 to next friday", "is now due on"),
    ("due 6 none", "now has no due date"),
    ("due 6 banana", "I can't read that date."),
    ("due 6 2020-01-01", "1 January 2020 has passed."),
    ("due 6 3/4", "That could be"),
    ("due 6", "Which date?"),
    ("snooze 6 +3d", "I'll remind you of *6. Prepare the first week* on"),
    ("snooze 6", "I'll remind you of *6. Prepare the first week* on"),
    # progress, notes and new items
    ("start-item 6", "is in progress"),
    ("begin 6", "is in progress"),
    ("working on 6", "is in progress"),
    ("block 6 no budget", "is blocked: no budget."),
    ("stuck 6 no budget", "is blocked: no budget."),
    ("block 6", "Add a reason"),
    ("unblock 6", "isn't blocked"),
    ("note 6 called the board", "Note saved on *6. Prepare the first week*: called the board."),
    ("note 6", "The text is missing."),
    (
        'add "Meet the founders" offer',
        "Added to *Offer*: *7. Meet the founders*, no due date yet: `/hiring due 7 friday`",
    ),
    ("add Meet the founders", "Added to *Find*: *7. Meet the founders*, no due date yet"),
    ('add "Meet the founders" offer by 1 dec', "Added to *Offer*: *7. Meet the founders*, due Tue 1 Dec."),
    ("add Meet the founders by tommorow", "Added to *Find*: *7. Meet the founders*, due tomorrow."),
    ('add "Meet the founders" by summer', "I can't read “summer” as a date"),
    ("assign 5 @HR lead due 1 dec", "Assigned to <@U0HRLEAD>: *5. Make the offer*, due Tue 1 Dec."),
    ("assign 6 me because I know them", "Reason: I know them"),
    ("assign 5 me by summer", "I can't read “summer” as a date"),
    ("items @HR lead", "Nothing assigned to <@U0HRLEAD> in *Chief Revenue Officer* is open."),
    ("items nobody", "Chief Revenue Officer: open items, unassigned"),
    ("items overdue nobody", "Nothing unassigned in *Chief Revenue Officer* is overdue."),
    ("rename CRO Europe", "The search is now called *CRO Europe*."),
    ("rename cro", "The search is now called *cro*."),
    ("rename cro to Growth", "The search is now called *Growth*."),
    ("cancel", "Close *Chief Revenue Officer* as cancelled? Nothing has changed yet."),
    ("stop", "Or type `/hiring close cro cancelled confirmed`."),
    ("done 1 2 board members agreed", "can mean two things, so nothing changed."),
    ("override 1", "`/hiring override 3 the board insists`"),
    ("start cfo by summer", "I can't read “summer” as a date"),
    ("add", "The text is missing."),
    # searches
    ("history", "opened the search"),
    ("log", "opened the search"),
    ("history 1", "closed 1. Agree the scorecard"),
    ("history 99", "There's no item 99"),
    ("export", "I've sent you the checklist, its history and any scorecards in a DM"),
    ("export markdown", "I've sent you the file in a DM"),
    ("export pdf", "I can't export as “pdf”. Type `csv`, `md` or `ics`."),
    ("rename Head of revenue, EMEA", "is now called *Head of revenue, EMEA*."),
    ("rename", "`/hiring rename Head of revenue, EMEA`"),
    ("owner @HR lead", "<@U0HRLEAD> now owns *"),
    ("owner", "Who should own the search? Type @ and a name, or `me`."),
    ("weekly off", "is now off."),
    ("mute", "is now off."),
    ("weekly", "Type `on` or `off`."),
    ("close", "How did it end?"),
    ("close hired", "Close *Chief Revenue Officer* as hired? Nothing has changed yet."),
    ("close hired confirmed", "is closed as hired."),
    ("cancel the search no budget", "Or type `/hiring close cro cancelled confirmed no budget`."),
    ("pause the board decides in may", "*Chief Revenue Officer* is paused."),
    ("resume", "*Chief Revenue Officer* isn't paused. Nothing changed."),
    ("reopen-search", "There's no closed search here."),
    ("searches", "*In this channel*"),
    # opening
    ("start", "Which role is the search for?"),
    ("start banana", "I don't know the role “banana”."),
    ("start cpo", "“cpo” can mean several roles. Which one?"),
    ("start cmo and cro", "A search is for one role."),
    ("start cro", "is already open here: `cro`"),
    ("hire a chief revenu oficer", "is already open here: `cro`"),
    ("start cro by 31 february", "That date doesn't exist."),
    # not a command
    ("frobnicate", "“frobnicate” isn't a command I know. `/hiring help` lists all commands."),
    ("process", "Did you mean `/hiring status`? `/hiring help` lists all commands."),
    ("<!channel>", "isn't a command I know"),
    ("*bold* `code`", "isn't a command I know"),
    ("🚀🚀🚀", "Running a hire"),
]


@pytest.fixture(scope="module")
def office(
    short_checklist: KnowledgeBase, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """One workspace for the whole table, with the app in the same process."""
    settings = {"database_url": f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path_factory.mktemp('table'))}"}
    library = FragileLibrary(short_checklist)
    with Office(clock=lambda: NOW) as office:
        yield office.join(build_app(office.settings(**settings), library=library, clock=office.clock, pause=0))
        assert office.slack.faults == []


@pytest.fixture
def channel(office: Office) -> str:
    """A channel with its own search: item 1 is done, item 5 is assigned to the founder."""
    channel = office.channel(f"room{next(CHANNEL_NUMBERS)}")
    open_search(office.founder, in_=channel)
    run_command(office.founder, "done 1", in_=channel)
    run_command(office.founder, "assign 5 me", in_=channel)
    return channel


@pytest.mark.parametrize(("typed", "expected"), TABLE)
def test_a_typed_command_gets_the_expected_reply(office: Office, channel: str, typed: str, expected: str):
    answer = run_command(office.founder, typed, in_=channel)
    assert expected in f"{answer.text}\n{answer.words}"
    assert "<!channel>" not in answer.text
    assert answer.private


def test_the_table_has_more_than_eighty_distinct_commands():
    typed = [text for text, _ in TABLE]
    assert len(set(typed)) == len(typed) > 80


def test_an_item_can_be_named_by_its_title_and_what_is_likely_meant_is_one_click_away(office: Office, channel: str):
    title = run_command(office.founder, "item 3", in_=channel).text.split("\n")[0]
    assert "Take references" in title
    assert "Take references" in run_command(office.founder, "done references", in_=channel).text
    answer = run_command(office.founder, "zrobione 5", in_=channel)
    assert "Did you mean this?\n• done 5" in answer.text
    office.founder.clicks("Yes, do that")
    assert "Make the offer" in office.founder.sees().text
