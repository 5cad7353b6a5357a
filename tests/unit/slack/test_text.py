import doctest
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack import text
from bot.slack.text import escape, fit_lines, link, neutralise, safe_mrkdwn, truncate


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(text).failed == 0


def test_the_three_control_characters_of_slack_are_escaped_once():
    assert escape("R&D <!channel> a > b") == "R&amp;D &lt;!channel&gt; a &gt; b"


@pytest.mark.parametrize(
    ("typed", "never"),
    [
        ("<!channel> hello", "<!"),
        ("<@U012AB3CD>", "<@"),
        ("@channel now", "@channel"),
        ("#general", "#general"),
        ("*bold* _it_ ~no~ `code`", "*"),
        ("a _word_", "_"),
        ("~gone~", "~"),
        ("`code`", "`"),
        (":tada: party", ":tada:"),
        ("https://example.com", "https://"),
        ("see example.com", "example.com"),
        ("two\nlines", "\n"),
        ("back\u202ewards", "\u202e"),
    ],
)
def test_typed_text_cannot_notify_link_or_format_when_quoted(typed: str, never: str):
    assert never not in safe_mrkdwn(typed)


@given(st.text())
def test_any_typed_text_is_quoted_short_inert_and_on_one_line(typed: str):
    shown = safe_mrkdwn(typed, limit=80)
    assert not set("<>*_~`\n\r\t") & set(shown)
    assert all(each == "\u200b" for before, each in pairwise(shown) if before in "@#:")
    assert len(neutralise(typed, limit=20)) <= 60


def test_plain_words_are_quoted_unchanged():
    assert safe_mrkdwn("growth wizard") == "growth wizard"


@given(st.text(min_size=1), st.integers(min_value=2, max_value=50))
def test_a_clipped_text_is_never_longer_than_its_limit(words: str, limit: int):
    assert len(truncate(words, limit)) <= limit


def test_a_text_is_clipped_between_words():
    assert truncate("one two three", 9) == "one two…"
    assert truncate("one, two", 6) == "one…"
    assert truncate("unbreakable", 6) == "unbre…"
    assert truncate("fits", 4) == "fits"


def test_whole_lines_are_kept_and_the_others_are_counted():
    assert fit_lines(["one", "two", "three"], 100) == "one\ntwo\nthree"
    assert fit_lines(["x" * 10, "y" * 10, "z" * 10], 30) == f"{'x' * 10}\n… and 2 more."


def test_a_single_line_that_is_too_long_is_clipped():
    assert fit_lines(["word " * 10, "more"], 24).endswith("…")


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=20), st.integers(min_value=30, max_value=200))
def test_fitted_lines_never_exceed_the_limit(lines: list[str], limit: int):
    assert len(fit_lines(lines, limit)) <= limit


def test_a_link_cannot_be_broken_out_of():
    assert link("https://example.com/a|b>c d?x=1&y=2", "R&D | <News>") == (
        "<https://example.com/a%7Cb%3Ec%20d?x=1&amp;y=2|R&amp;D / &lt;News&gt;>"
    )


@pytest.mark.parametrize("address", [None, "", "javascript:alert(1)", "ftp://example.com"])
def test_only_a_web_address_becomes_a_link(address: str | None):
    assert link(address, "A & B") == "A &amp; B"
