import pytest

from bot.commands.start_arguments import find_unparsable_date, split_start_date


@pytest.mark.parametrize(
    ("text", "rest", "when"),
    [
        ("by friday", "", "friday"),
        ("x by friday!", "x", "friday"),
        ("x by the 1st of june", "x", "1st of june"),
        ("x by", "x by", ""),
        ("x bye friday", "x bye friday", ""),
        ("x by the 1st of june, then", "x by the 1st of june, then", ""),
        ("by 1 june, x y", "x y", "1 june"),
        ("by region x y", "by region x y", ""),
        ("until friday", "", "friday"),
        ("x asap", "x", ""),
        ("x, by ASAP.", "x", ""),
        ("x as soon as possible", "x", ""),
        ("asaphouse", "asaphouse", ""),
        ("", "", ""),
    ],
)
def test_the_date_is_taken_off_the_end(text: str, rest: str, when: str):
    assert split_start_date(text) == (rest, when)


@pytest.mark.parametrize("text", ["x" + " " * 4000, "by " * 1300, " " * 4000 + "asap", "by " + "x" * 4000])
def test_long_texts_have_none(text: str):
    assert split_start_date(text)[1] == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cro by summer", "summer"),
        ("cro by the IPO!", "IPO"),
        ("cro in early autumn", "early autumn"),
        ("cro by region", ""),
        ("cro by region by summer", "summer"),
        ("cro in EMEA", ""),
        ("cro by", ""),
        ("bystanders", ""),
        ("Summer 2027", ""),
        ("", ""),
    ],
)
def test_a_day_that_was_meant_and_cannot_be_read_is_found(name: str, words: str):
    assert find_unparsable_date(name) == words
