"""Turns knowledge into bytes and back: the whole base at once, but each large entry only when it is first asked for."""

import gc
import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from io import BytesIO
from typing import Any, Generic, TypeVar

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import KnowledgeModel

_PACKAGES = ("bot.knowledge.", "bot.understanding.")
"""Where the classes of cached values are. Texts, numbers and collections are loaded without a class."""
_STORED = ("roles", "pairs", "faq", "things", "sources", "kits", "checklist")
"""The large collections of the base. An answer needs one or two entries of each."""

Key = TypeVar("Key")
Entry = TypeVar("Entry")


class StoredEntries(Mapping[Key, Entry], Generic[Key, Entry]):
    """Entries by id, in their order. Each is kept as bytes until it is first looked up.

    One question then loads a few of a thousand entries. Threads may load an entry twice: both get equal values.
    """

    __slots__ = ("_entries", "_stored")

    def __init__(self, stored: Mapping[Key, bytes]) -> None:
        """Take the entries as `pickled` returns them, by id."""
        self._stored = stored
        self._entries: dict[Key, Entry] = {}

    def __getitem__(self, key: Key) -> Entry:
        """Return the entry. Raises KeyError."""
        try:
            return self._entries[key]
        except KeyError:
            return self._entries.setdefault(key, unpickled(self._stored[key]))

    def __contains__(self, key: object) -> bool:
        """Return whether there is an entry of this id, without loading it."""
        return key in self._stored

    def __iter__(self) -> Iterator[Key]:
        """Yield the ids."""
        return iter(self._stored)

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._stored)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the bytes, not what was made of them."""
        return StoredEntries, (self._stored,)


def with_stored_entries(base: KnowledgeBase) -> KnowledgeBase:
    """Return the base with its large collections as `StoredEntries`."""
    stored: dict[str, Any] = {name: _stored(getattr(base, name)) for name in _STORED}
    return replace(base, **stored)


def _stored(entries: Mapping[Key, Entry]) -> StoredEntries[Key, Entry]:
    return StoredEntries({key: pickled(entry) for key, entry in entries.items()})


def pickled(value: Any) -> bytes:
    """Return the value, made of knowledge models and plain values, as bytes."""
    buffer = BytesIO()
    _Pickler(buffer, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()


def unpickled(payload: bytes) -> Any:
    """Return the value made of these bytes. Raises UnpicklingError if they name anything but our classes.

    Garbage collection is off meanwhile: scanning ten thousand new objects would double the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        return _Unpickler(BytesIO(payload)).load()
    finally:
        if was_on:
            gc.enable()


class _Pickler(pickle.Pickler):
    """Pickles models by their field values.

    Frozen dataclasses with slots have slow pickling methods of their own; without them a start takes half the time.
    """

    def reducer_override(self, value: Any) -> Any:
        if not isinstance(value, KnowledgeModel):
            return NotImplemented
        model: Any = type(value)
        return _restored, (model, *(getattr(value, name) for name in _names(model)))


@cache
def _names(model: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(model))


@cache
def _setters(model: Any) -> tuple[Callable[[object, object], None], ...]:
    return tuple(getattr(model, name).__set__ for name in _names(model))


def _restored(model: Any, *values: object) -> Any:
    """Return an instance of the model with these field values, unvalidated: they were validated before caching."""
    restored = object.__new__(model)
    for set_field, value in zip(_setters(model), values, strict=False):
        set_field(restored, value)
    return restored


class _Unpickler(pickle.Unpickler):
    """Loads the classes of our values, and nothing else: no function that a changed file might name."""

    def find_class(self, module: str, name: str) -> Any:
        """Return the class of this name. Raises UnpicklingError for anything that no cached value contains."""
        if module.startswith(_PACKAGES):
            found = super().find_class(module, name)
            if isinstance(found, type) or found is _restored:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not part of the knowledge")
