import pytest
from samples.understanding import base

from bot.commands.command import CommandProblem
from bot.commands.start_arguments import find_unparsable_date, read_roles, read_start, split_start_date


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
def test_role_name_and_first_day_are_read(text: str, role: str, name: str, when: str):
    arguments = read_start(text, base())
    assert (arguments.roles, arguments.name, arguments.when, arguments.problem) == ((role,), name, when, None)


@pytest.mark.parametrize(
    "text", ["cmo and cro", "cmo or cro", "cmo, cro", "cmo / cro", "cmo vs. cro", "cmo and cro Growth"]
)
def test_two_roles_are_a_problem(text: str):
    arguments = read_start(text, base())
    assert (arguments.roles, arguments.problem) == (("cmo", "cro"), CommandProblem("several_roles", text))


def test_an_unknown_role_suggests_roles_of_its_function():
    problem = read_start("Finance Controller", base()).problem
    assert problem is not None
    assert problem.suggestions[0] == "cfo"


def test_the_name_is_kept_when_the_abbreviation_is_shared():
    arguments = read_start("cpo Growth by friday", base())
    assert (arguments.name, arguments.when, arguments.candidates) == ("Growth", "friday", ("chro", "cpo_product"))


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
def test_an_unreadable_date_is_not_taken_for_a_name(text: str, words: str):
    assert read_start(text, base()).problem == CommandProblem("no_date", words)


@pytest.mark.parametrize(
    ("text", "rest", "when"),
    [
        ("by friday", "", "friday"),
        ("x by friday!", "x", "friday"),
        ("x by the 1st of june", "x", "1st of june"),
        ("x by", "x by", ""),
        ("x bye friday", "x bye friday", ""),
        ("x by the 1st of june, then", "x by the 1st of june, then", ""),
        ("by 1 june, x y", "x y", "1 june"),
        ("by region x y", "by region x y", ""),
        ("until friday", "", "friday"),
        ("x asap", "x", ""),
        ("x, by ASAP.", "x", ""),
        ("x as soon as possible", "x", ""),
        ("asaphouse", "asaphouse", ""),
        ("", "", ""),
    ],
)
def test_the_date_is_split_from_the_text(text: str, rest: str, when: str):
    assert split_start_date(text) == (rest, when)


@pytest.mark.parametrize("text", ["x" + " " * 4000, "by " * 1300, " " * 4000 + "asap", "by " + "x" * 4000])
def test_a_long_text_has_no_date(text: str):
    assert split_start_date(text)[1] == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cro by summer", "summer"),
        ("cro by the IPO!", "IPO"),
        ("cro in early autumn", "early autumn"),
        ("cro by region", ""),
        ("cro by region by summer", "summer"),
        ("cro in EMEA", ""),
        ("cro by", ""),
        ("bystanders", ""),
        ("Summer 2027", ""),
        ("", ""),
    ],
)
def test_words_meant_as_a_date_but_unreadable_are_found(name: str, words: str):
    assert find_unparsable_date(name) == words
