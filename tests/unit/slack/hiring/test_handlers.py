from samples.hiring import NOW, TODAY, checklist, make_actor, make_rule_input
from samples.understanding import base

from bot.commands.catalogue import CATALOGUE
from bot.commands.command import Command
from bot.hiring import rules
from bot.hiring.models import Change, HistoryEntry
from bot.hiring.rules import Refusal
from bot.hiring.service import ChangeResult
from bot.slack.hiring.handlers import HiringRequest, drop_redundant_refusals, item_steps


def steps_of(command: Command):
    request = HiringRequest(command, make_actor(), make_rule_input(), TODAY, base())
    return [
        (rule, number)
        for rule, number, given in item_steps(CATALOGUE[command.verb], request)
        if given == make_rule_input()
    ]


def test_a_command_takes_one_step_for_each_item():
    assert steps_of(Command("done", numbers=(1, 2))) == [(rules.complete, 1), (rules.complete, 2)]
    assert steps_of(Command("override", numbers=(1,))) == [(rules.override, 1)]


def test_an_assignment_with_a_due_date_takes_two_steps_for_each_item():
    command = Command("assign", numbers=(1, 2), person="me", when="friday")
    expected = [(rules.assign, 1), (rules.set_due, 1), (rules.assign, 2), (rules.set_due, 2)]
    assert steps_of(command) == expected


def test_nothing_to_change_is_said_once_and_only_for_items_in_which_nothing_else_changed():
    given = checklist()
    refusals = tuple(Refusal(number, "already", given.items[number - 1]) for number in (1, 2, 2))
    entry = HistoryEntry("A1", "U0OWNER", NOW, (Change(1, "due", (("due", None, NOW.date()),)),))
    assert drop_redundant_refusals(ChangeResult(given, given, entry, refusals)).refusals == refusals[1:2]
