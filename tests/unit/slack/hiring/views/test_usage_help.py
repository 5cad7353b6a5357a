import re

import pytest
from samples.slack_hiring import taken

from bot.commands.catalogue import CATALOGUE
from bot.commands.parser import parse_command
from bot.knowledge.loader import load
from bot.slack.hiring.views.usage import help_message

BASE = load()
TYPED = [verb for verb in CATALOGUE.values() if verb.is_typed]
EXAMPLES = [code for verb in TYPED for code in re.findall(r"`([^`]+)`", verb.help)]
CONTINUED = ("me", "nobody", "2026-12-01", "+2w", "none", "overdue", "all", "done", "md")
"""What stands for a command with the words before it."""


def test_slack_takes_it():
    message = taken(help_message())
    assert message.blocks[0]["text"]["text"] == "Working a search"


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each not in CONTINUED])
def test_every_example_in_it_is_a_command(example: str):
    typed = example.replace("@somebody", "<@U1|somebody>").replace("https://...", "https://example.com")
    order = parse_command(typed, BASE)
    assert order.problem is None
    assert order.verb not in ("unknown", "empty")


@pytest.mark.parametrize("example", [example for verb in TYPED for example in verb.usage])
def test_so_is_every_example_of_what_was_left_out(example: str):
    order = parse_command(example.replace("@somebody", "<@U1|somebody>").replace("https://...", "https://e.com"), BASE)
    assert order.problem is None
    assert example in CATALOGUE[order.verb].usage


def test_every_command_is_in_it():
    said = help_message().text
    for verb in TYPED:
        assert f"• `{verb.name}" in said
