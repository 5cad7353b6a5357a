import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching import SpellingCorrector
from bot.understanding.similarity import FaqMatcher, SimilarityIndex

PHRASINGS = SimilarityIndex(
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
def test_the_phrasing_that_shares_the_rarest_words_is_nearest(asked: str, nearest: str):
    assert PHRASINGS.nearest(asked.split())[0].entry == nearest


def test_the_words_of_a_phrasing_score_one_in_any_order():
    assert PHRASINGS.nearest(["take", "search", "cfo", "does", "long", "how"])[0].score == pytest.approx(1.0)


def test_an_unknown_word_lowers_the_score_of_a_phrasing():
    plain = PHRASINGS.nearest(["who", "signs", "off", "on", "pricing"])[0].score
    more = PHRASINGS.nearest(["who", "signs", "off", "on", "pricing", "in", "bakeries"])[0].score
    assert more < plain


def test_an_entry_with_several_similar_phrasings_comes_once():
    found = [near.entry for near in PHRASINGS.nearest(["search", "firm", "cost", "charge"])]
    assert found.count("fee") == 1


def test_a_text_that_shares_no_word_finds_no_phrasing():
    assert PHRASINGS.nearest(["lunch"]) == []
    assert PHRASINGS.nearest([]) == []
    assert SimilarityIndex([]).nearest(["lunch"]) == []


@given(st.lists(st.sampled_from([*sorted(PHRASINGS.words), "lunch"]), max_size=8))
def test_phrasings_are_scored_from_0_to_1_and_come_best_first(words: list[str]):
    scores = [near.score for near in PHRASINGS.nearest(words)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1.0000001 for score in scores)


# Curated questions


ASKS = {
    "search": ["how long does a cfo search take", "duration of an executive search"],
    "fee": ["how much does a search firm cost", "what does a search firm charge", "fee of a headhunter"],
    "pricing": ["who signs off on pricing", "price approval"],
    "notice": ["what notice period does an executive have", "how long is the notice"],
}
QUESTIONS = [(text.split(), entry) for entry, texts in ASKS.items() for text in texts]
WORDS = sorted({word for words, _ in QUESTIONS for word in words})
CURATED_QUESTIONS = FaqMatcher(QUESTIONS)


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
def test_a_question_in_other_words_finds_its_curated_question(asked: str, entry: str):
    assert CURATED_QUESTIONS.nearest(asked.split())[0].entry == entry


def test_the_words_of_a_curated_question_score_one_in_any_order():
    assert [CURATED_QUESTIONS.nearest(words[::-1])[0].score for words, _ in QUESTIONS] == [1.0] * len(QUESTIONS)


def test_unknown_words_lower_the_score_of_a_curated_question():
    scores = [
        CURATED_QUESTIONS.nearest(["headhunter", "fee", *more])[0].score
        for more in ([], ["bakery"], ["bakery", "oven"])
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[2] < scores[0]


def test_words_that_two_entries_share_score_high_for_neither():
    between = CURATED_QUESTIONS.nearest(["how", "long"])
    assert between[0].score < 0.5
    assert len(between) > 1


def test_a_curated_question_comes_once():
    entries = [near.entry for near in CURATED_QUESTIONS.nearest(["search", "firm", "cost", "charge"])]
    assert len(entries) == len(set(entries))


@pytest.mark.parametrize("words", [[], ["xyzzy"], ["0"]])
def test_a_text_with_nothing_in_common_finds_no_curated_question(words: list[str]):
    assert CURATED_QUESTIONS.nearest(words) == []
    assert FaqMatcher([]).nearest(words) == []


def test_misspelt_words_are_corrected_before_they_are_scored():
    mending = FaqMatcher(QUESTIONS, SpellingCorrector(WORDS))
    assert mending.nearest(["haedhunter", "fee"]) == CURATED_QUESTIONS.nearest(["headhunter", "fee"])


def test_at_most_the_limit_of_curated_questions_is_returned():
    assert len(CURATED_QUESTIONS.nearest(["how", "long", "does", "what"], limit=1)) == 1


@given(st.lists(st.sampled_from([*WORDS, "lunch", "of", "searches"]), max_size=10))
def test_curated_questions_are_scored_from_0_to_1_and_come_best_first(words: list[str]):
    scores = [near.score for near in CURATED_QUESTIONS.nearest(words)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
