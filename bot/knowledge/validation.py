"""Validates entries against their models with pydantic, and rewords its errors for curators, with file and line."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bot.knowledge.layout import EntryKind
from bot.knowledge.nodes import (
    KnowledgeProblem,
    Node,
    Scalar,
    Section,
    Series,
    Step,
    did_you_mean,
    find_node,
    to_python,
)

_OVERLAY_KEYS = ("hide", "extend", "claims")
"""The keys that only an overlay may use, and that are removed when it is applied."""
_EXPECTED = {
    "bool_parsing": "must be true or false, without quotes",
    "bool_type": "must be true or false, without quotes",
    "int_type": "must be a whole number, such as 7 or -45, without quotes",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "dict_type": "must have keys with values below it, each on its own line",
    "mapping_type": "must have keys with values below it, each on its own line",
    "tuple_type": "must be a list: [one, two], or one item on each line after `- `",
}
"""pydantic's type of error to what the value should have been; to follow the name of the key."""


def validated(kind: EntryKind, section: Section, problems: list[KnowledgeProblem]) -> Any | None:
    """Return the entry as an instance of the kind's model, or None with every error added to `problems`."""
    try:
        return _adapter(kind).validate_python(to_python(section))
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems += [_problem(kind, section, detail) for detail in details if not _is_echo(section, detail)]
    return None


@cache
def _adapter(kind: EntryKind) -> TypeAdapter[Any]:
    return TypeAdapter(kind.model)


def _is_echo(section: Section, detail: ErrorDetails) -> bool:
    """Return whether the error says that a list is too short only because its items are invalid.

    pydantic does not count invalid items, and each of them has an error of its own.
    """
    node = find_node(section, detail["loc"])
    if detail["type"] != "too_short" or not isinstance(node, Series):
        return False
    return len(node.items) >= int(detail["ctx"]["min_length"])


def _problem(kind: EntryKind, section: Section, detail: ErrorDetails) -> KnowledgeProblem:
    path = [step for step in detail["loc"] if step != "[key]"]
    node = find_node(section, path)
    if detail["type"] == "missing":
        return KnowledgeProblem(node.location, f'"{path[-1]}" is missing; add a line `{path[-1]}: ...`')
    name = next((f'"{step}"' for step in reversed(path) if isinstance(step, str)), "the entry")
    return KnowledgeProblem(node.location, _wording(kind, path, node, name, detail))


def _wording(kind: EntryKind, path: Sequence[Step], node: Node, name: str, detail: ErrorDetails) -> str:  # noqa: PLR0911  # one line a message
    context = detail.get("ctx", {})
    match detail["type"]:
        case "unexpected_keyword_argument":
            return _unknown_key(kind, path)
        case "string_type":
            return _no_text(name, node)
        case "string_too_long":
            length = len(str(detail["input"]))
            allowed = context["max_length"]
            return f"{name} has {length} characters but at most {allowed} fit; shorten it by {length - allowed}"
        case "string_too_short":
            return f"{name} is empty; fill it in, or delete the line"
        case "too_short":
            return f"{name} has {context['actual_length']} items but needs at least {context['min_length']}; add more"
        case "too_long":
            return f"{name} has more than {context['max_length']} items; delete some"
        case "literal_error":
            return _no_choice(name, node, context["expected"])
        case "dataclass_type":
            return f"{name} must have keys with values: {', '.join(_keys_at(kind, path))}"
        case other:
            expected = _EXPECTED.get(other)
            return _other(name, node, expected.format(**context) if expected else f"is not valid: {detail['msg']}")


def _unknown_key(kind: EntryKind, path: Sequence[Step]) -> str:
    key = str(path[-1])
    if key in _OVERLAY_KEYS:
        return f'"{key}" has no effect here; use it in a company\'s folder, in an entry that overrides another'
    return f'unknown key "{key}"{did_you_mean(key, _keys_at(kind, path[:-1]))}'


def _no_text(name: str, node: Node) -> str:
    if isinstance(node, Series):
        return f"{name} must be a text, not a list"
    if isinstance(node, Section):
        return f"{name} must be a text; put a text with a colon in it in double quotes"
    if node.value is None:
        return f"{name} is empty; fill it in, or delete the line"
    read_as = "yes or no" if isinstance(node.value, bool) else "a number or a date"
    return f'{node.written} is read as {read_as}, not as text; put it in quotes: "{node.written}"'


def _no_choice(name: str, node: Node, expected: str) -> str:
    choices = [choice.strip("'") for choice in expected.replace(" or ", ", ").split(", ")]
    written = f'"{node.written}"' if isinstance(node, Scalar) else "a list or a mapping"
    return f"{name} cannot be {written}; use one of {', '.join(choices)}"


def _other(name: str, node: Node, expected: str) -> str:
    if isinstance(node, Scalar) and node.value is None:
        return f"{name} is empty; fill it in, or delete the line"
    return f"{name} {expected}"


def _keys_at(kind: EntryKind, path: Sequence[Step]) -> tuple[str, ...]:
    """Return the keys that the kind's model allows at the path; empty if it has no keys there."""
    model: Any = kind.model
    for step in path:
        model = get_type_hints(model)[str(step)] if is_dataclass(model) else _inside(model)
        model = _bare(model)
    return tuple(field.name for field in fields(model)) if is_dataclass(model) else ()


def _bare(hint: Any) -> Any:
    """Return the type without `| None`."""
    if get_origin(hint) in (Union, UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def _inside(hint: Any) -> Any:
    """Return the type of the values in a list or a mapping."""
    arguments = [part for part in get_args(hint) if part is not Ellipsis]
    return arguments[-1]
