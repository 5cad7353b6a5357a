"""Legal notes: the cautions that apply to an item, as shown before a person works on it."""

from collections.abc import Iterator, Mapping, Sequence

from bot.hiring.models import Item, Search
from bot.knowledge.checklists import Caution
from bot.knowledge.jurisdictions import ANYWHERE, can_apply
from bot.slack.text import escape

Cautions = Mapping[str, Caution]
"""The cautions of the knowledge, by their ids."""
NO_CAUTIONS: Cautions = {}
NOT_ADVICE = "Not legal advice, ask counsel."
MAX_CAUTIONS = 2
"""Cautions of one item in a message; the card and the form of the item have all."""


def cautions_of(item: Item, search: Search, cautions: Cautions) -> Sequence[Caution]:
    """The legal cautions of the item that can apply where the search is."""
    return [each for each in _cautions_of(item, search, cautions) if each.legal]


def short_notes(item: Item, search: Search, cautions: Cautions) -> Iterator[str]:
    """The first sentence of each caution, in mrkdwn, and how to read all of it; nothing without cautions."""
    found = cautions_of(item, search, cautions)
    for caution in found[:MAX_CAUTIONS]:
        yield f":scales: {caution_text(caution, first_sentence(caution.text))}"
    if found:
        more = f" and {len(found) - MAX_CAUTIONS} more" if found[MAX_CAUTIONS:] else ""
        yield f"In full{more}: `/hiring item {item.number}`. {NOT_ADVICE}"


def full_notes(item: Item, search: Search, cautions: Cautions) -> Iterator[str]:
    """Every caution in full, in mrkdwn, the legal ones first."""
    found = _cautions_of(item, search, cautions)
    for caution in found:
        if caution.legal:
            yield f":scales: {caution_text(caution, caution.text)} {NOT_ADVICE}"
    yield from (caution_text(caution, caution.text) for caution in found if not caution.legal)


def caution_text(caution: Caution, text: str) -> str:
    """Where it applies, unless that is anywhere, and the text."""
    places = [place for place in caution.where if place != ANYWHERE]
    return f"_{escape(', '.join(places))}_: {escape(text)}" if places else escape(text)


def _cautions_of(item: Item, search: Search, cautions: Cautions) -> Sequence[Caution]:
    found = (cautions[each] for each in item.cautions if each in cautions)
    return [each for each in found if can_apply(each.where, search.country, search.region)]


def first_sentence(text: str) -> str:
    """The text up to its first full stop."""
    first, dot, _ = text.partition(". ")
    return first + dot.strip()
