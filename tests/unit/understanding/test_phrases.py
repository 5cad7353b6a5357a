from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.phrases import WIDEST_GAP, Phrases, Span

CUES = {
    "common": "have in common",
    "common, short": "in common",
    "apart": "tell * apart",
    "line": "where does * end and * begin",
    "end": "does *",
    "need": "need",
    "need both": "need both",
}


def phrases(entries: dict[str, str]) -> Phrases[str]:
    return Phrases((phrase.split(), name) for name, phrase in entries.items())


def everywhere(text: str, **entries: str) -> list[str]:
    return [span.value for span in phrases(entries or CUES).everywhere(text.split())]


def longest(text: str, **entries: str) -> list[str]:
    return [span.value for span in phrases(entries or CUES).longest(text.split())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("they have in common", ["common", "common, short"]),
        ("we need both", ["need", "need both"]),
        ("need need", ["need", "need"]),
        ("what we needed", []),
        ("have it in common", ["common, short"]),
        ("", []),
    ],
)
def test_every_phrase_in_a_text_is_found_overlapping_ones_too(text: str, found: list[str]):
    assert everywhere(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("they have in common", ["common"]),
        ("need both need", ["need both", "need"]),
        ("in common have in common", ["common, short", "common"]),
    ],
)
def test_of_phrases_that_share_a_word_the_longest_is_kept(text: str, found: list[str]):
    assert longest(text) == found


def test_of_two_equally_long_phrases_that_share_a_word_the_first_is_kept():
    assert longest("in charge of sales", first="in charge of", second="charge of sales") == ["first"]


def test_a_phrase_that_stands_for_two_things_gives_both():
    both = Phrases([(["product"], "cpo"), (["product"], "cto"), (["product"], "cpo")])
    assert [span.value for span in both.longest(["our", "product"])] == ["cpo", "cto"]


@pytest.mark.parametrize("between", ["", "them", "the cmo and cro", "a b c d"])
def test_a_gap_takes_up_to_four_words(between: str):
    assert everywhere(f"how to tell {between} apart") == ["apart"]


def test_a_gap_takes_no_more_than_that():
    between = " ".join("x" * (WIDEST_GAP + 1))
    assert everywhere(f"how to tell {between} apart") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("where does it end and the other begin", ["line"]),
        ("where does end and begin", ["line"]),
        ("where does it begin and the other end", []),
        ("where does the end of the end and that begin", ["line"]),
    ],
)
def test_a_phrase_may_hold_several_gaps(text: str, found: list[str]):
    assert [value for value in everywhere(text) if value == "line"] == found


def test_a_span_says_where_its_words_stand():
    assert phrases(CUES).longest(["so", "what", "do", "they", "have", "in", "common", "then"]) == [Span(4, 7, "common")]


def test_a_phrase_is_in_it_only_as_a_whole():
    known = phrases(CUES)
    assert ["need", "both"] in known
    assert ["both"] not in known
    assert ["need", "both", "of"] not in known


def test_an_empty_phrase_is_left_out():
    assert Phrases([((), "nothing")]).everywhere(["any", "word"]) == []


words = st.lists(st.sampled_from("abc"), max_size=12)


@given(st.lists(st.tuples(st.lists(st.sampled_from("abc*"), max_size=4), st.integers())), words)
def test_what_is_found_stands_in_the_text_and_shares_no_word(entries: list[tuple[list[str], int]], text: list[str]):
    known: Phrases[int] = Phrases(entries)
    kept = known.longest(text)
    taken = [(span.start, span.end) for span in kept]
    assert taken == sorted(taken)
    assert all(0 <= start < end <= len(text) for start, end in taken)
    assert all(one == other or one[1] <= other[0] for one, other in pairwise(taken))
    assert set(kept) <= set(known.everywhere(text))
