import pytest

from bot.commands.command import Command
from bot.errors import RolecallError
from bot.slack.hiring.lengths import check_length


@pytest.mark.parametrize(
    ("order", "most", "said"),
    [
        (Command("start"), 120, "The name of a search can have 120 characters; that has 121."),
        (Command("rename"), 120, "The name of a search can have 120 characters; that has 121."),
        (Command("add"), 300, "What is to be done can have 300 characters; that has 301."),
        (Command("note"), 3000, "A note, link or reason can have 3,000 characters; that has 3,001."),
    ],
)
def test_what_people_write_has_a_length(order: Command, most: int, said: str):
    fits = order._replace(text="x" * most)
    assert check_length(fits) is fits
    with pytest.raises(RolecallError) as found:
        check_length(order._replace(text="x" * (most + 1)))
    assert str(found.value) == f"{said} Nothing was changed."
