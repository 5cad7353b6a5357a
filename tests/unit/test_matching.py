import string
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from samples.understanding import base, lexicon, typos

from bot.knowledge.models import Role
from bot.matching import SpellingCorrector, Titles, nearest_names, nearest_word
from bot.understanding.normalise import squeeze

MISSPELT = {
    "chief": "cheif chif chieff hcief",
    "officer": "oficer offcier officr offiser ofiicer",
    "marketing": "markting marketting maketing mareting amrketing merketing marketin marketingg",
    "revenue": "revnue revenu reveneu reveune revnenue",
    "technology": "technolgy tecnology technolgoy tehcnology",
    "financial": "finacial finanical finnancial",
    "operating": "operatng opertaing opperating",
    "information": "infomation informaton imformation",
    "security": "securty secuirty seccurity",
    "product": "produt prodcut prodduct",
    "customer": "custmer custommer cutsomer",
    "commercial": "comercial commerical",
    "digital": "digtal digitall",
    "strategy": "stategy startegy stratgy",
    "resources": "resorces resouces",
    "human": "humna humman",
    "executive": "exectuive execuitve",
    "president": "presidant presdient",
    "engineering": "engneering enginering",
}
OTHERS_MISSPELT = {
    "responsibilities": "responsibilites resposibilities respnsibilities",
    "stakeholders": "stakholders stakeholdres",
    "collaboration": "colaboration collabaration",
}
"""Words of topics: they are corrected where topics are looked for, and left as typed for the classifier."""
NEVER_MENDED = """
    lunch launch chef thief brief grief chip office offices sale stuff personal date capital tragedy local purple custom
    markets marked revenge heard resident precedent engine presents price prices team teams time hello trail training
    offering operation officially marketplace productive sailing staffed
"""
TITLE_WORDS = sorted({word for role in base().roles.values() for word in role.title.casefold().split()})
LONG_TITLE_WORDS = [word for word in TITLE_WORDS if len(word) >= 5]


@pytest.mark.parametrize(
    ("meant", "typed"), [(meant, word) for meant, line in MISSPELT.items() for word in line.split()]
)
def test_a_misspelt_word_is_corrected(meant: str, typed: str):
    assert lexicon().spelling.correct(typed) == meant


@pytest.mark.parametrize(
    ("meant", "typed"), [(meant, word) for meant, line in OTHERS_MISSPELT.items() for word in line.split()]
)
def test_a_misspelt_word_of_a_topic_is_corrected_for_topics_only(meant: str, typed: str):
    assert lexicon().wide_spelling.correct(typed) == meant
    assert lexicon().spelling.correct(typed) is None


@pytest.mark.parametrize("word", NEVER_MENDED.split())
def test_another_word_is_left_as_it_is(word: str):
    assert lexicon().spelling.correct(word) is None
    assert lexicon().wide_spelling.correct(word) is None


ALIKE = ({"chain", "chair"}, {"operating", "operations"})
"""Words of two titles that are so alike that a typo in one may be nearer to the other."""


@pytest.mark.parametrize("word", LONG_TITLE_WORDS)
def test_no_typo_turns_a_word_of_one_title_into_a_word_of_another(word: str):
    wrong = {
        letters: word[:at] + letters + word[at + 1 :] for at in range(len(word)) for letters in string.ascii_lowercase
    }
    for typed in {*typos(word), *wrong.values()} - set(TITLE_WORDS):
        mended = lexicon().spelling.correct(typed)
        assert mended == word or mended not in TITLE_WORDS or {mended, word} in ALIKE, typed


@given(st.sampled_from(LONG_TITLE_WORDS), st.integers(0, 12), st.text(string.ascii_lowercase, max_size=2))
def test_a_typo_in_a_title_word_is_corrected_or_left(word: str, at: int, letters: str):
    typed = word[:at] + letters + word[at + 1 :]
    twins = {twin for pair in ALIKE if word in pair for twin in pair}
    assert lexicon().spelling.correct(typed) in {None, word} | twins | (lexicon().spelling._known - set(TITLE_WORDS))


@pytest.mark.parametrize("short", sorted(lexicon().abbreviations))
def test_an_abbreviation_is_neither_corrected_nor_a_correction(short: str):
    for spelling in (lexicon().spelling, lexicon().wide_spelling):
        assert spelling.correct(short) is None
        assert spelling.correct(short + "s") is None
        for typed in typos(short):
            assert spelling.correct(typed) not in {
                *lexicon().abbreviations,
                *(s + "s" for s in lexicon().abbreviations),
            }


@pytest.mark.parametrize("typed", ["vcio", "vcso", "cdio", "cigo", "viso", "cviso"])
def test_one_abbreviation_is_not_taken_for_a_longer_one(typed: str):
    assert lexicon().spelling.correct(typed) is None


def test_a_word_equally_similar_to_two_is_left():
    assert SpellingCorrector(["hiring", "haring"]).correct("hring") is None
    assert SpellingCorrector(["hiring"]).correct("hring") == "hiring"


def test_of_two_forms_of_one_word_either_will_do():
    assert SpellingCorrector(["metric", "metrics"]).correct("metrc") == "metric"


def test_a_word_known_to_be_right_is_left():
    assert SpellingCorrector(["lunches", "chief"], correct_words=["chef"]).correct("chef") is None


@pytest.mark.parametrize("word", ["vp", "cmo", "2024", "cmo2", "x" * 2_000, ""])
def test_short_words_and_non_words_are_left(word: str):
    assert lexicon().spelling.correct(word) is None


def test_two_typos_are_corrected_in_long_words_only():
    assert SpellingCorrector(["technology"]).correct("technnologgy") == "technology"
    assert SpellingCorrector(["responsibilities"]).correct("responsbilties") == "responsibilities"
    assert SpellingCorrector(["revenue"]).correct("rveneu") is None


def test_a_word_with_two_replaced_letters_is_left():
    assert SpellingCorrector(["authority"]).correct("authorise") is None


@given(st.text(max_size=60))
@example("cmocro" * 300)
@example(string.ascii_lowercase * 1_500)
def test_any_word_is_corrected_or_left_quickly(word: str):
    spelling = lexicon().wide_spelling
    started = time.perf_counter()
    mended = spelling.correct(word)
    assert time.perf_counter() - started < 0.1
    assert mended is None or mended in spelling._known
    assert mended == spelling.correct(word)


# Titles


@pytest.mark.parametrize("role", base().roles.values(), ids=base().roles)
def test_a_title_written_as_one_word_is_found(role: Role):
    squeezed = squeeze(role.title)
    titles = lexicon().titles
    assert titles.exactly(squeezed) == role.id
    assert titles.nearest(squeezed) == (role.id, 100.0)


@pytest.mark.parametrize("role", base().roles.values(), ids=base().roles)
def test_no_typo_in_a_title_makes_it_that_of_another_role(role: Role):
    for typed in typos(role.title.casefold().replace(" ", "")):
        nearest = lexicon().titles.nearest(typed)
        assert nearest is None or nearest[0] == role.id, typed


@pytest.mark.parametrize("word", ["chiefofficer", "officer", "chiefprivacyofficer", "chiefjoyofficer", "", "lunch"])
def test_a_text_similar_to_no_title_or_to_several_is_none(word: str):
    assert lexicon().titles.nearest(word) is None


def test_a_title_must_be_clearly_ahead_of_every_other_role():
    titles = Titles({"chieffirstofficer": "first", "chieffiftofficer": "fift"})
    assert titles.nearest("chieffiftofficer") == ("fift", 100.0)
    assert titles.nearest("chieffirtofficer") is None


# Offers


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("compar", "compare"),
        ("comapre", "compare"),
        ("compares", "compare"),
        ("shwo", "show"),
        ("lsit", "list"),
        ("hlep", "help"),
        ("sho", None),
        ("how", None),
        ("cmo", None),
        ("company", None),
        ("", None),
    ],
)
def test_a_misspelt_subcommand_is_recognised(typed: str, meant: str | None):
    assert nearest_word(typed, ("compare", "show", "ask", "list", "help")) == meant


def test_a_word_equally_similar_to_two_choices_is_neither():
    assert nearest_word("heap", ("help", "heat")) is None


def test_similar_names_come_best_first_and_once_each():
    names = {"cfo": "finance", "cfoo": "finance", "coo": "operations", "gc": "legal"}
    assert nearest_names("cfoo", names, 3) == ["finance", "operations"]


def test_without_a_similar_name_nothing_is_returned():
    assert nearest_names("banana", {"cfo": "finance"}, 3) == []
