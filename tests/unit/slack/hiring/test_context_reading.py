from dataclasses import replace

from fakes.library import FragileLibrary

from bot.commands.parser import parse_command
from bot.knowledge.loader import load
from bot.slack.hiring.context import CACHE_SIZE, MAX_CACHED_CHARS, CommandParser

BASE = load()


def test_an_order_is_read_as_it_is_without_keeping():
    orders = CommandParser(FragileLibrary(BASE))
    for text in ("done 3", "stauts", "", f"note 3 {'word ' * MAX_CACHED_CHARS}"):
        assert orders.parse(text) == orders.parse(text) == parse_command(text, BASE)


def test_what_was_read_with_other_knowledge_is_read_anew():
    library = FragileLibrary(BASE)
    orders = CommandParser(library)
    assert orders.parse("start cro").roles == ("cro",)
    library.now = replace(BASE, version="other", roles={key: role for key, role in BASE.roles.items() if key != "cro"})
    assert orders.parse("start cro").roles == ()


def test_more_orders_are_read_than_are_kept():
    orders = CommandParser(FragileLibrary(BASE))
    assert [orders.parse(f"done {number}").number for number in range(1, CACHE_SIZE + 50)] == list(
        range(1, CACHE_SIZE + 50)
    )
