import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.features import BUCKETS, MAX_TOKENS, both_ends, feature_numbers, tokens, word_pieces
from bot.understanding.normalise import normalise


def tokens_of(text: str, **masks: tuple[int, int, str]) -> str:
    utterance = normalise(text)
    places = {start: (end, mask) for start, end, mask in masks.values()}
    return " ".join(tokens(utterance, utterance.words, places))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What does it do?", "what does it do ?"),
        ("Well, we grow. And now?", "well , we grow . and now ?"),
        ("40 people", "0 people"),
        ("3.5m ARR", "0 arr"),
        ("and/or", "and / or"),
        ("please tell me, thanks", "tell me ,"),
        ("", ""),
    ],
)
def test_words_numbers_and_the_punctuation_that_matters_are_tokens(text: str, expected: str):
    assert tokens_of(text) == expected


def test_a_mask_takes_the_place_of_a_name():
    assert tokens_of("chief revenue officer or an agency", one=(0, 3, "@"), other=(5, 6, "&")) == "@ or an &"


def test_of_a_long_text_the_two_ends_are_kept():
    long = tuple(str(number) for number in range(MAX_TOKENS + 50))
    assert both_ends(long[:MAX_TOKENS]) == long[:MAX_TOKENS]
    assert both_ends(long) == (*long[: MAX_TOKENS // 2], *long[-MAX_TOKENS // 2 :])


def test_the_number_of_sides_makes_the_same_words_other_features():
    which = ("which", "first", "?")
    assert set(feature_numbers(which, 1)) != set(feature_numbers(which, 2))
    assert set(feature_numbers(which, 2)) == set(feature_numbers(which, 5))


def test_the_order_of_the_words_makes_other_features():
    assert set(feature_numbers(("@", "or", "&"), 1)) != set(feature_numbers(("&", "or", "@"), 1))


def test_a_misspelt_word_shares_most_of_its_pieces():
    right, wrong = set(word_pieces("responsibilities")), set(word_pieces("responsibilites"))
    assert len(right & wrong) > len(right) / 2
    assert set(word_pieces("a")) == {" a "}


@given(st.lists(st.text(min_size=1, max_size=12), max_size=30), st.integers(0, 5))
def test_each_feature_has_one_number_within_the_buckets(words: list[str], sides: int):
    numbers = feature_numbers(words, sides)
    assert len(set(numbers)) == len(numbers)
    assert all(0 <= number < BUCKETS for number in numbers)
