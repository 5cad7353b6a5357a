import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.free_text import (
    find_mentioned_users,
    find_user_names,
    remove_mentions,
    replace_mentions_with_names,
    strip_markup,
)


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("<@U123>", "<@U123>"),
        ("<@U123|ana>", "<@U123>"),
        ("<@W123|Ana Maria>", "<@W123>"),
        ("<https://example.com/a>", "https://example.com/a"),
        ("<https://example.com/a|the page>", "https://example.com/a"),
        ("<http://example.com|example.com>", "http://example.com"),
        ("<https://example.com/?a=1&amp;b=2>", "https://example.com/?a=1&b=2"),
        ("<mailto:ana@example.com|ana@example.com>", "ana@example.com"),
        ("<tel:+4930|030>", "+4930"),
        ("https://example.com", "https://example.com"),
        ("<#C123|general>", "#general"),
        ("<#C123>", "#C123"),
        ("<!here>", "@here"),
        ("<!subteam^S1|@sales>", "@sales"),
        ("<!date^1700000000^{date}|14 November>", "14 November"),
        ("R&amp;D", "R&D"),
        ("&lt;b&gt;", "<b>"),
        ("&amp;lt;", "&lt;"),
        ("a < b > c", "a < b > c"),
        ("<>", "<>"),
        ("<unknown>", "<unknown>"),
        ("<@nobody>", "<@nobody>"),
        (" two\n lines ", "two\n lines"),
        ("do\u200bne\ufeff", "done"),
    ],
)
def test_markup_becomes_what_the_writer_sees(sent: str, seen: str):
    assert strip_markup(sent) == seen


def test_mentioned_people_are_listed_once_each():
    assert find_mentioned_users("<@U2> and <@W1>, <@U2>") == ("U2", "W1")
    assert find_mentioned_users("@ana and <@ana>") == ()
    assert remove_mentions("give <@U2> it").split() == ["give", "it"]


@given(st.text(st.characters(exclude_characters="<>&\u200b\u2060\ufeff\u00ad")))
def test_a_text_without_markup_is_unchanged(text: str):
    assert strip_markup(text) == text.strip()


def test_mentions_become_names_or_ids_if_the_name_is_unknown():
    sent = "ask <@U123|ana> and <@W9> about <#C1|general>"
    assert find_user_names(sent) == {"U123": "ana"}
    assert replace_mentions_with_names(strip_markup(sent), find_user_names(sent)) == "ask @ana and @W9 about #general"
