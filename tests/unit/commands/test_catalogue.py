"""Every verb of the catalogue is complete: phrases, help, rule or handler, texts, documentation, conversation test."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from samples.hiring import TODAY, checklist
from samples.understanding import base

from bot.commands.catalogue import CATALOGUE, EMPTY
from bot.commands.command import SLASH_COMMAND
from bot.commands.parser import parse_command
from bot.commands.verb import Verb
from bot.slack.hiring.dispatcher import COMMAND_HANDLERS
from bot.slack.hiring.handlers import HANDLERS
from bot.slack.hiring.views.wording import fill_item_template, fill_search_template

ROOT = Path(__file__).parents[3]
TYPED = [verb for verb in CATALOGUE.values() if verb.is_typed]
CHANGING = [verb for verb in CATALOGUE.values() if verb.writes]
TEMPLATES = ("confirmation", "confirmation_cleared", "unchanged", "unchanged_cleared")

typed = pytest.mark.parametrize("verb", TYPED, ids=lambda verb: verb.name)
changing = pytest.mark.parametrize("verb", CHANGING, ids=lambda verb: verb.name)


def parsed_verb(text: str) -> str:
    """The verb of a complete command, with people as Slack sends them; empty if anything is wrong with it."""
    as_sent = re.sub(r"@[a-z-]+", "<@U0SOMEBODY>", text.replace("...", "example.com"))
    command = parse_command(as_sent, base())
    return "" if command.problem else command.verb


@typed
def test_a_verb_can_be_typed_by_its_name(verb: Verb):
    as_typed = (verb.name, f"{verb.name} 3")  # `item` alone lists them all
    assert verb.name in [parse_command(text, base()).verb for text in as_typed]


def test_a_phrase_belongs_to_one_verb():
    phrases = Counter(chain.from_iterable(verb.phrases.split(", ") for verb in TYPED))
    assert [phrase for phrase, count in phrases.items() if count > 1] == []


@typed
def test_the_help_page_has_a_line_for_every_verb_with_an_example_of_it(verb: Verb):
    assert verb.group
    assert verb.help.startswith(f"`{verb.name}")
    examples = re.findall(r"`([^`]+)`", verb.help)
    assert verb.name in [parsed_verb(example) for example in examples]


@typed
def test_the_usage_shown_when_something_is_missing_is_of_that_verb(verb: Verb):
    assert {parsed_verb(example) for example in verb.usage} <= {verb.name}
    is_complete = parsed_verb(verb.name) == verb.name
    assert verb.usage or is_complete, "the bare verb is incomplete, so there has to be an example of what is missing"


@typed
def test_the_page_for_recruiters_has_every_verb_in_its_table(verb: Verb):
    page = (ROOT / "docs/hiring.md").read_text()
    [row] = re.findall(rf"^\| `{verb.name}` \|.*\| `{SLASH_COMMAND} (.+)` \|$", page, re.MULTILINE)
    assert parsed_verb(row) == verb.name


@changing
def test_a_verb_that_changes_something_has_one_way_to_do_it(verb: Verb):
    assert [bool(verb.rule), bool(verb.search_rule), verb.changes].count(True) == 1


@changing
def test_a_verb_that_changes_something_is_told_in_the_history(verb: Verb):
    assert verb.history


@pytest.mark.parametrize("verb", CATALOGUE.values(), ids=lambda verb: verb.name)
def test_a_verb_has_a_confirmation_if_and_only_if_it_changes_something(verb: Verb):
    assert bool(verb.confirmation) == verb.writes


def test_the_start_of_a_search_is_told_in_the_history():
    assert CATALOGUE["start"].history


@pytest.mark.parametrize("verb", CATALOGUE.values(), ids=lambda verb: verb.name)
def test_every_template_can_be_filled_in(verb: Verb):
    sample = checklist()
    for template in filter(None, (getattr(verb, name) for name in TEMPLATES)):
        if verb.name == "undo":
            filled = template.format(changed="something")
        elif verb.needs_item or "{item}" in template:
            filled = fill_item_template(template, sample.items[0], TODAY, sample.search)
        else:
            filled = fill_search_template(template, sample.search)
        assert "{" not in filled


@typed
def test_a_verb_is_carried_out_by_its_rule_or_by_one_handler(verb: Verb):
    ways = (verb.rule, verb.search_rule, HANDLERS.get(verb.name), COMMAND_HANDLERS.get(verb.name))
    assert len([way for way in ways if way]) == 1


def test_there_is_no_handler_without_a_verb():
    assert {*HANDLERS, *COMMAND_HANDLERS} - {*CATALOGUE} == {EMPTY}


@typed
def test_every_verb_is_tested_in_a_conversation(verb: Verb):
    assert verb.name in verbs_typed_in_scenarios()


@cache
def verbs_typed_in_scenarios() -> set[str]:
    """The verbs of all complete commands that people type in the conversations of `tests/scenarios`."""
    files = (ROOT / "tests/scenarios").glob("**/test_*.py")
    return {parsed_verb(text) for file in files for text in typed_texts(ast.parse(file.read_text()))}


def typed_texts(module: ast.Module) -> Iterator[str]:
    """What people type in a scenario file: the text after `/hiring`, in calls such as
    `run_command(person, "done 3")`, and in the first column of tables.

    The other columns have the expected answers, which must not be mistaken for commands.
    """
    for node in ast.walk(module):
        match node:
            case ast.Constant() | ast.JoinedStr():
                text = text_of(node)
                yield text.removeprefix(f"{SLASH_COMMAND} ") if text.startswith(f"{SLASH_COMMAND} ") else ""
            case ast.Call(ast.Name(), [_, command, *_]):
                yield text_of(command)
            case ast.List(rows) | ast.Dict(rows):
                yield from (text_of(row.elts[0] if isinstance(row, ast.Tuple) and row.elts else row) for row in rows)


def text_of(node: ast.AST | None) -> str:
    """The text of a string, with a number in place of each value filled in; empty for anything else."""
    match node:
        case ast.Constant(str(text)):
            return text.replace("{}", "3")
        case ast.JoinedStr(values):
            return "".join(text_of(value) if isinstance(value, ast.Constant) else "3" for value in values)
    return ""
