"""Reads one YAML file strictly into nodes that know their line.

Whatever YAML would silently accept or convert is reported instead: repeated keys, anchors, merge keys and tags are
refused, and a value that YAML does not read as text (NO, 2025, 2025-01-01) keeps the form in which it was written,
so that the problem can quote it.
"""

import re
from collections.abc import Iterator

import yaml

from bot.knowledge.nodes import FileLocation, KnowledgeProblem, Node, Scalar, Section, Series, scalars

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_TRUE = ("true", "yes", "on")
_WHOLE = re.compile(r"[-+]?[0-9]{1,9}")
_NOT_TEXT = 0.5
"""The value of a decimal, a date or an unusually written number. No field takes one: it only marks them as not text."""
# Recent versions of libyaml refuse deep nesting themselves; with older ones it can exhaust the C stack, which ends the
# process instead of raising. Both limits were chosen by hand, far above any real file.
_MAX_BRACKETS = 10_000
_DEEP_NESTING = re.compile(r"(?:[-?][ \t]+){50}")

PLACEHOLDER = "TODO"
"""The word that marks what still has to be filled in. In the files printed by `rolecall new`, it begins a value."""
UNFILLED = "still to be filled in"
"""The first words of the problem that reports such a value."""

# Anywhere in a value: people also leave the word inside or after a sentence. In lower case it may be ordinary text.
_UNFINISHED = re.compile(rf"^{PLACEHOLDER}|\b{PLACEHOLDER}\b")
# What could ping people or format the message if it reached Slack: <@U1>, <!here>, <#C1>, <https://...>.
_MARKUP = re.compile(r"<[@!#][^>]*>?|<https?:")
# Control characters, zero-width characters and marks that change the direction of writing.
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

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
    "expected ',' or '}'": "a bracket { opened here is not closed, or a comma is missing; check up to the }",
    "expected node content": "a bracket is opened and never closed, or a value is missing; check the brackets",
    "expected '-' indicator": "this line is outside the list above it; indent it like the other items",
    "expected key": "this line or the one before it is indented wrongly, or text follows a closing quotation mark",
    "block sequence entries are not allowed": "a list must start on its own line, below its key",
    "could not find expected ':'": "a key has no colon; write it as `key: value`",
    "but found another document": "a second document starts after `---`; keep one document in each file",
}
"""Part of PyYAML's message to the same in words for a reader who does not know YAML's terms."""


class _RefusedError(Exception):  # carries a problem up to `parse`, which catches it; never leaves this module
    def __init__(self, problem: KnowledgeProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def parse(shown: str, data: bytes, problems: list[KnowledgeProblem]) -> Node | None:
    """Parse the bytes of a file that is displayed as `shown`.

    Return its one document, or None with the reason added to `problems`. Never raises.
    """
    try:
        return _document(shown, _decoded(shown, data), problems)
    except _RefusedError as refused:
        problems.append(refused.problem)
    return None


def find_unfit_texts(root: Node) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each value with a placeholder, Slack markup, invisible characters or a space at an end."""
    for scalar in scalars(root):
        if not isinstance(scalar.value, str):
            continue
        if found := _UNFINISHED.search(scalar.value):
            wanted = scalar.value[found.end() :].strip(" :()[]") or scalar.value[: found.start()].strip(" :([")
            yield KnowledgeProblem(scalar.location, f"{UNFILLED}: {wanted}")
        elif found := _MARKUP.search(scalar.value):
            text = f'"{found.group()}" is Slack markup and could notify people; write plain words'
            yield KnowledgeProblem(scalar.location, text)
        elif _INVISIBLE.search(scalar.value):
            text = "the text has a line break or an invisible character in it; write it on one line"
            yield KnowledgeProblem(scalar.location, text)
        elif scalar.value != scalar.value.strip():
            text = f"the text starts or ends with a space: {scalar.value[:30]!r}; delete the space"
            yield KnowledgeProblem(scalar.location, text)


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
    return KnowledgeProblem(FileLocation(shown, 1), "is nested too deeply; use fewer levels")


def _syntax(shown: str, text: str, error: yaml.MarkedYAMLError) -> KnowledgeProblem:
    if "nesting depth" in str(error.problem):  # newer versions of libyaml have a limit of their own
        return _too_deep(shown)
    # For a bracket or a quotation mark that is never closed, PyYAML's mark is the end of the file; its context mark is
    # where it was opened.
    unclosed = "end of stream" in str(error.problem) or "expected ','" in str(error.problem)
    mark = error.context_mark if unclosed else error.problem_mark
    line = 1 if mark is None else mark.line + 1
    lines = text.splitlines()
    source = lines[line - 1] if line <= len(lines) else ""
    if "\t" in source[: len(source) - len(source.lstrip())]:
        return KnowledgeProblem(FileLocation(shown, line), "the line is indented with a tab; use spaces")
    message = f"{error.context} {error.problem}"
    meaning = next((words for key, words in SYNTAX.items() if key in message), f"is not YAML ({error.problem})")
    return KnowledgeProblem(FileLocation(shown, min(line, max(len(lines), 1))), meaning)


def _unreadable(shown: str, text: str, error: yaml.YAMLError) -> KnowledgeProblem:
    position = getattr(error, "position", 0)
    line = text.encode()[:position].count(b"\n") + 1
    return KnowledgeProblem(
        FileLocation(shown, line), "there is an invisible control character; delete it and type the text again"
    )


class _Reader:
    """Converts PyYAML's nodes to `Node`s, adding to `problems` on the way."""

    def __init__(self, shown: str, problems: list[KnowledgeProblem]) -> None:
        self._shown = shown
        self._problems = problems
        self._seen: set[int] = set()

    def node(self, raw: yaml.Node, location: FileLocation) -> Node:
        if id(raw) in self._seen:
            raise _RefusedError(
                KnowledgeProblem(location, "this repeats another part through an anchor (& and *); write it out")
            )
        self._seen.add(id(raw))
        if isinstance(raw, yaml.MappingNode):
            return Section(location, dict(self._pairs(raw)))
        if isinstance(raw, yaml.SequenceNode):
            return Series(location, tuple(self.node(item, self._location(item)) for item in raw.value))
        return self._scalar(raw, location)

    def _pairs(self, raw: yaml.MappingNode) -> Iterator[tuple[str, Node]]:
        lines: dict[str, int] = {}
        for key, value in raw.value:
            location = self._location(key)
            name = self._key(key, location)
            if name in lines:
                self._report(location, f'"{name}" appears twice, first on line {lines[name]}; keep one')
            else:
                lines[name] = location.line
                yield name, self.node(value, location)

    def _key(self, raw: yaml.Node, location: FileLocation) -> str:
        if not isinstance(raw, yaml.ScalarNode):
            raise _RefusedError(KnowledgeProblem(location, "a key must be a plain word"))
        if raw.tag == f"{_TAG}merge":
            raise _RefusedError(KnowledgeProblem(location, "merge keys (<<) are not supported; write the keys out"))
        if raw.tag != f"{_TAG}str":
            self._report(location, f'the key {raw.value} is not read as text; put it in quotes: "{raw.value}"')
        return str(raw.value)

    def _scalar(self, raw: yaml.Node, location: FileLocation) -> Scalar:
        if not raw.tag.startswith(_TAG) or "/" in raw.tag.removeprefix(_TAG):
            self._report(location, "a value starting with ! needs double quotes")
        return Scalar(location, _value(raw.tag.removeprefix(_TAG), raw.value), raw.value)

    def _location(self, raw: yaml.Node) -> FileLocation:
        return FileLocation(self._shown, raw.start_mark.line + 1)

    def _report(self, location: FileLocation, text: str) -> None:
        self._problems.append(KnowledgeProblem(location, text))


def _value(kind: str, written: str) -> object:
    if kind == "null":
        return None
    if kind == "bool":
        return written.lower() in _TRUE
    if kind == "int":
        return int(written) if _WHOLE.fullmatch(written) else _NOT_TEXT
    return _NOT_TEXT if kind in ("float", "timestamp") else written
