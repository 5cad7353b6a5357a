"""What an abbreviation was taken for: said under the answer, and undone beside it."""

from collections.abc import Mapping

from bot.knowledge.models import Role
from bot.slack.blocks import Block, button, section
from bot.slack.cards.controls import Surface
from bot.slack.message import Message
from bot.slack.text import escape
from bot.understanding.intents import Intent, Meaning, encode_choice
from bot.understanding.suggestions import expand_abbreviation

FORGET_ACTION = "forget"


def add_meanings(
    shown: Message, intent: Intent, meanings: tuple[Meaning, ...], roles: Mapping[str, Role], door: Surface
) -> Message:
    """The card of the intent with a line for each abbreviation, and a button that undoes what it means here."""
    lines = [_line(abbreviation, roles[role], door) for abbreviation, role in meanings]
    undo = [_undo(line, intent, meaning) for line, meaning in zip(lines, meanings, strict=True)]
    return Message("\n".join((shown.text, *lines)), [*shown.blocks, *undo])


def _line(abbreviation: str, role: Role, door: Surface) -> str:
    here = "this conversation" if door == "dm" else "this channel"
    return f"In {here} {escape(abbreviation.upper())} now means {escape(expand_abbreviation(role, abbreviation))}."


def _undo(line: str, intent: Intent, meaning: Meaning) -> Block:
    # Small print holds no buttons, so the line is a section in italics.
    return section(f"_{line}_", button("Undo", FORGET_ACTION, encode_choice(intent, (meaning,))))
