import pytest
from fakes.library import FragileLibrary

from bot.knowledge.loader import load
from bot.slack.hiring.reading import Orders
from bot.slack.hiring.speaking import order_in

ORDERS = Orders(FragileLibrary(load()))


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("/hiring done 3", "done 3"),
        ("<@U0BOT> /hiring done 3", "done 3"),
        ("<@U0BOT|rolecall>: hiring done 3", "done 3"),
        ("Hiring, status", "status"),
        ("hiring: override 4 the board insists", "override 4 the board insists"),
        ("/hiring", ""),
        ("/hiring what does a CRO do?", "what does a CRO do?"),
        ("/hiring timeline", "timeline"),
        ("  /HIRING\nstatus", "status"),
    ],
)
def test_what_follows_is_an_order(text: str, order: str):
    assert order_in(ORDERS, text) == order


@pytest.mark.parametrize(
    "text",
    [
        "hiring",
        "hiring a CRO",
        "hiring cro",
        "hiring timeline",
        "hiring done 3?",
        "hiring start cro",
        "hiring done",
        "hiring note 3 this is a note of many words",
        "hirings done 3",
        "done 3",
        "we are hiring done 3",
        "<@U0BOT> what is hiring status",
        "",
    ],
)
def test_a_question_is_none(text: str):
    assert order_in(ORDERS, text) is None
