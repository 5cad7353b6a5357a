import pytest
from hypothesis import given
from samples.slack_hiring import texts
from samples.understanding import base

from bot.commands.command import SLASH_COMMAND, Command
from bot.commands.parser import parse_command
from bot.slack.hiring.views.command_text import as_code_blocks, as_inline_code, to_command_text


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
        ("assign 3 <@U1|ana>", "assign cro2 3 @somebody"),
        ("owner <@U1|ana>", "owner cro2 @somebody"),
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
        ("items nobody", "items cro2 nobody"),
        ("export csv", "export cro2 csv"),
        ("close cancelled the plan has changed", "close cro2 cancelled the plan has changed"),
        ("rename Head of revenue", "rename cro2 Head of revenue"),
        ("target 2027-04-30", "target cro2 2027-04-30"),
        ("history 3", "history cro2 3"),
        ("whats next", "next cro2"),
        ("done cmo 1", "done cro2 1"),
    ],
)
def test_an_order_is_written_out_so_that_it_would_do_the_same(typed: str, again: str):
    order = parse_command(typed, base())
    assert to_command_text(order, "cro2") == f"{SLASH_COMMAND} {again}"
    back = parse_command(again.replace("@somebody", "<@U1|ana>"), base())
    assert back._replace(argument_text="") == order._replace(argument_text="", search="cro2")


def test_a_title_with_quotes_and_a_phase_stays_one():
    order = Command("add", text='Meet "the" team', filter="assess")
    assert to_command_text(order, "cro") == '/hiring add cro Meet "the" team in assess'


def test_in_a_sentence_a_long_one_is_cut():
    assert (
        as_inline_code(Command("note", numbers=(3,), text="x" * 90), "cro", 40) == f"`/hiring note cro 3 {'x' * 20}…`"
    )


@given(text=texts)
def test_nothing_in_it_ends_the_code_or_calls_anybody(text: str):
    for part in (
        as_inline_code(Command("note", numbers=(3,), text=text), "cro", 80)[1:-1],
        *as_code_blocks(Command("note", text=text), "cro"),
    ):
        inside = part.removeprefix("```").removesuffix("```")
        assert "`" not in inside
        assert "<" not in inside
        assert "@h" not in inside


def test_all_of_it_is_there_in_parts_that_fit_however_much_there_is_to_escape():
    text = "R&D <b> " * 375
    parts = as_code_blocks(Command("note", numbers=(3,), text=text), "cro")
    assert all(len(part) < 3000 for part in parts)
    whole = "".join(part.removeprefix("```").removesuffix("```") for part in parts)
    assert whole == f"/hiring note cro 3 {text}".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
