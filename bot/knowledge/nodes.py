"""The parsed content of a knowledge file: a tree of nodes that know their file and line, which problems cite."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.matching import nearest_names

Step = str | int
"""One step of a path into a file: a key of a mapping or a position in a list."""

MIN_SIMILARITY = 60
"""The least similarity (rapidfuzz's ratio, 0-100) of a suggested word. Chosen by hand."""
MAX_LISTED = 20
"""How many known words a problem lists. Chosen by hand to fit a line or two of a terminal."""


@dataclass(frozen=True, slots=True, order=True)
class FileLocation:
    """A line of a file. The file is named relative to the current folder, as the person who runs the check sees it."""

    file: str
    line: int

    def __str__(self) -> str:
        """Return `file:line`, which terminals and editors turn into a link."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class KnowledgeProblem:
    """A mistake in a knowledge file: where it is, what is wrong and how to fix it."""

    location: FileLocation
    text: str

    def __str__(self) -> str:
        """Return `file:line: text`."""
        return f"{self.location}: {self.text}"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value. `written` is its text in the file, `value` is what YAML reads it as."""

    location: FileLocation
    value: object
    written: str


@dataclass(frozen=True, slots=True)
class Series:
    """A list."""

    location: FileLocation
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A mapping. The location of each value is the line of its key."""

    location: FileLocation
    values: dict[str, "Node"]


Node = Scalar | Series | Section


def to_python(node: Node) -> object:
    """Return the node as dicts, lists and single values, without locations."""
    if isinstance(node, Section):
        return {key: to_python(value) for key, value in node.values.items()}
    if isinstance(node, Series):
        return [to_python(item) for item in node.items]
    return node.value


def find_node(node: Node, path: Sequence[Step]) -> Node:
    """Return the node at a path of keys and positions.

    If the path does not exist, return the deepest node on it that does, so that a problem with a missing value still
    gets the nearest line.
    """
    for step in path:
        below = _step(node, step)
        if below is None:
            break
        node = below
    return node


def _step(node: Node, step: Step) -> Node | None:
    if isinstance(node, Section) and isinstance(step, str):
        return node.values.get(step)
    if isinstance(node, Series) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every single value in the node, in the order of the file."""
    if isinstance(node, Section):
        for value in node.values.values():
            yield from scalars(value)
    elif isinstance(node, Series):
        for item in node.items:
            yield from scalars(item)
    else:
        yield node


def get_text(node: Node | None) -> str | None:
    """Return the text of a node, or None if it is missing or not a text."""
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else None


def get_texts(node: Node | None) -> tuple[str, ...]:
    """Return the texts in a list, ignoring items of other types. Anything but a list gives no texts."""
    items = node.items if isinstance(node, Series) else ()
    return tuple(text for item in items if (text := get_text(item)) is not None)


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return a suffix for a problem: the most similar known word, or the known words if none is similar enough."""
    near = nearest_names(word, dict(zip(known, known, strict=True)), limit=1, cutoff=MIN_SIMILARITY)
    if near:
        return f'; did you mean "{near[0]}"?'
    listing = ", ".join(known[:MAX_LISTED]) + (" ..." if len(known) > MAX_LISTED else "")
    return f"; expected one of: {listing}" if known else ""
