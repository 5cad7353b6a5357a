from bot.slack.hiring.requests import build_steps, drop_redundant_refusals, item_verbs
from samples.hiring import NOW, checklist

from bot.commands.command import Command
from bot.hiring.models import Change, HistoryEntry
from bot.hiring.rules import Refusal, RuleInput
from bot.hiring.service import ChangeResult

DEED = RuleInput("U0OWNER", NOW)


def test_an_order_takes_a_step_for_each_item():
    assert build_steps(Command("done", numbers=(1, 2)), DEED) == [("done", 1, DEED), ("done", 2, DEED)]
    assert item_verbs(Command("done", override=True)) == ("override",)


def test_an_item_that_is_given_to_somebody_with_a_day_takes_two():
    order = Command("assign", numbers=(1, 2), person="me", when="friday")
    assert [step[:2] for step in build_steps(order, DEED)] == [("assign", 1), ("due", 1), ("assign", 2), ("due", 2)]


def test_what_is_so_already_is_told_once_and_only_where_nothing_else_changed():
    given = checklist()
    refusals = tuple(Refusal(number, "already", given.items[number - 1]) for number in (1, 2, 2))
    act = HistoryEntry("A1", "U0OWNER", NOW, (Change(1, "due", (("due", None, NOW.date()),)),))
    assert drop_redundant_refusals(ChangeResult(given, given, act, refusals)).refusals == refusals[1:2]
