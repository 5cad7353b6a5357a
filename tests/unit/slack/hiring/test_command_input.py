from datetime import date

import pytest

from bot.commands.command import Command
from bot.errors import RolecallError
from bot.slack.hiring.command_input import check_text_length, parse_day, validate_day


@pytest.mark.parametrize(
    ("command", "longest", "error"),
    [
        (Command("start"), 120, "A search name can have up to 120 characters; yours has 121."),
        (Command("rename"), 120, "A search name can have up to 120 characters; yours has 121."),
        (Command("add"), 300, "An item title can have up to 300 characters; yours has 301."),
        (Command("note"), 3000, "A note, link or reason can have up to 3,000 characters; yours has 3,001."),
    ],
)
def test_text_longer_than_its_verb_allows_is_refused(command: Command, longest: int, error: str):
    check_text_length(command._replace(text="x" * longest))
    with pytest.raises(RolecallError) as found:
        check_text_length(command._replace(text="x" * (longest + 1)))
    assert str(found.value) == f"{error} Nothing changed. Please shorten it."


TODAY = date(2026, 11, 25)


def test_date_words_are_read_as_of_today():
    assert parse_day("friday", TODAY) == date(2026, 11, 27)


@pytest.mark.parametrize("words", ["banana", "3/4", "yesterday"])
def test_unreadable_date_words_are_refused_with_what_to_type(words: str):
    with pytest.raises(RolecallError, match="Try"):
        parse_day(words, TODAY)


def test_a_date_chosen_in_a_form_is_that_date():
    for day in (TODAY, date(2031, 11, 25)):
        assert validate_day(day, TODAY) == day


@pytest.mark.parametrize(
    ("day", "error"), [(date(2026, 11, 24), "has passed"), (date(2031, 11, 26), "five years away")]
)
def test_a_date_that_could_not_be_typed_cannot_be_chosen(day: date, error: str):
    with pytest.raises(RolecallError, match=error):
        validate_day(day, TODAY)
