"""All roles."""

from bot.answers.models import Directory, Help
from bot.answers.plain import HOW_TO_ASK
from bot.answers.wording import LEVEL_LABELS
from bot.knowledge.models import Role
from bot.slack.blocks import Block, section
from bot.slack.cards.sources import paragraphs
from bot.slack.text import escape


def directory(answer: Directory) -> list[Block]:
    """The roles level by level."""
    levels = ((name, [role for role in answer.roles if role.level == level]) for level, name in LEVEL_LABELS.items())
    return [block for name, roles in levels if roles for block in paragraphs([f"*{name}*", *map(_line, roles)])]


def _line(role: Role) -> str:
    return f"*{escape(role.short)}* {escape(role.title)}" if role.short != role.title else f"*{escape(role.title)}*"


def help_blocks(_answer: Help) -> list[Block]:
    """The doors, and what to ask; the examples are the buttons below."""
    return [section("\n".join((*HOW_TO_ASK, "For example:")))]
