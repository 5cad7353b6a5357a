"""YAML into values that know their line, read strictly: what YAML would quietly bend is a problem here.

Repeated keys, anchors, merge keys and tags are refused, and a text that YAML takes for something else
(NO, 2025, 2025-01-01) keeps the form it was written in, so that the problem can quote it.
"""

import re
from collections.abc import Iterator

import yaml

from bot.knowledge.places import FileLocation, KnowledgeProblem, Node, Scalar, Section, Series

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_TRUE = ("true", "yes", "on")
_WHOLE = re.compile(r"[-+]?[0-9]{1,9}")
_NOT_TEXT = 0.5
"""For a decimal, a date, or a number written in a way of its own: wanted nowhere, it only says that it is no text."""
_MAX_BRACKETS = 10_000
_DEEP_NESTING = re.compile(r"(?:[-?][ \t]+){50}")

SYNTAX = {
    "mapping values are not allowed": (
        "a second colon in the value, or a line indented too far; put a value with a colon in double quotes"
    ),
    "found character that cannot start any token": (
        "a value cannot start with this character; put the value in double quotes"
    ),
    "found unexpected end of stream": "a quotation mark is opened here and never closed; close it",
    "found unknown escape character": "a backslash in double quotes; use single quotes, or write it twice",
    "found undefined alias": "a value starting with * needs double quotes",
    "while scanning an alias": "a value starting with * needs double quotes",
    "while scanning an anchor": "a value starting with & needs double quotes",
    "expected ',' or ']'": "a list opened with [ here is not closed, or a comma is missing in it; check up to the ]",
    "expected ',' or '}'": "what is opened with { here is not closed, or a comma is missing in it; check up to the }",
    "expected node content": "a bracket is opened and never closed, or a value is missing; check the brackets",
    "expected '-' indicator": "this line stands outside the list above it; indent it like its neighbours",
    "expected key": "this line or the one before it is indented wrongly, or goes on after a closing quotation mark",
    "block sequence entries are not allowed": "a list starts on its own line, below its key",
    "could not find expected ':'": "a key without a colon; write it as `key: value`",
    "but found another document": "a second document after `---`; one file holds one document",
}
"""What the parser says, and the same for somebody who has never met a parser."""


class _RefusedError(Exception):  # carries a problem to the one place that catches it, never seen outside
    def __init__(self, problem: KnowledgeProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def parse(shown: str, data: bytes, problems: list[KnowledgeProblem]) -> Node | None:
    """The one document in the bytes of a file, or None with the reason added to `problems`."""
    try:
        return _document(shown, _decoded(shown, data), problems)
    except _RefusedError as refused:
        problems.append(refused.problem)
    return None


def _decoded(shown: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _RefusedError(
            KnowledgeProblem(FileLocation(shown, line), "is not UTF-8 text; save the file as UTF-8")
        ) from None
    if text.count("[") + text.count("{") > _MAX_BRACKETS or _DEEP_NESTING.search(text):
        raise _RefusedError(_too_deep(shown))
    return text


def _document(shown: str, text: str, problems: list[KnowledgeProblem]) -> Node:
    try:
        root = yaml.compose(text, Loader=_LOADER)
        if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
            raise _RefusedError(KnowledgeProblem(FileLocation(shown, 1), "is empty; fill it in, or delete the file"))
        return _Reader(shown, problems).node(root, FileLocation(shown, root.start_mark.line + 1))
    except yaml.MarkedYAMLError as error:
        raise _RefusedError(_syntax(shown, text, error)) from None
    except yaml.YAMLError as error:
        raise _RefusedError(_unreadable(shown, text, error)) from None
    except RecursionError:
        raise _RefusedError(_too_deep(shown)) from None


def _too_deep(shown: str) -> KnowledgeProblem:
    return KnowledgeProblem(FileLocation(shown, 1), "is nested too deeply to be read; write it flatter")


def _syntax(shown: str, text: str, error: yaml.MarkedYAMLError) -> KnowledgeProblem:
    if "nesting depth" in str(error.problem):  # newer parsers count for themselves, and sooner than Python does
        return _too_deep(shown)
    unclosed = "end of stream" in str(error.problem) or "expected ','" in str(error.problem)
    mark = error.context_mark if unclosed else error.problem_mark
    line = 1 if mark is None else mark.line + 1
    lines = text.splitlines()
    here = lines[line - 1] if line <= len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return KnowledgeProblem(FileLocation(shown, line), "the line is indented with a tab; use spaces")
    said = f"{error.context} {error.problem}"
    meaning = next((words for key, words in SYNTAX.items() if key in said), f"is not YAML ({error.problem})")
    return KnowledgeProblem(FileLocation(shown, min(line, max(len(lines), 1))), meaning)


def _unreadable(shown: str, text: str, error: yaml.YAMLError) -> KnowledgeProblem:
    position = getattr(error, "position", 0)
    line = text.encode()[:position].count(b"\n") + 1
    return KnowledgeProblem(
        FileLocation(shown, line), "an invisible control character; delete it and type the text again"
    )


class _Reader:
    """Turns the parser's nodes into ours, noting what is refused on the way."""

    def __init__(self, shown: str, problems: list[KnowledgeProblem]) -> None:
        self._shown = shown
        self._problems = problems
        self._seen: set[int] = set()

    def node(self, raw: yaml.Node, place: FileLocation) -> Node:
        if id(raw) in self._seen:
            raise _RefusedError(
                KnowledgeProblem(place, "repeats another part through an anchor (& and *); write it out")
            )
        self._seen.add(id(raw))
        if isinstance(raw, yaml.MappingNode):
            return Section(place, dict(self._pairs(raw)))
        if isinstance(raw, yaml.SequenceNode):
            return Series(place, tuple(self.node(item, self._place(item)) for item in raw.value))
        return self._scalar(raw, place)

    def _pairs(self, raw: yaml.MappingNode) -> Iterator[tuple[str, Node]]:
        lines: dict[str, int] = {}
        for key, value in raw.value:
            place = self._place(key)
            name = self._key(key, place)
            if name in lines:
                self._report(place, f'"{name}" stands here a second time, first in line {lines[name]}; keep one')
            else:
                lines[name] = place.line
                yield name, self.node(value, place)

    def _key(self, raw: yaml.Node, place: FileLocation) -> str:
        if not isinstance(raw, yaml.ScalarNode):
            raise _RefusedError(KnowledgeProblem(place, "a key must be a plain word"))
        if raw.tag == f"{_TAG}merge":
            raise _RefusedError(KnowledgeProblem(place, "a merge key (<<) is not read; write the keys out"))
        if raw.tag != f"{_TAG}str":
            self._report(place, f'the key {raw.value} is not read as text; put it in quotes: "{raw.value}"')
        return str(raw.value)

    def _scalar(self, raw: yaml.Node, place: FileLocation) -> Scalar:
        if not raw.tag.startswith(_TAG) or "/" in raw.tag.removeprefix(_TAG):
            self._report(place, "a value starting with ! needs double quotes")
        return Scalar(place, _value(raw.tag.removeprefix(_TAG), raw.value), raw.value)

    def _place(self, raw: yaml.Node) -> FileLocation:
        return FileLocation(self._shown, raw.start_mark.line + 1)

    def _report(self, place: FileLocation, text: str) -> None:
        self._problems.append(KnowledgeProblem(place, text))


def _value(kind: str, written: str) -> object:
    if kind == "null":
        return None
    if kind == "bool":
        return written.lower() in _TRUE
    if kind == "int":
        return int(written) if _WHOLE.fullmatch(written) else _NOT_TEXT
    return _NOT_TEXT if kind in ("float", "timestamp") else written
