"""The card of an answer to a hiring question: what the sources say, and what to weigh."""

from collections.abc import Iterator, Mapping

from bot.answers.models import Advice
from bot.answers.plain import can_give_reasons, number_sources
from bot.answers.wording import basis_label, join_words, verdict
from bot.knowledge.considerations import Choice
from bot.slack.blocks import Block, divider, section
from bot.slack.cards.sources import MAX_SECTION, fact_lines, paragraphs, small_print, statement_text
from bot.slack.text import escape, fit_lines

MAX_WEIGHED = 8
"""How many considerations are shown in full; further ones are named only. Chosen by hand."""
Numbers = Mapping[str, int]


def advice(answer: Advice) -> list[Block]:
    """Return the statements, and the considerations with their choices."""
    numbers = number_sources(answer.sources)
    points = [line for each in answer.points for line in (f"*{escape(each.title)}*", *fact_lines(each.facts, numbers))]
    between = [divider()] if points and answer.considerations else []
    return [*paragraphs(points), *between, *_consideration_sections(answer, numbers)]


def _consideration_sections(answer: Advice, numbers: Numbers) -> Iterator[Block]:
    names = {role.id: role.short for role in answer.recommended_roles}
    in_full = can_give_reasons(answer)
    for each in answer.considerations[:MAX_WEIGHED]:
        choices = (_choice(choice, names, numbers, in_full=in_full) for choice in each.choices)
        yield section(fit_lines([f"*{escape(each.title)}.* {escape(each.question)}", *choices], MAX_SECTION))
    if rest := [each.title for each in answer.considerations[MAX_WEIGHED:]]:
        yield small_print(f"Also to weigh: {join_words(rest)}.")


def _choice(choice: Choice, names: Mapping[str, str], numbers: Numbers, *, in_full: bool) -> str:
    reason = statement_text(f". {choice.because}" if in_full else "", basis_label(choice), choice.sources, numbers)
    return f"• {escape(choice.label)}: *{escape(verdict(choice, names))}*{reason}"
