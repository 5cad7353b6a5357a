"""Answers that are a single remark: a question back, and an honest no."""

from bot.answers.models import Clarification, NotKnown
from bot.answers.refusals import question_back, refusal
from bot.slack.blocks import Block, section
from bot.slack.text import escape


def clarification(answer: Clarification) -> list[Block]:
    """Which reading is meant; the readings are the buttons below."""
    return [section(escape(question_back(answer.about)))]


def not_known(answer: NotKnown) -> list[Block]:
    """Why there is no answer; the nearest things known are the buttons below."""
    return [section(escape(refusal(answer.reason, answer.about)))]
