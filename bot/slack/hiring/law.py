"""What the law says of an item, where it bears on what was just done: in short, for the item itself has it in full."""

from collections.abc import Iterator, Mapping, Sequence

from bot.hiring.models import Item
from bot.hiring.service import Worked
from bot.knowledge.checklists import Caution
from bot.slack.text import escape

CLOSING = ("done", "override")
MOST = 2
"""Cautions that are told at once."""
MOST_NAMED = 5

Cautions = Mapping[str, Caution]


def law_lines(worked: Worked, cautions: Cautions) -> Iterator[str]:
    """A line or two in mrkdwn on the law where items that carry cautions were closed; nothing where none was."""
    closed = [worked.after.items[change.number - 1] for change in worked.changed if change.verb in CLOSING]
    touched = [item for item in closed if _of(item, cautions)]
    if len(touched) == 1:
        yield from _in_short(touched[0], cautions)
    elif touched:
        numbers = ", ".join(str(item.number) for item in touched[:MOST_NAMED])
        more = f" and {len(touched) - MOST_NAMED} more" if touched[MOST_NAMED:] else ""
        yield (
            f":scales: The law has a say in {numbers}{more}: `/hiring item {touched[0].number}` and so on tell what. "
            "Not legal advice."
        )


def _in_short(item: Item, cautions: Cautions) -> Iterator[str]:
    found = _of(item, cautions)
    for caution in found[:MOST]:
        yield f":scales: _{escape(', '.join(caution.where))}_: {escape(_first_sentence(caution.text))}"
    more = f", with {len(found) - MOST} more" if found[MOST:] else ""
    yield f"In full{more}: `/hiring item {item.number}`. Not legal advice."


def _of(item: Item, cautions: Cautions) -> Sequence[Caution]:
    return [cautions[each] for each in item.cautions if each in cautions]


def _first_sentence(text: str) -> str:
    first, dot, _ = text.partition(". ")
    return first + dot.strip()
