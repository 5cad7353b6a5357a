import pytest
from samples.understanding import base

from bot.commands.command import CommandProblem
from bot.commands.start_arguments import read_roles, read_start


@pytest.mark.parametrize(
    ("text", "role", "name", "when"),
    [
        ("cro", "cro", "", ""),
        ("the cro", "cro", "", ""),
        ("our next CRO search, please", "cro", "", ""),
        ("Chief  Revenue\nOfficer", "cro", "", ""),
        ("rev chief", "cro", "", ""),
        ("chief of staff", "chief_of_staff", "", ""),
        ("vp_sales DACH", "vp_sales", "DACH", ""),
        ("cpo (product)", "cpo_product", "", ""),
        ("cro: Growth lead", "cro", "Growth lead", ""),
        ("cro - Growth lead - by friday", "cro", "Growth lead", "friday"),
        ("cro 'Growth lead'", "cro", "Growth lead", ""),
        ("cro Head of sales", "cro", "Head of sales", ""),
        ("cro or later", "cro", "cro or later", ""),
        ("Project Falcon cro", "cro", "Project Falcon cro", ""),
        ("cro Growth 2 by 1 june by 2 june", "cro", "Growth 2 by 1 june", "2 june"),
        ("cro by region until q1", "cro", "cro by region", "q1"),
        ("cro (by 1 june)", "cro", "", "1 june"),
        ("cro in January", "cro", "", "January"),
        ("cro within 6 months", "cro", "", "6 months"),
        ("cro 1 june", "cro", "", "1 june"),
        ("cro called Growth lead", "cro", "Growth lead", ""),
        ("cro (Growth lead)", "cro", "Growth lead", ""),
        ("cro +6m", "cro", "", "+6m"),
        ("cro, first day 1 july 2027", "cro", "", "1 july 2027"),
        ("cro Growth, the first day is 1 july", "cro", "Growth", "1 july"),
        ("cro zum 30.6.2027", "cro", "", "30.6.2027"),
        ("cro bis 30. Juni 2027", "cro", "", "30. Juni 2027"),
        ("cro by 30 juin 2027", "cro", "", "30 juin 2027"),
        ("by 1 june cro", "cro", "", "1 june"),
        ("cro asap", "cro", "", ""),
        ("cro Growth lead, ASAP!", "cro", "Growth lead", ""),
        ("cro in EMEA", "cro", "cro in EMEA", ""),
        ("cro Mars", "cro", "Mars", ""),
        ("cro \u201cGrowth by summer\u201d", "cro", "Growth by summer", ""),
    ],
)
def test_a_start_names_a_role_and_perhaps_a_name_and_a_day(text: str, role: str, name: str, when: str):
    start = read_start(text, base())
    assert (start.roles, start.name, start.when, start.problem) == ((role,), name, when, None)


@pytest.mark.parametrize(
    "text", ["cmo and cro", "cmo or cro", "cmo, cro", "cmo / cro", "cmo vs. cro", "cmo and cro Growth"]
)
def test_two_roles_are_no_one_search(text: str):
    start = read_start(text, base())
    assert (start.roles, start.problem) == (("cmo", "cro"), CommandProblem("several_roles", text))


def test_a_role_that_is_not_ours_offers_those_of_its_function():
    problem = read_start("VP Finance", base()).problem
    assert problem is not None
    assert problem.suggestions[0] == "cfo"


def test_the_name_survives_a_shared_abbreviation():
    start = read_start("cpo Growth by friday", base())
    assert (start.name, start.when, start.candidates) == ("Growth", "friday", ("chro", "cpo_product"))


def test_roles_to_decide_between_keep_their_order():
    assert read_roles("", base()).roles == ()
    assert read_roles("cro, then cmo or cfo", base()).roles == ("cro", "cmo", "cfo")
    undecided = read_roles("cdo or cfo", base())
    assert (undecided.roles, undecided.shared_abbreviation) == (("cfo",), "cdo")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cro by summer", "summer"),
        ("cro by sumer", "sumer"),
        ("cro by whenever", "whenever"),
        ("cro by the board meeting", "board meeting"),
        ("cro by march madness", "march madness"),
        ("cro Growth lead until Easter", "Easter"),
        ("cro in summer 2027", "summer 2027"),
        ("cro bis Ostern", "Ostern"),
        ("cpo before christmas", "christmas"),
    ],
)
def test_a_day_that_cannot_be_read_is_no_name(text: str, words: str):
    assert read_start(text, base()).problem == CommandProblem("no_date", words)
