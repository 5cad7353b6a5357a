import pytest
from samples.slack_hiring import NASTY, pings_nobody, taken

from bot.commands.command import Command
from bot.commands.parser import parse_command
from bot.knowledge.loader import load
from bot.slack.hiring.views.command_text import command_code, suggested_commands, suggestion_buttons
from bot.slack.hiring.views.usage import problem_message

BASE = load()


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("done 2 5 board members agreed", ("done 2, 5: board members agreed", "done 2: 5 board members agreed")),
        ("override cro 2, 5 people agreed", ("override cro 2, 5: people agreed", "override cro 2: 5 people agreed")),
        ("cancel", ("close cancelled",)),
        ("abort no budget", ("close cancelled no budget",)),
        ("done", ()),
        ("done 3", ()),
    ],
)
def test_what_could_be_meant_can_be_typed(typed: str, instead: tuple[str, ...]):
    assert suggested_commands(parse_command(typed, BASE)) == instead


@pytest.mark.parametrize(
    "typed", ["note 2 & 5 more weeks for R&amp;D &lt;3", "cancel <@U1> said so", "cancel &amp;amp;"]
)
def test_each_is_a_button_that_orders_just_that(typed: str):
    order = parse_command(typed, BASE)
    pressed = [parse_command(button["value"], BASE) for button in suggestion_buttons(order)]
    assert pressed == [
        parse_command(each.replace("&", "&amp;").replace("<", "&lt;"), BASE) for each in suggested_commands(order)
    ]
    assert [each.problem for each in pressed] == [None] * len(pressed)
    assert pressed


def test_what_no_button_has_room_for_has_to_be_typed():
    assert suggestion_buttons(parse_command("cancel " + "x" * 3000, BASE)) == []
    assert suggestion_buttons(Command("done")) == []


def test_what_would_close_a_search_is_asked_first():
    message = taken(problem_message(parse_command("cancel", BASE), BASE))
    assert message.text.startswith("That would close the whole search as cancelled, so nothing was changed yet.")
    assert message.text.endswith("Type `/hiring close cancelled`, or press what you mean.")
    [button] = message.blocks[1]["elements"]
    assert (button["text"]["text"], button["style"]) == ("Close it as cancelled", "danger")


def test_numbers_that_can_be_read_in_two_ways_are_asked_about():
    message = taken(problem_message(parse_command("done 2 5 board members agreed", BASE), BASE))
    assert "can be read in two ways" in message.text
    labels = [button["text"]["text"].replace("\u200b", "") for button in message.blocks[1]["elements"]]
    assert labels == ["2, 5: board members agreed", "2: 5 board members agreed"]


@pytest.mark.parametrize("words", NASTY)
def test_what_is_asked_back_harms_nobody(words: str):
    pings_nobody(taken(problem_message(parse_command(f"cancel {words}", BASE), BASE)))
    assert command_code(f"close `x`\n{words}").count("`") == 2
