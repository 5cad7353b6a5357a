from datetime import date

import pytest

from bot.errors import RolecallError
from bot.slack.hiring.views.wording import parse_day, validate_day

TODAY = date(2026, 11, 25)


def test_a_day_is_what_its_words_mean_today():
    assert parse_day("friday", TODAY) == date(2026, 11, 27)


@pytest.mark.parametrize("words", ["banana", "3/4", "yesterday"])
def test_words_that_mean_no_day_are_answered_with_what_to_type(words: str):
    with pytest.raises(RolecallError, match="Try"):
        parse_day(words, TODAY)


def test_a_day_chosen_in_a_calendar_is_that_day():
    for day in (TODAY, date(2031, 11, 25)):
        assert validate_day(day, TODAY) == day


@pytest.mark.parametrize(("day", "said"), [(date(2026, 11, 24), "has passed"), (date(2031, 11, 26), "five years away")])
def test_one_that_could_not_be_typed_cannot_be_chosen_either(day: date, said: str):
    with pytest.raises(RolecallError, match=said):
        validate_day(day, TODAY)
