from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.knowledge_files import SMALL, assembled, write

from bot.understanding.phrases import (
    MAX_GAP,
    Phrases,
    Span,
    cue_words,
    role_phrases,
    sense_phrases,
    vocabulary,
    with_plural,
    words_of,
)

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
def test_of_overlapping_phrases_the_longest_is_kept(text: str, found: list[str]):
    assert longest(text) == found


def test_of_two_equally_long_overlapping_phrases_the_first_is_kept():
    assert longest("in charge of sales", first="in charge of", second="charge of sales") == ["first"]


def test_a_phrase_with_two_values_gives_both():
    both = Phrases([(["product"], "cpo"), (["product"], "cto"), (["product"], "cpo")])
    assert [span.value for span in both.longest(["our", "product"])] == ["cpo", "cto"]


@pytest.mark.parametrize("between", ["", "them", "the cmo and cro", "a b c d"])
def test_a_gap_matches_up_to_four_words(between: str):
    assert everywhere(f"how to tell {between} apart") == ["apart"]


def test_a_gap_matches_no_more_than_that():
    between = " ".join("x" * (MAX_GAP + 1))
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
def test_a_phrase_may_have_several_gaps(text: str, found: list[str]):
    assert [value for value in everywhere(text) if value == "line"] == found


def test_a_span_has_the_positions_of_its_words():
    assert phrases(CUES).longest(["so", "what", "do", "they", "have", "in", "common", "then"]) == [Span(4, 7, "common")]


def test_only_whole_phrases_are_contained():
    known = phrases(CUES)
    assert ["need", "both"] in known
    assert ["both"] not in known
    assert ["need", "both", "of"] not in known


def test_an_empty_phrase_is_left_out():
    assert Phrases([((), "nothing")]).everywhere(["any", "word"]) == []


words = st.lists(st.sampled_from("abc"), max_size=12)


@given(st.lists(st.tuples(st.lists(st.sampled_from("abc*"), max_size=4), st.integers())), words)
def test_the_longest_phrases_are_in_the_text_and_do_not_overlap(entries: list[tuple[list[str], int]], text: list[str]):
    known: Phrases[int] = Phrases(entries)
    kept = known.longest(text)
    taken = [(span.start, span.end) for span in kept]
    assert taken == sorted(taken)
    assert all(0 <= start < end <= len(text) for start, end in taken)
    assert all(one == other or one[1] <= other[0] for one, other in pairwise(taken))
    assert set(kept) <= set(known.everywhere(text))


# Forms of names


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
def test_a_name_has_plurals_of_its_last_and_its_first_word(name: str, forms: list[str]):
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
def test_a_cue_keeps_its_markers_for_roles_and_gaps(cue: str, words: list[str]):
    assert list(cue_words(cue)) == words


def test_the_vocabulary_of_texts_is_every_word_once():
    assert vocabulary(["Who's who?", "who owns it"]) == {"whos", "who", "owns", "it"}


def test_a_role_is_named_by_each_of_its_names_and_by_its_function(tmp_path: Path):
    small, _ = assembled(write(tmp_path, SMALL))
    meant = {" ".join(words): roles for words, roles in role_phrases(small)}
    assert meant["cmo"] == meant["cmos"] == meant["chief marketing officers"] == ("cmo",)
    assert meant["head of marketing"] == meant["heads of marketing"] == meant["marketing boss"] == ("cmo",)
    assert sorted(meant["co"]) == ["cmo", "cro"]
    assert "revenue boss" not in meant


def test_a_sense_is_indicated_by_its_name_and_its_cues(tmp_path: Path):
    small, _ = assembled(write(tmp_path, SMALL))
    senses = {" ".join(words): sense for words, sense in sense_phrases(small.roles.values())}
    assert set(senses.values()) == {("cro", "conversion rate optimisation")}
    assert {"landing page", "landing pages", "conversion rate optimisation"} <= set(senses)


@given(st.text(max_size=60))
def test_any_text_has_forms_without_an_empty_word(text: str):
    assert all(word for form in with_plural(words_of(text)) for word in form)
    assert all(cue_words(text))
