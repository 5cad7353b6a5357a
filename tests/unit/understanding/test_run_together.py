import pytest
from samples.understanding import lexicon, reading_of, roles_in


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("whatdoesacisodo", ("what", "does", "a", "ciso", "do")),
        ("cfosalary", ("cfo", "salary")),
        ("ciokpis", ("cio", "kpis")),
        ("needacoo", ("need", "a", "coo")),
        ("coovsceo", ("coo", "vs", "ceo")),
    ],
)
def test_words_run_together_around_an_abbreviation_are_split(word: str, parts: tuple[str, ...]):
    assert lexicon().run_together.split(word) == parts


@pytest.mark.parametrize("word", ["closet", "cloned", "planned", "croissant", "coordinated", "precious", "cooking"])
def test_an_everyday_word_that_contains_an_abbreviation_is_one_word(word: str):
    assert lexicon().run_together.split(word) == ()
    assert roles_in(f"the {word} one") == ()


@pytest.mark.parametrize("word", ["cfo", "kpis", "x1" * 20, "cfo" * 20, "whoownspricing"])
def test_a_short_a_very_long_and_a_word_without_an_abbreviation_stay_as_they_are(word: str):
    assert lexicon().run_together.split(word) == ()


def test_a_question_without_spaces_is_answered_as_with_them():
    assert reading_of("whatisacisofor").intent == reading_of("what is a ciso for").intent
    assert reading_of("pls: ciokpis").intent == reading_of("pls: cio kpis").intent
