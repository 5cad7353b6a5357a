import pytest
from samples.command_table import TITLES

from bot.commands.item_names import ItemNames

NAMES = ItemNames(enumerate(TITLES, 1))


@pytest.mark.parametrize(
    ("text", "numbered"),
    [
        ("done with the laptop", "done with the 19"),
        ("assign reference checks to maria", "assign 12 to maria"),
        ("give referance checks to maria and the laptpo to tom", "give 12 to maria and the 19 to tom"),
        ("mark budget and pay range as done", "mark 2 and 5 as done"),
        ("the criminal check", "the 13"),
        ("meeting with the chair", "11"),
        ("move finals to 18 dec", "move finals to 18 dec"),
        ("move the final interviews to 18 dec", "move the 10 to 18 dec"),
    ],
)
def test_a_name_is_replaced_by_the_number_of_its_item(text: str, numbered: str):
    assert NAMES.replace(text) == numbered


@pytest.mark.parametrize(
    "text",
    [
        "the interviews are next week",  # two items have interviews
        "what a search",
        "check off 3",
        "first day is 1 feb",
        "see https://example.com/laptop or board_approval.pdf",
        'rename 3 to "Laptop and phone"',
        "note 3: the budget is fine",
    ],
)
def test_other_words_are_left_as_they_are(text: str):
    assert NAMES.replace(text) == text


def test_without_items_nothing_is_replaced():
    assert ItemNames(()).replace("done with the laptop") == "done with the laptop"
