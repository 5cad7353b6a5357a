"""Fills in the text templates of the verb catalogue from an item or a search."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.hiring.models import Item, Search
from bot.slack.hiring.views.wording import (
    OUTCOME_LABELS,
    due_in_words,
    format_user_text,
    long_day,
    mention,
    name_of,
    numbered,
)
from bot.slack.text import escape


def fill_item_template(template: str, item: Item, today: date, search: Search | None = None) -> str:
    """The template with `{item}`, `{person}`, `{due}` ... replaced, in mrkdwn. Raises KeyError for an unknown name."""
    return template.format_map(_ItemValues(item, today, search))


def fill_search_template(template: str, search: Search) -> str:
    """The template with `{name}`, `{short}`, `{owner}` ... replaced, in mrkdwn. Raises KeyError for an unknown name."""
    return template.format_map(_SearchValues(search))


class _ItemValues(dict[str, str]):
    """The values of an item, each formatted only when a template asks for it."""

    def __init__(self, item: Item, today: date, search: Search | None) -> None:
        super().__init__()
        self._item, self._today, self._search = item, today, search

    def __missing__(self, name: str) -> str:
        return _ITEM_VALUES[name](self._item, self._today, self._search)


class _SearchValues(dict[str, str]):
    def __init__(self, search: Search) -> None:
        super().__init__()
        self._search = search

    def __missing__(self, name: str) -> str:
        return _SEARCH_VALUES[name](self._search)


def _due_clause(item: Item, today: date, _: Search | None) -> str:
    """`, due Fri 27 Nov`, or empty."""
    due = due_in_words(item, today)
    return f", {due}" if due else ""


def _due_or_hint(item: Item, today: date, _: Search | None) -> str:
    return due_in_words(item, today) or f"no due date yet: `/hiring due {item.number} friday` sets one"


def _phase(item: Item, _: date, search: Search | None) -> str:
    phases = dict(search.phases) if search else {}
    return escape(phases.get(item.phase, item.phase))


def end_sentence(text: str) -> str:
    """The text with a full stop, unless it ends with a mark of its own (which invisible characters may follow)."""
    return text if text.rstrip("\u2060\u200b").endswith((".", "?", "!", "…", ":")) else f"{text}."


_ITEM_VALUES: Mapping[str, Callable[[Item, date, Search | None], str]] = {
    "item": lambda item, _, __: numbered(item),
    "person": lambda item, _, __: mention(item.assignee),
    "due": _due_clause,
    "due_or_hint": _due_or_hint,
    "day": lambda item, _, __: long_day(item.due) if item.due else "",
    "snoozed": lambda item, _, __: long_day(item.snoozed) if item.snoozed else "",
    "reason": lambda item, _, __: end_sentence(format_user_text(item.reason)),
    "note": lambda item, _, __: end_sentence(format_user_text(item.note)),
    "evidence": lambda item, _, __: end_sentence(f": {format_user_text(item.evidence)}" if item.evidence else ""),
    "evidence_text": lambda item, _, __: end_sentence(format_user_text(item.evidence)),
    "phase": _phase,
}
_SEARCH_VALUES: Mapping[str, Callable[[Search], str]] = {
    "name": name_of,
    "short": lambda search: escape(search.short),
    "owner": lambda search: mention(search.owner),
    "day": lambda search: long_day(search.starts_on),
    "outcome": lambda search: OUTCOME_LABELS[search.state],
    "on_or_off": lambda search: "on" if search.weekly else "off",
}
