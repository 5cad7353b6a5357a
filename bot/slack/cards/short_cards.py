"""The cards of a paragraph or two: a FAQ answer, the list of roles, the help, a question back, and no answer."""

from bot.answers.directory import described_examples
from bot.answers.models import Clarification, Directory, FaqAnswer, Help, NotKnown
from bot.answers.plain import HOW_TO_ASK, MOST_ASKED, number_sources
from bot.answers.wording import LEVEL_LABELS, clarifying_question, refusal_text
from bot.knowledge.models import Role
from bot.slack.blocks import Block, section
from bot.slack.cards.sources import fact_lines, paragraphs
from bot.slack.text import escape


def faq_answer(answer: FaqAnswer) -> list[Block]:
    """Return the facts of the answer."""
    return list(paragraphs(fact_lines(answer.facts, number_sources(answer.sources))))


def directory(answer: Directory) -> list[Block]:
    """Return the roles, grouped by level."""
    levels = ((name, [role for role in answer.roles if role.level == level]) for level, name in LEVEL_LABELS.items())
    return [block for name, roles in levels if roles for block in paragraphs([f"*{name}*", *map(_line, roles)])]


def _line(role: Role) -> str:
    return f"*{escape(role.short)}* {escape(role.title)}" if role.short != role.title else f"*{escape(role.title)}*"


def help_blocks(answer: Help) -> list[Block]:
    """Return what people ask most, then where to ask. The examples are the buttons below as well."""
    examples = (f"• *{escape(question)}* ({use})" for question, use in described_examples(answer))
    return [section("\n".join((f"*{MOST_ASKED}*", *examples))), section("\n".join(HOW_TO_ASK))]


def clarification(answer: Clarification) -> list[Block]:
    """Return the question back. The readings to choose from are the buttons below."""
    question = clarifying_question(answer.about, is_ambiguous=answer.is_ambiguous)
    return [section(escape(question))]


def not_known(answer: NotKnown) -> list[Block]:
    """Return why there is no answer. The nearest questions are the buttons below."""
    return [section(escape(refusal_text(answer.reason, answer.about)))]
