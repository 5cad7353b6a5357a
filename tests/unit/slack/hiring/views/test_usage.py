from typing import get_args

import pytest
from samples.slack_hiring import NASTY, pings_nobody, taken

from bot.commands.command import Command, CommandProblem, ProblemKind
from bot.commands.parser import parse_command
from bot.knowledge.loader import load
from bot.slack.hiring.button_values import StartRequest, decode_start_request
from bot.slack.hiring.views.usage import explain_problem, problem_message

BASE = load()


@pytest.mark.parametrize("kind", get_args(ProblemKind))
@pytest.mark.parametrize("words", ["", *NASTY])
def test_everything_that_can_be_wrong_has_a_sentence_that_harms_nobody(kind: ProblemKind, words: str):
    message = taken(problem_message(Command("done", problem=CommandProblem(kind, words)), BASE))
    pings_nobody(message)
    assert message.text.rstrip("`").endswith((".", "?", "3", "7-9"))
    assert "  " not in message.text


def test_what_is_in_order_has_no_problem():
    assert explain_problem(Command("done")) == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("done", "Which item? Give its number. For example: `/hiring done 3`, `/hiring done 3 https://...`,"),
        ("rename", "The text is missing. For example: `/hiring rename Head of revenue, EMEA`."),
        ("add", 'The text is missing. For example: `/hiring add "Meet the founders" assess`,'),
        ("override 7", "A reason is needed, for the history. For example: `/hiring override 3 the board insists`."),
        ("start cro by summer", "Which date? I could not read “summer” as a date. For example: `/hiring start cro`,"),
        ("assign 3 me by summer", "Which date? I could not read “summer” as a date. For example: `/hiring assign 3"),
        ("items @ana", "Slack didn't turn “@\u200bana” into a mention."),
        ("frobnicate", "I don't know the command “frobnicate”. `/hiring help` lists all commands."),
        (
            "process",
            "I don't know the command “process”. Did you mean `/hiring status`? `/hiring help` lists all commands.",
        ),
        ("due 3", "Which date? For example: `/hiring due 3 friday`,"),
        ("target", "Which date? For example: `/hiring target 2027-04-30`, `/hiring target cro 30 june 2027`."),
        ("postpone the search by 2 weeks", "Which date? I could not read “2 weeks” as a date."),
        ("history 0", "No item can have the number “0”."),
    ],
)
def test_an_example_follows_what_is_missing(typed: str, said: str):
    assert explain_problem(parse_command(typed, BASE)).startswith(said)


@pytest.mark.parametrize("typed", ["postpone to 2027-04-30", "due april 30", "move to 30 april"])
def test_whoever_names_a_day_without_an_item_hears_how_the_whole_search_is_moved(typed: str):
    said = explain_problem(parse_command(typed, BASE))
    assert said.startswith("Which item?")
    assert said.endswith(" `/hiring target 2027-04-30` moves the first day of the whole search.")


def test_where_no_day_was_named_nothing_is_said_of_that():
    assert "target" not in explain_problem(parse_command("due", BASE)) + explain_problem(parse_command("done", BASE))


def test_without_a_role_there_is_a_menu_of_every_role():
    message = taken(problem_message(parse_command("start", BASE), BASE))
    [menu] = message.blocks[1]["elements"]
    assert [option["value"] for option in menu["options"]] == list(BASE.roles)


def test_several_roles_are_buttons_that_carry_name_and_day():
    message = taken(problem_message(parse_command("start cpo Quiet hire by +26w", BASE), BASE))
    wishes = [decode_start_request(element["value"]) for element in message.blocks[1]["elements"]]
    assert wishes == [StartRequest("chro", "Quiet hire", "+26w"), StartRequest("cpo_product", "Quiet hire", "+26w")]
    assert "For example" not in message.text


def test_two_roles_do_not_share_the_name_that_was_both():
    message = problem_message(parse_command("start cmo and cro", BASE), BASE)
    assert [decode_start_request(element["value"]) for element in message.blocks[1]["elements"]] == [
        StartRequest("cmo"),
        StartRequest("cro"),
    ]


def test_a_role_that_is_nearly_one_is_offered():
    order = Command("start", problem=CommandProblem("unknown_role", "sales chef", ("cro", "gone")))
    message = problem_message(order, BASE)
    assert [element["text"]["text"] for element in message.blocks[1]["elements"]] == ["Chief Revenue Officer"]
