"""Knowledge before it becomes a base: the merged, valid entries with the locations of their parts, for the checks."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar

from bot.knowledge.layout import KINDS, EntryKind
from bot.knowledge.models import KnowledgeModel
from bot.knowledge.nodes import FileLocation, Section, Step, find_node

Model = TypeVar("Model", bound=KnowledgeModel)
NodePath = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Entry(Generic[Model]):
    """A valid entry: its key, its value, and the section of the file it was made from."""

    key: str
    value: Model
    section: Section

    def location(self, *path: Step) -> FileLocation:
        """Return the line of the part at the path, such as `"topics", "metrics", "brief"`."""
        return find_node(self.section, path).location

    def parts(self) -> Iterator[tuple[NodePath, Any]]:
        """Yield every model in the entry with its path, the entry itself first."""
        return _parts(self.value, ())


@dataclass(frozen=True, slots=True)
class Draft:
    """The merged entries of all folders.

    - `entries`: the valid entries, by name of the kind and key.
    - `ids`: the keys of all entries, valid or not, by name of the kind.
    - `unread`: the kinds that may have more entries, in files that could not be read.
    - `layers`: the number of the folder of each file, by the file's display name. Later overlays have higher numbers.
    - `hides`: the line that hides an entry, by name of the kind and key.
    - `own_layers`: the numbers of the folders whose statements are a company's own.
    """

    entries: dict[str, dict[str, Entry[Any]]]
    ids: dict[str, tuple[str, ...]]
    unread: frozenset[str]
    layers: dict[str, int]
    hides: dict[tuple[str, str], FileLocation] = field(default_factory=dict)
    own_layers: frozenset[int] = frozenset()

    def entries_of(self, model: type[Model]) -> Iterator[Entry[Model]]:
        """Iterate over the valid entries of the kind with this model, in the order of the files."""
        return iter(self.entries.get(_kind(model).name, {}).values())

    def known_keys(self, model: type[KnowledgeModel]) -> tuple[str, ...] | None:
        """Return the keys of all entries of the kind with this model, or None if a file of that kind is unreadable."""
        name = _kind(model).name
        return None if name in self.unread else self.ids.get(name, ())

    def layer(self, location: FileLocation) -> int:
        """Return the number of the folder that the location is in, or -1 if it is in none."""
        return self.layers.get(location.file, -1)

    def is_own(self, location: FileLocation) -> bool:
        """Return whether the location is in a folder whose statements are a company's own."""
        return self.layer(location) in self.own_layers

    def hiding_line(self, model: type[KnowledgeModel], key: str) -> FileLocation | None:
        """Return the line that hides the entry of this model and key, or None."""
        return self.hides.get((_kind(model).name, key))

    def is_complete(self, model: type[KnowledgeModel]) -> bool:
        """Return whether every entry of the kind with this model is known and valid."""
        known = self.known_keys(model)
        return known is not None and len(known) == len(self.entries.get(_kind(model).name, {}))

    def is_in_newest_layer(self, location: FileLocation) -> bool:
        """Return whether the location is in the last folder, which overrides all others."""
        return self.layer(location) == max(self.layers.values(), default=-1)

    def all_entries(self) -> Iterator[Entry[Any]]:
        """Yield every valid entry of every kind."""
        for entries in self.entries.values():
            yield from entries.values()


def _kind(model: type[KnowledgeModel]) -> EntryKind:
    return next(kind for kind in KINDS if kind.model is model)


def _parts(value: Any, path: NodePath) -> Iterator[tuple[NodePath, Any]]:
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
