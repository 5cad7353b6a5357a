import pytest
from samples.command_table import NAMES
from samples.understanding import base

from bot.commands.command import Command
from bot.commands.second_reading import read_with_items


def read(text: str) -> Command:
    return read_with_items(text, base(), NAMES)


def offered(text: str) -> str:
    command = read(text)
    assert command.problem is not None
    return "\n".join(command.problem.suggestions)


# Items named by their titles


@pytest.mark.parametrize(
    ("text", "verb", "numbers"),
    [
        ("done laptop", "done", (19,)),
        ("done reference checks and board approval", "done", (12, 14)),
        ("assign the short list to <@U1>", "assign", (8,)),
        ("due offer letter friday", "due", (15,)),
        ("unblock the criminal record check", "unblock", (13,)),
    ],
)
def test_a_command_that_only_lacks_a_number_is_carried_out_for_the_item_named(
    text: str, verb: str, numbers: tuple[int, ...]
):
    command = read(text)
    assert (command.verb, command.numbers, command.problem) == (verb, numbers, None)


def test_an_item_can_be_renamed_by_its_name():
    command = read('rename the welcome lunch to "Welcome breakfast"')
    assert (command.verb, command.numbers, command.text) == ("retitle", (17,), "Welcome breakfast")


def test_a_search_can_still_be_renamed():
    assert read("rename to CFO Europe").verb == "rename"


@pytest.mark.parametrize(
    "text", ["skip the welcome lunch, the restaurant is closed", "wait is the laptop for us or IT"]
)
def test_what_is_said_about_a_named_item_is_no_reason_to_block_or_skip_it(text: str):
    assert read(text).problem is not None


# What is likely to be meant


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("the board has approved, you may now consider 14 dealt with and tick it", "done 14"),
        ("zrobione 4 i 5", "done 4, 5"),
        ("la 15, ne me relance pas avant le 14/12/2026 merci", "snooze 15 14/12/2026"),
        ("kindly lift the block on the contract", "unblock 16"),
        ("shift board approval to 17 December, would you", "due 14 17 December"),
        ("items 1 through 4 are complete, with the exception of number 3", "done 1, 2, 4"),
    ],
)
def test_what_a_message_is_likely_to_ask_for_is_offered_and_not_done(text: str, line: str):
    assert offered(text) == line


def test_a_person_without_a_mention_is_asked_for():
    command = read("hey can you uh assign the um reference checks to Priya thanks")
    assert (command.verb, command.numbers, command.problem and command.problem.kind) == ("assign", (12,), "no_person")


@pytest.mark.parametrize("text", ["is 3 done?", "if 5 is done assign 6 to <@U1>", "3 isn't done yet", "thanks all"])
def test_a_question_a_condition_a_negation_and_a_remark_get_no_guess(text: str):
    problem = read(text).problem
    assert problem is None or not any(character.isdigit() for line in problem.suggestions for character in line)
