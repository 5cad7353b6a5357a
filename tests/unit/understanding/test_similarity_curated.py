"""A set of curated questions, and the one that a text asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.matching import SpellingCorrector
from bot.understanding.similarity import FaqMatcher

ASKS = {
    "search": ["how long does a cfo search take", "duration of an executive search"],
    "fee": ["how much does a search firm cost", "what does a search firm charge", "fee of a headhunter"],
    "pricing": ["who signs off on pricing", "price approval"],
    "notice": ["what notice period does an executive have", "how long is the notice"],
}
QUESTIONS = [(text.split(), entry) for entry, texts in ASKS.items() for text in texts]
WORDS = sorted({word for words, _ in QUESTIONS for word in words})
CURATED = FaqMatcher(QUESTIONS)


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("how long will the search for a cfo take", "search"),
        ("what will the firm charge for a search", "fee"),
        ("headhunter fees", "fee"),
        ("pricing approvals", "pricing"),
        ("how long a notice does an executive have", "notice"),
    ],
)
def test_the_question_that_is_asked_in_other_words_is_nearest(asked: str, entry: str):
    assert CURATED.nearest(asked.split())[0].entry == entry


def test_a_way_of_asking_scores_one_in_any_order():
    assert [CURATED.nearest(words[::-1])[0].score for words, _ in QUESTIONS] == [1.0] * len(QUESTIONS)


def test_words_that_no_way_of_asking_has_lower_the_score():
    scores = [CURATED.nearest(["headhunter", "fee", *more])[0].score for more in ([], ["bakery"], ["bakery", "oven"])]
    assert scores == sorted(scores, reverse=True)
    assert scores[2] < scores[0]


def test_words_that_two_entries_share_are_certain_of_neither():
    between = CURATED.nearest(["how", "long"])
    assert between[0].score < 0.5
    assert len(between) > 1


def test_an_entry_comes_once_however_many_of_its_ways_of_asking_are_near():
    entries = [near.entry for near in CURATED.nearest(["search", "firm", "cost", "charge"])]
    assert len(entries) == len(set(entries))


@pytest.mark.parametrize("words", [[], ["xyzzy"], ["0"]])
def test_a_text_with_nothing_in_common_is_near_to_nothing(words: list[str]):
    assert CURATED.nearest(words) == []
    assert FaqMatcher([]).nearest(words) == []


def test_misspelt_words_count_as_what_they_were_meant_to_be():
    mending = FaqMatcher(QUESTIONS, SpellingCorrector(WORDS))
    assert mending.nearest(["haedhunter", "fee"]) == CURATED.nearest(["headhunter", "fee"])


def test_only_as_many_as_asked_for_are_given():
    assert len(CURATED.nearest(["how", "long", "does", "what"], limit=1)) == 1


@given(st.lists(st.sampled_from([*WORDS, "lunch", "of", "searches"]), max_size=10))
def test_a_score_is_a_share_and_the_nearest_comes_first(words: list[str]):
    scores = [near.score for near in CURATED.nearest(words)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
