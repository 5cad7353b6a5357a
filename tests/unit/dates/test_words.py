import pytest

from bot.dates.words import MAX_DATE_LENGTH, normalise_date_text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("by the 1st of Sept.", "1st september"),
        ("EOM", "end month"),
        ("2 w", "2 week"),
        ("+10d", "+10 day"),
        ("in a couple of weeks", "in 2 week"),
        ("two weeks' time", "2 week time"),
        ("two weeks\u2019 time", "2 week time"),
        ("three workdays", "3 working day"),
        ("mid-Jan", "mid january"),
        ("fri., 5:30 pm", "friday"),
        ("friday at noon at the latest", "friday"),
        ("close of business friday", "friday"),
        ("cob", "today"),
        ("no later than q1", "q1"),
        ("31.12.", "31.12"),
        ("wendesday", "wednesday"),
        ("tommorow", "tomorrow"),
        ("\uff26riday", "friday"),
        ("region", "region"),
        ("", ""),
        ("?!", ""),
        ("x" * (MAX_DATE_LENGTH + 1), ""),
        ("friday" + " " * 4000, "friday"),
        ("friday" + " " * 4000 + "x", "friday x"),
    ],
)
def test_the_words_of_dates_are_normalised(text: str, words: str):
    assert normalise_date_text(text) == words
