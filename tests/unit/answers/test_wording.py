import doctest
from typing import get_args

import pytest
from samples.answers import choice, fact, role, source

from bot.answers import wording
from bot.answers.models import Cell
from bot.knowledge.models import Figure
from bot.understanding.intents import Reason

NAMES = {"aaa": "AAA", "bbb": "BBB"}


def test_the_examples_in_the_docstrings_are_true():
    tried = doctest.testmod(wording)
    assert tried.attempted >= 5
    assert tried.failed == 0


@pytest.mark.parametrize(("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b")])
def test_words_are_joined_as_in_a_sentence(words: list[str], expected: str):
    assert wording.join_words(words) == expected


def test_a_figure_gives_year_population_and_kind():
    of = Figure(year="not stated", of="55 marketers", measure="median")
    assert wording.qualifier(fact("49%.", figure=of)) == "year not stated, 55 marketers, median"


@pytest.mark.parametrize(
    ("more", "mark"),
    [
        ({}, ""),
        ({"basis": "inference"}, "our reading"),
        ({"basis": "suggestion"}, "suggested"),
        ({"own": True}, "your company's own"),
        ({"own": True, "basis": "inference"}, "your company's own"),
    ],
)
def test_a_statement_without_a_source_is_labelled(more: dict, mark: str):
    assert wording.qualifier(fact("So.", **more)) == mark


def test_a_qualifier_has_both_the_basis_and_the_figure():
    of = Figure(year="2025", of="all", measure="mean")
    assert wording.qualifier(fact("1.", basis="suggestion", figure=of)) == "suggested; 2025, all, mean"


def test_a_cell_is_labelled_only_if_all_its_facts_have_the_same_basis():
    ours = fact("So we conclude.", basis="inference")
    assert wording.cell_text(Cell(role("AAA"), "Brief", (ours, ours))) == "Brief (our reading)"
    assert wording.cell_text(Cell(role("AAA"), "Brief", (ours, fact("Said.", "S1")))) == "Brief"
    assert wording.cell_text(Cell(role("AAA"), "Brief", (fact("Said.", "S1"), ours))) == "Brief"


def test_a_curated_cell_is_not_labelled_with_the_basis_of_the_profile():
    ours = (fact("So we conclude.", basis="inference"),)
    assert wording.cell_text(Cell(role("AAA"), "Side", ours, ("S2",))) == "Side"
    assert wording.cell_text(Cell(role("AAA"), "Side", ours, (), own=True)) == "Side (your company's own)"


def test_an_empty_cell_says_that_it_is_not_covered():
    assert wording.cell_text(Cell(role("AAA"), None)) == "Not covered: no good source"


@pytest.mark.parametrize(
    ("verdict", "roles", "expected"),
    [
        ("role", ("aaa",), "AAA"),
        ("role", ("aaa", "bbb"), "AAA or BBB"),
        ("role", ("gone",), "one of them"),
        ("both", ("aaa", "bbb"), "AAA and BBB"),
        ("both", (), "both"),
        ("neither", (), "not yet"),
        ("neither", ("bbb",), "BBB for now"),
        ("assess", ("aaa",), "look closer first"),
    ],
)
def test_a_choice_is_worded_by_its_verdict(verdict: str, roles: tuple[str, ...], expected: str):
    assert wording.verdict(choice("x", verdict, *roles), NAMES) == expected


def test_a_source_without_a_publisher_is_named_by_its_title():
    assert wording.publisher_label(source("S9", "Publisher not stated")) == '"Title of S9"'
    assert wording.publisher_label(source("S9", "A firm", year="2024")) == "A firm, 2024"


def test_a_citation_of_a_source_that_is_not_listed_is_left_out():
    assert wording.citation_marks(("S1", "S7"), {"S1": 3}) == " [3]"
    assert wording.citation_marks(("S7",), {"S1": 3}) == ""


def test_an_invalid_month_is_returned_unchanged():
    assert wording.month_name("last spring") == "last spring"


def test_a_large_number_is_written_in_digits():
    assert (wording.number_word(8), wording.number_word(22)) == ("eight", "22")


def test_every_reason_has_a_sentence():
    assert set(wording.REFUSALS) == set(get_args(Reason))


@pytest.mark.parametrize("reason", get_args(Reason))
@pytest.mark.parametrize("about", ["", "growth wizard"])
def test_a_refusal_is_short_and_complete_with_and_without_the_words_in_question(reason: Reason, about: str):
    said = wording.refusal_text(reason, about)
    assert said.endswith(".")
    assert len(said) < 140
    assert "{}" not in said
    assert "“”" not in said


def test_the_words_in_question_are_quoted():
    assert wording.refusal_text("unknown_role", "growth wizard") == "I know no role called “growth wizard”."
    assert wording.refusal_text("other_sense", "CRO as conversion rate") == (
        "I read that as “CRO as conversion rate”, and I know only the executive role."
    )


def test_words_with_braces_in_them_are_quoted_like_any_other():
    assert wording.refusal_text("unknown_role", "{0}{x}") == "I know no role called “{0}{x}”."


def test_a_question_back_quotes_the_ambiguous_words_if_known():
    assert wording.clarifying_question("CPO") == "About “CPO”: which of these do you mean?"
    assert wording.clarifying_question("") == "Which of these do you mean?"
