"""Which statements are a company's own: those in a folder of its own, unless they say otherwise."""

from bot.knowledge.layout import CAUTIONS, CHECKLIST, CONSIDERATIONS
from bot.knowledge.places import Node, Scalar, Section, Series
from bot.knowledge.reading import Entries

_STATEMENTS = (
    *("facts", "answer", "stakes", "differs", "choices", "differences", "similarities"),
    *("importance", "both_or_one", "which_first", "collaboration", "decides"),
)
"""The lists whose items have a key `own`."""
_DAYS = ("owner", "due", "takes")
"""The keys of an item that its `basis` is about."""
_WORDS = {
    CONSIDERATIONS.name: ("text",),
    CAUTIONS.name: ("text",),
    CHECKLIST.name: ("title", "done", *_DAYS),
}
"""The keys that make a whole entry a company's own, for the kinds of entries that have a key `own` themselves."""


def mark_own(entries: Entries) -> Entries:
    """The entries with `own: true` on every statement that does not say itself whether it is a company's own."""
    return {
        name: {key: _owned(name, section) for key, section in sections.items()} for name, sections in entries.items()
    }


def _owned(name: str, section: Section) -> Section:
    marked = _marked(section)
    if name == CHECKLIST.name and section.values.keys() & set(_DAYS):
        marked = _without_inherited(marked)
    return _own(marked) if section.values.keys() & set(_WORDS.get(name, ())) else marked


def _marked(section: Section) -> Section:
    return Section(section.place, {key: _marked_value(key, value) for key, value in section.values.items()})


def _marked_value(key: str, value: Node) -> Node:
    if isinstance(value, Section):
        return _marked(value)
    if isinstance(value, Series):
        items = (_marked(item) if isinstance(item, Section) else item for item in value.items)
        own = key in _STATEMENTS
        return Series(value.place, tuple(_own(item) if own and isinstance(item, Section) else item for item in items))
    return value


def _without_inherited(item: Section) -> Section:
    """The item without the basis of the one below, whose days and owner it does not keep."""
    return Section(item.place, {"basis": Scalar(item.place, value="source", written="source"), **item.values})


def _own(item: Section) -> Section:
    return Section(item.place, {"own": Scalar(item.place, value=True, written="true"), **item.values})
