import pytest
from hiring_samples import search

from bot.slack.hiring.choosing import choice, chosen, waits
from bot.understanding.order import Order

ORDERS = [
    Order("status"),
    Order("done", numbers=(3, 4, 7), text="signed & “sealed”", override=True),
    Order("assign", numbers=(3,), person="U1"),
    Order("due", numbers=(3,), when="next friday"),
    Order("target", when="2027-04-30", text="the board is late"),
    Order("items", filter="overdue"),
    Order("export", format="md"),
    Order("close", outcome="hired", text="at last"),
    Order("weekly", on=False),
]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.verb)
def test_an_order_waits_on_a_button_as_it_was_given(order: Order):
    element = choice(order._replace(search="gone", whole="as typed"), search(short="cro2"), 1)
    assert (element["text"]["text"], element["action_id"]) == ("cro2", "search:chosen:1")
    assert chosen(element["value"]) == ("S1", order)


@pytest.mark.parametrize(("characters", "fits"), [(1_900, True), (2_000, False)])
def test_one_that_is_too_long_does_not(characters: int, fits: bool):
    assert waits(Order("note", numbers=(3,), text="x" * characters), search()) is fits


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{}",
        "[]",
        '["S1", []]',
        '["S1", ["done", [1]]]',
        '["S1", ["start", [], null, "", "", "", null, null, null, false]]',
        '["S1", ["unknown", [], null, "", "", "", null, null, null, false]]',
        '["S1", ["done", ["x"], null, "", "", "", null, null, null, false]]',
        '[1, ["done", [1], null, "", "", "", null, null, null, false]]',
    ],
)
def test_what_nothing_of_ours_wrote_is_no_order(value: str):
    with pytest.raises(ValueError):
        chosen(value)
