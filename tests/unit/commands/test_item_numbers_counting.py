import pytest

from bot.commands.item_numbers import CountVerdict, classify_count


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("people said yes", "yes"),
        ("candidates on the list", "yes"),
        ("of the references called", "yes"),
        ("more weeks", "yes"),
        ("june signed", "yes"),
        ("am call", "yes"),
        ("Board Members agreed", "perhaps"),
        ("signed contracts", "perhaps"),
        ("both agreed", "no"),
        ("agreed", "no"),
        ("looks good", "no"),
        ("with the references", "no"),
        ("of cro", "no"),
        ("no board", "no"),
        ("the board is all for it now and says so", "no"),
        ("called a lot of references", "no"),
        ("focus", "no"),
        (", candidates", "no"),
        ("", "no"),
    ],
)
def test_a_number_counts_the_things_right_behind_it(words: str, told: CountVerdict):
    assert classify_count(f"4 {words}".rstrip(), 1) == told
