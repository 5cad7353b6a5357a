from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.knowledge_files import SMALL, assembled, write

from bot.understanding.phrases import cue_words, role_phrases, sense_phrases, vocabulary, with_plural, words_of


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("metric", ["metric", "metrics"]),
        ("go to market", ["go to market", "go to markets"]),
        ("vp of sales", ["vp of sales", "vp of saless", "vps of sales"]),
        ("head of revenue", ["head of revenue", "head of revenues", "heads of revenue"]),
        ("", []),
    ],
)
def test_a_name_has_a_plural_of_its_last_word_and_of_its_first(name: str, forms: list[str]):
    assert [" ".join(form) for form in with_plural(words_of(name))] == forms


@pytest.mark.parametrize(
    ("cue", "words"),
    [
        ("@ vs. @", ["@", "vs", "@"]),
        ("tell * apart", ["tell", "*", "apart"]),
        ("who's who", ["whos", "who"]),
        ("co-operate", ["co", "operate"]),
    ],
)
def test_a_cue_keeps_the_signs_for_roles_and_gaps(cue: str, words: list[str]):
    assert list(cue_words(cue)) == words


def test_the_vocabulary_of_texts_is_every_word_once():
    assert vocabulary(["Who's who?", "who owns it"]) == {"whos", "who", "owns", "it"}


def test_a_role_may_be_meant_by_each_of_its_names_and_by_its_function(tmp_path: Path):
    small, _ = assembled(write(tmp_path, SMALL))
    meant = {" ".join(words): roles for words, roles in role_phrases(small)}
    assert meant["cmo"] == meant["cmos"] == meant["chief marketing officers"] == ("cmo",)
    assert meant["head of marketing"] == meant["heads of marketing"] == meant["marketing boss"] == ("cmo",)
    assert sorted(meant["co"]) == ["cmo", "cro"]
    assert "revenue boss" not in meant


def test_a_sense_is_given_away_by_its_name_and_its_cues(tmp_path: Path):
    small, _ = assembled(write(tmp_path, SMALL))
    senses = {" ".join(words): sense for words, sense in sense_phrases(small.roles.values())}
    assert set(senses.values()) == {("cro", "conversion rate optimisation")}
    assert {"landing page", "landing pages", "conversion rate optimisation"} <= set(senses)


@given(st.text(max_size=60))
def test_any_text_has_forms_without_an_empty_word(text: str):
    assert all(word for form in with_plural(words_of(text)) for word in form)
    assert all(cue_words(text))
