from dataclasses import replace

from fakes.library import FragileLibrary

from bot.knowledge.loader import load
from bot.slack.hiring.reading import KEPT, LONGEST_KEPT, Orders
from bot.understanding.orders import read_order

BASE = load()


def test_an_order_is_read_as_it_is_without_keeping():
    orders = Orders(FragileLibrary(BASE))
    for text in ("done 3", "stauts", "", f"note 3 {'word ' * LONGEST_KEPT}"):
        assert orders.read(text) == orders.read(text) == read_order(text, BASE)


def test_what_was_read_with_other_knowledge_is_read_anew():
    library = FragileLibrary(BASE)
    orders = Orders(library)
    assert orders.read("start cro").roles == ("cro",)
    library.now = replace(BASE, version="other", roles={key: role for key, role in BASE.roles.items() if key != "cro"})
    assert orders.read("start cro").roles == ()


def test_more_orders_are_read_than_are_kept():
    orders = Orders(FragileLibrary(BASE))
    assert [orders.read(f"done {number}").number for number in range(1, KEPT + 50)] == list(range(1, KEPT + 50))
