import re
from typing import get_args

import pytest
from samples.slack_hiring import HOSTILE_TEXTS, assert_no_pings, assert_valid_message

from bot.commands.catalogue import CATALOGUE
from bot.commands.command import Command, CommandProblem, ProblemKind
from bot.commands.parser import parse_command
from bot.knowledge.loader import load
from bot.slack.hiring.button_values import StartRequest, decode_start_request
from bot.slack.hiring.views.usage import MOST_USED, explain_problem, help_message, problem_message

BASE = load()


@pytest.mark.parametrize("kind", get_args(ProblemKind))
@pytest.mark.parametrize("words", ["", *HOSTILE_TEXTS])
def test_every_kind_of_problem_has_a_safe_sentence(kind: ProblemKind, words: str):
    message = assert_valid_message(problem_message(Command("done", problem=CommandProblem(kind, words)), BASE))
    assert_no_pings(message)
    assert message.text.rstrip("`").endswith((".", "?", "3", "7-9"))
    assert "  " not in message.text


def test_the_help_begins_with_what_people_do_most():
    assert help_message().blocks[2]["text"]["text"] == MOST_USED
    commands = [parse_command(each.replace("@name", "<@U0HR>"), BASE) for each in re.findall("`([^`]+)`", MOST_USED)]
    assert [each.verb for each in commands] == ["start", "decide", "next", "done", "assign", "status"]
    assert all(each.problem is None for each in commands)


def test_a_complete_command_has_no_explanation():
    assert explain_problem(Command("done")) == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("done", "Which item? Give its number. For example: `/hiring done 3`, `/hiring done 3 https://...`,"),
        ("rename", "The text is missing. For example: `/hiring rename Head of revenue, EMEA`."),
        ("add", 'The text is missing. For example: `/hiring add "Meet the founders" assess`,'),
        ("override 7", "Add a reason. It goes in the history. For example: `/hiring override 3 the board insists`."),
        ("start cro by summer", "I can't read “summer” as a date. For example: `/hiring start cro`,"),
        ("assign 3 me by summer", "I can't read “summer” as a date. For example: `/hiring assign 3"),
        ("items @ana", "Slack didn't turn “@\u200bana” into a mention."),
        ("frobnicate", "“frobnicate” isn't a command I know. `/hiring help` lists all commands."),
        (
            "process",
            "“process” isn't a command I know. Did you mean `/hiring status`? `/hiring help` lists all commands.",
        ),
        ("due 3", "Which date? For example: `/hiring due 3 friday`,"),
        ("target", "Which date? For example: `/hiring target 2027-04-30`, `/hiring target cro 30 june 2027`."),
        ("postpone the search by 2 weeks", "I can't read “2 weeks” as a date."),
        ("history 0", "“0” isn't an item number."),
    ],
)
def test_the_explanation_is_followed_by_examples(typed: str, expected: str):
    assert explain_problem(parse_command(typed, BASE)).startswith(expected)


@pytest.mark.parametrize("typed", ["postpone to 2027-04-30", "due april 30", "move to 30 april"])
def test_a_date_without_an_item_mentions_how_to_move_the_first_day(typed: str):
    expected = explain_problem(parse_command(typed, BASE))
    assert "isn't an item number." in expected
    assert expected.endswith(" `/hiring target 2027-04-30` moves the target start date of the whole search.")


def test_without_a_date_the_first_day_is_not_mentioned():
    assert "target" not in explain_problem(parse_command("due", BASE)) + explain_problem(parse_command("done", BASE))


def test_without_a_role_there_is_a_menu_of_all_roles():
    message = assert_valid_message(problem_message(parse_command("start", BASE), BASE))
    [menu] = message.blocks[1]["elements"]
    assert [option["value"] for option in menu["options"]] == list(BASE.roles)


def test_ambiguous_roles_are_buttons_with_name_and_date():
    message = assert_valid_message(problem_message(parse_command("start cpo Quiet hire by +26w", BASE), BASE))
    requests = [decode_start_request(element["value"]) for element in message.blocks[1]["elements"]]
    assert requests == [StartRequest("chro", "Quiet hire", "+26w"), StartRequest("cpo_product", "Quiet hire", "+26w")]
    assert "For example" not in message.text


def test_two_named_roles_are_buttons_without_a_name():
    message = problem_message(parse_command("start cmo and cro", BASE), BASE)
    assert [decode_start_request(element["value"]) for element in message.blocks[1]["elements"]] == [
        StartRequest("cmo"),
        StartRequest("cro"),
    ]


def test_a_similar_role_is_suggested():
    command = Command("start", problem=CommandProblem("unknown_role", "sales chef", ("cro", "gone")))
    message = problem_message(command, BASE)
    assert [element["text"]["text"] for element in message.blocks[1]["elements"]] == ["Chief Revenue Officer"]


TYPED = [verb for verb in CATALOGUE.values() if verb.is_typed]
EXAMPLES = [code for verb in TYPED for code in re.findall(r"`([^`]+)`", verb.help)]
CONTINUED = ("2026-12-01", "+2w", "none", "overdue", "all", "done", "md")
"""Examples that continue the command before them in the same help line."""


def test_the_help_page_fits_slacks_limits():
    message = assert_valid_message(help_message())
    assert message.blocks[0]["text"]["text"] == "Running a hire"


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each not in CONTINUED])
def test_every_example_on_the_help_page_is_a_command(example: str):
    typed = example.replace("@name", "<@U1|somebody>").replace("https://...", "https://example.com")
    command = parse_command(typed, BASE)
    assert command.problem is None
    assert command.verb not in ("unknown", "empty")


@pytest.mark.parametrize("example", [example for verb in TYPED for example in verb.usage])
def test_every_usage_example_is_a_command_of_its_verb(example: str):
    command = parse_command(example.replace("@name", "<@U1|somebody>").replace("https://...", "https://e.com"), BASE)
    assert command.problem is None
    assert example in CATALOGUE[command.verb].usage


def test_every_verb_is_on_the_help_page():
    expected = help_message().text
    for verb in TYPED:
        assert f"• `{verb.name}" in expected
