import pytest

from bot.commands.free_text import is_courtesy, strip_leading_punctuation, strip_quotes


@pytest.mark.parametrize(
    ("text", "said"),
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
def test_what_leads_to_words_is_no_part_of_them(text: str, said: str):
    assert strip_leading_punctuation(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
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
def test_quotes_around_everything_are_taken_off(text: str, said: str):
    assert strip_quotes(text) == said


@pytest.mark.parametrize(
    "text",
    ["", "please", "Pls!", "thank you", "\u2705", ":tada:", ":+1: thanks :wave:", "ok \U0001f44d\U0001f3fd", "..."],
)
def test_courtesy_says_nothing(text: str):
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text", ["signed", "100%", "5", "https://example.com", "@ana", "please call", "\u4e2d\u6587", ":5:"]
)
def test_everything_else_says_something(text: str):
    assert not is_courtesy(text)
