"""Values as they stand in a file: each knows its file and line, so that a problem can point at it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

Step = str | int


@dataclass(frozen=True, slots=True, order=True)
class FileLocation:
    """A line of a file, named as the person who runs the check would name it."""

    file: str
    line: int

    def __str__(self) -> str:
        """`file:line`, which terminals and editors turn into a link."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class KnowledgeProblem:
    """What is wrong at a place, and how to mend it."""

    place: FileLocation
    text: str

    def __str__(self) -> str:
        """`file:line: text`."""
        return f"{self.place}: {self.text}"


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value. `written` is how it stands in the file, `value` what YAML makes of it."""

    place: FileLocation
    value: object
    written: str


@dataclass(frozen=True, slots=True)
class Series:
    """A list."""

    place: FileLocation
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Keys with their values. The place of each value is the line of its key."""

    place: FileLocation
    values: dict[str, "Node"]


Node = Scalar | Series | Section


def to_python(node: Node) -> object:
    """The node as dicts, lists and values, without places."""
    if isinstance(node, Section):
        return {key: to_python(value) for key, value in node.values.items()}
    if isinstance(node, Series):
        return [to_python(item) for item in node.items]
    return node.value


def find_node(node: Node, path: Sequence[Step]) -> Node:
    """The node that the path of keys and positions leads to, or the last one on the way where it leads nowhere."""
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
    """Every single value in the node, in the order of the file."""
    if isinstance(node, Section):
        for value in node.values.values():
            yield from scalars(value)
    elif isinstance(node, Series):
        for item in node.items:
            yield from scalars(item)
    else:
        yield node


def get_text(node: Node | None) -> str | None:
    """The text of a node that is one, else None."""
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else None


def get_texts(node: Node | None) -> tuple[str, ...]:
    """The texts in a list, passing over whatever else stands there."""
    items = node.items if isinstance(node, Series) else ()
    return tuple(text for item in items if (text := get_text(item)) is not None)


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """`; did you mean "..."?` with the nearest known word, or the known words where none is near."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f'; did you mean "{near[0]}"?'
    listing = ", ".join(known[:20]) + (" ..." if len(known) > 20 else "")  # noqa: PLR2004  # a line's worth
    return f"; known here: {listing}" if known else ""
