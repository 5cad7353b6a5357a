"""What the words of a text say about which entry it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.naive_bayes import MAX_EXHAUSTIVE, MAX_LEADING, NaiveBayes

CARDS = NaiveBayes(
    [
        (["where", "is", "my", "card"], "delivery"),
        (["card", "has", "not", "arrived"], "delivery"),
        (["i", "lost", "my", "card"], "lost"),
        (["stolen", "card"], "lost"),
        (["change", "my", "pin"], "pin"),
    ]
)
WORDS = ["where", "is", "my", "card", "arrived", "lost", "stolen", "pin", "cards", "lunch"]


def likeliest(evidence: NaiveBayes, *words: str) -> str:
    probabilities = evidence.probabilities(words)
    return max(probabilities, key=probabilities.__getitem__)


def test_the_words_of_several_phrasings_count_together():
    assert likeliest(CARDS, "where", "is", "card", "not", "arrived") == "delivery"


@pytest.mark.parametrize("word", ["arriving", "arrive", "arrives", "unarrived"])
def test_another_form_of_a_word_counts_too(word: str):
    assert likeliest(CARDS, "card", word) == "delivery"


def test_a_word_of_one_entry_weighs_more_than_a_word_of_several():
    assert CARDS.weight("pin") > CARDS.weight("card") > CARDS.weight("my") > 0


def test_an_unknown_word_weighs_as_much_as_a_word_of_one_entry():
    assert CARDS.weight("lunch") == CARDS.weight("pin")
    assert not CARDS.knows("lunch")


def test_the_known_share_is_between_0_and_1():
    assert CARDS.known_weight_share(["lunch"]) == 0
    assert 0 < CARDS.known_weight_share(["lost", "lunch"]) < 1
    assert CARDS.known_weight_share(["lost", "card"]) == pytest.approx(1)
    assert CARDS.known_weight_share([]) == 0


def test_repeating_a_phrasing_does_not_make_an_entry_likelier():
    once = NaiveBayes([(["a", "b"], "one"), (["c", "d"], "two")])
    assert once.probabilities(["a", "c"])["one"] == pytest.approx(0.5)


def test_without_common_pieces_no_entry_is_returned():
    assert CARDS.probabilities(["xyzzy"]) == {}
    assert NaiveBayes([]).probabilities(["card"]) == {}


def test_a_single_entry_has_probability_one():
    assert NaiveBayes([(["lunch"], "only")]).probabilities(["lunch"]) == {"only": 1.0}


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_the_probabilities_of_a_text_add_up_to_one(words: list[str]):
    probabilities = CARDS.probabilities(words)
    assert not probabilities or sum(probabilities.values()) == pytest.approx(1)


def test_of_very_many_entries_the_leading_ones_include_the_right_one():
    shared = ["how", "do", "i", "change", "the", "setting", "called"]
    many = NaiveBayes([([*shared, f"s{number}"], str(number)) for number in range(MAX_EXHAUSTIVE)])
    probabilities = many.probabilities([*shared, "s1234"])
    assert len(probabilities) <= MAX_LEADING
    assert likeliest(many, *shared, "s1234") == "1234"
