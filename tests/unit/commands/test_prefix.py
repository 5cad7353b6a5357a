import pytest
from samples.understanding import base

from bot.commands.parser import _verb_words, parse_prefix


@pytest.mark.parametrize(
    ("text", "verb", "search", "numbers", "rest"),
    [
        ("done 3", "done", None, (), "3"),
        ("Done - 3 ok.", "done", None, (), "3 ok."),
        ("cro2 done 3", "done", "cro2", (), "3"),
        ("3 and 4 are done: fine", "done", None, (3, 4), "fine"),
        ("cro 3 done", "done", "cro", (3,), ""),
        ("3 cro done", "done", "cro", (3,), ""),
        ("cro cmo done 3", "unknown", "cro", (), "cmo done 3"),
        ("please could you mark 3 as done", "done", None, (3,), ""),
        (":wave: hey, done 3", "done", None, (), "3"),
        ("start-item 3", "start-item", None, (), "3"),
        ("start_item 3", "start-item", None, (), "3"),
        ("What\u2019s next?", "next", None, (), "?"),
        ("3", "item", None, (3,), ""),
        ("item 3 qqq else", "item", None, (3,), "qqq else"),
        ("3 qqq else", "unknown", None, (3,), "qqq else"),
        ("3 <@U1>", "assign", None, (3,), "<@U1>"),
        ("<@U1> 3", "unknown", None, (), "<@U1> 3"),
        ("cro", "status", "cro", (), ""),
        ("please", "empty", None, (), ""),
        ("", "empty", None, (), ""),
        ("...", "empty", None, (), ""),
        ("what does a cro do", "unknown", None, (), "does a cro do"),
    ],
)
def test_an_order_begins_with_its_verb_and_what_stands_before_it(
    text: str, verb: str, search: str | None, numbers: tuple[int, ...], rest: str
):
    opening = parse_prefix(text, base())
    assert (opening.verb, opening.search, opening.numbers, opening.rest) == (verb, search, numbers, rest)


@pytest.mark.parametrize(
    ("text", "called"),
    [("tick off 3", "tick off"), ("dnoe 3", "done"), ("Xyzzy! 3", "Xyzzy!"), ("what does a cro do", "what")],
)
def test_the_words_of_the_verb_are_kept(text: str, called: str):
    assert parse_prefix(text, base()).verb_words == called


def test_words_come_bare_with_their_ends():
    assert [word.text for word in _verb_words("Caf\u00e9, N/A \u2013 what\u2019s-up 3 more", 0)] == ["cafe", "n/a"]
    assert [(word.text, word.end) for word in _verb_words("start-item 3", 0)] == [("start", 5), ("item", 10)]
