"""How long may be what people write: what stands in a list, on a button or in a form has to fit there."""

from bot.commands.command import Command
from bot.errors import RolecallError
from bot.slack.modals import MAX_INPUT

NAME = 120
MAX_TITLE = 300
TEXT_LABELS = {"start": "The name of a search", "rename": "The name of a search", "add": "What is to be done"}


def check_length(command: Command) -> Command:
    """The same order. Raises RolecallError where what the person wrote is longer than it may be."""
    most = max_length(command.verb)
    if len(command.text) > most:
        what = TEXT_LABELS.get(command.verb, "A note, link or reason")
        raise RolecallError(
            f"{what} can have {most:,} characters; that has {len(command.text):,}.", "Nothing was changed."
        )
    return command


def max_length(verb: str) -> int:
    """How many characters the words of this order may have."""
    return {"start": NAME, "rename": NAME, "add": MAX_TITLE}.get(verb, MAX_INPUT)
