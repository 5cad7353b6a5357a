import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.understanding import lexicon, roles_in

from bot.understanding.spelled_out import LETTERS, find_spelled_out


def found(text: str) -> dict[int, tuple[int, str]]:
    return find_spelled_out(text.split(), lexicon().spellable)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("what does a c f o do", {3: (6, "cfo")}),
        ("see eff oh kpis", {0: (3, "cfo")}),
        ("cf0 vs c0o", {0: (1, "cfo"), 2: (3, "coo")}),
        ("c h r o", {0: (4, "chro")}),
        ("see em oh or see are oh", {0: (3, "cmo"), 4: (7, "cro")}),
        ("k p i of a cmo", {0: (3, "kpi")}),
    ],
)
def test_an_abbreviation_spelled_letter_by_letter_is_joined(text: str, joined: dict[int, tuple[int, str]]):
    assert found(text) == joined


@pytest.mark.parametrize("text", ["", "c f", "x y z", "see you", "why are you", "cfo", "i see", "0 people"])
def test_other_letters_and_words_stay_apart(text: str):
    assert found(text) == {}


def test_a_role_is_found_however_it_is_spelled_out():
    for short in ("cmo", "cfo", "cto", "coo"):
        assert roles_in(f"what does a {' '.join(short)} do?") == (short,)


@given(st.lists(st.sampled_from([*LETTERS, "kpis", "0", "cf0"]), max_size=20))
def test_what_is_joined_is_known_and_does_not_overlap(words: list[str]):
    end = 0
    for start, (stop, short) in find_spelled_out(words, lexicon().spellable).items():
        assert end <= start < stop <= len(words)
        assert short in lexicon().spellable
        end = stop
