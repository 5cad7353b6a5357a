"""All roles."""

from bot.answers.models import Directory
from bot.answers.wording import LEVELS
from bot.knowledge.models import Role
from bot.slack.blocks import Block
from bot.slack.cards.evidence import paragraphs
from bot.slack.text import escape


def directory(answer: Directory) -> list[Block]:
    """The roles level by level."""
    levels = ((name, [role for role in answer.roles if role.level == level]) for level, name in LEVELS.items())
    return [block for name, roles in levels if roles for block in paragraphs([f"*{name}*", *map(_line, roles)])]


def _line(role: Role) -> str:
    return f"*{escape(role.short)}* {escape(role.title)}" if role.short != role.title else f"*{escape(role.title)}*"
