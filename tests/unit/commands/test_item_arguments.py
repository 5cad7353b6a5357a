from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples.understanding import base

from bot.commands.command import Command, CommandProblem
from bot.commands.parser import parse_command
from bot.dates.reader import is_date_like

DAY = {"when": "2027-04-30"}
TARGETS: dict[str, dict[str, Any]] = {
    "target 2027-04-30": DAY,
    "TARGET  2027-04-30.": DAY,
    "target: 2027-04-30": DAY,
    "target = 2027-04-30": DAY,
    "target -> 2027-04-30": DAY,
    'target "2027-04-30"': DAY,
    "target is 2027-04-30": DAY,
    "target is now 2027-04-30": DAY,
    "please set the target to 2027-04-30": DAY,
    "change the target to 2027-04-30": DAY,
    "new target 2027-04-30": DAY,
    "target date 2027-04-30": DAY,
    "move the target to 2027-04-30": DAY,
    "first day 2027-04-30": DAY,
    "the first day is 2027-04-30": DAY,
    "move the first day to 2027-04-30": DAY,
    "start date: 2027-04-30": DAY,
    "new start date 2027-04-30": DAY,
    "move the start date to 2027-04-30": DAY,
    "move the search to 2027-04-30": DAY,
    "postpone the search until 2027-04-30": DAY,
    "push search to 2027-04-30": DAY,
    "delay the search till 2027-04-30": DAY,
    "reschedule the search to 2027-04-30": DAY,
    "aim for 2027-04-30": DAY,
    # With typos
    "targt 2027-04-30": DAY,
    "tagret 2027-04-30": DAY,
    "tarket 2027-04-30": DAY,
    "postpne the serach to 2027-04-30": DAY,
    # In one of several searches
    "target cro 2027-04-30": DAY | {"search": "cro"},
    "target CRO-2 2027-04-30": DAY | {"search": "cro2"},
    "target vp sales 2027-04-30": DAY | {"search": "vp_sales"},
    "cro target 2027-04-30": DAY | {"search": "cro"},
    "target 2027-04-30 cro": DAY | {"search": "cro"},
    "target for cro is 2027-04-30": DAY | {"search": "cro"},
    "move the target of cro to 2027-04-30": DAY | {"search": "cro"},
    # Dates as people write them
    "target by april 30": {"when": "april 30"},
    "target april 30 2027": {"when": "april 30 2027"},
    "target 30 april": {"when": "30 april"},
    "target 3 may": {"when": "3 may"},
    "target aprill 30": {"when": "aprill 30"},
    "target end of april": {"when": "end of april"},
    "target next month": {"when": "next month"},
    "target q2": {"when": "q2"},
    "target +2w": {"when": "+2w"},
    "target by +20w": {"when": "+20w"},
    "target in 20 weeks": {"when": "in 20 weeks"},
    "target 20 weeks": {"when": "20 weeks"},
    # Read as a date here, and rejected later
    "target 3/4": {"when": "3/4"},
    "target 31 february": {"when": "31 february"},
    "target yesterday": {"when": "yesterday"},
    # With a reason
    "target 2027-04-30 because the board is late": DAY | {"text": "the board is late"},
    "target cro 2027-04-30, because R&amp;D asked": DAY | {"search": "cro", "text": "R&D asked"},
}


def parse(text: str) -> Command:
    return parse_command(text, base())._replace(argument_text="")


@pytest.mark.parametrize(("text", "expected"), TARGETS.items())
def test_the_first_day_is_read_in_many_wordings(text: str, expected: dict[str, Any]):
    assert parse(text) == Command("target", **expected)


@pytest.mark.parametrize(
    ("text", "numbers", "when"),
    [
        ("target 3 friday", (3,), "friday"),
        ("target #3 friday", (3,), "friday"),
        ("target 3, 4 to friday", (3, 4), "friday"),
        ("3 target friday", (3,), "friday"),
        ("target date of 3 is friday", (3,), "friday"),
        ("target 3 1 dec", (3,), "1 dec"),
        ("3 move to april 30", (3,), "april 30"),
    ],
)
def test_with_an_item_number_target_sets_the_due_date_of_the_item(text: str, numbers: tuple[int, ...], when: str):
    assert parse(text) == Command("due", numbers=numbers, when=when)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("target", ""),
        ("target cro", ""),
        ("first day", ""),
        ("show target", ""),
        ("target whenever", "whenever"),
        ("target market", "market"),
        ("target none", "none"),
        ("target 3", "3"),
        ("target 2027", "2027"),
        ("target 0 friday", "0 friday"),
        ("target 9-7 friday", "9-7 friday"),
    ],
)
def test_a_target_without_a_date_has_a_problem(text: str, words: str):
    command = parse(text)
    assert (command.verb, command.problem) == ("target", CommandProblem("no_date", words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("target by 2 weeks", "2 weeks"),
        ("move the search by a month", "a month"),
        ("postpone the search 2 weeks", "2 weeks"),
        ("delay the search by two weeks", "two weeks"),
    ],
)
def test_a_duration_that_may_count_from_the_old_first_day_has_a_problem(text: str, words: str):
    command = parse(text)
    assert (command.verb, command.problem) == ("target", CommandProblem("no_date", words))


WORDS = [word for text in TARGETS for word in text.split()] + ["3", "#4", "<@U1>", "because", "none", "\n", "3-5"]


@settings(deadline=timedelta(milliseconds=500))
@given(st.lists(st.sampled_from(WORDS), max_size=8).map(lambda words: " ".join(("target", *words))))
def test_any_text_after_target_gives_a_date_or_a_problem(text: str):
    command = parse(text)
    assert command.verb != "target" or command.problem or is_date_like(command.when)
    assert command.verb != "target" or not command.numbers
