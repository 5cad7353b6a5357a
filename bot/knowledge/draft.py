"""Knowledge on its way to becoming a base: valid entries that still know the lines they came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar

from bot.knowledge.layout import KINDS, EntryKind
from bot.knowledge.models import KnowledgeModel
from bot.knowledge.places import FileLocation, Section, Step, find_node

Model = TypeVar("Model", bound=KnowledgeModel)
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Entry(Generic[Model]):
    """One entry: its key, its value, and the section of the file it was made from."""

    key: str
    value: Model
    section: Section

    def place(self, *path: Step) -> FileLocation:
        """The line of the part that the path leads to, such as `"topics", "metrics", "brief"`."""
        return find_node(self.section, path).place

    def parts(self) -> Iterator[tuple[Path, Any]]:
        """Every model in the entry, itself first, each with the path to it."""
        return _parts(self.value, ())


@dataclass(frozen=True, slots=True)
class Draft:
    """All entries by kind and key. `ids` holds the keys of those that did not come out valid as well.

    `unread` names the kinds of which there may be more entries, in files that could not be read; `layers` has the
    number of the folder that each file stands in, by the name it is shown under; `hides` has the line that hides an
    entry, by the name of its kind and its key.
    """

    entries: dict[str, dict[str, Entry[Any]]]
    ids: dict[str, tuple[str, ...]]
    unread: frozenset[str]
    layers: dict[str, int]
    hides: dict[tuple[str, str], FileLocation] = field(default_factory=dict)

    def entries_of(self, model: type[Model]) -> Iterator[Entry[Model]]:
        """The valid entries of the kind that has this model, in the order of the files."""
        return iter(self.entries.get(_kind(model).name, {}).values())

    def known_keys(self, model: type[KnowledgeModel]) -> tuple[str, ...] | None:
        """The keys of all entries of the kind that has this model, None where that cannot be said."""
        name = _kind(model).name
        return None if name in self.unread else self.ids.get(name, ())

    def layer(self, place: FileLocation) -> int:
        """The number of the folder with the place in it: the higher, the later it is laid over the others."""
        return self.layers.get(place.file, -1)

    def hiding_line(self, model: type[KnowledgeModel], key: str) -> FileLocation | None:
        """The line that hides the entry of this model and key, if one does."""
        return self.hides.get((_kind(model).name, key))

    def is_complete(self, model: type[KnowledgeModel]) -> bool:
        """Whether every entry of the kind that has this model came out valid."""
        known = self.known_keys(model)
        return known is not None and len(known) == len(self.entries.get(_kind(model).name, {}))

    def is_in_newest_layer(self, place: FileLocation) -> bool:
        """Whether the place is in the folder that is laid over all the others."""
        return self.layer(place) == max(self.layers.values(), default=-1)

    def all_entries(self) -> Iterator[Entry[Any]]:
        """Every valid entry of every kind."""
        for entries in self.entries.values():
            yield from entries.values()


def _kind(model: type[KnowledgeModel]) -> EntryKind:
    return next(kind for kind in KINDS if kind.model is model)


def _parts(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, KnowledgeModel):
        yield path, value
        for part in fields(value):  # type: ignore[arg-type]  # every model is a dataclass
            yield from _parts(getattr(value, part.name), (*path, part.name))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _parts(item, (*path, position))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _parts(item, (*path, key))
