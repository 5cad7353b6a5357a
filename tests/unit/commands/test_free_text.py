import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.command import CommandProblem
from bot.commands.free_text import (
    find_mentioned_users,
    find_person,
    find_user_names,
    is_courtesy,
    remove_mentions,
    replace_mentions_with_names,
    strip_leading_punctuation,
    strip_markup,
    strip_quotes,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("signed", "signed"),
        (" - signed ", "signed"),
        (": signed.", "signed."),
        ("... signed", "signed"),
        ("\u2013 is it legal?", "is it legal?"),
        ("-10% on cash", "-10% on cash"),
        (": -10%", "-10%"),
        (" .5 of a role", ".5 of a role"),
        ("3-5", "3-5"),
        (":thumbsup: agreed", ":thumbsup: agreed"),
        (" :+1: agreed", ":+1: agreed"),
        (":5 agreed", "5 agreed"),
        ("call at 5:", "call at 5:"),
        ("* first", "first"),
        ("*first* thing", "*first* thing"),
        ("-> so", "so"),
        ("> so", "so"),
        ("?!", ""),
        ("", ""),
        (" " * 4000, ""),
    ],
)
def test_leading_punctuation_is_stripped(text: str, expected: str):
    assert strip_leading_punctuation(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Call the board"', "Call the board"),
        ("\u201cCall the board\u201d ", "Call the board"),
        ("'don't wait'", "don't wait"),
        ('"yes" and "no"', '"yes" and "no"'),
        ('"open', '"open'),
        ('"', '"'),
        ('""', ""),
    ],
)
def test_quotes_around_the_whole_text_are_removed(text: str, expected: str):
    assert strip_quotes(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "please", "Pls!", "thank you", "\u2705", ":tada:", ":+1: thanks :wave:", "ok \U0001f44d\U0001f3fd", "..."],
)
def test_courtesies_emoji_and_punctuation_have_no_content(text: str):
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text", ["signed", "100%", "5", "https://example.com", "@ana", "please call", "\u4e2d\u6587", ":5:"]
)
def test_any_other_text_has_content(text: str):
    assert not is_courtesy(text)


@pytest.mark.parametrize(
    ("text", "person_id", "rest"),
    [
        ("3 <@U1>", "U1", "3"),
        ("<@U1> 3 <@U1>", "U1", "3"),
        ("3 me", "me", "3"),
        ("3 to ME", "me", "3"),
        ("3 myself", "me", "3"),
        ("3 nobody", "nobody", "3"),
        ("3 to no one", "nobody", "3"),
        ("me <@U1>", "U1", "me"),
        ("3 me or nobody", "me", "3 or nobody"),
    ],
)
def test_the_person_in_a_text_is_found(text: str, person_id: str, rest: str):
    person = find_person(text)
    assert (person.person, " ".join(person.rest.split()), person.problem) == (person_id, rest, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", CommandProblem("no_person")),
        ("3 ana", CommandProblem("no_person")),
        ("3 some@example.com", CommandProblem("no_person")),
        ("3 mean someone", CommandProblem("no_person")),
        ("3 @ana", CommandProblem("raw_name", "@ana")),
        ("3 @me", CommandProblem("raw_name", "@me")),
        ("3 @ana.b, please", CommandProblem("raw_name", "@ana.b")),
        ("<@U1> <@U2>", CommandProblem("several_people", "<@U1> <@U2>")),
    ],
)
def test_a_text_without_exactly_one_person_has_a_problem(text: str, problem: CommandProblem):
    person = find_person(text)
    assert (person.person, person.problem) == (None, problem)


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
