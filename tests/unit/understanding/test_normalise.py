import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.understanding.normalise import MAX_LENGTH, normalise, squeeze

AS_TYPED = {
    # A question, plainly
    "CMO vs CRO KPIs?": "cmo vs cro kpis",
    "WHAT DOES A CRO DO": "what does a cro do",
    "  two   blanks\tand a tab ": "two blanks and a tab",
    "CMO\n\nCRO": "cmo cro",
    "CMO\u00a0CRO": "cmo cro",
    "CMO\u200bCRO": "cmo cro",
    # Slack's markup
    "<@U04ROLE> CMO vs CRO?": "cmo vs cro",
    "<@U04ROLE|rolecall> cmo": "cmo",
    "<#C01AB|cfo-search> cmo": "cmo",
    "<!here> cmo": "cmo",
    "<!subteam^S01|@cros> cmo": "cmo",
    "<!date^1700000000^{date}|cro> cmo": "cmo",
    "*CMO* _vs_ ~CRO~": "cmo vs cro",
    "> quoted\ncmo": "quoted cmo",
    "&gt; cmo &amp; cro": "cmo cro",
    "&lt;@U04ROLE&gt; cmo": "cmo",
    "R&amp;D": "r d",
    # The bot by name
    "@rolecall cmo?": "cmo",
    "@Role.Call-bot cmo": "cmo",
    # Links keep their words and lose their address
    "<https://example.com/coo|the CRO page> kpis": "the cro page kpis",
    "<https://example.com/coo> cro": "cro",
    "https://example.com/coo cro": "cro",
    "<mailto:coo@example.com|the cro> kpis": "the cro kpis",
    # Code goes, a word somebody stressed stays
    "`x = cmo()` cro": "cro",
    "```\ncmo = 1\n``` and cro": "and cro",
    "``` cmo never closed": "",
    "`cmo`": "cmo",
    "`cmo vs cro`": "cmo vs cro",
    # Emoji
    ":wave: cmo :tada:": "cmo",
    ":+1: cmo :100:": "cmo",
    ":woman-technologist::skin-tone-4: cto": "cto",
    "cmo \U0001f469\U0001f3fd\u200d\U0001f4bb cro": "cmo cro",
    "\U0001f937": "",
    "12:30:45": "12 30 45",
    "cmo:cro": "cmo cro",
    # Accents and letters from elsewhere
    "Caf\u00e9 na\u00efve Z\u00fcrich": "cafe naive zurich",
    "\uff23\uff2d\uff2f": "cmo",
    "\ufb01nance": "finance",
    "\u0130stanbul STRASSE stra\u00dfe": "istanbul strasse strasse",
    "\u041c\u0410\u0420\u041a\u0415\u0422\u0418\u041d\u0413": "\u043c\u0430\u0440\u043a\u0435\u0442\u0438\u043d\u0433",
    # Dots
    "C.M.O. vs. C.R.O.": "cmo vs cro",
    "C.M.O": "cmo",
    "c.m.o.s": "cmos",
    "V.P. of Sales, V.P of Sales": "vp of sales vp of sales",
    "end.Next": "end next",
    "e.g. the cmo": "eg the cmo",
    "scipy.sparse.coo_matrix": "scipy sparse coo_matrix",
    # Possessives and contractions
    "cmo's": "cmo",
    "CMO\u2019s KPIs": "cmo kpis",
    "the CMOs' KPIs": "the cmos kpis",
    "what's the cmo's job": "whats the cmo job",
    "who\u2019s the boss": "whos the boss",
    "don't, we're, it's": "dont were its",
    # Roles joined by signs
    "cmo/cro": "cmo cro",
    "cmo-cro": "cmo cro",
    "cmo\u2013cro\u2014cto": "cmo cro cto",
    "cmo,cro;cto": "cmo cro cto",
    "cmo+cro & cto": "cmo cro cto",
    "(cmo) [cro] {cto}": "cmo cro cto",
    "\u201cCMO\u201d vs \u2018CRO\u2019": "cmo vs cro",
    # Nothing in it
    "": "",
    "   ": "",
    "?!?": "",
    "...": "",
    "''": "",
}


@pytest.mark.parametrize(("typed", "words"), AS_TYPED.items())
def test_typed_text_is_normalised_to_plain_words(typed: str, words: str):
    assert " ".join(normalise(typed).words) == words


@pytest.mark.parametrize("text", ["cmo?", "cmo? thanks", "(cmo?) cro", "what?! a cmo", "cmo\u061f cro?"])
def test_a_question_mark_anywhere_makes_it_a_question(text: str):
    assert normalise(text).has_question_mark


@pytest.mark.parametrize("text", ["cmo", "cmo!", "", "https://example.com/?q=cmo"])
def test_without_a_question_mark_it_is_no_question(text: str):
    assert not normalise(text).has_question_mark


@pytest.mark.parametrize(
    ("text", "word", "clause"),
    [
        ("We are small. Do we need a CMO? Thanks", "cmo", "do we need a cmo"),
        ("We are small. Do we need a CMO? Thanks", "small", "we are small"),
        ("first line\nsecond line", "line", "first line"),
        ("cmo; cro", "cro", "cro"),
        ("cmo, cro", "cro", "cmo cro"),
    ],
)
def test_a_clause_runs_from_one_stop_to_the_next(text: str, word: str, clause: str):
    utterance = normalise(text)
    start, end = utterance.clause(utterance.words.index(word))
    assert " ".join(utterance.words[start:end]) == clause


@pytest.mark.parametrize(
    ("one", "other"),
    [("C.M.O.", "cmo"), ("Chief  Marketing-Officer", "chief marketing officer"), ("V.P. Sales", "vpsales")],
)
def test_two_spellings_of_a_name_are_squeezed_to_the_same(one: str, other: str):
    assert squeeze(one) == squeeze(other)


any_text = st.text() | st.text(alphabet="cmo CRO.'`<>@#:/_&;\n\u2019\u00e9\ufdfa\u0130\u0345", max_size=200)


@given(any_text)
@example("\ufdfa" * MAX_LENGTH)
@example("a." * MAX_LENGTH)
@example("\ud800")
def test_any_text_gives_the_same_lower_case_words_twice(text: str):
    utterance = normalise(text)
    assert utterance == normalise(text)
    assert all(word == word.casefold() and not word.isspace() and word for word in utterance.words)
    assert len(utterance.gaps) == len(utterance.words) + 1
    assert sum(map(len, utterance.words)) <= 2 * MAX_LENGTH


@given(st.text(alphabet="cmoCRO s", max_size=40))
def test_the_fast_path_for_plain_words_agrees_with_the_slow_one(text: str):
    assert normalise(text).words == normalise(f"{text}\u2009").words


def test_of_a_long_text_the_beginning_and_the_end_are_read():
    words = normalise("cro " + "x " * MAX_LENGTH + "cio " + "x " * MAX_LENGTH + "cmo").words
    assert (words[0], words[-1], "cio" in words) == ("cro", "cmo", False)
    assert len(words) <= MAX_LENGTH


@pytest.mark.parametrize("piece", ["x", "<", "<@", "`", "a.", ":a", "'", "&amp;", "https://", "\ufdfa", "a'", "_"])
def test_a_very_long_text_is_read_quickly(piece: str):
    wall = piece * (40_000 // len(piece))
    started = time.perf_counter()
    normalise(wall)
    assert time.perf_counter() - started < 0.25
