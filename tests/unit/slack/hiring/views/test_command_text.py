import pytest
from hypothesis import given
from samples.slack_hiring import HOSTILE_TEXTS, assert_no_pings, assert_valid_message, texts
from samples.understanding import base

from bot.commands.command import SLASH_COMMAND, Command
from bot.commands.parser import parse_command
from bot.knowledge.loader import load
from bot.slack.hiring.views.command_text import (
    as_code_blocks,
    as_inline_code,
    command_code,
    suggested_commands,
    suggestion_buttons,
    to_command_text,
)
from bot.slack.hiring.views.usage import problem_message

BASE = load()


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("done 2 5 board members agreed", ("done 2, 5: board members agreed", "done 2: 5 board members agreed")),
        ("override cro 2, 5 people agreed", ("override cro 2, 5: people agreed", "override cro 2: 5 people agreed")),
        ("cancel", ()),
        ("done", ()),
        ("done 3", ()),
    ],
)
def test_an_ambiguous_command_suggests_what_to_type(typed: str, instead: tuple[str, ...]):
    assert suggested_commands(parse_command(typed, BASE)) == instead


@pytest.mark.parametrize(
    "typed",
    ["note 2 & 5 more weeks for R&amp;D &lt;3", "note 2 & 5 people <@U1> said so", "note 2 & 5 people &amp;amp;"],
)
def test_each_suggestion_is_a_button_with_that_command(typed: str):
    command = parse_command(typed, BASE)
    pressed = [parse_command(button["value"], BASE) for button in suggestion_buttons(command)]
    assert pressed == [
        parse_command(each.replace("&", "&amp;").replace("<", "&lt;"), BASE) for each in suggested_commands(command)
    ]
    assert [each.problem for each in pressed] == [None] * len(pressed)
    assert pressed


def test_a_suggestion_too_long_for_a_button_has_none():
    assert suggestion_buttons(parse_command("note 2 & 5 people " + "x" * 3000, BASE)) == []
    assert suggestion_buttons(Command("done")) == []


def test_ambiguous_numbers_are_asked_about():
    message = assert_valid_message(problem_message(parse_command("done 2 5 board members agreed", BASE), BASE))
    assert "can mean two things" in message.text
    labels = [button["text"]["text"].replace("\u200b", "") for button in message.blocks[1]["elements"]]
    assert labels == ["2, 5: board members agreed", "2: 5 board members agreed"]


@pytest.mark.parametrize("words", HOSTILE_TEXTS)
def test_suggestions_ping_no_one_and_break_nothing(words: str):
    assert_no_pings(assert_valid_message(problem_message(parse_command(f"note 2 & 5 people {words}", BASE), BASE)))
    assert command_code(f"close `x`\n{words}").count("`") == 2


@pytest.mark.parametrize(
    ("typed", "again"),
    [
        ("done 1 3", "done cro2 1 3"),
        ("done 1, 3-5 all signed", "done cro2 1 3 4 5 all signed"),
        ("finish 2", "done cro2 2"),
        ("override 4 the board insists", "override cro2 4 the board insists"),
        ("due 4 friday", "due cro2 4 friday"),
        ("due 4 none", "due cro2 4 none"),
        ("snooze 4", "snooze cro2 4"),
        ("assign 3 me", "assign cro2 3 me"),
        ("unassign 3", "assign cro2 3 unassigned"),
        ("assign 3 <@U1|ana>", "assign cro2 3 @name"),
        ("owner <@U1|ana>", "owner cro2 @name"),
        ("block 6 the budget is late", "block cro2 6 the budget is late"),
        ("note 5 the first call went well", "note cro2 5 the first call went well"),
        ("weekly off", "weekly cro2 off"),
        ("weekly on", "weekly cro2 on"),
        ("mine", "items cro2 mine"),
        ("items assess", "items cro2 assess"),
        ("add Meet the team", "add cro2 Meet the team"),
        ('add "Meet the team" assess', 'add cro2 "Meet the team" assess'),
        ("add Meet the team by friday", "add cro2 Meet the team by friday"),
        ('add "Meet the team" assess by friday', 'add cro2 "Meet the team" assess by friday'),
        ("assign 4 me due friday", "assign cro2 4 me friday"),
        ("items nobody", "items cro2 unassigned"),
        ("export csv", "export cro2 csv"),
        ("close cancelled the plan has changed", "close cro2 cancelled the plan has changed"),
        ("rename Head of revenue", "rename cro2 Head of revenue"),
        ("target 2027-04-30", "target cro2 2027-04-30"),
        ("history 3", "history cro2 3"),
        ("whats next", "next cro2"),
        ("done cmo 1", "done cro2 1"),
    ],
)
def test_a_command_is_written_out_so_that_it_parses_the_same(typed: str, again: str):
    command = parse_command(typed, base())
    assert to_command_text(command, "cro2") == f"{SLASH_COMMAND} {again}"
    back = parse_command(again.replace("@name", "<@U1|ana>"), base())
    assert back._replace(argument_text="") == command._replace(argument_text="", search="cro2")


def test_a_title_with_quotes_is_written_without_more_quotes():
    command = Command("add", text='Meet "the" team', filter="assess")
    assert to_command_text(command, "cro") == '/hiring add cro Meet "the" team in assess'


def test_inline_code_is_truncated():
    assert (
        as_inline_code(Command("note", numbers=(3,), text="x" * 90), "cro", 40) == f"`/hiring note cro 3 {'x' * 20}…`"
    )


@given(text=texts)
def test_nothing_in_a_command_ends_the_code_or_pings_anyone(text: str):
    for part in (
        as_inline_code(Command("note", numbers=(3,), text=text), "cro", 80)[1:-1],
        *as_code_blocks(Command("note", text=text), "cro"),
    ):
        inside = part.removeprefix("```").removesuffix("```")
        assert "`" not in inside
        assert "<" not in inside
        assert "@h" not in inside


def test_code_blocks_have_the_whole_command_in_parts_that_fit():
    text = "R&D <b> " * 375
    parts = as_code_blocks(Command("note", numbers=(3,), text=text), "cro")
    assert all(len(part) < 3000 for part in parts)
    whole = "".join(part.removeprefix("```").removesuffix("```") for part in parts)
    assert whole == f"/hiring note cro 3 {text}".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
