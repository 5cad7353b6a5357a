import pytest

from bot.commands.command import Command
from bot.errors import RolecallError
from bot.slack.hiring.command_input import check_text_length


@pytest.mark.parametrize(
    ("command", "longest", "error"),
    [
        (Command("start"), 120, "The name of a search can have 120 characters; that has 121."),
        (Command("rename"), 120, "The name of a search can have 120 characters; that has 121."),
        (Command("add"), 300, "The title of an item can have 300 characters; that has 301."),
        (Command("note"), 3000, "A note, link or reason can have 3,000 characters; that has 3,001."),
    ],
)
def test_text_longer_than_its_verb_allows_is_refused(command: Command, longest: int, error: str):
    check_text_length(command._replace(text="x" * longest))
    with pytest.raises(RolecallError) as found:
        check_text_length(command._replace(text="x" * (longest + 1)))
    assert str(found.value) == f"{error} Nothing was changed."
