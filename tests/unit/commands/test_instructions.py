"""A message is understood in full, or nothing in it is carried out."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples.understanding import base

from bot.commands.catalogue import CATALOGUE
from bot.commands.command import Command, ProblemKind
from bot.commands.instructions import SEVERAL, read_instructions

ME = "me"


def read(text: str) -> Command:
    return read_instructions(text, base())


def parts_of(text: str) -> list[tuple[str, tuple[int, ...], str | None, str, str]]:
    command = read(text)
    assert command.problem is None
    return [(each.verb, each.numbers, each.person, each.when, each.text) for each in command.parts or (command,)]


DOUBTS: dict[str, tuple[ProblemKind, tuple[str, ...]]] = {
    "don't close 3": ("negation", ()),
    "3 isn't done yet": ("negation", ()),
    "done 3 not yet": ("negation", ()),
    "done four no wait don't": ("negation", ()),
    "done 3 not done 3": ("negation", ()),
    "finish 5 by friday": ("plan", ("due 5 friday",)),
    "resolve 5 with legal by friday": ("plan", ("due 5 friday",)),
    "done 3 will follow": ("plan", ("done 3",)),
    "I'll do 3 tomorrow": ("plan", ()),
    "if 5 is done then assign 6 to <@U1>": ("condition", ()),
    "once maria replies mark 12 done": ("condition", ()),
    "maria said 5 is done": ("report", ("done 5",)),
    "almost done with 1": ("hedge", ()),
    "done 3 or 4": ("choice", ()),
    "we skipped 2 candidates": ("report", ("skip 2 candidates",)),
    "for heaven's sake, somebody tick 5": ("unexplained", ("done 5",)),
    "note 3 talked to legal and assign 5 to <@U1>": (
        "text_or_command",
        ('note 3 "talked to legal and assign 5 to <@U1>"', 'note 3 "talked to legal"\nassign 5 <@U1>'),
    ),
    "what does <@U1> have": ("question", ()),
    "done -1": ("bad_number", ()),
    "assign 3 <!subteam^S1|@sales>": ("group", ()),
    "assign 3 <!here>": ("group", ()),
    "add <@U1> and <@U2> to this search": ("people", ()),
    "stop reminding me": ("which_reminders", ()),
}


@pytest.mark.parametrize(("text", "doubt"), DOUBTS.items())
def test_a_message_in_doubt_says_why_and_what_it_may_mean(text: str, doubt: tuple[ProblemKind, tuple[str, ...]]):
    problem = read(text).problem
    assert problem is not None
    assert (problem.kind, problem.suggestions) == doubt


@pytest.mark.parametrize("lines", [lines for kind, lines in DOUBTS.values() if kind != "certain"])
def test_what_a_message_may_mean_is_itself_certain(lines: tuple[str, ...]):
    assert [read(line).problem for line in lines] == [None] * len(lines)


@pytest.mark.parametrize(
    "text",
    [
        "is 3 done?",
        "has 3 been done",
        "are we done with 3",
        "did 3 get done?",
        "done 3?",
        "check on 3",
        "when is 3 due?",
    ],
)
def test_a_question_about_an_item_shows_it(text: str):
    assert read(text)._replace(argument_text="") == Command("item", numbers=(3,))


SEVERAL_COMMANDS = {
    "done 3, assign 5 to <@U1>": [("done", (3,), None, "", ""), ("assign", (5,), "U1", "", "")],
    "done 3 and assign 5 to <@U1> by friday": [("done", (3,), None, "", ""), ("assign", (5,), "U1", "friday", "")],
    "done 3 https://e.com/a\ndone 5 https://e.com/b": [
        ("done", (3,), None, "", "https://e.com/a"),
        ("done", (5,), None, "", "https://e.com/b"),
    ],
    "unblock 7 and mark it done": [("unblock", (7,), None, "", ""), ("done", (7,), None, "", "")],
    "block 16 candidate is travelling, snooze it to 7 dec": [
        ("block", (16,), None, "", "candidate is travelling"),
        ("snooze", (16,), None, "7 dec", ""),
    ],
    "9 to <@U1>, 10 to <@U2>": [("assign", (9,), "U1", "", ""), ("assign", (10,), "U2", "", "")],
    "done 9 but not 10, and 11 is <@U1>": [("done", (9,), None, "", ""), ("assign", (11,), "U1", "", "")],
    "done 5. who has 6?": [("done", (5,), None, "", ""), ("item", (6,), None, "", "")],
    "3 ist erledigt, 4 an <@U1>": [("done", (3,), None, "", ""), ("assign", (4,), "U1", "", "")],
}


@pytest.mark.parametrize(("text", "commands"), SEVERAL_COMMANDS.items())
def test_several_commands_in_a_message_are_read_one_by_one(text: str, commands: list[tuple[object, ...]]):
    assert parts_of(text) == commands


def test_a_list_of_items_is_one_command():
    for text in ("mark 3, 4 and 5 done", "done 3 4\n", "3, 4, 5 erledigt", "push 8 and 9 to friday"):
        assert read(text).verb != SEVERAL


ANY_ORDER = {
    "<@U1> takes 5": ("assign", (5,), "U1", "", ""),
    "let <@U1> do 5 by friday": ("assign", (5,), "U1", "friday", ""),
    "ill take 5 and 6": ("assign", (5, 6), ME, "", ""),
    "make <@U1> the owner": ("owner", (), "U1", "", ""),
    "Bitte 6 an <@U1>": ("assign", (6,), "U1", "", ""),
    "le 9 pour jeudi": ("due", (9,), None, "jeudi", ""),
    "6 bis freitag fällig": ("due", (6,), None, "freitag", ""),
    "el 9 hecho": ("done", (9,), None, "", ""),
    "pode marcar o 4 e o 5 como feitos?": ("done", (4, 5), None, "", ""),
    "12 wieder öffnen": ("reopen", (12,), None, "", ""),
    "set 5 to friday": ("due", (5,), None, "friday", ""),
    "take the date off 11": ("due", (11,), None, "none", ""),
    "could you tick off 18 please?": ("done", (18,), None, "", ""),
    "7 is no longer blocked": ("unblock", (7,), None, "", ""),
    "done three": ("done", (3,), None, "", ""),
    "\u2705 9": ("done", (9,), None, "", ""),
    "\U0001f6ab 19 laptops out of stock": ("block", (19,), None, "", "laptops out of stock"),
    "undo the last 2": ("undo", (2,), None, "", ""),
    "undo 2": ("reopen", (2,), None, "", ""),
    "mute 7 for 3 days": ("snooze", (7,), None, "3 days", ""),
    "rename 8 to Long list": ("retitle", (8,), None, "", "Long list"),
    "> done 3\nassign 4 to me": ("assign", (4,), ME, "", ""),
    'done 3 "not one objection"': ("done", (3,), None, "", "not one objection"),
    "note for 15: do not close it, ask <@U1|ana>": ("note", (15,), None, "", "do not close it, ask @ana"),
}


@pytest.mark.parametrize(("text", "expected"), ANY_ORDER.items())
def test_a_plain_message_is_understood_in_any_order(text: str, expected: tuple[object, ...]):
    assert parts_of(text) == [expected]


def test_two_roles_with_articles_are_a_choice():
    command = read("start a cro and a cfo by june")
    assert command.problem is not None
    assert (command.problem.kind, command.roles) == ("several_roles", ("cro", "cfo"))


WORDS = sorted({word for text in (*DOUBTS, *SEVERAL_COMMANDS, *ANY_ORDER) for word in text.split()})


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=120))
def test_any_message_gives_a_command(text: str):
    command = read(text)
    assert command == read(text)
    assert command.verb in {*CATALOGUE, SEVERAL, "empty", "unknown"}
    assert all(part.problem is None for part in command.parts)
    assert command.problem is None or command.problem.kind in get_args(ProblemKind)
