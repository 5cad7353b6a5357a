"""A table of `/hiring` commands as members type them, each with a fragment of its reply."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from fakes.hiring import NOW, open_search, run_command, with_short_checklist
from fakes.library import FragileLibrary
from fakes.office import Office

from bot.app import build_app
from bot.knowledge.base import KnowledgeBase

CHANNEL_NUMBERS = count(1)

TABLE = [
    ("", "Working a search"),
    ("help", "`done 3` or `done 3 4 7-9`"),
    ("hlep", "Working a search"),
    ("what can you do", "Working a search"),
    ("?", "Working a search"),
    # viewing
    ("status", "1 of 6 done"),
    ("staus", "1 of 6 done"),
    ("how is it going", "1 of 6 done"),
    ("where are we", "1 of 6 done"),
    ("cro", "1 of 6 done"),
    ("status cro", "1 of 6 done"),
    ("STATUS", "1 of 6 done"),
    ("items", "still to do"),
    ("itmes", "still to do"),
    ("todo", "still to do"),
    ("items all", "all items"),
    ("show all", "all items"),
    ("list open", "still to do"),
    ("items mine", "5. Make the offer"),
    ("mine", "5. Make the offer"),
    ("my tasks", "5. Make the offer"),
    ("overdue", "Nothing in *Chief Revenue Officer* is late."),
    ("what's late", "Nothing in *Chief Revenue Officer* is late."),
    ("items done", "1. Agree the scorecard"),
    ("items in find", "3. Take references"),
    ("items offr", "6. Prepare the first week"),
    ("items phase 3", "6. Prepare the first week"),
    ("items banana", "“banana” is not a phase of *Chief Revenue Officer*. The phases are: Brief, Find, Offer."),
    ("next", "what is next"),
    ("what's next", "what is next"),
    ("whats next", "what is next"),
    ("item 3", "A note of each call"),
    ("3", "A note of each call"),
    ("show 3", "A note of each call"),
    ("open #3", "A note of each call"),
    ("item 99", "There is no item 99"),
    ("item", "still to do"),
    # closing and reopening
    ("done 2", "☑ *2. Begin sourcing* is done."),
    ("dnoe 2", "☑ *2. Begin sourcing* is done."),
    ("finished 2", "☑ *2. Begin sourcing* is done."),
    ("tick off 2", "☑ *2. Begin sourcing* is done."),
    ("mark 2 as done", "2. Begin sourcing"),
    ("2 done", "☑ *2. Begin sourcing* is done."),
    ("done #2", "☑ *2. Begin sourcing* is done."),
    ("done two", "“two” is not a number. Give its number."),
    ("done cro 2", "☑ *2. Begin sourcing* is done."),
    ("cro done 2", "☑ *2. Begin sourcing* is done."),
    ("done 2 5-6", "☑ *6. Prepare the first week* is done."),
    ("done 2, 5 and 6", "☑ *6. Prepare the first week* is done."),
    ("done 3", "needs evidence before it can be closed: A note of each call."),
    ("done 3 https://example.com/calls", "☑ *3. Take references* is done"),
    ("done 3 with note: called five", "☑ *3. Take references* is done: called five."),
    ("done 4", "waits for *3. Take references*"),
    ("override 4 the board insists", "closed as an override"),
    ("done 4 anyway the board insists", "closed as an override"),
    ("override 4", "A reason is needed, for the history."),
    ("done 1", "is done already, by <@U0FOUNDER>"),
    ("done", "Which item? Give its number."),
    ("done 0", "No item can have the number “0”."),
    ("done 9-7", "“9-7” runs backwards"),
    ("done everything", "Which item?"),
    ("reopen 1", "☐ *1. Agree the scorecard* is open again."),
    ("untick 1", "☐ *1. Agree the scorecard* is open again."),
    ("skip 6 no need", "*6. Prepare the first week* does not apply: no need."),
    ("n/a 6 no need", "*6. Prepare the first week* does not apply: no need."),
    ("skip 6", "A reason is needed"),
    ("undo", "Undone: *5. Make the offer* is with nobody."),
    ("oops", "Undone: *5. Make the offer* is with nobody."),
    # assignees and due dates
    ("assign 6 me", "goes to <@U0FOUNDER>"),
    ("take 6", "goes to <@U0FOUNDER>"),
    ("asign 6 @HR lead", "goes to <@U0HRLEAD>"),
    ("assign @HR lead 6", "goes to <@U0HRLEAD>"),
    ("unassign 5", "goes to nobody"),
    ("assign 6", "Who? Name a person with @"),
    ("assign 6 @bob", "Slack didn't turn “@\u200bbob” into a mention."),
    ("assign 6 @Founder @HR lead", "An item has one person."),
    ("due 6 +2w", "is due on"),
    ("deadline 6 tomorrow", "is due on"),
    ("move 6 to next friday", "is due on"),
    ("due 6 none", "has no due date now"),
    ("due 6 banana", "I can't read that as a date."),
    ("due 6 2020-01-01", "1 January 2020 has passed."),
    ("due 6 3/4", "That could mean"),
    ("due 6", "Which date?"),
    ("snooze 6 +3d", "No reminder of *6. Prepare the first week* before"),
    ("snooze 6", "No reminder of *6. Prepare the first week* before"),
    # progress, notes and new items
    ("start-item 6", "is under way"),
    ("begin 6", "is under way"),
    ("working on 6", "is under way"),
    ("block 6 no budget", "is blocked: no budget."),
    ("stuck 6 no budget", "is blocked: no budget."),
    ("block 6", "A reason is needed"),
    ("unblock 6", "is not blocked"),
    ("note 6 called the board", "Noted on *6. Prepare the first week*: called the board."),
    ("note 6", "The text is missing."),
    (
        'add "Meet the founders" offer',
        "*7. Meet the founders* is added to *Offer*, no due date yet: `/hiring due 7 friday`",
    ),
    ("add Meet the founders", "*7. Meet the founders* is added to *Find*, no due date yet"),
    ('add "Meet the founders" offer by 1 dec', "*7. Meet the founders* is added to *Offer*, due Tue 1 Dec."),
    ("add Meet the founders by tommorow", "*7. Meet the founders* is added to *Find*, due tomorrow."),
    ('add "Meet the founders" by summer', "I could not read “summer” as a date"),
    ("assign 5 @HR lead due 1 dec", "*5. Make the offer* goes to <@U0HRLEAD>, due Tue 1 Dec."),
    ("assign 6 me because I know them", "Why: I know them"),
    ("assign 5 me by summer", "I could not read “summer” as a date"),
    ("items @HR lead", "Nothing in *Chief Revenue Officer* that is still to do is with <@U0HRLEAD>."),
    ("items nobody", "Chief Revenue Officer: still to do, with nobody"),
    ("items overdue nobody", "Nothing in *Chief Revenue Officer* that is late is with nobody."),
    ("rename CRO Europe", "The search is called *CRO Europe* now"),
    ("rename cro", "The search is called *cro* now"),
    ("rename cro to Growth", "The search is called *Growth* now"),
    ("cancel", "That would close the whole search as cancelled, so nothing was changed yet."),
    ("stop", "Type `/hiring close cancelled`, or press what you mean."),
    ("done 1 2 board members agreed", "can be read in two ways, so nothing was changed."),
    ("override 1", "`/hiring override 3 the board insists`"),
    ("start cfo by summer", "I could not read “summer” as a date"),
    ("add", "The text is missing."),
    # searches
    ("history", "opened the search"),
    ("log", "opened the search"),
    ("history 1", "closed 1. Agree the scorecard"),
    ("history 99", "There is no item 99"),
    ("export", "I sent it to you"),
    ("export markdown", "I sent it to you"),
    ("export pdf", "I can't export as “pdf”, only as `csv` and `md`."),
    ("rename Head of revenue, EMEA", "is called *Head of revenue, EMEA* now"),
    ("rename", "`/hiring rename Head of revenue, EMEA`"),
    ("owner @HR lead", "belongs to <@U0HRLEAD> now"),
    ("owner", "Who?"),
    ("weekly off", "is off."),
    ("mute", "is off."),
    ("weekly", "Type `on` or `off`."),
    ("close", "How did it end?"),
    ("close hired", "is closed: hired."),
    ("cancel the search no budget", "is closed: cancelled."),
    ("reopen-search", "There is no closed search here."),
    ("searches", "*Here*"),
    # opening
    ("start", "For which role?"),
    ("start banana", "I don't know the role “banana”."),
    ("start cpo", "“cpo” stands for several roles. Which one is it?"),
    ("start cmo and cro", "A search is for one role."),
    ("start cro", "is open here already: `cro`"),
    ("hire a chief revenu oficer", "is open here already: `cro`"),
    ("start cro by 31 february", "There is no such day."),
    # not a command
    ("frobnicate", "I don't know the command “frobnicate”. `/hiring help` lists all commands."),
    ("process", "Did you mean `/hiring status`? `/hiring help` lists all commands."),
    ("<!channel>", "I don't know the command"),
    ("*bold* `code`", "I don't know the command"),
    ("🚀🚀🚀", "Working a search"),
]


@pytest.fixture(scope="module")
def office(shipped: KnowledgeBase, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One workspace for the whole table, with the app in the same process."""
    settings = {"database_url": f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path_factory.mktemp('table'))}"}
    library = FragileLibrary(with_short_checklist(shipped))
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
