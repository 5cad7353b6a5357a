from hiring_samples import NOW, checklist

from bot.hiring.models import Act, Change
from bot.hiring.rules import Deed, Refusal
from bot.hiring.service import Worked
from bot.slack.hiring.steps import steps, told_once, verbs
from bot.understanding.order import Order

DEED = Deed("U0OWNER", NOW)


def test_an_order_takes_a_step_for_each_item():
    assert steps(Order("done", numbers=(1, 2)), DEED) == [("done", 1, DEED), ("done", 2, DEED)]
    assert verbs(Order("done", override=True)) == ("override",)


def test_an_item_that_is_given_to_somebody_with_a_day_takes_two():
    order = Order("assign", numbers=(1, 2), person="me", when="friday")
    assert [step[:2] for step in steps(order, DEED)] == [("assign", 1), ("due", 1), ("assign", 2), ("due", 2)]


def test_what_is_so_already_is_told_once_and_only_where_nothing_else_changed():
    given = checklist()
    refusals = tuple(Refusal(number, "already", given.items[number - 1]) for number in (1, 2, 2))
    act = Act("A1", "U0OWNER", NOW, (Change(1, "due", (("due", None, NOW.date()),)),))
    assert told_once(Worked(given, given, act, refusals)).refusals == refusals[1:2]
