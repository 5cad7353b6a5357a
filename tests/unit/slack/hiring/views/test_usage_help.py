import re

import pytest
from samples.slack_hiring import taken

from bot.commands.command import Command
from bot.commands.parser import parse_command
from bot.knowledge.loader import load
from bot.slack.hiring.views.usage import PARTS, USAGE, help_message

BASE = load()
EXAMPLES = [code for _, lines in PARTS for line in lines for code in re.findall(r"`([^`]+)`", line)]
CONTINUED = ("me", "nobody", "2026-12-01", "+2w", "overdue", "all", "done", "md")
"""What stands for a command with the words before it."""


def test_slack_takes_it():
    message = taken(help_message(Command("help")))
    assert message.blocks[0]["text"]["text"] == "Working a search"


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each not in CONTINUED])
def test_every_example_in_it_is_a_command(example: str):
    typed = example.replace("@somebody", "<@U1|somebody>").replace("https://...", "https://example.com")
    order = parse_command(typed, BASE)
    assert order.problem is None
    assert order.verb not in ("unknown", "empty")


@pytest.mark.parametrize("example", [each for examples in USAGE.values() for each in examples])
def test_so_is_every_example_of_what_was_left_out(example: str):
    order = parse_command(example.replace("@somebody", "<@U1|somebody>").replace("https://...", "https://e.com"), BASE)
    assert order.problem is None
    verb = "override" if order.override else order.verb
    assert verb == next(verb for verb, examples in USAGE.items() if example in examples)


def test_every_command_is_in_it():
    said = help_message(Command("help")).text
    for verb in (
        "start",
        "decide",
        "decisions",
        *USAGE,
        "status",
        "next",
        "items",
        "searches",
        "history",
        "undo",
        "reopen-search",
    ):
        assert f"`{verb}" in said, verb
