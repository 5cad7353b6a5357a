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


@pytest.mark.parametrize(
    ("text", "measure", "year", "expected"),
    [
        ("49%.", "share", "2025", "2025, 55 marketers"),
        ("49%.", "range", "2025", "2025, 55 marketers"),
        ("4 years.", "median", "2025", "2025, 55 marketers, median"),
        ("4 years.", "mean", "2025", "2025, 55 marketers, average"),
        ("4 years on average.", "mean", "2025", "2025, 55 marketers"),
        ("An estimated 4 years.", "estimate", "2025", "2025, 55 marketers"),
        ("4 years.", "estimate", "not stated", "undated, 55 marketers, estimate"),
    ],
)
def test_a_figure_gives_its_year_its_population_and_its_kind_unless_the_text_does(
    text: str, measure: str, year: str, expected: str
):
    assert wording.figure_text(Figure(year=year, of="55 marketers", measure=measure), text) == expected


FIGURE = Figure(year="2025", of="US technology leaders", measure="share")


def test_a_figure_stands_in_brackets_after_the_statement_with_its_publisher_first():
    deloitte = {"S1": source("S1", "Deloitte"), "S2": source("S2", "Other")}
    assert wording.fact_with_note(fact("It is 65%.", "S1", "S2", figure=FIGURE), deloitte) == (
        "It is 65% (Deloitte, 2025, US technology leaders)."
    )


def test_a_figure_of_an_unknown_source_stands_without_a_publisher():
    assert wording.fact_with_note(fact("It is 65%.", "S7", figure=FIGURE), {}) == (
        "It is 65% (2025, US technology leaders)."
    )


def test_a_statement_without_figure_names_no_publisher():
    assert wording.fact_with_note(fact("It is so.", "S1"), {"S1": source("S1")}) == "It is so."


def test_a_disputed_statement_is_marked_after_its_figure():
    sources = {"S1": source("S1", "Deloitte")}
    assert wording.fact_with_note(fact("It is so.", "S1", disputed=True), sources) == "It is so (disputed)."
    assert wording.fact_with_note(fact("It is 65%.", "S1", disputed=True, figure=FIGURE), sources) == (
        "It is 65% (Deloitte, 2025, US technology leaders; disputed)."
    )


def test_our_own_reading_of_a_figure_is_said_before_its_publisher():
    sources = {"S1": source("S1", "Deloitte")}
    assert wording.fact_with_note(fact("It is 65%.", "S1", basis="inference", figure=FIGURE), sources) == (
        "It is 65% (our reading; Deloitte, 2025, US technology leaders)."
    )


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
    assert wording.qualifier(fact("1.", basis="suggestion", figure=of)) == "suggested; 2025, all, average"


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
        ("assess", ("aaa",), "no effect on its own"),
    ],
)
def test_a_choice_is_worded_by_its_verdict(verdict: str, roles: tuple[str, ...], expected: str):
    assert wording.verdict(choice("x", verdict, *roles), NAMES) == expected


def test_a_source_without_a_publisher_is_named_by_its_title():
    assert wording.publisher_label(source("S9", "Publisher not stated", year="2024")) == '"Title of S9", 2024'
    assert wording.publisher_label(source("S9", "A firm", year="2024")) == "A firm, 2024"


def test_a_source_of_unknown_age_is_marked_as_undated():
    assert wording.publisher_label(source("S9", "A firm")) == "A firm, undated"
    assert wording.source_label(source("S9", "A firm")) == "Title of S9, A firm, undated (opinion)"


@pytest.mark.parametrize(
    ("more", "mark"),
    [
        ({"kind": "study"}, "study"),
        ({"kind": "law", "strength": "thin"}, "law"),
        ({"strength": "official"}, "official"),
        ({"strength": "vendor"}, "opinion"),
        ({"strength": "thin"}, "opinion"),
    ],
)
def test_a_source_is_marked_with_its_kind_or_by_its_strength(more: dict, mark: str):
    assert wording.source_label(source("S9", "A firm", year="2024", **more)) == f"Title of S9, A firm, 2024 ({mark})"


def test_a_long_title_of_a_source_is_shortened_between_words():
    label = wording.source_label(source("S9", "A firm", title="word " * 30))
    title, _, rest = label.partition(", ")
    assert rest == "A firm, undated (opinion)"
    assert len(title) <= wording.MAX_TITLE
    assert title.endswith("word…")


def test_a_source_without_a_publisher_is_labelled_with_its_title_once():
    assert wording.source_label(source("S9", "Publisher not stated")) == "Title of S9, undated (opinion)"


@pytest.mark.parametrize(
    ("short", "article"), [("CMO", "a CMO"), ("HR lead", "an HR lead"), ("Adviser", "an Adviser"), ("VP", "a VP")]
)
def test_a_role_has_the_article_that_its_sound_needs(short: str, article: str):
    assert wording.with_indefinite_article(role("X", short=short)) == article


def test_a_list_is_not_split_within_brackets():
    assert wording.list_items("a, b (c, d); e", ",;") == ["a,", "b (c, d);", "e"]


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
    assert "“growth wizard”" in wording.refusal_text("unknown_role", "growth wizard")
    assert "“CRO as conversion rate”" in wording.refusal_text("other_sense", "CRO as conversion rate")


def test_words_with_braces_in_them_are_quoted_like_any_other():
    assert "“{0}{x}”" in wording.refusal_text("unknown_role", "{0}{x}")


def test_a_question_back_quotes_the_ambiguous_words_if_known():
    assert wording.clarifying_question("CPO") == "“CPO” has several meanings: which one?"
    assert "“" not in wording.clarifying_question("")
