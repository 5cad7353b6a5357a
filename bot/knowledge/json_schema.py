"""JSON Schemas of the knowledge files, with which editors complete and check them while typing."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.errors import UsageError
from bot.knowledge.figures import REFERENCE
from bot.knowledge.layout import KINDS_BY_PATTERN, EntryKind

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of file, by the name of the first kind of entry in it, such as `role` or `faq`."""
    return {kinds[0].name: _schema(pattern, kinds) for pattern, kinds in KINDS_BY_PATTERN.items()}


def write(folder: Path) -> tuple[Path, ...]:
    """Write every schema to `<kind>.schema.json` in the folder and return the paths written.

    Raises UsageError if the folder cannot be written to.
    """
    written = {folder / f"{name}.schema.json": schema for name, schema in schemas().items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, schema in written.items():
            path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"Cannot write to {folder}: {error.strerror}.", "Choose another folder.") from None
    return tuple(written)


def _schema(pattern: str, kinds: tuple[EntryKind, ...]) -> dict[str, Any]:
    """Return the schema of the files of a pattern. A file is one entry, or has a list of each of its kinds."""
    definitions: dict[str, Any] = {}
    entries: dict[str, dict[str, Any]] = {}
    for kind in kinds:
        entries[kind.model.__name__] = TypeAdapter[Any](kind.model).json_schema(ref_template="#/$defs/{model}")
        definitions |= entries[kind.model.__name__].pop("$defs", {})
    if "Fact" in definitions:
        _allow_reference(definitions["Fact"]["properties"][REFERENCE])
    if kinds[0].list_key:
        definitions |= entries
        file = _lists_of(kinds)
    else:
        [file] = entries.values()
    schema = {"$schema": _DIALECT, "title": f"{pattern} of Rolecall's knowledge", **_untitled(file)}
    return {**schema, "$defs": _untitled(definitions)} if definitions else schema


def _allow_reference(figure: dict[str, Any]) -> None:
    """Let the figure of a statement be an id in figures.yml too."""
    figure["anyOf"].insert(0, {"type": "string"})


def _lists_of(kinds: tuple[EntryKind, ...]) -> dict[str, Any]:
    """Return the schema of a file of lists. A single list is required; of several lists, at least one is."""
    lists = {kind.list_key: {"type": "array", "items": {"$ref": f"#/$defs/{kind.model.__name__}"}} for kind in kinds}
    needed = {"required": list(lists)} if len(lists) == 1 else {"minProperties": 1}
    return {"type": "object", "properties": lists, **needed, "additionalProperties": False}


def _untitled(schema: Any) -> Any:
    """Return the schema without the titles that pydantic generates, which only repeat the names of the keys."""
    if isinstance(schema, list):
        return [_untitled(item) for item in schema]
    if isinstance(schema, dict):
        kept = {key: value for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
        return {key: _untitled(value) for key, value in kept.items()}
    return schema
