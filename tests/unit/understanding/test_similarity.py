"""Ways of asking, and those that a text is nearest to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.similarity import SimilarityIndex

CURATED = SimilarityIndex(
    [
        (["how", "long", "does", "cfo", "search", "take"], "search"),
        (["how", "much", "does", "search", "firm", "cost"], "fee"),
        (["what", "does", "search", "firm", "charge"], "fee"),
        (["who", "signs", "off", "on", "pricing"], "pricing"),
    ]
)


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("how long does cfo search take", "search"),
        ("what will search firm charge", "fee"),
        ("how long does search take", "search"),
        ("who signs off pricing", "pricing"),
    ],
)
def test_the_curated_question_with_the_weightiest_words_in_common_is_nearest(asked: str, nearest: str):
    assert CURATED.nearest(asked.split())[0].entry == nearest


def test_the_same_words_are_as_near_as_can_be_in_any_order():
    assert CURATED.nearest(["take", "search", "cfo", "does", "long", "how"])[0].score == pytest.approx(1.0)


def test_a_word_that_no_phrasing_has_makes_a_question_less_near():
    plain = CURATED.nearest(["who", "signs", "off", "on", "pricing"])[0].score
    more = CURATED.nearest(["who", "signs", "off", "on", "pricing", "in", "bakeries"])[0].score
    assert more < plain


def test_an_entry_comes_once_however_many_of_its_phrasings_are_near():
    found = [near.entry for near in CURATED.nearest(["search", "firm", "cost", "charge"])]
    assert found.count("fee") == 1


def test_a_question_that_shares_no_word_is_near_to_nothing():
    assert CURATED.nearest(["lunch"]) == []
    assert CURATED.nearest([]) == []
    assert SimilarityIndex([]).nearest(["lunch"]) == []


@given(st.lists(st.sampled_from([*sorted(CURATED.words), "lunch"]), max_size=8))
def test_a_score_is_a_share_and_the_nearest_comes_first(words: list[str]):
    scores = [near.score for near in CURATED.nearest(words)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1.0000001 for score in scores)
