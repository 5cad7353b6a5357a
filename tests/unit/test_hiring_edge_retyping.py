import pytest
from hiring_edge_samples import NASTY, pings_nobody, taken

from bot.knowledge.loader import load
from bot.slack.hiring.problems import problem_message
from bot.slack.hiring.retyping import choices, shown, ways
from bot.understanding.order import Order
from bot.understanding.orders import read_order

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
    assert ways(read_order(typed, BASE)) == instead


@pytest.mark.parametrize(
    "typed", ["note 2 & 5 more weeks for R&amp;D &lt;3", "cancel <@U1> said so", "cancel &amp;amp;"]
)
def test_each_is_a_button_that_orders_just_that(typed: str):
    order = read_order(typed, BASE)
    pressed = [read_order(button["value"], BASE) for button in choices(order)]
    assert pressed == [read_order(each.replace("&", "&amp;").replace("<", "&lt;"), BASE) for each in ways(order)]
    assert [each.problem for each in pressed] == [None] * len(pressed)
    assert pressed


def test_what_no_button_has_room_for_has_to_be_typed():
    assert choices(read_order("cancel " + "x" * 3000, BASE)) == []
    assert choices(Order("done")) == []


def test_what_would_close_a_search_is_asked_first():
    message = taken(problem_message(read_order("cancel", BASE), BASE))
    assert message.text.startswith("That would close the whole search as cancelled, so nothing was changed yet.")
    assert message.text.endswith("Type `/hiring close cancelled`, or press what you mean.")
    [button] = message.blocks[1]["elements"]
    assert (button["text"]["text"], button["style"]) == ("Close it as cancelled", "danger")


def test_numbers_that_can_be_read_in_two_ways_are_asked_about():
    message = taken(problem_message(read_order("done 2 5 board members agreed", BASE), BASE))
    assert "can be read in two ways" in message.text
    labels = [button["text"]["text"].replace("\u200b", "") for button in message.blocks[1]["elements"]]
    assert labels == ["2, 5: board members agreed", "2: 5 board members agreed"]


@pytest.mark.parametrize("words", NASTY)
def test_what_is_asked_back_harms_nobody(words: str):
    pings_nobody(taken(problem_message(read_order(f"cancel {words}", BASE), BASE)))
    assert shown(f"close `x`\n{words}").count("`") == 2
