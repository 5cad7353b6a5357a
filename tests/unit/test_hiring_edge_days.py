from datetime import date

import pytest

from bot.errors import RolecallError
from bot.slack.hiring.days import day_meant

TODAY = date(2026, 11, 25)


def test_a_day_is_what_its_words_mean_today():
    assert day_meant("friday", TODAY) == date(2026, 11, 27)


@pytest.mark.parametrize("words", ["banana", "3/4", "yesterday"])
def test_words_that_mean_no_day_are_answered_with_what_to_type(words: str):
    with pytest.raises(RolecallError, match=r"Type for example|Try"):
        day_meant(words, TODAY)
