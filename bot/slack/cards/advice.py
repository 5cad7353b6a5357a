"""What to hire, and when: what is said of it, and what to weigh."""

from collections.abc import Iterator, Mapping

from bot.answers.models import Advice
from bot.answers.plain import gives_reasons, numbered
from bot.answers.wording import NOT_COVERED, listed, standing, verdict
from bot.knowledge.models import Choice
from bot.slack.blocks import Block, divider, section
from bot.slack.cards.evidence import SECTION, fact_lines, paragraphs, remark, said
from bot.slack.text import escape, fit

MOST_WEIGHED = 8
Numbers = Mapping[str, int]


def advice(answer: Advice) -> list[Block]:
    """What the sources say, then what to weigh."""
    numbers = numbered(answer.sources)
    opening = [section(escape(answer.headline))] if answer.headline else []
    points = [line for each in answer.points for line in (f"*{escape(each.title)}*", *fact_lines(each.facts, numbers))]
    between = [divider()] if points and answer.considerations else []
    found = [*opening, *paragraphs(points), *between, *_weigh(answer, numbers)]
    return found or [section(f"{NOT_COVERED}.")]


def _weigh(answer: Advice, numbers: Numbers) -> Iterator[Block]:
    names = {role.id: role.short for role in answer.pointed_to}
    in_full = gives_reasons(answer)
    for each in answer.considerations[:MOST_WEIGHED]:
        choices = (_choice(choice, names, numbers, in_full=in_full) for choice in each.choices)
        yield section(fit([f"*{escape(each.title)}.* {escape(each.question)}", *choices], SECTION))
    if rest := [each.title for each in answer.considerations[MOST_WEIGHED:]]:
        yield remark(f"Also to weigh: {listed(rest)}.")


def _choice(choice: Choice, names: Mapping[str, str], numbers: Numbers, *, in_full: bool) -> str:
    reason = said(f". {choice.because}" if in_full else "", standing(choice), choice.sources, numbers)
    return f"• {escape(choice.label)}: *{escape(verdict(choice, names))}*{reason}"
