"""Marks the statements in a company's folder as the company's own, unless they say otherwise."""

from bot.knowledge.layout import CAUTIONS, CHECKLIST, CONSIDERATIONS
from bot.knowledge.nodes import Node, Scalar, Section, Series
from bot.knowledge.reading import Entries

_STATEMENTS = (
    *("facts", "answer", "stakes", "differs", "choices", "differences", "similarities"),
    *("importance", "both_or_one", "which_first", "collaboration", "decides"),
)
"""The keys of lists whose items have a key `own`."""
_STATEMENT = "answer"
"""The key that holds one statement, in a role's aspect and in a thing."""
_STATEMENTS_BY_KEY = "by_stage"
"""The key of a role that holds one statement under each of its keys."""
_SCHEDULE = ("owner", "due", "takes")
"""The keys of a checklist item that its `basis` refers to."""
_OWNING_KEYS = {
    CONSIDERATIONS.name: ("text",),
    CAUTIONS.name: ("text",),
    CHECKLIST.name: ("title", "done", *_SCHEDULE),
}
"""For each kind of entry that has a key `own` itself: the keys which, when given, make the entry the company's own."""


def mark_own(entries: Entries) -> Entries:
    """Return the entries with `own: true` on every statement that does not have `own` already."""
    return {
        name: {key: _owned(name, section) for key, section in sections.items()} for name, sections in entries.items()
    }


def _owned(name: str, section: Section) -> Section:
    marked = _marked(section)
    if name == CHECKLIST.name and section.values.keys() & set(_SCHEDULE):
        marked = _with_default_basis(marked)
    return _own(marked) if section.values.keys() & set(_OWNING_KEYS.get(name, ())) else marked


def _marked(section: Section) -> Section:
    return Section(section.location, {key: _marked_value(key, value) for key, value in section.values.items()})


def _marked_value(key: str, value: Node) -> Node:
    if isinstance(value, Section) and key == _STATEMENTS_BY_KEY:
        return Section(value.location, {each: _marked_value(_STATEMENT, item) for each, item in value.values.items()})
    if isinstance(value, Section):
        return _own(_marked(value)) if key == _STATEMENT else _marked(value)
    if isinstance(value, Series):
        items = (_marked(item) if isinstance(item, Section) else item for item in value.items)
        own = key in _STATEMENTS
        return Series(
            value.location, tuple(_own(item) if own and isinstance(item, Section) else item for item in items)
        )
    return value


def _with_default_basis(item: Section) -> Section:
    """Give the item a basis of its own, so that it does not inherit the basis of days and an owner it has replaced."""
    return Section(item.location, {"basis": Scalar(item.location, value="source", written="source"), **item.values})


def _own(item: Section) -> Section:
    return Section(item.location, {"own": Scalar(item.location, value=True, written="true"), **item.values})
