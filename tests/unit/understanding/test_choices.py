import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.understanding import base, reading_of

from bot.understanding import choices
from bot.understanding.choices import decode_clarification, encode_clarification, match_choice
from bot.understanding.intents import Intent, Option, decode, encode

TWO = Intent("compare", ("cmo", "cro"))


def offered(question: str) -> tuple[Option, ...]:
    """What the question is asked back with."""
    reading = reading_of(question)
    assert reading.clarify
    return reading.options


def choice(question: str, text: str) -> str | None:
    """The label of the option that the text chooses after the question; None where it chooses none."""
    found = match_choice(text, offered(question), base())
    return found.label if found else None


PEOPLE, PRODUCT = "Chief People Officer", "Chief Product Officer"


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(choices).failed == 0


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("the product one", PRODUCT),
        ("product", PRODUCT),
        ("Product!", PRODUCT),
        ("people", PEOPLE),
        ("chief product officer", PRODUCT),
        ("cheif prodct officer", PRODUCT),
        ("prodcut", PRODUCT),
        ("the first one", PEOPLE),
        ("1", PEOPLE),
        ("1st please", PEOPLE),
        ("option 2", PRODUCT),
        ("the second", PRODUCT),
        ("the latter", PRODUCT),
        ("hr", PEOPLE),
        ("CHRO", PEOPLE),
        ("head of people", PEOPLE),
        ("cpo product", PRODUCT),
        ("no, I meant product", PRODUCT),
        ("what about the product one?", PRODUCT),
        ("the product one's KPIs", PRODUCT),
        ("roadmap", PRODUCT),
        ("<@U04ROLE> the people one :pray:", PEOPLE),
    ],
)
def test_an_option_is_chosen_by_its_position_its_name_or_a_unique_word(text: str, label: str):
    assert choice("cpo kpis", text) == label


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "thanks",
        "cpo",
        "kpis",
        "chief officer",
        "the one",
        "both",
        "3",
        "the third",
        "product and people",
        "product manager",
        "product skills",
        "who owns product?",
        "CMO vs CRO?",
        "what does a CRO do",
        "not product",
        "chief product officer vs chief people officer",
        "product " * 9,
    ],
)
def test_a_text_that_names_no_single_option_or_says_more_is_no_choice(text: str):
    assert choice("cpo kpis", text) is None


@pytest.mark.parametrize(
    ("question", "text", "label"),
    [
        ("CPO vs CCO?", "product and customer", "Chief Product Officer, Chief Customer Officer"),
        ("CPO vs CCO?", "people, commercial", "Chief People Officer, Chief Commercial Officer"),
        ("CPO vs CCO?", "the 4th", "Chief Product Officer, Chief Commercial Officer"),
        ("CPO vs CCO?", "product", None),
        ("cdo or cio?", "digital", "Chief Digital Officer"),
        ("cdo or cio?", "the cio", None),
        ("CSO KPIs", "the sales chief", "Chief Sales Officer"),
        ("CSO KPIs", "strategic one", "Chief Strategy Officer"),
    ],
)
def test_a_choice_resolves_every_ambiguous_abbreviation(question: str, text: str, label: str | None):
    assert choice(question, text) == label


@pytest.mark.parametrize("before", [None, TWO])
@pytest.mark.parametrize("question", ["cpo kpis", "CPO vs CCO?", "do we need a CDO?", "who owns pricing, CSO or CMO?"])
def test_an_encoded_clarification_is_decoded_to_its_options(question: str, before: Intent | None):
    kept = decode(encode(encode_clarification(offered(question), before)))
    assert decode_clarification(kept, base()) == (offered(question), before)


def test_curated_questions_and_comparisons_can_be_options_too():
    one, other = list(base().faq)[:2]
    options = (*(Option("", Intent("faq", subject=entry)) for entry in (one, other)), Option("", TWO))
    offer = decode_clarification(encode_clarification(options, None), base())
    assert offer
    assert [option.label for option in offer.options] == [
        base().faq[one].ask[0],
        base().faq[other].ask[0],
        "CMO vs CRO",
    ]
    assert match_choice(base().faq[other].ask[0], offer.options, base()) == offer.options[1]


@pytest.mark.parametrize("said", [None, TWO, Intent("unknown"), Intent("help"), Intent("faq", subject="search_fee")])
def test_an_answered_question_is_no_clarification(said: Intent | None):
    assert decode_clarification(said, base()) is None


@pytest.mark.parametrize(
    "subject", ["x", "|cpo=gone;role/gone//", "|faq///gone", "|a;b;c", "|dance/cmo//", "y|role/cmo//"]
)
def test_options_that_the_knowledge_lacks_are_not_decoded(subject: str):
    assert not (decode_clarification(Intent("unknown", subject=subject), base()) or ((), None))[0]


def test_no_id_contains_the_separators_of_clarifications():
    ids = {*base().roles, *base().topics, *base().things, *base().faq}
    assert not {identifier for identifier in ids if set(identifier) & set("|/")}


@given(st.text())
def test_any_text_chooses_an_option_or_none(text: str):
    options = offered("cpo kpis")
    assert match_choice(text, options, base()) in (None, *options)
